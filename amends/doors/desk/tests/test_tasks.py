"""Tasks, hand-overs and joint meetings on the desk: the sheet of a case, and the page of one's own tasks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from amends.casework.cases import actions
from amends.casework.cases.models import Case, Decision, Handover, Meeting, Task
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member


@pytest.fixture
def desk(client: Client, whole_company: Any) -> Client:
    client.cookies["django_language"] = "zh-hans"
    client.force_login(whole_company.handler)
    return client


@pytest.fixture
def task(whole_company: Any, owned_case: Case) -> Task:
    return actions.give_task(
        case_id=owned_case.pk,
        kind="business",
        department=whole_company.east,
        asked="请查监控 <b>三点</b>",
        by=whole_company.handler,
    )


def to(name: str, case: Case, *rest: int) -> str:
    return reverse(f"desk:{name}", args=[case.number, *rest])


def local(hours: float) -> str:
    return f"{timezone.localtime(clock.now() + timedelta(hours=hours)):%Y-%m-%dT%H:%M}"


def test_a_task_is_given_on_the_sheet_and_stands_there(desk: Client, owned_case: Case) -> None:
    sent = {
        "form": "give",
        "place": "qa",
        "asked": "请查清原因",
        "accept_by": local(5),
        "finish_by": local(50),
        "idempotency_key": "once",
    }
    for _time in range(2):
        answer = desk.post(to("give_task", owned_case), sent)
        assert answer.url == to("case_tasks", owned_case)
    assert Task.objects.get().department.code == "qa"
    page = desk.get(to("case_tasks", owned_case)).content.decode()
    assert "请查清原因" in page
    assert "待签收" in page


def test_what_was_typed_stands_there_again_when_it_is_refused(desk: Client, owned_case: Case) -> None:
    answer = desk.post(
        to("give_task", owned_case),
        {"form": "give", "place": "qa", "asked": "查 <i>", "accept_by": "2020-01-01T09:00"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请选择一个将来的时间" in page
    assert "查 &lt;i&gt;" in page
    nonsense = desk.post(
        to("give_task", owned_case), {"form": "give", "place": "qa", "asked": "查", "accept_by": "morgen"}
    )
    assert nonsense.status_code == 422
    nowhere = desk.post(to("give_task", owned_case), {"form": "give", "place": "nix", "asked": "查"})
    assert "请选择部门" in nowhere.content.decode()
    assert not Task.objects.exists()


def test_whoever_was_second_to_sign_for_a_task_is_told_so(
    desk: Client, whole_company: Any, owned_case: Case, task: Task
) -> None:
    actions.accept_task(task_id=task.pk, by=whole_company.east_handler)
    with override("zh-hans"), pytest.raises(Refused) as refused:
        actions.accept_task(task_id=task.pk, by=whole_company.handler)
    page = desk.post(to("accept_task", owned_case, task.pk)).content.decode()
    assert str(refused.value.message) in page


def test_a_refusal_that_stands_on_the_page_is_not_said_twice(desk: Client, owned_case: Case) -> None:
    form = {"form": "link", "kind": "related", "other": "A26-999999"}
    page = desk.post(to("link_cases", owned_case), form).content.decode()
    assert "said-wrong" in page or 'role="alert"' in page
    assert '<template id="messages">' not in page


def test_the_department_accepts_returns_and_it_is_given_again_and_done(
    desk: Client, task: Task, owned_case: Case, whole_company: Any
) -> None:
    desk.force_login(whole_company.east_handler)
    page = desk.get(to("case_tasks", owned_case)).content.decode()
    assert "有事请您的部门办理" in page
    assert "&lt;b&gt;三点" in page
    assert desk.post(to("accept_task", owned_case, task.pk)).status_code == 302
    returned = desk.post(to("return_task", owned_case, task.pk), {"reason": "不是我们店"})
    # The case is out of sight again with the task.
    assert returned.url == reverse("desk:tasks")
    assert desk.get(to("case_tasks", owned_case)).status_code == 404
    desk.force_login(whole_company.handler)
    page = desk.get(reverse("desk:tasks") + "?view=returned").content.decode()
    assert "退回给我的" in page
    assert "三点" in page
    desk.post(to("give_task_again", owned_case, task.pk), {"place": "west:west_handler"})
    desk.force_login(whole_company.west_handler)
    desk.post(to("accept_task", owned_case, task.pk))
    missing = desk.post(to("finish_task", owned_case, task.pk), {"form": f"done-{task.pk}", "order": "DD-7"})
    assert missing.status_code == 422
    assert 'value="DD-7"' in missing.content.decode()
    desk.post(
        to("finish_task", owned_case, task.pk),
        {"order": "DD-7", "reason": "漏装", "outcome": "明天补寄"},
    )
    desk.force_login(whole_company.handler)
    assert "明天补寄" in desk.get(to("case", owned_case)).content.decode()
    assert "漏装" in desk.get(to("case_tasks", owned_case)).content.decode()


def test_a_task_given_again_keeps_the_time_to_finish_that_is_still_to_come(
    desk: Client, task: Task, owned_case: Case, whole_company: Any
) -> None:
    chosen = local(200)
    form = {"place": "east", "asked": "再查一次", "finish_by": chosen}
    desk.post(to("give_task", owned_case), form)
    second = Task.objects.get(asked="再查一次")
    actions.return_task(task_id=second.pk, reason="不是我们", by=whole_company.east_handler)
    page = desk.get(to("case_tasks", owned_case)).content.decode()
    assert f'name="finish_by" value="{chosen}"' in page
    desk.post(to("give_task_again", owned_case, second.pk), {"place": "west", "finish_by": chosen})
    second.refresh_from_db()
    assert f"{timezone.localtime(second.finish_by):%Y-%m-%dT%H:%M}" == chosen
    refused = {"form": f"again-{second.pk}", "place": "west", "finish_by": "2020-01-01T09:00"}
    actions.return_task(task_id=second.pk, reason="也不是", by=whole_company.west_handler)
    assert desk.post(to("give_task_again", owned_case, second.pk), refused).status_code == 422


def test_a_department_may_look_up_what_it_finished_but_not_the_case(
    desk: Client, task: Task, owned_case: Case, whole_company: Any
) -> None:
    actions.accept_task(task_id=task.pk, by=whole_company.east_handler)
    actions.finish_task(
        task_id=task.pk,
        result={"order": "1", "reason": "a", "outcome": "补寄了"},
        by=whole_company.east_handler,
    )
    desk.force_login(whole_company.east_handler)
    page = desk.get(reverse("desk:tasks") + "?view=ended").content.decode()
    assert "补寄了" in page or "已完成" in page
    assert owned_case.number not in page
    assert owned_case.subject not in page
    Case.objects.filter(pk=owned_case.pk).update(restricted=True)
    assert "三点" not in desk.get(reverse("desk:tasks") + "?view=ended").content.decode()


def test_urging_raising_and_withdrawing_are_on_the_sheet(
    desk: Client, task: Task, owned_case: Case, whole_company: Any
) -> None:
    desk.post(to("urge_task", owned_case, task.pk), {"words": "顾客在等"})
    assert desk.post(to("raise_task", owned_case, task.pk)).status_code == 403
    desk.force_login(whole_company.lead)
    desk.post(to("raise_task", owned_case, task.pk), {"words": "请盯一下"})
    desk.post(to("raise_task", owned_case, task.pk))
    page = desk.get(to("case_tasks", owned_case)).content.decode()
    assert "已催 1 次" in page
    assert "已督办 2 次" in page
    desk.post(to("withdraw_task", owned_case, task.pk), {"reason": "不用了"})
    assert Task.objects.get().state == "withdrawn"


def test_a_case_is_handed_over_and_who_lost_sight_comes_to_their_tasks(
    desk: Client, owned_case: Case, whole_company: Any
) -> None:
    offered = desk.get(to("case_tasks", owned_case)).content.decode().split(to("hand_over", owned_case))[1]
    assert 'value="east"' in offered
    assert owned_case.department and f'value="{owned_case.department.code}' not in offered
    asked = {"form": "hand-over", "place": "east", "reason": "东区处理更快", "version": owned_case.version}
    assert desk.post(to("hand_over", owned_case), asked).status_code == 302
    row = Handover.objects.get()
    desk.force_login(whole_company.east_handler)
    assert "东区处理更快" in desk.get(reverse("desk:tasks")).content.decode()
    page = desk.get(to("case", owned_case)).content.decode()
    assert 'id="action-close"' not in page
    desk.post(to("answer_handover", owned_case, row.pk), {"answer": "accept"})
    owned_case.refresh_from_db()
    assert owned_case.owner == whole_company.east_handler
    desk.force_login(whole_company.handler)
    assert desk.get(to("case_tasks", owned_case)).status_code == 404


def test_a_lead_accepts_for_the_person_who_was_asked_and_is_told_whose_it_is(
    desk: Client, owned_case: Case, whole_company: Any
) -> None:
    named = {"form": "hand-over", "place": "east:east_handler", "reason": "她认识这位顾客"}
    desk.post(to("hand_over", owned_case), {**named, "version": owned_case.version})
    row = Handover.objects.get()
    assert row.person == whole_company.east_handler
    desk.force_login(whole_company.east_handler)
    assert "接收案件" in desk.get(to("case_tasks", owned_case)).content.decode()
    desk.force_login(whole_company.east_lead)
    assert f"替{row.person}接收" in desk.get(to("case_tasks", owned_case)).content.decode()
    answer = desk.post(to("answer_handover", owned_case, row.pk), {"answer": "accept"}, follow=True)
    assert f"案件由{row.person}负责" in answer.content.decode()


def test_a_meeting_goes_from_convened_to_signed_and_its_decisions_become_work(
    desk: Client, owned_case: Case, whole_company: Any
) -> None:
    sent = {
        "form": "convene",
        "at": local(1),
        "place": "东店",
        "agenda": "看锅",
        "participants": ["quality"],
        "with_customer": "1",
    }
    desk.post(to("convene", owned_case), sent)
    meeting = Meeting.objects.get()
    assert meeting.with_customer
    early = desk.post(to("sign_minutes", owned_case, meeting.pk), {"minutes": "x"})
    assert early.status_code == 409
    Meeting.objects.update(at=clock.now() - timedelta(hours=1))
    desk.force_login(whole_company.lead)
    assert "由参加立会的人写纪要并签署。" in desk.get(to("case_tasks", owned_case)).content.decode()
    desk.force_login(whole_company.handler)
    desk.post(
        to("sign_minutes", owned_case, meeting.pk), {"minutes": "看过了", "decisions": "送检\n周五回话\n"}
    )
    first, second = Decision.objects.all()
    desk.post(to("turn_decision", owned_case, first.pk), {"into": "task", "place": "qa"})
    desk.post(to("turn_decision", owned_case, second.pk), {"into": "promise", "until": local(30)})
    assert desk.post(to("turn_decision", owned_case, second.pk), {"into": "x"}).status_code == 422
    desk.post(to("add_to_minutes", owned_case, meeting.pk), {"text": "还有噪音"})
    assert desk.post(to("call_off", owned_case, meeting.pk), {"reason": "x"}).status_code == 409
    page = desk.get(to("case_tasks", owned_case)).content.decode()
    for words in ("看过了", "还有噪音", "送检", "纪要已签署"):
        assert words in page


def test_a_risk_without_a_department_for_it_is_said(client: Client, company: Any, owned_case: Case) -> None:
    Case.objects.filter(pk=owned_case.pk).update(risks=["legal"])
    client.cookies["django_language"] = "zh-hans"
    client.force_login(company.handler)
    assert "还没有部门承担这项职能" in client.get(to("case_tasks", owned_case)).content.decode()


@pytest.mark.parametrize("who", ["trainer", "administrator"])
def test_who_does_not_work_on_cases_has_no_tasks(
    desk: Client, owned_case: Case, whole_company: Any, who: str
) -> None:
    desk.force_login(whole_company.members[who])
    for url in (reverse("desk:tasks"), to("case_tasks", owned_case), reverse("desk:promises")):
        assert desk.get(url).status_code == 403


def test_another_team_and_a_wrong_method_are_refused(
    desk: Client, task: Task, owned_case: Case, whole_company: Any
) -> None:
    assert desk.get(to("accept_task", owned_case, task.pk)).status_code == 405
    assert desk.post(reverse("desk:tasks")).status_code == 405
    desk.force_login(whole_company.west_handler)
    assert desk.post(to("accept_task", owned_case, task.pk)).status_code == 404
    assert desk.get(to("case_tasks", owned_case)).status_code == 404


@pytest.mark.parametrize("name", ["tasks", "promises"])
def test_the_pages_cost_the_same_however_much_there_is(
    desk: Client, owned_case: Case, whole_company: Any, name: str
) -> None:
    def fill(count: int) -> None:
        for n in range(count):
            actions.give_task(
                case_id=owned_case.pk,
                kind="quality",
                department=whole_company.qa,
                asked=f"第{n}件",
                by=whole_company.handler,
            )
            actions.add_promise(
                case_id=owned_case.pk,
                text=f"第{n}诺",
                due_at=clock.now() + timedelta(days=1),
                by=whole_company.handler,
            )

    def cost(url: str) -> int:
        desk.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(url).status_code == 200
        return len(seen)

    desk.force_login(whole_company.quality if name == "tasks" else whole_company.handler)
    fill(2)
    few = [cost(reverse(f"desk:{name}")), cost(to(f"case_{name}", owned_case))]
    fill(6)
    assert [cost(reverse(f"desk:{name}")), cost(to(f"case_{name}", owned_case))] == few


def test_a_page_of_tasks_goes_on_where_it_ended(desk: Client, owned_case: Case, whole_company: Any) -> None:
    for n in range(30):
        actions.give_task(
            case_id=owned_case.pk,
            kind="quality",
            department=whole_company.qa,
            asked=f"件{n:02}。",
            by=whole_company.handler,
        )
    desk.force_login(whole_company.quality)
    first = desk.get(reverse("desk:tasks"))
    assert ">30<" in first.content.decode()
    second = desk.get(first.context["next_url"])
    shown = [row["task"].pk for page in (first, second) for row in page.context["rows"]]
    assert len(shown) == len(set(shown)) == 30


def test_an_administrator_says_what_a_department_does(desk: Client, whole_company: Any) -> None:
    url = reverse("desk:function", args=["head"])
    assert desk.post(url, {"function": "office"}).status_code == 403
    desk.force_login(whole_company.administrator)
    desk.post(url, {"function": "office"})
    whole_company.head.refresh_from_db()
    assert whole_company.head.function == "office"
    desk.post(url, {"function": "cook"})
    whole_company.head.refresh_from_db()
    assert whole_company.head.function == "office"
    assert desk.get(url).status_code == 405


def test_a_returned_task_says_why_without_being_opened(
    desk: Client, whole_company: Any, owned_case: Case, task: Task
) -> None:
    actions.return_task(task_id=task.pk, reason="归<b>网店</b>管", by=whole_company.east_handler)
    page = desk.get(to("case_tasks", owned_case)).content.decode()
    story = page.index("task-story")
    assert "退回：" in page[:story]
    assert "归&lt;b&gt;网店" in page[:story]


def test_the_page_opens_where_something_was_refused(desk: Client, owned_case: Case, task: Task) -> None:
    form = {"form": f"withdraw-{task.pk}", "reason": " "}
    page = desk.post(to("withdraw_task", owned_case, task.pk), form).content.decode()
    assert page.count("autofocus") == 1
    assert page.index("autofocus") > page.index(f'id="task-{task.pk}"')


def test_those_who_do_not_work_on_cases_are_not_offered(
    desk: Client, whole_company: Any, owned_case: Case
) -> None:
    name = f'value="{whole_company.quality.username}"'
    assert name in desk.get(to("case_tasks", owned_case)).content.decode()
    Member.objects.filter(pk=whole_company.quality.pk).update(role="warehouse")
    assert name not in desk.get(to("case_tasks", owned_case)).content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", "来信提到媒体或公开曝光。请介入了解情况"),
        ("zh-hant", "請介入了解情況"),
        ("en", "Media or the public are named."),
    ],
)
def test_what_the_house_asks_is_said_in_the_language_of_the_reader(
    desk: Client, owned_case: Case, whole_company: Any, run_jobs: Any, language: str, words: str
) -> None:
    actions.change_labels(case_id=owned_case.pk, field="risks", add=["media"], by=whole_company.handler)
    run_jobs()
    task = Task.objects.get(case=owned_case, for_risk="media")
    desk.cookies["django_language"] = language
    for name in ("case_tasks", "case", "case_clocks"):
        page = desk.get(reverse(f"desk:{name}", args=[owned_case.number])).content.decode()
        assert words in page, name
        assert language == "zh-hans" or task.asked not in page, name
    actions.return_task(task_id=task.pk, reason="先问法务", by=whole_company.press_handler)
    form = desk.get(reverse("desk:case_tasks", args=[owned_case.number])).content.decode()
    assert words in form.partition("<textarea")[2]


def test_the_usual_times_of_a_task_are_said_once(desk: Client, owned_case: Case) -> None:
    page = desk.get(to("case_tasks", owned_case)).content.decode()
    assert (page.count("四个工作小时"), page.count("两个工作日")) == (1, 1)
