"""What leaves the meaning alone leaves the labels alone; whether a man or a woman writes, and from where, changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.accuracy import changes

CHANGES: dict[str, Callable[[str], str]] = {
    "traditional": changes.traditional,
    "names": changes.names,
    "digits": changes.digits,
    "half_width": changes.half_width,
    "with_a_picture": changes.with_a_picture,
}
WANTED = 0.97


@cache
def kept(name: str) -> dict[str, float]:
    return dict(changes.changed(CHANGES[name]))


@pytest.mark.parametrize("head", changes.HEADS)
@pytest.mark.parametrize("name", CHANGES)
def test_another_way_of_writing_keeps_the_label(name: str, head: str) -> None:
    assert kept(name)[head] >= WANTED


@pytest.mark.parametrize("name", CHANGES)
def test_there_are_many_pairs(name: str) -> None:
    touched = [text for text in changes.texts() if CHANGES[name](text) != text]
    assert len(touched) >= 200


def test_whether_it_is_a_man_or_a_woman_changes_nothing() -> None:
    assert len([text for text in changes.texts() if changes.gender(text) != text]) >= 400
    assert set(changes.changed(changes.gender).values()) == {1.0}


def test_where_somebody_comes_from_changes_nothing() -> None:
    assert set(changes.by_origin().values()) == {1.0}
