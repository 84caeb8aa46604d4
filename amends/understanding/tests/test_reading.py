"""A reading has exactly the shape that the contract gives it."""

import json
from dataclasses import FrozenInstanceError

import pytest

from amends.understanding import Entry, read, read_many

KEYS = [
    "id",
    "language",
    "kind",
    "category",
    "category_all",
    "emotion",
    "intensity",
    "motive",
    "motive_all",
    "demands",
    "mode",
    "severity",
    "risks",
    "persona",
    "needs",
    "facts",
    "grievances",
    "expectation",
    "confidence",
    "evidence",
]
GRIEVANCE = (
    "start",
    "end",
    "category",
    "demands",
    "asked",
    "passage",
    "page",
    "paragraph",
    "mentions",
)


@pytest.mark.parametrize(
    "text", ["", "外卖等了两个小时，要求退款268元！", "请问几点开门？", "Thanks, great service!"]
)
def test_the_keys_are_those_of_the_contract(text: str) -> None:
    said = read(text, id="c-1").as_dict()
    assert list(said) == KEYS
    assert said["id"] == "c-1"
    assert json.loads(json.dumps(said)) == said


def test_parts_have_their_fields() -> None:
    said = read("外卖等了两个小时，客服态度恶劣，要求退款268元！").as_dict()
    assert {tuple(fact) for fact in said["facts"]} == {("kind", "value", "unit", "start", "end")}
    assert {tuple(point) for point in said["grievances"]} == {GRIEVANCE}
    assert {tuple(point["passage"]) for point in said["grievances"]} == {("start", "end")}
    assert tuple(said["expectation"]) == ("least", "asked", "beyond", "wishes", "redress", "escalation")
    assert {tuple(wish) for wish in said["expectation"]["wishes"]} == {("origin", "wish", "asked")}
    assert {tuple(evidence) for evidence in said["evidence"]} == {("label", "start", "end")}


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    text = "😡😡１２太差了，要求退款268元！"
    amount = next(fact for fact in read(text).facts if fact.kind == "amount")
    assert text[amount.start : amount.end] == "268元"


def test_a_reading_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        read("太差了").kind = "praise"  # type: ignore[misc]


def test_many_keep_their_order_and_ids() -> None:
    entries = [Entry(f"第{i}次投诉，等了{i}个小时！", id=str(i)) for i in range(500)]
    assert [reading.id for reading in read_many(iter(entries))] == [entry.id for entry in entries]


def test_many_are_read_as_they_come() -> None:
    taken = 0

    def endless():  # type: ignore[no-untyped-def]
        nonlocal taken
        while True:
            taken += 1
            yield "等了两个小时还没送到"

    readings = read_many(endless())
    next(readings)
    assert taken < 1000
