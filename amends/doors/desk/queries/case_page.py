"""The case page: who is speaking, what was said, how things stand and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amends.casework.cases import rules as case_rules
from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case, Grievance, Message, Note, StageRecord
from amends.casework.cases.permissions import handles
from amends.casework.cases.queries import (
    conversation,
    earlier_cases,
    engaged_in,
    notes_of,
    on_record,
    points_of,
    records_of,
    similar_cases,
)
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import clocks_of
from amends.casework.clocks.rules.lights import light, share_used
from amends.casework.customers.queries import order_by_number, recent_orders
from amends.casework.customers.rules import masked_email, masked_phone
from amends.doors.desk.queries.beside import near
from amends.doors.desk.queries.engaged import engaged_block, step_entries
from amends.doors.desk.queries.listing import case_url
from amends.doors.desk.queries.merged import merged_entries
from amends.doors.desk.queries.milestones import milestone_entries
from amends.doors.desk.queries.mood import curve
from amends.doors.desk.queries.points import points_pane
from amends.doors.desk.queries.reading_pane import reading_pane
from amends.doors.desk.queries.sheets import tabs
from amends.doors.desk.queries.timeline import ended_early, timeline
from amends.doors.desk.queries.trail import reasons_told
from amends.doors.desk.reason_words import reason_text
from amends.doors.desk.remedy_words import reason_of_range
from amends.doors.desk.words import label_name, outcome_name, time_left
from amends.foundation.kernel import clock
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.choices import HOME_CURRENCY
from amends.foundation.organisation.models import Member
from amends.oversight.learning.permissions import may_see_quality
from amends.practice.remedies.queries import may_give, proposals_of
from amends.practice.remedies.rules import Range


@dataclass(frozen=True)
class CasePage:
    """All that the three panes show, and the facts that the next step depends on."""

    case: Case
    messages: list[Message]
    notes: list[Note]
    records: list[StageRecord]
    context: dict[str, Any]
    handles: bool = True
    """Whether the reader works on the case, or only helps because their department is asked for something."""

    @property
    def present(self) -> StageRecord | None:
        return next((row for row in reversed(self.records) if row.stage == self.case.stage), None)


def case_page(case: Case, member: Member) -> CasePage:
    messages = conversation(case)
    notes = notes_of(case)
    records = records_of(case)
    points = points_of(case)
    engaged = engaged_in(case)
    proposals = proposals_of(case)
    running = clocks_of(case)
    page = CasePage(case, messages, notes, records, {}, handles(member, case))
    reason = reason_text(reasons_told(case, member))
    further = [
        *step_entries(engaged),
        *milestone_entries(case, records, proposals, messages),
        *merged_entries(case, member),
    ]
    page.context.update(
        case=case,
        number=case.number,
        handles=page.handles,
        outcome=outcome_name(case.outcome),
        label_shown=case.label.name_in(interface_language()) if case.label else "",
        tabs=tabs(case.number, "case"),
        correct_url=reverse("desk:correct", args=[case.number]),
        confirm_url=reverse("desk:confirm", args=[case.number]),
        fact_url=reverse("desk:correct_fact", args=[case.number]),
        assigned_reason=reason,
        timeline=timeline(case, messages, notes, records, points, further, reader=member, reason=reason),
        mood=curve(messages),
        stages=stages(case, records),
        record=record_begun(page, points),
        missing=[
            one.label for one in case_rules.missing_for(Stage(case.stage), on_record(case, page.present))
        ],
        clocks=clocks(running),
        **reading_pane(case, messages),
        may_see_quality=may_see_quality(member),
        **points_pane(case, points),
        point_findings=[point.finding for point in points],
        points_urls={name: reverse(f"desk:{name}_point", args=[case.number]) for name in ("add", "correct")},
        customer=customer(case, member),
        may_give=range_to_give(case, member, points, records, running),
        proposals=proposals,
        **engaged_block(case, engaged),
        **near(case, member),
        similar=[known(one) for one in similar_cases(case, member)],
    )
    return page


def record_begun(page: CasePage, read: list[Grievance]) -> str:
    """What is written of the present stage so far; then the points, as they were read or to be restated."""
    if page.present and page.present.record:
        return page.present.record
    if page.case.stage not in (Stage.LISTEN, Stage.CONFIRM) or not page.messages:
        return ""
    points = [f"{n}. {point.text}" for n, point in enumerate(read, 1)]
    if page.case.stage == Stage.CONFIRM:
        said = next((row.record for row in reversed(page.records) if row.stage == Stage.LISTEN), "")
        meant = said or "\n".join(points) or page.case.summary
        return _("You mean: %(points)s – is that right?") % {"points": meant}
    return "\n".join(points) or page.case.summary


def stages(case: Case, records: list[StageRecord]) -> list[dict[str, Any]]:
    position = case_rules.STAGES.index(Stage(case.stage))
    skipped = {row.stage for row in records if row.skip_reason}
    latest = {row.stage: row for row in records}
    found = []
    for index, stage in enumerate(case_rules.STAGES):
        row = latest.get(stage)
        state = "done" if index < position else "todo"
        if index == position:
            state = "current" if case.is_open else "todo" if ended_early(case, row) else "done"
        found.append(
            {
                "key": stage.value,
                "label": stage.label,
                "position": index + 1,
                "state": "skipped" if stage in skipped and state == "done" else state,
                "record": row.record if row else "",
                "skip_reason": row.skip_reason if row else "",
                "left_by": str(row.left_by) if row and row.left_by else "",
                "left_at": row.left_at if row else None,
            }
        )
    return found


# Tasks and promises have their own place on the page, with what is asked.
ASKED_OF_PEOPLE = frozenset({ClockKind.TASK, ClockKind.PROMISE})


def clocks(found: list[Clock]) -> list[dict[str, Any]]:
    """Those that run, then those that ended; what was kept or missed again in a later round stands once, with how often.

    What fell away before it was due was neither kept nor missed, and does not stand here.
    """
    now = clock.now()
    rows: list[dict[str, Any]] = []
    ended: dict[tuple[str, bool | None], dict[str, Any]] = {}
    for one in sorted(found, key=lambda one: one.stopped_at is not None):
        if one.kind in ASKED_OF_PEOPLE or (one.stopped_at and one.was_met is None):
            continue
        if one.stopped_at and (before := ended.get((one.kind, one.was_met))):
            before["times"] += 1
            continue
        share = share_used(one.started_at, one.due_at, one.stopped_at or one.paused_since or now)
        rows.append(
            {
                "kind": one.kind,
                "label": one.get_kind_display(),
                "due_at": one.due_at,
                "share": round(share, 3),
                "percent": min(100, max(0, round(share * 100))),
                "state": "stopped" if one.stopped_at else "paused" if one.paused_since else "running",
                "met": one.was_met,
                "light": light(share).value,
                "left_text": time_left(one.due_at, now) if one.stopped_at is None else "",
                "times": 1,
            }
        )
        if one.stopped_at:
            ended[one.kind, one.was_met] = rows[-1]
    return rows


def customer(case: Case, member: Member) -> dict[str, Any]:
    return {
        "name": str(case.customer),
        "url": reverse("desk:customer", args=[case.customer.root_id]),
        "numbers_url": reverse("desk:customer_numbers", args=[case.customer.root_id]),
        "phone": masked_phone(case.customer.phone_digits),
        "email": masked_email(case.customer.email),
        "tier": case.customer.tier,
        "tier_label": case.customer.get_tier_display(),
        "no_calls": case.customer.no_calls,
        "reached": [case.customer.get_preferred_way_display(), case.customer.get_preferred_time_display()],
        "since": case.customer.created_at,
        "concerns": case.concerns.name_in(get_language() or "") if case.concerns else "",
        "orders": recent_orders(case.customer),
        "order_number": case.order_number,
        "happened": case.happened,
        "wish_label": _(", ").join(label_name("demands", wish) for wish in case.wish.split(",") if wish),
        "earlier": [{**known(one), "is_open": one.is_open} for one in earlier_cases(case, member)],
    }


def known(other: Case) -> dict[str, str]:
    """What another case is named by on this one's page."""
    return {
        "number": other.number,
        "subject": other.subject,
        "url": case_url(other.number),
        "outcome": outcome_name(other.outcome),
    }


def range_to_give(
    case: Case,
    member: Member,
    points: list[Grievance],
    records: list[StageRecord],
    running: list[Clock],
) -> dict[str, Any]:
    """From what the page has at hand; like cases and what laws give stand on a page of their own."""
    order = order_by_number(case.order_number)
    fair = may_give(case, order=order, points=points, records=records, clocks=running)
    currency = order.currency if order else HOME_CURRENCY
    return {
        "order": order,
        "lowest": fair.lowest if fair else None,
        "highest": fair.highest if fair else None,
        "currency": currency,
        "authority": member.limit_in(currency),
        "warning": over_authority(fair, member.limit_in(currency)),
        "severity_label": label_name("severity", case.severity),
        "range": fair,
        "reasons": [reason_of_range(one) for one in fair.reasons] if fair else [],
        "url": reverse("desk:case_advice", args=[case.number]),
        "giving_url": reverse("desk:case_giving", args=[case.number]),
    }


def over_authority(fair: Range | None, limit: Decimal) -> str:
    if fair is None or fair.lowest <= limit:
        return ""
    return _("This is above what you may grant alone. Ask a team lead to propose it.")
