"""People put right what is complained about: the points are one list, for the record, the letter and the check."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Case
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel.errors import Invalid, NotFound


def test_a_point_that_was_missed_is_added_last(company: Any, owned_case: Case) -> None:
    before = list(owned_case.grievances.all())
    point = actions.add_point(
        case_id=owned_case.pk,
        text=" 还要赔时间 ",
        category="service",
        demands=["compensation"],
        by=company.handler,
    )
    assert list(owned_case.grievances.all()) == [*before, point]
    assert (point.text, point.category, point.demands) == ("还要赔时间", "service", ["compensation"])
    assert (point.by_hand, point.start) == (True, None)
    assert list(entries_of(owned_case.chain))[-1].action == "case.point_added"


def test_words_that_stand_in_the_complaint_are_found_there(company: Any, owned_case: Case) -> None:
    body = owned_case.messages.order_by("id")[0].body
    point = actions.add_point(case_id=owned_case.pk, text=body[2:6], by=company.handler)
    assert body[point.start : point.end] == body[2:6]


def test_a_point_is_worded_anew(company: Any, owned_case: Case) -> None:
    point = actions.add_point(case_id=owned_case.pk, text="太慢", by=company.handler)
    actions.correct_point(
        case_id=owned_case.pk, point_id=point.pk, text="等了两个小时", category="service", by=company.handler
    )
    point.refresh_from_db()
    assert (point.text, point.category) == ("等了两个小时", "service")
    entry = list(entries_of(owned_case.chain))[-1]
    assert (entry.action, entry.data["before"]) == ("case.point_corrected", "太慢")


def test_what_is_no_complaint_is_removed_and_stays_on_the_trail(company: Any, owned_case: Case) -> None:
    point = actions.add_point(case_id=owned_case.pk, text="天气不好", by=company.handler)
    actions.remove_point(case_id=owned_case.pk, point_id=point.pk, by=company.handler)
    assert not owned_case.grievances.filter(text="天气不好").exists()
    entry = list(entries_of(owned_case.chain))[-1]
    assert (entry.action, entry.data["text"]) == ("case.point_removed", "天气不好")


@pytest.mark.parametrize(
    "said",
    [
        {"text": "  "},
        {"text": "慢" * 401},
        {"text": "慢", "category": "weather"},
        {"text": "慢", "demands": ["gold"]},
    ],
)
def test_what_cannot_be_taken_down_is_refused(company: Any, owned_case: Case, said: dict[str, Any]) -> None:
    count = owned_case.grievances.count()
    with pytest.raises(Invalid):
        actions.add_point(case_id=owned_case.pk, by=company.handler, **said)
    assert owned_case.grievances.count() == count


def test_there_is_an_end_to_points(company: Any, owned_case: Case) -> None:
    for n in range(30 - owned_case.grievances.count()):
        actions.add_point(case_id=owned_case.pk, text=f"第{n}件事", by=company.handler)
    with pytest.raises(Invalid):
        actions.add_point(case_id=owned_case.pk, text="还有一件", by=company.handler)


def test_a_point_of_another_case_is_not_found(company: Any, owned_case: Case, register: Any) -> None:
    other = register("别的一件事")
    point = actions.add_point(case_id=other.pk, text="别家的事", by=company.house)
    with pytest.raises(NotFound):
        actions.remove_point(case_id=owned_case.pk, point_id=point.pk, by=company.handler)


def test_a_long_letter_becomes_points_with_pages(company: Any, register: Any) -> None:
    quiet = "那天天气很好，我们一家人吃过早饭就出了门，路上的树都绿了。" * 40
    told = "柜台的店员态度极其恶劣，翻白眼，还当众羞辱我。我要求她向我道歉！"
    case = register(f"{quiet}\n\n{told}\n\n{quiet}")
    actions.read_case(case_id=case.pk, by=company.house)
    case.refresh_from_db()
    (point,) = case.grievances.all()
    assert (point.page, point.category, point.demands) == (1, "attitude", ["apology"])
    body = case.messages.order_by("id")[0].body
    assert body[point.start : point.end] == point.text
