from __future__ import annotations

import pytest

from amends.casework.cases.models import Case
from amends.casework.readings.actions import preview
from amends.casework.readings.choices import Category
from amends.casework.readings.models import Reading
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import WORDS, Machine, machine_of, problem_in
from amends.foundation.organisation.models import Member


def test_a_reading_is_given_whole_and_described(machine: Machine) -> None:
    answer = machine.post("/readings", {"text": LETTER, "id": "r7"}).json()
    assert answer == {"id": "r7", **preview(LETTER)}
    assert answer["facts"] and answer["grievances"] and answer["expectation"]["wishes"] and answer["evidence"]
    schemas = machine.get("/openapi.json").json()["components"]["schemas"]
    assert set(schemas["TextRead"]["required"]) == set(answer)
    assert schemas["Category"]["enum"] == [value for value in Category.values if value]


LETTER = (
    "你好，我上周三在你们人民路店买的电饭煲，花了268元，第二天就漏电，差点电到孩子。\n"
    "客服电话打了五次都没人接，态度也很差，说我自己用坏的。\n请在三天内退款并道歉，不然我去12315投诉。"
)


def test_a_text_is_read_and_nothing_is_kept(machine: Machine) -> None:
    body = machine.post("/readings", {"text": WORDS, "id": "r1"}).json()
    assert (body["id"], body["language"], body["kind"]) == ("r1", "zh-Hans", "complaint")
    for evidence in body["evidence"]:
        assert WORDS[evidence["start"] : evidence["end"]]
    assert not Reading.objects.exists()


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_to_read_is_refused(machine: Machine, text: str) -> None:
    assert problem_in(machine.post("/readings", {"text": text}), 422)["errors"][0]["field"] == "text"


def test_a_text_that_is_too_long_is_refused(machine: Machine) -> None:
    problem_in(machine.post("/readings", {"text": "字" * 60_001}), 413)


REPLY = "沈女士，您好：熨斗漏水给您添了麻烦，实在对不起。我们会尽快处理。"


def codes(machine: Machine, **entry: object) -> set[str]:
    answer = machine.post("/reply-checks", {"reply": REPLY, **entry})
    assert answer.status_code == 200, answer.content
    return {finding["code"] for finding in answer.json()["findings"]}


def test_a_promise_without_a_date_is_found(machine: Machine) -> None:
    assert "no_time" in codes(machine, complaint=WORDS)


def test_a_reply_is_checked_as_the_case_needs_it(machine: Machine, case: Case) -> None:
    body = machine.post("/reply-checks", {"reply": REPLY, "case": case.number}).json()
    assert body["ok"] is False
    assert all({"point", "answered"} <= point.keys() for point in body["points"]) and body["points"]
    assert all({"words", "who", "when", "clear"} <= promise.keys() for promise in body["promises"])
    for finding in body["findings"]:
        assert 0 <= finding["start"] <= finding["end"] <= len(REPLY) and finding["message"]


def test_the_context_counts(machine: Machine) -> None:
    words = "我们给您退 500 元，周五 18:00 前到账，由梅姐 0571-1234 跟进。"
    assert "over_authority" in codes(
        machine, reply=words, context={"authority_limit": 100, "currency": "CNY"}
    )
    assert "over_authority" not in codes(
        machine, reply=words, context={"authority_limit": 1000, "currency": "CNY"}
    )


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"reply": ""}, "reply"),
        ({"reply": REPLY, "context": {"authority_limit": "much"}}, "context"),
        ({"reply": REPLY, "context": {"grievances": 7}}, "context"),
        ({"reply": REPLY, "context": []}, "context"),
        ({"reply": REPLY, "kind": "poem"}, "kind"),
    ],
)
def test_a_check_that_cannot_be_made_is_refused(
    machine: Machine, entry: dict[str, object], field: str
) -> None:
    assert problem_in(machine.post("/reply-checks", entry), 422)["errors"][0]["field"] == field


def test_a_case_is_checked_against_only_by_who_may_read_it(
    case: Case, handler: Member, stranger: Member
) -> None:
    entry = {"reply": REPLY, "case": case.number}
    problem_in(machine_of(stranger).post("/reply-checks", entry), 404)
    problem_in(machine_of(handler, Scope.TEXTS_READ).post("/reply-checks", entry), 403)
