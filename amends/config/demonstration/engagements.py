"""What other departments were asked for in a case, what its customer was promised, and the joint meetings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

from amends.casework.cases import actions as cases
from amends.casework.cases.choices import Direction, MessageKind, PromiseSource
from amends.casework.cases.models import Case, Message, Promise, Task
from amends.config.demonstration.company import table
from amends.config.demonstration.daily import by_day
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import CASEWORKERS
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import house_member
from amends.practice.replies.queries import promised_in
from amends.practice.replies.text import words_answered

Act = Callable[[], object]


@cache
def told() -> dict[str, Any]:
    return table("engagements.toml")


def for_case(part: str, key: str) -> list[dict[str, Any]]:
    return [one for one in told().get(part, []) if one["case"] == key]


class Engagements:
    """Acts of one case, each with the hours from its receipt."""

    def __init__(
        self, key: str, case_id: int, people: dict[str, Member], start: datetime, now: datetime
    ) -> None:
        self.key, self.case_id, self.people, self.start, self.now = key, case_id, people, start, now

    def acts(self) -> Iterator[tuple[float, Act]]:
        for row in for_case("tasks", self.key):
            yield from self.task(row)
        for row in for_case("promises", self.key):
            yield from self.promise(row)
        for row in for_case("meetings", self.key):
            yield from self.meeting(row)
        for row in for_case("handovers", self.key):
            yield row["hours"], partial(self.hand_over, row)
        for _row in for_case("found", self.key):
            yield self.age, self.find_promises

    @property
    def age(self) -> float:
        return (self.now - self.start) / timedelta(hours=1)

    def task(self, row: dict[str, Any]) -> Iterator[tuple[float, Act]]:
        """Given first; what happened to it then finds it by its words."""
        yield row["hours"], partial(self.give, row)
        for what in ("accepted", "returned", "withdrawn", "done"):
            if what in row:
                yield row[what]["hours"], partial(self.turn, what, row, row[what])
        for what in ("urged", "raised"):
            for one in row.get(what, []):
                yield one["hours"], partial(self.turn, what, row, one)

    def give(self, row: dict[str, Any]) -> None:
        place = Department.objects.get(code=row["department"])
        cases.give_task(
            case_id=self.case_id,
            kind=place.function,
            department=place,
            asked=row["asked"],
            by=self.people[row["by"]],
        )

    def turn(self, what: str, row: dict[str, Any], one: dict[str, Any]) -> None:
        task_id = Task.objects.get(case=self.case_id, asked=row["asked"]).pk
        by = self.people[one.get("by", row["by"])]
        match what:
            case "accepted":
                cases.accept_task(task_id=task_id, by=by)
            case "returned":
                cases.return_task(task_id=task_id, reason=one["reason"], by=by)
            case "withdrawn":
                cases.withdraw_task(task_id=task_id, reason=one["reason"], by=by)
            case "done":
                cases.finish_task(task_id=task_id, result=one["result"], by=by)
            case "urged":
                cases.urge_task(task_id=task_id, words=one["words"], by=by)
            case "raised":
                cases.raise_task(task_id=task_id, words=one["words"], by=by)

    def promise(self, row: dict[str, Any]) -> Iterator[tuple[float, Act]]:
        yield row["hours"], partial(self.promise_it, row)
        for what in ("kept", "broken"):
            if what in row:
                yield row[what]["hours"], partial(self.end_promise, what, row)

    def due(self, row: dict[str, Any]) -> datetime:
        if "due_in" in row:
            return self.now + timedelta(hours=row["due_in"])
        # What comes in at night is promised the next morning, and not for an hour that has passed by then.
        return max(self.start + timedelta(hours=row["due_hours"]), clock.now() + timedelta(hours=1))

    def owner(self) -> Member:
        owner = Case.objects.select_related("owner").get(pk=self.case_id).owner
        return owner or house_member()

    def promise_it(self, row: dict[str, Any]) -> None:
        cases.add_promise(case_id=self.case_id, text=row["text"], due_at=self.due(row), by=self.owner())

    def end_promise(self, what: str, row: dict[str, Any]) -> None:
        promise_id = Promise.objects.get(case=self.case_id, text=row["text"]).pk
        if what == "kept":
            cases.keep_promise(promise_id=promise_id, by=self.owner())
        else:
            how = row["broken"]
            cases.break_promise(
                promise_id=promise_id, reason=how["reason"], told=how["told"], by=self.owner()
            )

    def meeting(self, row: dict[str, Any]) -> Iterator[tuple[float, Act]]:
        yield row["hours"], partial(self.convene, row)
        if "signed" in row:
            yield row["signed"]["hours"], partial(self.sign, row)

    def convene(self, row: dict[str, Any]) -> None:
        cases.convene_meeting(
            case_id=self.case_id,
            at=by_day(self.start + timedelta(hours=row["at_hours"])),
            place=row["place"],
            agenda=row["agenda"],
            participants=[self.people[name] for name in row["participants"]],
            with_customer=row["with_customer"],
            by=self.people[row["by"]],
        )

    def sign(self, row: dict[str, Any]) -> None:
        """Signs the minutes; the first decision becomes a task, the second a promise."""
        how, by = row["signed"], self.people[row["signed"]["by"]]
        meeting = Case.objects.get(pk=self.case_id).meetings.get(agenda=row["agenda"])
        cases.sign_minutes(meeting_id=meeting.pk, minutes=how["minutes"], decisions=how["decisions"], by=by)
        first, second = meeting.decisions.all()
        place = Department.objects.get(code=how["task"]["department"])
        cases.make_task_of(decision_id=first.pk, kind=place.function, department=place, by=by)
        cases.make_promise_of(decision_id=second.pk, due_at=self.due(how["promise"]), by=by)

    def hand_over(self, row: dict[str, Any]) -> None:
        place = Department.objects.get(code=row["department"])
        by = self.people[row["by"]]
        cases.ask_handover(case_id=self.case_id, department=place, reason=row["reason"], by=by)

    def find_promises(self) -> None:
        """Lists what the replies so far have promised, as sending them would have."""
        sent = Message.objects.filter(case=self.case_id, direction=Direction.OUT, kind=MessageKind.REPLY)
        for message in sent.order_by("id").select_related("case"):
            answering = words_answered(message.case)
            items = promised_in(message.body, message.sent_at, answering=answering)
            cases.record_promises(case_id=self.case_id, message=message, items=items, by=house_member())


def answer_open_tasks(case_id: int) -> None:
    """The departments answer what they were asked for by a risk, so that the case can be closed."""
    answers = told()["answers"]
    for task in Task.objects.open().filter(case=case_id).select_related("department"):
        there = Member.objects.filter(department=task.department, role__in=CASEWORKERS, is_active=True)
        by = there.order_by("id").first()
        if by is None or task.kind not in answers:
            continue
        cases.accept_task(task_id=task.pk, by=by)
        cases.finish_task(task_id=task.pk, result=answers[task.kind], by=by)


def settle_agreed(case_id: int, *, by: Member) -> None:
    """What the customer had chosen was kept by its day; where that had passed, the handler says why and what they were told."""
    said = told()["late"]
    for promise in Promise.objects.open().filter(case=case_id, source=PromiseSource.AGREED):
        if promise.due_at is not None and promise.due_at >= clock.now():
            cases.keep_promise(promise_id=promise.pk, by=by)
        else:
            cases.break_promise(promise_id=promise.pk, by=by, **said[promise.pk % len(said)])
