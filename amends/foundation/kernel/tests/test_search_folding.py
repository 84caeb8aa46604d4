from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.foundation.kernel.search import fold
from amends.foundation.kernel.search.tokens import QUERY_CHARACTERS, QUERY_WORDS, of_document, of_query


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("投訴貴公司", "投诉贵公司"),
        ("Ａ２６－０００１２３", "a26-000123"),
        ("退\u200b款\u200d了\ufeff", "退款了"),
        ("瞭解、答覆、看著、藉口、乾燥", "了解、答复、看着、借口、干燥"),
        ("臺灣 台灣 裡面 裏面", "台湾 台湾 里面 里面"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("Straße ﬁne ①", "strasse fine 1"),
        ("a\tb\r\n\r\nc　d", "a b c d"),
        ("\x00bad\ud800text\u202e", "badtext"),
        ("⚠️ 😡", "⚠ 😡"),
        ("", ""),
        ("\u3000 \n", ""),
    ],
)
def test_what_people_take_for_the_same_is_the_same(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folded_text_stays_as_it_is_and_can_be_stored(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    folded.encode()
    assert "\x00" not in folded


@given(st.text(min_size=1, max_size=40), st.data())
def test_a_part_of_a_document_needs_only_pieces_that_the_document_has(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded)))
    part = folded[start : data.draw(st.integers(start, len(folded)))]
    query, pieces = of_query(part), of_document(folded).tokens
    assert all(word in folded for word in query.words)
    assert set(query.whole) <= set(pieces)
    assert all(any(piece.startswith(one) for piece in pieces) for one in query.beginnings)


def test_a_long_query_is_cut() -> None:
    query = of_query("退款 " * 2500 + "手机")
    assert query.words == ("退款",)
    assert len(of_query("很" * 10_000).words[0]) == QUERY_CHARACTERS
    assert len(of_query(" ".join(chr(0x4E00 + n) for n in range(80))).words) == QUERY_WORDS


def test_noise_with_too_many_pieces_is_not_indexed_piece_by_piece() -> None:
    generator = random.Random(5)
    noise = "".join(chr(generator.randrange(0x4E00, 0x9FA0)) for _ in range(100_000))
    assert of_document(noise).always
    assert not of_document("正常的投诉" * 50_000).always
