"""Every question about cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from amends.casework.cases.choices import Phase, Record, Stage
from amends.casework.cases.models import Case, CaseQuerySet, Message, Note, StageRecord, Workload
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.rules import Candidate, id_in_number, is_number_of
from amends.casework.customers.rules import phone_digits
from amends.foundation.kernel import search
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.choices import Presence, Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import all_but_the_name

SEARCH_KIND = "case"
# What a case is named by beside another one.
IN_A_LINE = ("received_at", "subject", "phase", "outcome")


def visible_cases(member: Member) -> CaseQuerySet:
    return Case.objects.filter(visible_to(member))


def case_by_number(number: str, *, member: Member) -> Case | None:
    """The case with this number, if this member may see it."""
    case_id = id_in_number(number)
    if case_id is None:
        return None
    case = (
        visible_cases(member)
        .select_related("customer", "owner", "department", "concerns", "reading")
        .filter(pk=case_id)
        .first()
    )
    return case if case and is_number_of(number, case.number) else None


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
    messages = case.messages.select_related("author", "reading").defer(*all_but_the_name("author"))
    return list(messages.prefetch_related("attachments").order_by("sent_at", "id"))


def notes_of(case: Case) -> list[Note]:
    notes = case.notes.select_related("author").defer(*all_but_the_name("author"))
    return list(notes.order_by("written_at", "id"))


def records_of(case: Case) -> list[StageRecord]:
    """The case's time in each stage, in the order it went through them."""
    return list(case.stage_records.select_related("left_by").defer(*all_but_the_name("left_by")))


def complaint_message(case: Case) -> Message:
    return case.messages.order_by("id")[0]


def earlier_cases(case: Case, member: Member, limit: int = 5) -> list[Case]:
    """Other cases of the same customer."""
    cases = visible_cases(member).filter(customer=case.customer_id).exclude(pk=case.pk)
    return list(cases.order_by("-id").only(*IN_A_LINE)[:limit])


def similar_cases(case: Case, member: Member, limit: int = 3) -> list[Case]:
    """The newest closed cases about the same category and with the same severity."""
    if not case.category:
        return []
    cases = visible_cases(member).closed().filter(category=case.category, severity=case.severity)
    return list(cases.exclude(pk=case.pk).order_by("-id").only(*IN_A_LINE)[:limit])


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
        Record.FINDING: bool(record and record.stage == Stage.INVESTIGATE and record.record),
    }
    return frozenset(name for name, is_there in found.items() if is_there)


def candidates_for(case: Case) -> list[Candidate]:
    """The people who could take it: those of the handling department and of the one it concerns."""
    within = Q(department__path__startswith=case.department.path)
    if case.concerns is not None:
        within |= Q(department__path__startswith=case.concerns.path)
    people = Member.objects.filter(within, role=Role.HANDLER, is_active=True, presence=Presence.PRESENT)
    loads = dict(Workload.objects.values_list("member", "open_cases"))
    known = set(
        Case.objects.filter(customer=case.customer_id)
        .exclude(owner=None)
        .values_list("owner", flat=True)[:50]
    )
    return [
        Candidate(
            member_id=one.pk,
            skills=frozenset(one.skills),
            languages=frozenset(one.languages),
            open_cases=loads.get(one.pk, 0),
            capacity=one.capacity,
            present=True,
            knows_customer=one.pk in known,
            works_there=case.concerns_id is not None and one.department_id == case.concerns_id,
        )
        for one in people
    ]


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
    if wanted.owner is not None:
        cases = cases.filter(owner=wanted.owner)
    if wanted.customer is not None:
        cases = cases.filter(customer=wanted.customer)
    if wanted.risk:
        cases = cases.at_risk().filter(Q(risks__icontains=f'"{wanted.risk}"'))
    if wanted.query.strip():
        cases = cases.filter(pk__in=search.matching(SEARCH_KIND, wanted.query, newest_first=True))
    return cases
