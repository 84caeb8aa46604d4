"""What is kept in memory for some seconds: asked once, forgotten when it is said, asked anew when the time is up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from amends.foundation.kernel import remembered
from amends.foundation.kernel.remembered import Remembered


@pytest.fixture
def numbers() -> Iterator[int]:
    return count(1)


def test_it_is_asked_once(numbers: Iterator[int]) -> None:
    number = Remembered(lambda: next(numbers), seconds=1000)
    assert [number(), number(), number()] == [1, 1, 1]


def test_no_answer_is_an_answer(numbers: Iterator[int]) -> None:
    asked: list[int] = []
    nothing: Remembered[None] = Remembered(lambda: asked.append(next(numbers)), seconds=1000)
    assert (nothing(), nothing(), asked) == (None, None, [1])


def test_after_its_time_it_is_asked_anew(numbers: Iterator[int], monkeypatch: pytest.MonkeyPatch) -> None:
    number = Remembered(lambda: next(numbers), seconds=20)
    for moment, answer in ((0.0, 1), (19.9, 1), (20.0, 2), (39.0, 2)):
        monkeypatch.setattr(remembered, "monotonic", lambda moment=moment: moment)
        assert number() == answer, moment


def test_it_is_forgotten_alone_or_with_all_others(numbers: Iterator[int]) -> None:
    one, other = (Remembered(lambda: next(numbers), seconds=1000) for _ in range(2))
    assert (one(), other()) == (1, 2)
    one.forget()
    assert (one(), other()) == (3, 2)
    Remembered.forget_all()
    assert (one(), other()) == (4, 5)
