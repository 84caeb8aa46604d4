"""Questions about what somebody may decide in a case, and what waits for a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from django.db.models import Q

from amends.casework.cases.choices import CONCERNED_STATES_THAT_COUNT
from amends.casework.cases.models import ApprovalRequest, Case, StaffConcerned
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.rules.approvals import is_grave, is_sensitive
from amends.foundation.organisation.choices import HOME_CURRENCY, Power, Presence
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import (
    Authority,
    absence_now,
    line_above,
    stand_ins_of,
    verdict_on,
)
from amends.foundation.organisation.rules import Verdict


def sensitive(case: Case) -> bool:
    return is_sensitive(restricted=case.restricted, risks=case.risks)


def weighty(case: Case, power: str) -> bool:
    """Whether this decision takes the authority for sensitive cases: a stage of a severe case is not skipped lightly."""
    return sensitive(case) or (power == Power.SKIP_STAGE and is_grave(case.severity))


def verdict_in(
    case: Case, member: Member, power: str, amount: Decimal | None = None, currency: str = HOME_CURRENCY
) -> Verdict:
    """Whether a member may decide this alone in this case."""
    return verdict_on(member, power, amount=amount, currency=currency, sensitive=weighty(case, power))


def granted(
    case: Case, member: Member, power: str, amount: Decimal | None = None, currency: str = HOME_CURRENCY
) -> ApprovalRequest | None:
    """What was granted to a member for this, if it carries the amount in its currency; the smallest that does."""
    rows = ApprovalRequest.objects.filter(case=case).granted_to(member.pk, power)
    if amount is not None:
        rows = rows.filter(amount__gte=amount, currency=currency)
    return rows.order_by("amount", "id").first()


def granted_up_to(case: Case, member: Member, power: str, currency: str = HOME_CURRENCY) -> Decimal:
    """The largest sum of a currency that was granted to a member here and is not used up."""
    amounts = ApprovalRequest.objects.filter(case=case, currency=currency).granted_to(member.pk, power)
    return max(
        (one for one in amounts.values_list("amount", flat=True) if one is not None), default=Decimal(0)
    )


def decider(request: ApprovalRequest, member: Member) -> Member | None:
    """In whose name a member may decide a request; None if in nobody's."""
    return deciders([request], member).get(request.pk)


def deciders(requests: Iterable[ApprovalRequest], member: Member) -> dict[int, Member]:
    """Request → in whose name a member may decide it: their own, or of somebody they stand in for.

    The one who asked never decides, and neither does whoever the case is kept from; nor does anybody in their place.
    Many cost no more statements than one.
    """
    others = [one for one in requests if one.asked_by_id != member.pk]
    authority = Authority(member)
    out = kept_out({one.case_id for one in others}, authority.names) if others else {}
    names = {
        one.pk: authority.decides_as(
            one.power,
            amount=one.amount,
            currency=one.currency,
            sensitive=weighty(one.case, one.power),
            not_for={one.asked_by_id, *out[one.case_id]},
        )
        for one in others
        if member.pk not in out[one.case_id]
    }
    return {request: name for request, name in names.items() if name is not None}


def kept_out(cases: Collection[int], people: Iterable[Member]) -> dict[int, set[int]]:
    """Case → those of these people whom it is about or who lead somebody it is about, be that only proposed so far."""
    asked = {one.pk for one in people}
    rows = StaffConcerned.objects.filter(case__in=cases, state__in=CONCERNED_STATES_THAT_COUNT)
    rows = rows.filter(Q(member__in=asked) | Q(member__line_manager__in=asked))
    found: dict[int, set[int]] = {case: set() for case in cases}
    for case, *those in rows.values_list("case", "member", "member__line_manager"):
        found[case] |= asked.intersection(those)
    return found


def approvals_of(case: Case) -> list[ApprovalRequest]:
    rows = ApprovalRequest.objects.filter(case=case).order_by("-id")
    return list(rows.select_related("asked_by", "asked_of", "decided_by", "decided_for"))


def waiting_approvals(member: Member, limit: int = 200) -> list[ApprovalRequest]:
    """All that wait in open cases this member may know of, the earliest due first."""
    rows = ApprovalRequest.objects.waiting().filter(case__in=Case.objects.open().filter(visible_to(member)))
    rows = rows.select_related("case", "asked_by__department", "asked_of").order_by("due_at", "id")
    return list(rows[:limit])


def own_approvals(member: Member, limit: int = 50) -> list[ApprovalRequest]:
    """What a member asked others, the latest first, in cases they still may know of."""
    rows = ApprovalRequest.objects.filter(asked_by=member, case__in=Case.objects.filter(visible_to(member)))
    return list(
        rows.select_related("case", "asked_by", "asked_of", "decided_by", "decided_for").order_by("-id")[
            :limit
        ]
    )


def next_to_ask(request: ApprovalRequest, *, present_only: bool = True) -> Member | None:
    """The nearest up the line who may decide it and sees the case, of those not asked yet; or who stands in for them."""
    for member in line_above(request.asked_by):
        for one in (member, *stand_ins_of(member)):
            if can_be_asked(one, request) and (not present_only or is_here(one)):
                return one
    return None


def can_be_asked(member: Member, request: ApprovalRequest) -> bool:
    if member.pk in request.passed_on or member.pk == request.asked_by_id:
        return False
    sees = Case.objects.filter(visible_to(member), pk=request.case_id).exists()
    return sees and decider(request, member) is not None


def is_here(member: Member) -> bool:
    return member.presence == Presence.PRESENT and absence_now(member) is None
