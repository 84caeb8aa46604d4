"""What a complaint is about is named by layers that hear the whole of it, also where none of the words are there by which a matter is known."""

from __future__ import annotations

import numpy as np
import pytest

from amends.practice.replies.drafting import reader
from amends.practice.replies.drafting.about import FIELDS, MATTERS, about, clauses_in, signs_in
from amends.practice.replies.drafting.naming import named

# None of them says a word by which its matter is known.
BY_SENSE = [
    ("zh-Hans", "餐具没擦干净，筷子上还粘着米粒。", "dirty"),
    ("zh-Hant", "杯子邊緣還有上一位客人的口紅印。", "dirty"),
    ("en", "Three letters and not a single word back from your office.", "unreachable"),
    ("zh-Hant", "店員拍胸口說這支錶可以游泳，回家一看盒子只寫防潑水。", "missold"),
    ("en", "The man at the counter sighed, looked through me and carried on with his sandwich.", "rude"),
]


@pytest.mark.parametrize(("language", "text", "matter"), BY_SENSE)
def test_the_sense_tells_where_no_word_does(language: str, text: str, matter: str) -> None:
    assert not signs_in(text, language).get(f"matter {matter}")
    told = about(text, language).matters
    assert max(told, key=lambda key: told[key]) == matter


def test_it_says_one_number_of_each_matter_and_of_each_field() -> None:
    said = named(clauses_in("退款过了三周还没有到账", "zh-Hans"))
    assert said.shape == (len(MATTERS) + len(FIELDS),)
    assert MATTERS[int(said[: len(MATTERS)].argmax())] == "refund"


@pytest.mark.parametrize("clauses", [(), ("",), ("\u200b", "\U00010348")])
def test_what_holds_no_known_piece_has_no_name(clauses: tuple[str, ...]) -> None:
    said = named(clauses)
    assert np.isfinite(said).all()
    if not reader.beginning(clauses):
        assert not said.any()


def test_of_many_pages_the_first_ones_are_heard() -> None:
    pages = tuple(f"第{number}次打电话，客服还是说让我再等等" for number in range(200))
    ids = reader.beginning(pages)
    assert 0 < len(ids) <= reader.LONGEST_WINDOW + 2
    assert named(pages) == pytest.approx(named(pages[: len(pages) // 2]))


def test_what_is_shared_is_worked_out_once_and_left_as_it_is() -> None:
    ids = reader.beginning(("账户被锁了", "客服说不知道原因"))
    before = reader.shared(ids).copy()
    named(("账户被锁了", "客服说不知道原因"))
    reader.read(("账户被锁了", "客服说不知道原因"))
    assert reader.shared(ids) is reader.shared(ids)
    assert np.array_equal(reader.shared(ids), before)
