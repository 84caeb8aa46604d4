"""Whatever somebody is shown anywhere is theirs to know, and what is not theirs is shown nowhere: a property of all doors.

What each may know is worked out here a second time, in plain words and without the house's predicate.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.casework.cases.actions.beats import locked
from amends.casework.cases.models import (
    ApprovalRequest,
    Attachment,
    Case,
    CaseAccess,
    CaseLink,
    CaseViewing,
    Promise,
    StaffConcerned,
    Task,
    Viewer,
)
from amends.casework.cases.queries import Wanted, cases_beside, earlier_cases, similar_cases
from amends.casework.cases.vault import keep
from amends.doors.api import allowance, recent
from amends.doors.api.actions import add_token
from amends.doors.api.choices import Scope
from amends.doors.channels.file_import.queries import exported_cases
from amends.doors.desk.queries.listing import VIEWS
from amends.doors.desk.queries.sheets import SHEETS
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound, NotPermitted
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.organisation.models import Department, Member
from amends.oversight.insights.queries import stage_flow
from amends.practice.replies.models import Reply, ReplyDraft

WHO = (
    *("handler", "colleague", "east_handler", "west_handler", "lead", "east_lead", "shops_lead"),
    *("quality", "legal", "manager", "trainer", "administrator", "press_handler"),
)
PLACES = ("head", "care", "shops", "east", "west")
NUMBER = re.compile(r"A\d\d-\d{6}")
CASES = 4
somebody = st.sampled_from(WHO)


@dataclass(frozen=True)
class Facts:
    """What decides who may know of one case."""

    place: str
    owner: str | None
    restricted: bool
    closed: bool
    let_in: frozenset[str] = frozenset()
    let_in_before: frozenset[str] = frozenset()
    concerned: frozenset[str] = frozenset()
    proposed: frozenset[str] = frozenset()
    asked: tuple[tuple[str, str | None], ...] = field(default=())


facts = st.builds(
    Facts,
    place=st.sampled_from(PLACES),
    owner=st.none() | somebody,
    restricted=st.booleans(),
    closed=st.booleans(),
    let_in=st.frozensets(somebody, max_size=2),
    let_in_before=st.frozensets(somebody, max_size=2),
    concerned=st.frozensets(somebody, max_size=2),
    proposed=st.frozensets(somebody, max_size=1),
    asked=st.lists(st.tuples(st.sampled_from(PLACES), st.none() | somebody), max_size=2).map(tuple),
)


def may_know(one: Facts, member: Member, by_name: dict[str, Member], paths: dict[str, str]) -> bool:
    """The rule as people were told it."""
    if member.role in {"trainer", "administrator"}:
        return False
    if any(name == member.username or by_name[name].line_manager_id == member.pk for name in one.concerned):
        return False
    if member.role in {"legal", "manager"} or member.username == one.owner or member.username in one.let_in:
        return True
    place = member.department
    asks = bool(place and place.function) or member.role == "quality"
    if asks and any(person == member.username for _place, person in one.asked):
        return True
    if one.restricted:
        return False
    if member.role == "quality":
        return True
    mine = place.path if place else "-"
    if paths[one.place].startswith(mine) or mine.startswith(paths[one.place]):
        return True
    return asks and any(paths[where].startswith(mine) for where, _person in one.asked)


@dataclass
class World:
    members: dict[str, Member]
    paths: dict[str, str]
    cases: list[Case]
    files: list[Attachment]

    def set(self, number: int, one: Facts, now: datetime, house: Member) -> None:
        case, people = self.cases[number], self.members
        Case.objects.filter(pk=case.pk).update(
            department=Department.objects.get(code=one.place),
            owner=people[one.owner] if one.owner else None,
            restricted=one.restricted,
            phase="closed" if one.closed else "open",
            category="quality",
            severity="severe",
            touched_at=now,
        )
        shared = {"case": case, "by": house, "reason": "r"}
        for names, until in ((one.let_in, None), (one.let_in_before - one.let_in, now)):
            for name in names:
                CaseAccess.objects.create(member=people[name], until=until, given_at=now, **shared)
        for names, state in ((one.concerned, "confirmed"), (one.proposed - one.concerned, "proposed")):
            for name in names:
                StaffConcerned.objects.create(
                    member=people[name], state=state, source="person", named_at=now, **shared
                )
        for where, person in one.asked:
            Task.objects.create(
                case=case,
                kind="business",
                department=Department.objects.get(code=where),
                person=people[person] if person else None,
                asked=marker(number),
                given_by=house,
                given_at=now,
                accept_by=now + timedelta(hours=1),
                finish_by=now + timedelta(days=1),
                due_at=now + timedelta(hours=1),
            )


def marker(number: int) -> str:
    return f"机密标记{'甲乙丙丁'[number]}"


@pytest.fixture
def world(whole_company: Any, register: Callable[..., Case], files: Any, photo: bytes) -> World:
    """Four cases of one customer, each with a mark of its own in its words, a file, a reply, a request and a promise."""
    company, now = whole_company, clock.now()
    cases, kept_files = [], []
    for number in range(CASES):
        case = register(text=f"{marker(number)}，坏了没人管", department=company.care)
        kept = keep("a.jpg", io.BytesIO(photo), len(photo))
        kept_files.append(
            Attachment.objects.create(
                case=case,
                name=f"{marker(number)}.jpg",
                content_type=kept.content_type,
                size=kept.size,
                sha256=kept.sha256,
                added_at=now,
            )
        )
        Reply.objects.create(
            case=case,
            author=company.house,
            kind="solution",
            body=marker(number),
            state="awaiting_approval",
            submitted_at=now,
        )
        ApprovalRequest.objects.create(
            case=case,
            power="grant",
            amount=1,
            what=marker(number),
            asked_by=company.house,
            asked_at=now,
            due_at=now,
        )
        Promise.objects.create(
            case=case,
            source="by_hand",
            text=marker(number),
            state="open",
            made_by=company.house,
            made_at=now,
            owner=company.house,
            due_at=now,
        )
        cases.append(case)
    for above, below in (("lead", "handler"), ("quality", "lead"), ("manager", "legal")):
        Member.objects.filter(pk=company.members[below].pk).update(line_manager=company.members[above])
    members = {one.username: one for one in Member.objects.exclude(role="system")}
    entangle(cases, members, company.house, now)
    return World(members, {code: one.path for code, one in company.departments.items()}, cases, kept_files)


def entangle(cases: list[Case], members: dict[str, Member], house: Member, now: datetime) -> None:
    """Every case is linked with every other, everybody was told of each, and somebody writes in each."""
    for number, case in enumerate(cases):
        for other in cases[number + 1 :]:
            CaseLink.objects.create(
                case=case, other=other, kind="related", reason=marker(number), by=house, at=now
            )
        notify(
            to=[one.pk for one in members.values()],
            kind=NoticeKind.MENTION,
            origin=f"mention:{number}",
            case_id=case.pk,
            number=case.number,
            data={"by": marker(number)},
        )
        for member in members.values():
            ReplyDraft.objects.create(
                case=case, member=member, kind="note", body=marker(number), updated_at=now
            )
            Viewer.objects.create(case=case, member=member, seen_at=now)


@contextmanager
def undone() -> Iterator[None]:
    """Everything inside is taken back afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(facts, min_size=CASES, max_size=CASES), who=somebody)
def test_what_is_shown_anywhere_is_exactly_what_may_be_known(
    world: World, told: list[Facts], who: str
) -> None:
    house = Member.objects.get(username="amends")
    with undone():
        now = clock.now()
        for number, one in enumerate(told):
            world.set(number, one, now, house)
        member = world.members[who]
        known = {n for n, one in enumerate(told) if may_know(one, member, world.members, world.paths)}
        visit(world, member, told, known)


def visit(world: World, member: Member, told: list[Facts], known: set[int]) -> None:
    hidden = set(range(CASES)) - known
    doors = Doors(world, member, hidden)
    open_known = {n for n in known if not told[n].closed}
    doors.objects(known)
    doors.actions(known)
    doors.pages()
    if member.role in {"trainer", "administrator"}:
        return
    doors.lists(known)
    doors.beside(known)
    doors.machines(known)
    exported = {case.pk for case in exported_cases(Wanted(phase=""), member=member)}
    assert exported == {world.cases[n].pk for n in known}
    assert sum(n for _stage, n in stage_flow(member)) == len(open_known)
    viewed = set(CaseViewing.objects.filter(member=member).values_list("case", flat=True))
    assert viewed == {world.cases[n].pk for n in known if told[n].restricted}


class Doors:
    def __init__(self, world: World, member: Member, hidden: set[int]) -> None:
        self.world, self.member, self.hidden = world, member, hidden
        self.client = Client(headers={"accept-language": "en"})
        self.client.force_login(member)

    def clean(self, text: str, where: str) -> None:
        """Neither the words nor the number of a hidden case stand there."""
        for n in self.hidden:
            assert marker(n) not in text, (where, self.member.username, n)
            assert self.world.cases[n].number not in text, (where, self.member.username, n)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, query)

    def objects(self, known: set[int]) -> None:
        """Each sheet, each file: there for who may know, and not there in the same words for everybody else."""
        for n, case in enumerate(self.world.cases):
            for sheet in SHEETS:
                answer = self.get(reverse(f"desk:{sheet.view}", args=[case.number]))
                assert (answer.status_code == 200) is (n in known), (sheet.view, self.member.username, n)
                if n in known:
                    self.clean(answer.content.decode(), sheet.view)
            answer = self.get(reverse("desk:attachment", args=[self.world.files[n].pk]))
            _read = b"".join(answer)  # a file that was begun stays open otherwise
            assert (answer.status_code == 200) is (n in known)

    def actions(self, known: set[int]) -> None:
        for n, case in enumerate(self.world.cases):
            if n in known:
                assert locked(case.pk, by=self.member, helping=True) == case
            else:
                with pytest.raises((NotFound, NotPermitted)):
                    locked(case.pk, by=self.member, helping=True)

    def pages(self) -> None:
        """Pages over many cases show none that is hidden, whoever opens them."""
        for name in (
            "start",
            "list",
            "tasks",
            "promises",
            "approvals",
            "customers",
            "reports",
            "audit",
            "quality",
            "notices",
            "drafts",
        ):
            answer = self.get(reverse(f"desk:{name}"))
            if answer.status_code == 200:
                self.clean(answer.content.decode(), name)
        customer = self.world.cases[0].customer_id
        answer = self.get(reverse("desk:customer", args=[customer]))
        if answer.status_code == 200:
            self.clean(answer.content.decode(), "customer")

    def lists(self, known: set[int]) -> None:
        numbers = {self.world.cases[n].number for n in known}
        for view in VIEWS:
            page = self.get(reverse("desk:list"), view=view).content.decode()
            self.clean(page, view)
            if view == "all":
                assert numbers <= set(NUMBER.findall(page))
        page = self.get(reverse("desk:list"), view="all", q="机密标记").content.decode()
        self.clean(page, "search")
        assert numbers <= set(NUMBER.findall(page))
        for n in self.hidden:
            page = self.get(reverse("desk:list"), view="all", q=self.world.cases[n].number).content.decode()
            assert f"/desk/cases/{self.world.cases[n].number}" not in page
        since = (clock.now() - timedelta(minutes=5)).isoformat()
        pulse = self.get(reverse("desk:pulse"), since=since).json()
        assert {one["number"] for one in pulse["cases"]} == numbers
        assert {one["number"] for one in pulse["present"]} <= numbers

    def beside(self, known: set[int]) -> None:
        ids = {self.world.cases[n].pk for n in known}
        for n in known:
            case = Case.objects.get(pk=self.world.cases[n].pk)
            for found in (earlier_cases, similar_cases, cases_beside):
                assert {one.pk for one in found(case, self.member)} <= ids

    def machines(self, known: set[int]) -> None:
        allowance.forget()
        recent.forget()
        administrator = self.world.members["administrator"]
        _token, secret = add_token(
            name="t", member=self.member, scopes=[Scope.CASES_READ, Scope.CUSTOMERS_READ], by=administrator
        )
        headers = {"Authorization": f"Bearer {secret}"}
        listed = self.client.get("/api/v1/cases", {"phase": "all"}, headers=headers).json()["items"]
        assert {one["number"] for one in listed} == {self.world.cases[n].number for n in known}
        for n, case in enumerate(self.world.cases):
            answer = self.client.get(f"/api/v1/cases/{case.number}", headers=headers)
            assert (answer.status_code == 200) is (n in known)
        answer = self.client.get(f"/api/v1/customers/{self.world.cases[0].customer_id}", headers=headers)
        if answer.status_code == 200:
            self.clean(answer.content.decode(), "api customer")
