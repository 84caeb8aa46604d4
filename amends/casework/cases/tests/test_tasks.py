"""Tasks of departments: given, accepted, returned, given again, urged, raised, finished, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from amends.casework.cases import actions
from amends.casework.cases.choices import TaskKind, TaskState, TaskTurn
from amends.casework.cases.models import Case, StaffConcerned, Task, TaskStep
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.queries.engaged import engaged_in
from amends.casework.cases.rules.tasks import (
    RESULT_FIELDS,
    TURNS,
    kinds_for,
    missing_in,
    state_after,
    too_long_in,
)
from amends.foundation.audit.models import AuditEntry
from amends.foundation.calendars.models import Calendar
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.organisation.models import Member

RESULT = {"cause": "温控器批次不良", "responsible": "供应商", "countermeasure": "全部换新"}
BUSINESS = {"order": "DD-1", "reason": "漏发", "outcome": "明天补发"}

Give = Callable[..., Task]


@pytest.fixture
def give(whole_company: Any, owned_case: Case) -> Give:
    def act(kind: str = "quality", **more: Any) -> Task:
        places = {"quality": whole_company.qa, "business": whole_company.east, "legal": whole_company.law}
        values = {"department": places[kind], "asked": "请查清原因", "by": whole_company.handler, **more}
        return actions.give_task(case_id=owned_case.pk, kind=kind, **values)

    return act


def sees(member: Any, case: Case) -> bool:
    return Case.objects.filter(visible_to(member), pk=case.pk).exists()


def story(task: Task) -> list[str]:
    return list(TaskStep.objects.filter(task=task).values_list("turn", flat=True))


@pytest.mark.parametrize("turn", list(TaskTurn))
@pytest.mark.parametrize("state", list(TaskState))
def test_only_what_the_table_says_may_happen_to_a_task(turn: TaskTurn, state: TaskState) -> None:
    assert state_after(turn, state) == TURNS[turn].get(state)
    if state in (TaskState.DONE, TaskState.WITHDRAWN):
        assert state_after(turn, state) is None


@pytest.mark.parametrize("kind", list(TaskKind))
def test_every_kind_says_what_its_result_has_to_hold(kind: TaskKind) -> None:
    needed = [one.name for one in RESULT_FIELDS[kind] if one.required]
    assert needed
    assert list(missing_in(kind, {})) == needed
    assert missing_in(kind, dict.fromkeys(needed, "x")) == ()
    assert too_long_in(kind, {needed[0]: "x" * 5000}) is not None


def test_only_legal_and_media_call_a_department() -> None:
    assert kinds_for(["safety", "media", "legal"]) == (
        ("legal", TaskKind.LEGAL),
        ("media", TaskKind.COMMUNICATIONS),
    )
    assert kinds_for(["safety"]) == ()


def test_a_task_goes_from_given_to_done_and_its_result_is_in_the_case(give: Give, whole_company: Any) -> None:
    task = give()
    assert (task.state, task.due_at) == ("given", task.accept_by)
    actions.accept_task(task_id=task.pk, by=whole_company.quality)
    task.refresh_from_db()
    assert (task.state, task.due_at, task.person) == ("accepted", task.finish_by, whole_company.quality)
    actions.finish_task(task_id=task.pk, result=RESULT, by=whole_company.quality)
    task.refresh_from_db()
    assert task.state == "done"
    assert task.result == RESULT
    assert story(task) == ["given", "accepted", "done"]
    assert AuditEntry.objects.filter(chain=task.case.chain, action="task.done").exists()


def test_a_task_is_due_by_the_hours_of_whoever_is_asked(give: Give, whole_company: Any) -> None:
    """The person named, else the department, else the house: four working hours to accept from Monday, nine o'clock."""
    for code, hours in (("late", "14:00-22:00"), ("early", "06:00-10:00")):
        Calendar.objects.create(code=code, zone="Asia/Shanghai", week=[hours] * 7, changed_at=clock.now())
    whole_company.qa.calendar = "late"
    whole_company.qa.save()
    whole_company.quality.calendar = "early"
    whole_company.quality.save()
    with clock.at(datetime.fromisoformat("2026-06-08T09:00+08:00")):
        found = [
            timezone.localtime(one.accept_by)
            for one in (give(), give(person=whole_company.quality), give("business"))
        ]
    assert [f"{one:%d %H:%M}" for one in found] == ["08 18:00", "09 09:00", "08 13:00"]


def test_what_comes_back_is_given_elsewhere_and_its_story_goes_on(give: Give, whole_company: Any) -> None:
    task = give()
    actions.accept_task(task_id=task.pk, by=whole_company.quality)
    actions.return_task(task_id=task.pk, reason="是运输问题", by=whole_company.quality)
    actions.give_task_again(
        task_id=task.pk, kind="business", department=whole_company.east, by=whole_company.handler
    )
    task.refresh_from_db()
    assert (task.state, task.kind, task.person) == ("given", "business", None)
    actions.accept_task(task_id=task.pk, by=whole_company.east_handler)
    actions.finish_task(task_id=task.pk, result=BUSINESS, by=whole_company.east_handler)
    assert story(task) == ["given", "accepted", "returned", "given", "accepted", "done"]


def test_without_times_the_calendar_chooses_them(give: Give) -> None:
    task = give()
    assert task.given_at < task.accept_by < task.finish_by


def test_a_finish_nearer_than_the_usual_time_to_accept_is_the_time_to_accept_too(give: Give) -> None:
    with clock.at(datetime.fromisoformat("2026-06-08T17:00+08:00")):
        soon = datetime.fromisoformat("2026-06-08T19:00+08:00")
        task = give(finish_by=soon)
        assert (task.accept_by, task.finish_by) == (soon, soon)
        with pytest.raises(Invalid) as refusal:
            give(finish_by=datetime.fromisoformat("2026-06-08T16:00+08:00"))
    assert refusal.value.field == "finish_by"


def test_a_task_lets_its_department_into_the_case_for_as_long_as_it_is_open(
    give: Give, whole_company: Any, owned_case: Case
) -> None:
    east, west = whole_company.east_handler, whole_company.west_handler
    assert not sees(east, owned_case)
    task = give("business")
    assert sees(east, owned_case)
    assert sees(whole_company.shops_lead, owned_case)
    assert not sees(west, owned_case)
    actions.return_task(task_id=task.pk, reason="不归我们", by=east)
    assert not sees(east, owned_case)


def test_a_task_on_a_restricted_case_lets_in_only_who_is_named(
    give: Give, whole_company: Any, owned_case: Case
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(restricted=True)
    give("business", by=whole_company.handler)
    assert not sees(whole_company.east_handler, owned_case)
    give("business", person=whole_company.east_handler)
    assert sees(whole_company.east_handler, owned_case)
    assert not sees(whole_company.shops_lead, owned_case)
    assert not sees(whole_company.quality, owned_case)
    give(person=whole_company.quality)
    assert sees(whole_company.quality, owned_case)


def test_who_only_helps_leaves_the_case_to_those_who_handle_it(
    give: Give, whole_company: Any, owned_case: Case
) -> None:
    give("business")
    with pytest.raises(NotPermitted):
        actions.post_reply(case_id=owned_case.pk, body="您好", by=whole_company.east_handler)
    with pytest.raises(NotPermitted):
        actions.close_case(
            case_id=owned_case.pk,
            outcome="WDN",
            ending={"how": "phone"},
            reason="x",
            by=whole_company.east_handler,
        )
    actions.add_note(case_id=owned_case.pk, body="仓库说明天到", by=whole_company.east_handler)


def test_urging_is_counted_and_raising_names_the_lead(give: Give, whole_company: Any) -> None:
    task = give("business")
    actions.urge_task(task_id=task.pk, words="客户在等", by=whole_company.handler)
    actions.urge_task(task_id=task.pk, by=whole_company.lead)
    actions.raise_task(task_id=task.pk, by=whole_company.manager)
    task.refresh_from_db()
    assert (task.urged, task.raised, task.state) == (2, 1, "given")
    assert TaskStep.objects.get(task=task, turn="raised").to == whole_company.east_lead


def test_only_the_owner_or_a_lead_urges_and_only_a_lead_raises(give: Give, whole_company: Any) -> None:
    task = give("business")
    with pytest.raises(NotPermitted):
        actions.urge_task(task_id=task.pk, by=whole_company.colleague)
    with pytest.raises(NotPermitted):
        actions.raise_task(task_id=task.pk, by=whole_company.handler)


def test_the_same_form_sent_twice_gives_one_task(give: Give, register: Any, whole_company: Any) -> None:
    first = give(idempotency_key="k")
    assert give(idempotency_key="k").pk == first.pk
    other = register("另一件")
    with pytest.raises(Conflict):
        actions.give_task(
            case_id=other.pk,
            kind="quality",
            department=whole_company.qa,
            asked="查",
            by=whole_company.lead,
            idempotency_key="k",
        )


def test_a_task_goes_only_where_its_kind_is_done(give: Give, whole_company: Any) -> None:
    with pytest.raises(Invalid) as wrong:
        give(department=whole_company.east)
    assert wrong.value.field == "department"
    with pytest.raises(Invalid) as stranger:
        give(person=whole_company.handler)
    assert stranger.value.field == "person"
    with pytest.raises(Invalid) as empty:
        give(asked="  ")
    assert empty.value.field == "asked"
    with pytest.raises(Invalid) as kind:
        give(kind="business", department=whole_company.qa)
    assert kind.value.field == "department"


def test_times_lie_ahead_and_in_their_order(give: Give) -> None:
    now = clock.now()
    with pytest.raises(Invalid) as past:
        give(accept_by=now - timedelta(hours=1))
    assert past.value.field == "accept_by"
    with pytest.raises(Invalid) as order:
        give(accept_by=now + timedelta(days=2), finish_by=now + timedelta(days=1))
    assert order.value.field == "finish_by"


def test_a_result_lacks_nothing_that_is_not_optional(give: Give, whole_company: Any) -> None:
    task = give()
    actions.accept_task(task_id=task.pk, by=whole_company.quality)
    with pytest.raises(Invalid) as missing:
        actions.finish_task(task_id=task.pk, result={"cause": "不明"}, by=whole_company.quality)
    assert missing.value.field == "responsible"
    task.refresh_from_db()
    assert task.state == "accepted"


def test_a_wrong_state_is_refused(give: Give, whole_company: Any) -> None:
    task = give()
    with pytest.raises(WrongState):
        actions.finish_task(task_id=task.pk, result=RESULT, by=whole_company.quality)
    actions.withdraw_task(task_id=task.pk, reason="客户撤诉", by=whole_company.handler)
    for act in (
        lambda: actions.accept_task(task_id=task.pk, by=whole_company.quality),
        lambda: actions.urge_task(task_id=task.pk, by=whole_company.handler),
        lambda: actions.withdraw_task(task_id=task.pk, reason="再来", by=whole_company.handler),
    ):
        with pytest.raises(WrongState):
            act()


def test_a_wrong_team_is_told_nothing_and_a_wrong_role_is_refused(give: Give, whole_company: Any) -> None:
    task = give("business")
    with pytest.raises(NotFound):
        actions.accept_task(task_id=task.pk, by=whole_company.west_handler)
    with pytest.raises(NotFound):
        actions.accept_task(task_id=task.pk, by=whole_company.trainer)
    # Who handles the case sees the task, but does not answer for the department.
    with pytest.raises(NotPermitted):
        actions.accept_task(task_id=task.pk, by=whole_company.handler)
    with pytest.raises(NotPermitted):
        actions.give_task(
            case_id=task.case_id,
            kind="quality",
            department=whole_company.qa,
            asked="查",
            by=whole_company.trainer,
        )


def test_a_closed_case_asks_for_nothing(give: Give, whole_company: Any, owned_case: Case) -> None:
    actions.close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=whole_company.handler
    )
    with pytest.raises(WrongState):
        give()


def test_a_legal_or_media_risk_calls_its_department_once(
    whole_company: Any, register: Any, run_jobs: Any
) -> None:
    case = register("锅冒烟，我已经请了律师要起诉你们，还要找电视台记者曝光。")
    run_jobs()
    assert {(one.kind, one.department.code) for one in Task.objects.filter(case=case)} == {
        ("legal", "law"),
        ("communications", "press"),
    }
    assert sees(whole_company.press_handler, case)
    actions.give_tasks_for_risks(case_id=case.pk, by=whole_company.house)
    assert Task.objects.filter(case=case).count() == 2


def test_a_correction_that_names_the_risk_calls_too_and_withdrawn_stays_withdrawn(
    whole_company: Any, owned_case: Case, run_jobs: Any
) -> None:
    actions.change_labels(case_id=owned_case.pk, field="risks", add=["legal"], by=whole_company.handler)
    run_jobs()
    task = Task.objects.get(case=owned_case, for_risk="legal")
    assert task.given_by == whole_company.house
    actions.withdraw_task(task_id=task.pk, reason="只是说气话", by=whole_company.handler)
    actions.change_labels(case_id=owned_case.pk, field="risks", drop=["legal"], by=whole_company.handler)
    actions.change_labels(case_id=owned_case.pk, field="risks", add=["legal"], by=whole_company.handler)
    run_jobs()
    assert Task.objects.filter(case=owned_case, for_risk="legal").count() == 1


def test_a_house_without_such_departments_is_asked_for_nothing(
    company: Any, register: Any, run_jobs: Any
) -> None:
    register("我已经请了律师要起诉你们。")
    run_jobs()
    assert not Task.objects.exists()


def test_only_the_house_gives_tasks_for_risks(whole_company: Any, owned_case: Case) -> None:
    with pytest.raises(NotPermitted):
        actions.give_tasks_for_risks(case_id=owned_case.pk, by=whole_company.manager)


def test_nobody_is_asked_who_could_not_answer(whole_company: Any, owned_case: Case) -> None:
    asked = {"case_id": owned_case.pk, "kind": "business", "asked": "请查监控", "by": whole_company.handler}
    here = {"department": whole_company.east, "person": whole_company.east_handler}
    Member.objects.filter(pk=whole_company.east_handler.pk).update(role="warehouse")
    whole_company.east_handler.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        actions.give_task(**asked, **here)
    assert refused.value.field == "person"
    Member.objects.filter(pk=whole_company.east_handler.pk).update(role="handler")
    whole_company.east_handler.refresh_from_db()
    actions.give_task(**asked, **here)
    StaffConcerned.objects.create(
        case=owned_case,
        member=whole_company.east_handler,
        state="proposed",
        by=whole_company.house,
        named_at=clock.now(),
    )
    with pytest.raises(Invalid) as refused:
        actions.give_task(**asked, **here)
    assert refused.value.field == "person"


@pytest.mark.parametrize(("language", "name"), [("en", "Shop East"), ("zh-hant", "東店")])
def test_what_happened_names_departments_in_the_language_of_the_reader(
    whole_company: Any, owned_case: Case, language: str, name: str
) -> None:
    east, by = whole_company.east, whole_company.handler
    type(east).objects.filter(pk=east.pk).update(name_en="Shop East", name_hant="東店")
    actions.give_task(case_id=owned_case.pk, kind="business", department=east, asked="看锅", by=by)
    with override(language):
        assert {one.department for one in engaged_in(owned_case)} == {name}
