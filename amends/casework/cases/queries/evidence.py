"""Questions about evidence: what there is, what was done with it, what is held, and what has been kept long enough."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from amends.casework.cases.choices import DisposalState, Origin, Phase
from amends.casework.cases.models import Attachment, Case, Disposal, Hold, Touch
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.rules.evidence import (
    HOLD_RISKS,
    asks_for_hold,
)
from amends.casework.cases.rules.keeping import KeepRule, closed_before, kept_until, kinds_of, rule_that_keeps
from amends.foundation.kernel import jobs
from amends.foundation.organisation.models import Member

TOUCHES_SHOWN, LISTED = 200, 500


def under_hold(case: Case) -> bool:
    """Whether nothing of this case may be deleted or made anonymous."""
    return Hold.objects.filter(case=case, lifted_at=None).exists()


def held_among(case_ids: Iterable[int]) -> set[int]:
    """Those of these cases that are under hold."""
    return set(Hold.objects.filter(case__in=list(case_ids), lifted_at=None).values_list("case", flat=True))


def holds_of(case: Case) -> list[Hold]:
    """Every hold of a case, the latest first; at most one of them stands."""
    return list(case.holds.select_related("set_by", "lifted_by").order_by("-id"))


def hold_proposed(case: Case) -> list[str]:
    """The risks for which a hold is proposed; none once legal has decided on one, whichever way."""
    return (
        [] if case.holds.exists() else asks_for_hold([*case.risks, *(one["risk"] for one in case.late_risks)])
    )


def holds_in_force(member: Member) -> list[Hold]:
    rows = Hold.objects.filter(lifted_at=None, case__in=Case.objects.filter(visible_to(member)))
    return list(rows.select_related("case", "set_by").order_by("-id")[:LISTED])


def holds_proposed(member: Member) -> list[Case]:
    """The cases with such a risk on which legal has not decided yet, the newest first."""
    risky = Q()
    for risk in HOLD_RISKS:
        risky |= Q(risks__icontains=f'"{risk}"') | Q(late_risks__icontains=f'"{risk}"')
    cases = Case.objects.filter(visible_to(member), has_risk=True).filter(risky, holds=None)
    return list(cases.order_by("-id")[:50])


def evidence_of(case: Case) -> list[Attachment]:
    """The files of a case, each with what it was made of; those that only say that a file was sent are left out."""
    rows = Attachment.objects.evidence().filter(case=case)
    return list(rows.select_related("added_by", "source", "message").order_by("id"))


def touches_of(case: Case) -> list[Touch]:
    return list(case.touches.select_related("by", "attachment").order_by("-id")[:TOUCHES_SHOWN])


def touches_on(file: Attachment) -> list[Touch]:
    return list(file.touches.select_related("by").order_by("-id")[:TOUCHES_SHOWN])


def file_for(attachment_id: int, member: Member) -> Attachment | None:
    """The file, if this member may know of its case."""
    seen = Case.objects.filter(visible_to(member))
    rows = Attachment.objects.filter(pk=attachment_id, case__in=seen)
    return rows.select_related("case__owner", "source", "added_by").first()


def redacted_copy_of(file: Attachment) -> Attachment | None:
    """The latest redacted copy that is there; of bytes that came twice, either way."""
    same = Attachment.objects.filter(case=file.case_id, sha256=file.sha256).values("pk")
    copies = Attachment.objects.there().filter(source__in=same, origin=Origin.REDACTED)
    return copies.select_related("case").order_by("-id").first()


def waits_to_be_looked_into(limit: int) -> QuerySet[Attachment]:
    return Attachment.objects.to_look_into().order_by("id")[:limit]


def next_to_check(limit: int, before: datetime) -> list[Attachment]:
    """Files whose bytes were not compared with their hash since then, those never compared first."""
    rows = Attachment.objects.there().filter(Q(checked_at=None) | Q(checked_at__lt=before))
    never = list(rows.filter(checked_at=None).order_by("id")[:limit])
    return never + list(rows.exclude(checked_at=None).order_by("checked_at", "id")[: limit - len(never)])


def out_of_time(
    rules: list[KeepRule], today: date, limit: int = LISTED
) -> list[tuple[Attachment, KeepRule, date]]:
    """Files of closed cases whose time is over, with the rule that kept them longest; never of a case under hold."""
    shortest = min((rule.years for rule in rules if rule.is_on and rule.years is not None), default=None)
    if shortest is None:
        return []
    latest = start_of(closed_before(today, shortest))
    listed = Disposal.objects.filter(state__in=(DisposalState.ASKED, DisposalState.CONFIRMED))
    rows = (
        Attachment.objects.there()
        .filter(case__phase=Phase.CLOSED, case__closed_at__lt=latest)
        .exclude(case__holds__in=Hold.objects.filter(lifted_at=None))
        .exclude(pk__in=listed.values("items__attachment"))
        .select_related("case")
        .order_by("case__closed_at", "id")
    )
    found = []
    for file in rows.iterator(chunk_size=500):
        over = time_over(file.case, rules, today)
        if over is not None:
            found.append((file, *over))
        if len(found) == limit:
            break
    return found


def time_over(case: Case, rules: list[KeepRule], today: date) -> tuple[KeepRule, date] | None:
    """The rule and the day until which the files of a case had to be kept, if that day is over."""
    risks = [*case.risks, *(one["risk"] for one in case.late_risks)]
    rule = rule_that_keeps(rules, kinds_of(case.category, risks))
    if rule is None or rule.years is None or case.closed_at is None:
        return None
    until = kept_until(timezone.localdate(case.closed_at), rule.years)
    return (rule, until) if until < today else None


def start_of(day: date) -> datetime:
    """The first moment of a day by the clocks of the house."""
    return timezone.make_aware(datetime.combine(day, time.min))


def disposals() -> list[Disposal]:
    return list(Disposal.objects.select_related("asked_by", "decided_by").order_by("-id")[:20])


def broken_files() -> QuerySet[Attachment]:
    return Attachment.objects.there().exclude(broken_at=None).order_by("id")


def holds_redacted(file: Attachment) -> bool:
    """Whether something inside this file has a redacted copy, so that the whole would show what the copy hides."""
    if file.content_type != "message/rfc822":
        return False
    inside = list(file.derived.filter(origin=Origin.INSIDE))
    return any(redacted_copy_of(one) is not None or holds_redacted(one) for one in inside)


def copy_key(file: Attachment) -> str:
    return f"redact:{file.pk}"


def copy_ordered(file: Attachment) -> bool:
    """Whether a redacted copy of it is being made at this moment."""
    return jobs.is_underway(copy_key(file))


def copy_failed(file: Attachment) -> bool:
    """Whether a copy that was ordered could not be made, and none is there."""
    return jobs.is_given_up(copy_key(file)) and redacted_copy_of(file) is None
