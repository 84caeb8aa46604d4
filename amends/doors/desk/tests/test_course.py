"""The sheets of stages and points, and the page of labels: what they show and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from amends.casework.cases.actions import (
    add_label,
    add_promise,
    advance_stage,
    close_case,
    end_link,
    link_cases,
    write_record,
)
from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case, Promise, StatusLabel
from amends.foundation.kernel import clock
from amends.practice.replies.actions import approve_reply, submit_reply
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply

Bring = Callable[[Case, str], Case]
NAMES = {"name_zh_hans": "等供应商", "name_zh_hant": "等供應商", "name_en": "Supplier"}


@pytest.fixture
def handler(client: Client, company: Any) -> Client:
    client.force_login(company.handler)
    return client


def at(name: str, case: Case, *row: int) -> str:
    return reverse(f"desk:{name}", args=[case.number, *row])


def test_a_link_is_said_from_where_one_stands_and_not_once_it_has_ended(
    handler: Client, owned_case: Case, register: Callable[..., Case], company: Any
) -> None:
    child = register()
    link = link_cases(case_id=child.pk, other_id=owned_case.pk, kind="child", by=company.handler)
    page = handler.get(at("case_course", owned_case)).content.decode()
    assert "统领" in page and "从属于" not in page
    assert "从属于" in handler.get(at("case_course", child)).content.decode()
    end_link(link_id=link.pk, by=company.handler)
    assert child.number not in handler.get(at("case_course", owned_case)).content.decode()


def test_the_sheet_says_what_is_missing_and_why(handler: Client, owned_case: Case) -> None:
    page = handler.get(at("case_course", owned_case)).content.decode()
    assert "请按顾客确认的内容逐条记录诉点。" in page


def test_recording_going_on_and_going_back(handler: Client, owned_case: Case) -> None:
    answer = handler.post(at("write_course", owned_case), {"record": "三点"})
    assert answer.status_code == 302
    handler.post(at("go_on", owned_case))
    owned_case.refresh_from_db()
    assert owned_case.stage == "confirm"
    handler.post(at("go_back", owned_case), {"stage": "listen", "reason": "漏了一点"})
    page = handler.get(at("case_course", owned_case)).content.decode()
    assert "漏了一点" in page


@pytest.fixture
def answered(owned_case: Case, company: Any) -> Reply:
    """The points are confirmed, and the first reply can still be taken back."""
    write_record(case_id=owned_case.pk, text="三点", by=company.handler)
    advance_stage(case_id=owned_case.pk, by=company.handler)
    return submit_reply(
        case_id=owned_case.pk, body="您好，收到了，明天下午三点前给您回电。", by=company.handler
    )


def said_of_the_first_reply(handler: Client, case: Case) -> list[str]:
    """On the case page, on the sheet of stages, and by both ways of going on."""
    script = {"headers": {"accept": "application/json"}}
    refused = handler.post(at("go_on", case)), handler.post(at("advance", case), **script)
    assert [one.status_code for one in refused] == [409, 409]
    pages = handler.get(at("case", case)), handler.get(at("case_course", case)), *refused
    return [
        text if isinstance(text, str) else str(text)
        for text in (one.json() if "json" in one["Content-Type"] else one.content.decode() for one in pages)
    ]


def test_a_first_reply_that_is_about_to_go_is_not_called_missing(
    handler: Client, owned_case: Case, answered: Reply, company: Any
) -> None:
    queued = approve_reply(reply_id=answered.pk, by=company.lead)
    assert queued.state == ReplyState.QUEUED and queued.send_at
    until = localtime(queued.send_at).strftime("%H:%M:%S")
    for said in said_of_the_first_reply(handler, owned_case):
        assert f"首次回复即将发出：{until} 之前还能撤回" in said
        assert "。 首次回复" not in said
    sheet = handler.get(at("case_course", owned_case)).content.decode()
    assert "除受理回执外，尚未回复顾客。" not in sheet


def test_a_first_reply_that_waits_for_a_second_person_is_not_called_missing(
    handler: Client, owned_case: Case, answered: Reply
) -> None:
    assert answered.state == ReplyState.AWAITING_APPROVAL
    for said in said_of_the_first_reply(handler, owned_case):
        assert "首次回复正在等待审批" in said


@pytest.mark.parametrize("state", [ReplyState.WITHDRAWN, ReplyState.RETURNED])
def test_a_first_reply_that_came_back_is_missing(
    handler: Client, owned_case: Case, answered: Reply, state: str
) -> None:
    Reply.objects.update(state=state)
    for said in said_of_the_first_reply(handler, owned_case):
        assert "首次回复即将发出" not in said and "首次回复正在等待审批" not in said


def test_the_details_of_an_investigation_are_kept(handler: Client, owned_case: Case, bring_to: Bring) -> None:
    case = bring_to(owned_case, "investigate")
    form = {"record": "温控器坏了", "responsible": "product", "extent": "systemic", "scope": "七月这一批"}
    handler.post(at("write_course", case), form)
    page = handler.get(at("case_course", case)).content.decode()
    assert "七月这一批" in page
    assert "系统性" in page


def test_what_is_refused_stands_in_its_form_again(handler: Client, owned_case: Case) -> None:
    answer = handler.post(
        at("end_case", owned_case),
        {"form": "duplicate", "outcome": "DUP", "reason": "同一件事", "duplicate_of": "A26-999999"},
    )
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "A26-999999" in page
    assert "同一件事" in page


def test_passing_on_is_kept_with_whom_rule_and_how_told(handler: Client, owned_case: Case) -> None:
    form = {
        "outcome": "OOS",
        "reason": "不归我们",
        "referred_to": "市场监管所",
        "rule": "属地管辖",
        "told": "电话",
    }
    handler.post(at("end_case", owned_case), form)
    page = handler.get(at("case_course", owned_case)).content.decode()
    assert "市场监管所" in page
    assert "属地管辖" in page


def test_each_point_is_judged_and_supported(handler: Client, owned_case: Case) -> None:
    point = owned_case.grievances.all()[0]
    form = {"finding": "upheld", "reason": "监控里看得到", "cause": "QA-SUP", "responsible": "product"}
    handler.post(at("judge_point", owned_case, point.pk), form)
    handler.post(at("support_point", owned_case, point.pk), {"passage": "第三次用就冒烟了"})
    page = handler.get(at("case_points", owned_case)).content.decode()
    assert "监控里看得到" in page
    assert "<q>第三次用就冒烟了</q>" in page


def test_what_is_given_for_a_point_is_promised_once_it_is_judged(handler: Client, owned_case: Case) -> None:
    point = owned_case.grievances.all()[0]
    due = f"{localtime(clock.now() + timedelta(days=2)):%Y-%m-%dT%H:%M}"
    promise = {"form": f"promise-{point.pk}", "text": "换一台新的", "due_at": due}
    assert handler.post(at("promise_for_point", owned_case, point.pk), promise).status_code == 409
    form = {"finding": "upheld", "reason": "监控里看得到", "remedy": "换一台新的"}
    handler.post(at("judge_point", owned_case, point.pk), form)
    page = handler.get(at("case_points", owned_case)).content.decode()
    assert 'name="text" maxlength="400" value="换一台新的"' in page
    late = handler.post(at("promise_for_point", owned_case, point.pk), {**promise, "due_at": ""})
    assert late.status_code == 422
    assert handler.post(at("promise_for_point", owned_case, point.pk), promise).status_code == 302
    assert "诉点结论" in handler.get(at("case_promises", owned_case)).content.decode()
    made = Promise.objects.get(case=owned_case)
    assert (made.text, made.source, made.owner) == ("换一台新的", "finding", owned_case.owner)


def test_a_finding_without_its_reason_is_refused_and_nothing_typed_is_lost(
    handler: Client, owned_case: Case
) -> None:
    point = owned_case.grievances.all()[0]
    form = {"form": f"judge-{point.pk}", "finding": "partly", "reason": " ", "remedy": "送一张券"}
    answer = handler.post(at("judge_point", owned_case, point.pk), form)
    assert answer.status_code == 422
    assert "送一张券" in answer.content.decode()


@pytest.mark.parametrize("name", ["case_course", "case_points"])
def test_other_teams_and_roles_see_nothing(client: Client, company: Any, owned_case: Case, name: str) -> None:
    client.force_login(company.east_handler)
    assert client.get(at(name, owned_case)).status_code == 404
    client.force_login(company.trainer)
    assert client.get(at(name, owned_case)).status_code == 403


@pytest.mark.parametrize("name", ["write_course", "go_on", "go_back", "end_case", "put_label", "take_up"])
def test_what_changes_is_not_opened_as_a_page(handler: Client, owned_case: Case, name: str) -> None:
    assert handler.get(at(name, owned_case)).status_code == 405


def test_labels_are_kept_by_administrators_and_shown_in_lists(
    client: Client, company: Any, owned_case: Case
) -> None:
    client.force_login(company.administrator)
    client.post(reverse("desk:add_label"), {**NAMES, "place": "open:listen", "position": "1"})
    label = StatusLabel.objects.get()
    refused = client.post(reverse("desk:add_label"), {**NAMES, "place": "open:listen", "form": "new"})
    assert refused.status_code == 422
    page = client.get(reverse("desk:labels"), HTTP_ACCEPT_LANGUAGE="zh-hant").content.decode()
    assert f"<strong>{label.name_zh_hant}</strong>" in page
    assert f"{label.name_zh_hans} · {label.name_en}" in page
    client.force_login(company.handler)
    assert client.get(reverse("desk:labels")).status_code == 403
    client.post(at("put_label", owned_case), {"label": label.code})
    listed = client.get(reverse("desk:list"), {"view": "mine", "stage": "listen"}).content.decode()
    assert "等供应商" in listed
    assert "等供应商" in client.get(at("case", owned_case)).content.decode()


def test_the_round_is_filtered_and_shown(handler: Client, company: Any, owned_case: Case) -> None:
    Case.objects.filter(pk=owned_case.pk).update(rounds=2)
    page = handler.get(reverse("desk:list"), {"view": "open", "rounds": "2"}).content.decode()
    assert "第 2 轮" in page
    assert owned_case.number in page
    assert owned_case.number not in handler.get(reverse("desk:list"), {"rounds": "3"}).content.decode()


def test_a_label_that_is_renamed_leaves_the_filter_of_stages_as_it_was(
    client: Client, company: Any, owned_case: Case
) -> None:
    label = add_label(phase="open", stage="listen", names=NAMES, by=company.manager)
    client.force_login(company.administrator)
    form = {**NAMES, "name_zh_hans": "催供应商", "position": "2", "is_active": "on"}
    client.post(reverse("desk:change_label", args=[label.pk]), form)
    client.force_login(company.handler)
    client.post(at("put_label", owned_case), {"label": label.code})
    assert "催供应商" in client.get(reverse("desk:list"), {"stage": "listen"}).content.decode()
    assert owned_case.number not in client.get(reverse("desk:list"), {"stage": "confirm"}).content.decode()


def test_a_missed_fact_is_added_on_the_case_page(handler: Client, owned_case: Case) -> None:
    form = {"words": "没人管", "kind": "staff", "value": "客服部"}
    answer = handler.post(at("add_fact", owned_case), form)
    assert answer["Location"].endswith("#read-facts")
    assert "客服部" in handler.get(at("case", owned_case)).content.decode()


def test_the_course_of_the_emotion_stands_on_the_page_of_components(handler: Client) -> None:
    page = handler.get(reverse("desk:components")).content.decode()
    assert 'class="mood-curve"' in page


def test_a_case_that_ended_early_does_not_look_as_if_its_stage_were_done(
    handler: Client, company: Any, owned_case: Case
) -> None:
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="顾客说算了", by=company.manager
    )
    page = handler.get(at("case_course", owned_case)).content.decode()
    assert "course-ended" in page
    assert "course-done" not in page
    assert "止于此阶段" in page


def test_why_a_case_ended_and_why_it_came_back_stand_on_the_sheet(
    handler: Client, company: Any, owned_case: Case
) -> None:
    told = {"how": "phone"}
    close_case(case_id=owned_case.pk, outcome="WDN", reason="顾客说券到了", ending=told, by=company.manager)
    page = handler.get(at("case_course", owned_case)).content.decode()
    assert "顾客说券到了" in page
    assert "顾客怎样表示的" in page
    handler.post(at("come_back", owned_case), {"reason": "券只到了一半"})
    page = handler.get(at("case_course", owned_case)).content.decode()
    assert page.count("券只到了一半") == 1
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="这回到了", by=company.manager
    )
    handler.post(at("come_back", owned_case), {"reason": "又少了一张"})
    page = handler.get(at("case_course", owned_case)).content.decode()
    assert (page.count("券只到了一半"), page.count("又少了一张")) == (1, 1)


def test_a_case_that_came_back_has_no_check_mark_on_the_stages_to_come(
    handler: Client, owned_case: Case, bring_to: Bring
) -> None:
    case = bring_to(owned_case, "propose")
    handler.post(at("go_back", case), {"stage": "investigate", "reason": "原因没有找对"})
    stages = handler.get(at("case_course", case)).context["stages"]
    states = [(one["key"], one["state"]) for one in stages]
    present = states.index(("investigate", "current"))
    assert {state for _, state in states[:present]} == {"done"}
    assert {state for _, state in states[present + 1 :]} == {"todo"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", "请写明顾客是怎么说的"),
        ("zh-hant", "請寫明顧客是怎麼說的"),
        ("en", "Say how the customer said so."),
    ],
)
def test_the_dialog_too_asks_how_a_customer_withdrew(
    handler: Client, owned_case: Case, language: str, words: str
) -> None:
    desk = handler
    desk.cookies["django_language"] = language
    told = {"outcome": "WDN", "reason": "顾客说算了"}
    path = reverse("desk:close", args=[owned_case.number])
    refused = desk.post(path, told, follow=True, headers={"accept-language": language})
    assert Case.objects.get(pk=owned_case.pk).is_open
    assert words in refused.content.decode()
    desk.post(path, {**told, "how": "phone"})
    closed = Case.objects.get(pk=owned_case.pk)
    assert (closed.outcome, closed.ending["how"]) == ("WDN", "phone")


def test_the_ways_to_end_say_what_is_open_and_ask_why_only_then(
    handler: Client, owned_case: Case, company: Any
) -> None:
    assert 'name="left_open"' not in handler.get(at("case_course", owned_case)).content.decode()
    due = clock.now() + timedelta(days=1)
    add_promise(case_id=owned_case.pk, text="明天回电", due_at=due, by=company.handler)
    page = handler.get(at("case_course", owned_case)).content.decode()
    assert 'name="left_open"' in page and "待兑现的承诺（1）" in page


def test_a_record_is_its_writers_whoever_leaves_the_stage(
    client: Client, owned_case: Case, company: Any
) -> None:
    write_record(case_id=owned_case.pk, text="一、冒烟；二、电话没人管", by=company.handler)
    advance_stage(case_id=owned_case.pk, by=company.manager)
    client.force_login(company.manager)
    signed = f"记录人：{company.handler}"
    for name in ("case", "case_course"):
        assert signed in client.get(reverse(f"desk:{name}", args=[owned_case.number])).content.decode()
    row = owned_case.stage_records.get(stage="listen")
    assert (row.recorded_by, row.left_by) == (company.handler, company.manager)


def test_closing_in_the_last_stage_names_what_is_missing(handler: Client, owned_case: Case) -> None:
    early = "本案还没走完全部阶段：只能选"
    assert early in handler.get(at("case", owned_case)).content.decode()
    Case.objects.filter(pk=owned_case.pk).update(stage=Stage.REVIEW)
    page = handler.get(at("case", owned_case)).content.decode()
    assert early not in page
    assert "还缺：根因" in page
