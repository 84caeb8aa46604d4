from __future__ import annotations

import pytest

from amends.casework.cases.actions import agree_solution
from amends.casework.cases.models import Case, Message, Note
from amends.doors.api.tests.conftest import Machine, machine_of, problem_in, register
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import Reply


def step(machine: Machine, case: Case, name: str, **words: object) -> dict[str, object]:
    answer = machine.post(f"/cases/{case.number}/{name}", words)
    assert answer.status_code == 200, answer.content
    body: dict[str, object] = answer.json()
    return body


def test_a_case_can_be_taken_through_all_stages(machine: Machine, case: Case, handler: Member) -> None:
    assert step(machine, case, "assign", to="mei", reason="熟悉小家电")["owner"] == {
        "username": "mei",
        "name": "梅姐",
    }
    assert step(machine, case, "advance", record="漏水；客服态度")["stage"] == "confirm"
    assert step(machine, case, "advance", skip_reason="已在电话里答复")["stage"] == "investigate"
    assert (
        step(
            machine,
            case,
            "advance",
            record="批次问题",
            details={"responsible": "product", "extent": "systemic"},
        )["stage"]
        == "propose"
    )
    agree_solution(case_id=case.pk, summary="退货", by=handler)
    assert step(machine, case, "advance")["stage"] == "carry_out"
    step(machine, case, "solved", what="已退款 268 元")
    step(machine, case, "followed-up", what="电话回访，已收到")
    assert step(machine, case, "advance")["stage"] == "review"
    closed = step(machine, case, "close", outcome="SUM", reason="当场解决")
    assert (closed["phase"], closed["outcome"]) == ("closed", "SUM")
    assert step(machine, case, "reopen", reason="又漏水了")["phase"] == "open"


def test_a_stage_whose_record_is_missing_is_not_left(machine: Machine, case: Case) -> None:
    assert problem_in(machine.post(f"/cases/{case.number}/advance", {}), 409)["code"] == "wrong_state"


def test_who_looks_at_an_old_state_is_told_so(machine: Machine, case: Case) -> None:
    step(machine, case, "advance", record="要点", version=1)
    answer = machine.post(f"/cases/{case.number}/advance", {"skip_reason": "同时", "version": 1})
    assert problem_in(answer, 409)["code"] == "conflict"


@pytest.mark.parametrize(
    ("name", "words", "status"),
    [
        ("solved", {"what": "好了"}, 409),
        ("followed-up", {"what": "问过"}, 409),
        ("reopen", {"reason": "再来"}, 409),
        ("close", {"outcome": "UPH"}, 409),
        ("close", {"outcome": "WDN"}, 422),
        ("close", {"outcome": "???"}, 422),
        ("close", {}, 422),
        ("assign", {"to": "nobody"}, 422),
        ("assign", {"to": "zhou"}, 403),
        ("assign", {"to": None}, 403),
        ("solved", {"what": ""}, 422),
        ("advance", {"version": "new"}, 422),
    ],
)
def test_a_step_that_is_not_possible_is_refused(
    machine: Machine, case: Case, lead: Member, name: str, words: dict[str, object], status: int
) -> None:
    problem_in(machine.post(f"/cases/{case.number}/{name}", words), status)
    case.refresh_from_db()
    assert case.version == 1


def test_notes_and_customers_words_are_different_things(machine: Machine, case: Case) -> None:
    note = machine.post(f"/cases/{case.number}/messages", {"kind": "note", "text": "内部：等质检"}, key="n1")
    words = machine.post(
        f"/cases/{case.number}/messages", {"kind": "customer", "text": "我又想起来一点"}, key="m1"
    )
    assert (note.status_code, words.status_code) == (201, 201)
    assert Note.objects.get().body == "内部：等质检"
    assert case.messages.count() == 2


@pytest.mark.parametrize("kind", ["note", "customer"])
def test_the_same_key_adds_nothing_twice(machine: Machine, case: Case, kind: str) -> None:
    words = {"kind": kind, "text": "只说一遍"}
    first = machine.post(f"/cases/{case.number}/messages", words, key="k")
    again = machine.post(f"/cases/{case.number}/messages", words, key="k")
    assert first.content == again.content
    assert Note.objects.count() + Message.objects.count() == 2


@pytest.mark.parametrize("kind", ["note", "customer"])
def test_a_key_of_another_case_is_refused(machine: Machine, case: Case, handler: Member, kind: str) -> None:
    machine.post(f"/cases/{register(handler).number}/messages", {"kind": kind, "text": "那边的"}, key="k")
    answer = machine.post(f"/cases/{case.number}/messages", {"kind": kind, "text": "这边的"}, key="k")
    assert problem_in(answer, 409)["code"] == "conflict"


@pytest.mark.parametrize(
    "words", [{"kind": "poem", "text": "您好"}, {"kind": "note"}, {"kind": "note", "text": " "}]
)
def test_a_message_that_cannot_be_added_is_refused(
    machine: Machine, case: Case, words: dict[str, str]
) -> None:
    problem_in(machine.post(f"/cases/{case.number}/messages", words), 422)


def test_a_lead_may_give_a_case_to_somebody(case: Case, lead: Member, handler: Member) -> None:
    assert step(machine_of(lead), case, "assign", to="mei")["owner"] == {"username": "mei", "name": "梅姐"}


LETTER = (
    "沈女士，您好：蒸汽熨斗用了两次就漏水，客服还让您自己换垫圈，这让您又费时又生气，实在对不起。"
    "我们已为您办理退货，我是梅姐，电话 0571-8888 1234，明天 18:00 前给您回电告知结果。"
)


def test_a_reply_is_checked_and_queued(machine: Machine, case: Case) -> None:
    answer = machine.post(f"/cases/{case.number}/messages", {"kind": "reply", "text": LETTER}, key="r1")
    assert answer.status_code == 201, answer.content
    assert answer.json()["state"] == "queued"
    assert case.messages.count() == 1
    again = machine.post(f"/cases/{case.number}/messages", {"kind": "reply", "text": LETTER}, key="r1")
    assert again.content == answer.content
    assert Reply.objects.count() == 1


def test_a_reply_in_a_grave_case_waits_for_a_second_person(machine: Machine, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(severity="critical")
    answer = machine.post(f"/cases/{case.number}/messages", {"kind": "reply", "text": LETTER})
    assert answer.json()["state"] == "awaiting_approval"


def test_a_reply_to_words_that_are_not_the_latest_is_refused(machine: Machine, case: Case) -> None:
    first = case.latest_inbound_id
    machine.post(f"/cases/{case.number}/messages", {"kind": "customer", "text": "补充：还烫坏了衬衫"})
    entry = {"kind": "reply", "text": LETTER, "based_on": first}
    problem_in(machine.post(f"/cases/{case.number}/messages", entry), 409)
    assert not Reply.objects.exists()
