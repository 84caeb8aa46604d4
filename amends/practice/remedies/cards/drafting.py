"""What a card says of this very case: which matter, which solution, what is given, who signs."""

from __future__ import annotations

from datetime import timedelta

from amends.casework.cases.models import Case, Message
from amends.casework.cases.queries.parties import addressee_of
from amends.content.files import language_for
from amends.foundation.kernel import clock
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.choices import GrantKind
from amends.practice.remedies.models import Grant
from amends.practice.remedies.queries.grants import chosen_option
from amends.practice.remedies.rules.cards import Card, CardRequest, Remark, check_card, draft_card
from amends.practice.remedies.rules.gate import working_day
from amends.practice.replies.check import CheckContext, Grievance
from amends.practice.replies.drafting import DraftRequest
from amends.practice.replies.drafting.matters import Matter, matters_of

# By then what is promised for the future is done and told.
BETTER_WITHIN = timedelta(days=14)
CAREFUL = frozenset({"legal", "fraud", "regulator"})


def begun_card(grant: Grant, *, signed_by: Member) -> Card:
    """The card as it stands before anybody changed it."""
    case = grant.case
    option, matter = grant.option or chosen_option(case), matter_of(case)
    return draft_card(
        CardRequest(
            language=case.language,
            name=addressee_of(case),
            matter=matter.name,
            prevent=matter.prevent,
            careful=bool(CAREFUL & set(case.risks)),
            solution=option.title if option else "",
            solved=case.solved_at is not None,
            done_by=option.due_on if option else None,
            given=given(grant),
            better_by=working_day(clock.today() + BETTER_WITHIN),
            signer=str(signed_by),
            variation=case.pk,
        )
    )


def matter_of(case: Case) -> Matter:
    """What the complaint is about, close enough to be sorry for it."""
    points = list(case.grievances.all())
    said = (
        Message.objects.filter(case=case, direction="in")
        .order_by("id")
        .values_list("body", flat=True)
        .first()
    )
    request = DraftRequest(
        kind="apology",
        language=case.language,
        complaint=said or case.summary,
        grievances=tuple(Grievance(one.text, one.category) for one in points),
        category=case.category or "service",
        risks=tuple(case.risks),
    )
    return matters_of(request, language_for(case.language))[0]


def given(grant: Grant) -> dict[str, str]:
    language = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant"}.get(language_for(grant.case.language), "en")
    match grant.kind:
        case GrantKind.GIFT if grant.gift is not None:
            return {"gift": grant.gift.name_in(language)}
        case GrantKind.VOUCHER:
            return {"voucher": str(grant.money)}
        case GrantKind.POINTS:
            return {"points": str(grant.points)}
        case GrantKind.UPGRADE:
            return {"upgrade": ""}
    return {}


def remarks_on_card(grant: Grant, card: Card, *, member: Member) -> list[Remark]:
    """What stands against these words, in the reader's language."""
    case = grant.case
    context = CheckContext(
        language=interface_language(),
        category=case.category,
        emotion="calm",
        severity=case.severity,
        risks=tuple(case.risks),
        owner=str(member),
        internal_names=internal_names(),
    )
    return check_card(card, context)


def internal_names() -> tuple[str, ...]:
    """Names of departments that do nothing a customer knows of: they do not belong on a card."""
    inside = Department.objects.filter(
        function__in=("business", "quality", "legal", "communications", "office")
    )
    return tuple(name for name in inside.values_list("name", flat=True) if len(name) > 2)
