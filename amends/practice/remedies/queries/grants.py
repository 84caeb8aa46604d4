"""What is given in a case, what the gate knows of it, and what waits over all cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from amends.casework.cases.choices import Direction, MessageKind
from amends.casework.cases.models import Case, Message
from amends.casework.cases.queries.engaged import here_and_merged
from amends.casework.customers.queries import order_by_number
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.kernel.prepared import Tuples
from amends.foundation.organisation.models import Member
from amends.practice.remedies.choices import GrantBasis, GrantKind, GrantState
from amends.practice.remedies.gifts.queries.suggesting import candidate
from amends.practice.remedies.gifts.rules.suggesting import Situation, is_related
from amends.practice.remedies.models import Grant, Option
from amends.practice.remedies.queries.proposals import latest_proposal
from amends.practice.remedies.rules.cards import words_marked
from amends.practice.remedies.rules.fairness import GivenSoFar
from amends.practice.remedies.rules.gate import Facts
from amends.practice.replies.check.acts import Acts

PREFIX = "grant:"
LETTERS_READ = 60


def grants_of(case: Case) -> list[Grant]:
    """Those of this case and of the cases that were merged into it, the newest first."""
    return list(Grant.objects.filter(here_and_merged(case)).shown().select_related("case").order_by("-id"))


def grant_named(reference: str) -> int | None:
    """The id that stands in "grant:12" or "grant:12:2"; None for what belongs to nobody here."""
    if not reference.startswith(PREFIX):
        return None
    digits = reference.removeprefix(PREFIX).partition(":")[0]
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _here(merged: bool, case_id: int, currency: str) -> QuerySet[Grant]:
    here = Q(case=case_id) | Q(case__merged_into=case_id) if merged else Q(case=case_id)
    return Grant.objects.that_count().filter(here, currency=currency)


def _sums(rows: QuerySet[Grant]) -> QuerySet[Any, Any]:
    return rows.order_by().values("basis").annotate(total=Sum("amount")).values_list("basis", "total")


_BY_BASIS = Tuples(lambda merged, case_id, currency: _sums(_here(merged, case_id, currency)))
_ALONE = Tuples(
    lambda merged, case_id, currency, member_id: _sums(
        _here(merged, case_id, currency).filter(granted_by=member_id, approval=None, option=None)
    )
)


def given_so_far(case: Case, currency: str) -> GivenSoFar:
    """Here and in what was merged into it."""
    sums: dict[str, Decimal] = dict(_BY_BASIS(case.pk, currency, shape=(bool(case.merged_here),)))
    return GivenSoFar(
        gestures=Money(sums.get(GrantBasis.GOODWILL, Decimal(0)), currency),
        chosen=Money(sums.get(GrantBasis.SOLUTION, Decimal(0)), currency),
    )


def granted_alone(case: Case, member: Member, currency: str) -> Decimal:
    """What a member granted here on their own authority: small sums add up to a large one, also over merged cases."""
    found = _ALONE(case.pk, currency, member.pk, shape=(bool(case.merged_here),))
    return sum((total for _basis, total in found), Decimal(0))


def left_of_option(option: Option) -> Decimal:
    """What of an option that the customer chose was not granted yet; offering it took the authority already."""
    if not option.chosen or option.amount is None:
        return Decimal(0)
    used = Grant.objects.that_count().filter(option=option).aggregate(total=Sum("amount"))["total"]
    return max(Decimal(0), option.amount - (used or Decimal(0)))


def chosen_option(case: Case) -> Option | None:
    proposal = latest_proposal(case)
    return next((one for one in proposal.options.all() if one.chosen), None) if proposal else None


def open_grants(case: Case) -> int:
    """How many bind money or stock: what keeps a case from being closed without a word."""
    return Grant.objects.under_way().filter(here_and_merged(case)).count()


def apologised_in(case: Case) -> bool:
    """Whether one of our letters in this case says that we are sorry; the receipt of a complaint is none."""
    ours = Message.objects.filter(here_and_merged(case), direction=Direction.OUT)
    bodies = ours.exclude(kind=MessageKind.ACKNOWLEDGEMENT).order_by("-id").values_list("body", flat=True)
    return any(Acts(body).has("apology") for body in bodies[:LETTERS_READ])


def same_gift_before(case: Case, gift_id: int | None, *, but: int | None = None) -> int:
    """How often the person of this case was given the very same gift before."""
    if gift_id is None:
        return 0
    cases = Case.objects.of_root(case.customer.root_id)
    rows = Grant.objects.that_count().filter(gift=gift_id, case__in=cases.order_by().values("pk"))
    return (rows.exclude(pk=but) if but is not None else rows).count()


def gate_facts(
    case: Case,
    *,
    kind: str = GrantKind.GIFT,
    basis: str = GrantBasis.GOODWILL,
    verdict: str = "unknown",
    planned_on: date | None = None,
    words: Iterable[str] = (),
    gift_id: int | None = None,
    relevant: bool | None = None,
    but: int | None = None,
    apologised: bool | None = None,
) -> Facts:
    """What the gate looks at, for something that is thought of or for a grant."""
    said = tuple(words)
    confirmed = case.confirmed_at is not None or case.followed_up_at is not None
    return Facts(
        waits=basis == GrantBasis.GOODWILL,
        kind=kind,
        solved=case.solved_at is not None,
        confirmed=confirmed,
        unread=case.unread and case.is_open,
        calm=case.is_calm,
        apologised=apologised_in(case) if apologised is None else apologised,
        verdict=verdict,
        risks=tuple(case.risks),
        planned_on=planned_on,
        today=clock.today(),
        bribe_words=words_marked("bribe", *said),
        stereotype_words=words_marked("stereotype", *said),
        relevant=relevant,
        same_before=same_gift_before(case, gift_id, but=but),
    )


def is_relevant(grant: Grant) -> bool | None:
    """Whether a gift made for some products, branches or complaints fits this case; None where nobody can tell."""
    gift, case = grant.gift, grant.case
    if gift is None:
        return None
    order = order_by_number(case.order_number) if gift.products else None
    about = Situation(
        on=clock.today(),
        category=case.category,
        products=(order.product,) if order else (),
        departments=(case.concerns.code,) if case.concerns else (),
    )
    return is_related(candidate(gift, None), about)


def facts_of_grant(grant: Grant, *, apologised: bool | None = None) -> Facts:
    card = getattr(grant, "card", None)
    return gate_facts(
        grant.case,
        kind=grant.kind,
        basis=grant.basis,
        verdict=grant.verdict,
        planned_on=grant.due_on,
        words=(grant.reason, grant.outside_reason, card.words.text if card else ""),
        gift_id=grant.gift_id,
        relevant=is_relevant(grant),
        but=grant.pk,
        apologised=apologised,
    )


def due_grants(on: date) -> list[Grant]:
    """Those that were planned for this day or before and are not carried out."""
    rows = Grant.objects.filter(state=GrantState.RESERVED, due_on__lte=on)
    return list(rows.select_related("case__department", "case__owner", "case__customer").order_by("due_on"))


def under_way_where(seen: Q) -> list[Grant]:
    """What binds money or stock in the cases of this predicate, by the day that was planned."""
    cases = Case.objects.order_by().filter(seen).values("pk")
    rows = (
        Grant.objects.under_way()
        .filter(case__in=cases)
        .shown()
        .select_related("case__customer", "case__owner")
    )
    return list(rows.order_by("due_on", "id"))
