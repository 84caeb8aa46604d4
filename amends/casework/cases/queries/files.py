"""Questions about the case file: which cases, what stands in one, and who may take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from amends.casework.cases.choices import (
    CONCERNED_STATES_THAT_COUNT,
    Phase,
    Record,
    Stage,
)
from amends.casework.cases.models import (
    Attachment,
    Case,
    CaseAccess,
    CaseQuerySet,
    CaseViewing,
    Grievance,
    Message,
    Note,
    StaffConcerned,
    StageRecord,
)
from amends.casework.cases.permissions import Extent, not_about, sight_of, visible_to, within_sight
from amends.casework.cases.rules import id_in_number, is_number_of, tells_responsibility
from amends.casework.customers.models import Customer
from amends.casework.customers.rules import phone_digits
from amends.foundation.kernel import clock, search
from amends.foundation.kernel.plain_text import storable
from amends.foundation.kernel.prepared import Rows
from amends.foundation.organisation.choices import CASEWORKERS, Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import all_but_the_name

SEARCH_KIND = "case"
# What a case is named by beside another one.
IN_A_LINE = ("received_at", "subject", "phase", "outcome")
EARLIER, SIMILAR, BESIDE = 5, 3, 20
# What one of the cases beside shows, all of which every case page reads.
IN_THE_LIST_BESIDE = (
    *("received_at", "subject", "emotion", "due_at", "due_from", "unread"),
    *("customer__name", "customer__phone", "customer__email"),
)


def _seen(extent: Extent, *viewer: Any) -> CaseQuerySet:
    return Case.objects.filter(within_sight(extent, *viewer))


def _beside(extent: Extent, own: bool, member_id: int, *further: Any) -> CaseQuerySet:
    cases = _seen(extent, member_id, *further).open().select_related("customer").only(*IN_THE_LIST_BESIDE)
    if own:
        return cases.filter(owner=member_id).order_by(F("due_at").asc(nulls_last=True), "id")[:BESIDE]
    return cases.order_by("-id")[:BESIDE]


# What every case page asks.
_ONE: Rows[Case] = Rows(
    lambda extent, case_id, *viewer: (
        _seen(extent, *viewer)
        .select_related("customer", "owner", "department", "concerns", "reading", "label")
        .filter(pk=case_id)
    )
)
_MESSAGES: Rows[Message] = Rows(
    lambda case_id: (
        Message.objects.filter(case=case_id)
        .select_related("author", "reading")
        .defer(*all_but_the_name("author"))
        .order_by("sent_at", "id")
    )
)
_FILES: Rows[Attachment] = Rows(lambda case_id: Attachment.objects.filter(case=case_id).order_by("id"))
_NOTES: Rows[Note] = Rows(
    lambda case_id: (
        Note.objects.filter(case=case_id)
        .select_related("author")
        .defer(*all_but_the_name("author"))
        .order_by("written_at", "id")
    )
)
_RECORDS: Rows[StageRecord] = Rows(
    lambda case_id: (
        StageRecord.objects.filter(case=case_id)
        .select_related("left_by", "recorded_by")
        .defer(*all_but_the_name("left_by"), *all_but_the_name("recorded_by"))
    )
)
_POINTS: Rows[Grievance] = Rows(lambda case_id: Grievance.objects.filter(case=case_id))
_EARLIER: Rows[Case] = Rows(
    lambda extent, case_id, root, *viewer: (
        _seen(extent, *viewer).of_root(root).exclude(pk=case_id).order_by("-id").only(*IN_A_LINE)[:EARLIER]
    )
)
_SIMILAR: Rows[Case] = Rows(
    lambda extent, case_id, category, severity, *viewer: (
        _seen(extent, *viewer)
        .closed()
        .filter(category=category, severity=severity)
        .exclude(pk=case_id)
        .order_by("-id")
        .only(*IN_A_LINE)[:SIMILAR]
    )
)
_BESIDE: Rows[Case] = Rows(_beside)


def visible_cases(member: Member) -> CaseQuerySet:
    return Case.objects.filter(visible_to(member))


def counted_cases(member: Member, *, house: frozenset[Role]) -> CaseQuerySet:
    """The cases that count in the figures which this member sees: those they may know of.

    `house` are the roles that work on no case and see figures of all of it: for them restricted cases do not count.
    """
    if member.role in CASEWORKERS or member.role not in house:
        return visible_cases(member)
    return Case.objects.filter(not_about(member.pk), restricted=False)


def visible_case(case_id: int, *, member: Member) -> Case | None:
    """The case, with its people and its reading, if this member may see it."""
    sight = sight_of(member)
    return next(iter(_ONE(case_id, *sight.values, shape=(sight.extent,))), None)


def case_by_number(number: str, *, member: Member) -> Case | None:
    """The case with this number, if this member may see it."""
    case_id = id_in_number(number)
    if case_id is None:
        return None
    found = visible_case(case_id, member=member)
    return found if found is not None and is_number_of(number, found.number) else None


def case_by_token(token: str) -> Case | None:
    """The case behind a customer's own link."""
    return (
        Case.objects.select_related("customer", "owner", "department").filter(token=storable(token)).first()
    )


def case_for_customer(number: str, phone: str) -> Case | None:
    """The case with this number whose customer has this phone: what a customer who lost the link can give."""
    case_id = id_in_number(number)
    if case_id is None or not phone_digits(phone):
        return None
    case = Case.objects.select_related("customer").filter(pk=case_id).first()
    if case is None or not is_number_of(number, case.number):
        return None
    return case if case.customer.phone_digits == phone_digits(phone) else None


def conversation(case: Case) -> list[Message]:
    messages, files = _MESSAGES(case.pk), _FILES(case.pk)
    for message in messages:
        message.comes_with([file for file in files if file.message_id == message.pk])
    return messages


def notes_of(case: Case) -> list[Note]:
    return _NOTES(case.pk)


def records_of(case: Case) -> list[StageRecord]:
    """The case's time in each stage, in the order it went through them."""
    return _RECORDS(case.pk)


def points_of(case: Case) -> list[Grievance]:
    return _POINTS(case.pk)


def complaint_message(case: Case) -> Message:
    return case.messages.order_by("id")[0]


def earlier_cases(case: Case, member: Member) -> list[Case]:
    """The newest other cases of the same person."""
    sight = sight_of(member)
    return _EARLIER(case.pk, case.customer.root_id, *sight.values, shape=(sight.extent,))


def similar_cases(case: Case, member: Member) -> list[Case]:
    """The newest closed cases about the same category and with the same severity."""
    if not case.category:
        return []
    sight = sight_of(member)
    return _SIMILAR(case.pk, case.category, case.severity, *sight.values, shape=(sight.extent,))


def cases_beside(case: Case, member: Member) -> list[Case]:
    """The member's own open cases by due time if this is one of them, or else the newest open ones."""
    sight = sight_of(member)
    own = case.owner_id == member.pk
    return _BESIDE(*sight.values, shape=(sight.extent, own))


def written_records(case: Case) -> dict[str, str]:
    """Stage → what was recorded in it, the latest."""
    return {row.stage: row.record for row in case.stage_records.all() if row.record}


def on_record(case: Case, record: StageRecord | None) -> frozenset[Record]:
    """Which of the needed records exist for the stage a case is in."""
    found = {
        Record.FIRST_REPLY: case.first_reply_at is not None,
        Record.AGREED: case.agreed_at is not None,
        Record.CARRIED_OUT: case.solved_at is not None,
        Record.FOLLOWED_UP: case.followed_up_at is not None,
        Record.CAUSE: case.cause_recorded_at is not None,
        Record.POINTS: bool(record and record.stage == Stage.LISTEN and record.record),
        Record.RESTATED: bool(record and record.stage == Stage.CONFIRM and record.record),
        Record.FINDING: bool(record and record.stage == Stage.INVESTIGATE and record.record),
        Record.RESPONSIBILITY: bool(
            record and record.stage == Stage.INVESTIGATE and tells_responsibility(record.details)
        ),
    }
    return frozenset(name for name, is_there in found.items() if is_there)


def barred_ids(case: Case) -> set[int]:
    """Those whom a case is about, also while that is only proposed, and their line managers: nobody gives it to them."""
    rows = case.staff_concerned.filter(state__in=CONCERNED_STATES_THAT_COUNT)
    pairs = rows.values_list("member", "member__line_manager")
    return {member_id for pair in pairs for member_id in pair if member_id is not None}


def accesses_of(case: Case) -> list[CaseAccess]:
    """Who was let in and still is, the latest first."""
    rows = case.accesses.filter(ended_at=None).filter(Q(until=None) | Q(until__gt=clock.now()))
    return list(rows.select_related("member", "by").order_by("-id"))


def viewings_of(case: Case, limit: int = 100) -> list[CaseViewing]:
    """Who looked at a restricted case, the latest hour first."""
    return list(case.viewings.select_related("member").order_by("-hour", "member")[:limit])


def concerned_in(case: Case) -> list[StaffConcerned]:
    """Whom the case is about, as far as it counts or waits for a decision, and what was decided otherwise."""
    return list(
        case.staff_concerned.select_related("member__line_manager", "by", "decided_by").order_by("id")
    )


def changed_since(member: Member, since: datetime, limit: int = 60) -> list[tuple[int, datetime, datetime]]:
    """(id, received, touched) of the visible cases touched since then, the latest first."""
    rows = visible_cases(member).filter(touched_at__gt=since).order_by("-touched_at")
    return list(rows.values_list("id", "received_at", "touched_at")[:limit])


@dataclass(frozen=True)
class Wanted:
    """What a list shows: filters that stand in the address."""

    phase: str = Phase.OPEN
    stage: str = ""
    category: str = ""
    emotion: str = ""
    severity: str = ""
    risk: str = ""
    channel: str = ""
    rounds: str = ""
    owner: int | None = None
    customer: int | None = None
    query: str = ""


def cases_matching(wanted: Wanted, *, member: Member) -> CaseQuerySet:
    """The visible cases that fit all filters."""
    cases = visible_cases(member)
    exact = {
        name: value
        for name in ("phase", "stage", "category", "emotion", "severity", "channel")
        if (value := getattr(wanted, name))
    }
    cases = cases.filter(**exact)
    if wanted.rounds:
        cases = cases.filter(rounds__gte=int(wanted.rounds))
    if wanted.owner is not None:
        cases = cases.filter(owner=wanted.owner)
    if wanted.customer is not None:
        customer = Customer.objects.filter(pk=wanted.customer).first()
        cases = cases.of_person(customer) if customer else cases.none()
    if wanted.risk:
        cases = cases.at_risk().filter(Q(risks__icontains=f'"{wanted.risk}"'))
    if wanted.query.strip():
        cases = cases.filter(pk__in=search.matching(SEARCH_KIND, wanted.query, newest_first=True))
    return cases
