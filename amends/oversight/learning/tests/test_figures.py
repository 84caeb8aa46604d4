"""The figures of the labels: kept by day, counted anew without doubling, and summed for a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import change_labels, confirm_reading, correct_reading, read_case
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.oversight.learning.actions import count_labels
from amends.oversight.learning.models import LabelFigure
from amends.oversight.learning.queries import how_well
from amends.oversight.learning.rules import NONE


def today() -> date:
    return clock.today()


def figures() -> Any:
    count_labels(today().isoformat())
    return how_well(since=today(), until=today())


@pytest.fixture
def read(company: Any, register: Callable[..., Case]) -> Callable[[], Case]:
    def act(text: str = "电饭锅第三次用就冒烟了，我要求退款！") -> Case:
        case = register(text)
        return read_case(case_id=case.pk, by=company.house)

    return act


def test_what_nobody_judged_is_shown_and_nothing_else(read: Callable[[], Case]) -> None:
    case = read()
    found = figures()
    label = found.labels["emotion"][case.emotion]
    assert (label.shown, label.confirmed, label.corrected) == (1, 0, 0)
    assert (found.whole.shown, found.whole.judged) == (1, 0)
    assert found.all_labels.right is None


def test_what_was_found_right_and_what_was_corrected_are_counted(
    company: Any, read: Callable[[], Case]
) -> None:
    first, second = read(), read()
    other = "calm" if first.emotion != "calm" else "anger"
    correct_reading(case_id=first.pk, field="emotion", value=other, by=company.handler)
    confirm_reading(case_id=second.pk, by=company.handler)
    found = figures()
    label = found.labels["emotion"][first.emotion]
    assert (label.shown, label.confirmed, label.corrected) == (2, 1, 1)
    assert dict(label.became) == {other: 1}
    assert (found.whole.shown, found.whole.confirmed, found.whole.corrected) == (2, 1, 1)


def test_the_first_reading_and_the_last_word_count(company: Any, read: Callable[[], Case]) -> None:
    case = read()
    was = case.emotion
    for value in ("confused", "anxious", was):
        correct_reading(case_id=case.pk, field="emotion", value=value, by=company.handler)
    label = figures().labels["emotion"][was]
    assert (label.confirmed, label.corrected) == (1, 0)


def test_of_several_labels_each_is_counted_by_itself(company: Any, read: Callable[[], Case]) -> None:
    case = read()
    assert case.demands == ["refund"]
    change_labels(case_id=case.pk, field="demands", add=["apology"], by=company.handler)
    found = figures().labels["demands"]
    assert (found["refund"].shown, found["refund"].confirmed) == (1, 1)
    assert dict(found[NONE].became) == {"apology": 1}


def test_counting_again_gives_the_same(company: Any, read: Callable[[], Case]) -> None:
    confirm_reading(case_id=read().pk, by=company.handler)
    figures()
    before = list(
        LabelFigure.objects.order_by("pk").values_list("field", "label", "became", "shown", "confirmed")
    )
    figures()
    assert (
        list(LabelFigure.objects.order_by("pk").values_list("field", "label", "became", "shown", "confirmed"))
        == before
    )


def test_a_correction_has_its_day_counted_anew(
    company: Any, read: Callable[[], Case], run_jobs: Callable[[], int]
) -> None:
    case = read()
    run_jobs()
    correct_reading(case_id=case.pk, field="severity", value="critical", by=company.handler)
    for minutes in (10, 20, 30):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            run_jobs()
    found = how_well(since=today(), until=today())
    assert sum(one.corrected for one in found.labels["severity"].values()) == 1


def test_other_days_other_languages_and_other_categories_do_not_count(read: Callable[[], Case]) -> None:
    case = read()
    figures()
    yesterday = today() - timedelta(days=1)
    assert how_well(since=yesterday, until=yesterday).whole.shown == 0
    assert how_well(since=today(), until=today(), language="en").whole.shown == 0
    assert how_well(since=today(), until=today(), category=case.category).whole.shown == 1
    assert how_well(since=today(), until=today()).languages[case.language].shown == 1
    assert how_well(since=today(), until=today()).engines[case.reading.engine].shown == 1


def test_a_label_that_is_often_wrong_is_named_as_weak(company: Any, read: Callable[[], Case]) -> None:
    for n in range(6):
        case = read()
        value = "owl" if case.persona != "owl" else "dove"
        if n < 4:
            correct_reading(case_id=case.pk, field="persona", value=value, by=company.handler)
        else:
            confirm_reading(case_id=case.pk, fields=["persona"], by=company.handler)
    ((field, label, judged),) = figures().weak
    assert (field, label) == ("persona", case.persona)
    assert (judged.corrected, judged.judged) == (4, 6)
    assert judged.became == {value: 4}
