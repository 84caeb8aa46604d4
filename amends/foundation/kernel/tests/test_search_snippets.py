from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.foundation.kernel.search import fold, snippet

TEXT = (
    "我三月一号在贵店买了一台手機，订单号Ａ２６－０００１２３，用了两天屏幕就坏了，客服態度惡劣，一直不退款。"
    * 2
)


def marked(text: str, query: str) -> list[str]:
    return [part for part, found in snippet(text, query).parts if found]


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("手机", ["手機"]),
        ("a26-000123", ["Ａ２６－０００１２３"]),
        ("态度恶劣", ["態度惡劣"]),
        ("态度 恶劣", ["態度惡劣"]),
        ("没有", []),
        ("", []),
    ],
)
def test_the_place_found_is_marked_in_the_original_text(query: str, marks: list[str]) -> None:
    assert marked(TEXT, query)[: len(marks) or 1] == marks


def test_the_snippet_stands_around_the_first_place_and_says_where_it_was_cut() -> None:
    found = snippet("前" * 300 + "退款" + "后" * 300, "退款", window=60)
    assert found.text.startswith("…前")
    assert found.text.endswith("后…")
    assert len(found.text) == 62
    assert [part for part, mark in found.parts if mark] == ["退款"]


def test_without_a_place_the_beginning_is_shown() -> None:
    assert snippet("很短", "没有").parts == [("很短", False)]
    assert snippet("", "x").parts == []


def test_blanks_and_invisible_characters_do_not_hide_the_place() -> None:
    assert marked("要退\u200b款", "退款") == ["退\u200b款"]
    assert marked("e\u0301cole", "école") == ["e\u0301cole"]
    assert marked("Straße", "strasse") == ["Straße"]


@given(st.text(max_size=40), st.text(max_size=5), st.integers(5, 30))
def test_the_parts_are_the_text_and_the_marks_hold_the_words(text: str, query: str, window: int) -> None:
    found = snippet(text, query, window=window)
    assert "".join(part for part, _ in found.parts) == found.text
    assert found.text.strip("…") in text or found.text in text
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
    if (
        fold(text)
        and query
        and fold(text) == fold(query)
        and len(fold(text).split()) == 1
        and len(text) <= window
    ):
        assert found.marks
