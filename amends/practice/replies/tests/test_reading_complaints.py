"""A complaint is read as a whole before a letter says it back: each clause by what stands around it, however long the complaint, whatever is written in it."""

from __future__ import annotations

import numpy as np
import pytest

from amends.practice.replies.check.layers import Packed, Weights, Words
from amends.practice.replies.check.pieces import pieces
from amends.practice.replies.drafting import reader
from amends.practice.replies.drafting.opinions import CORE, HARMFUL, MARKS
from amends.practice.replies.drafting.reader import hashed, read, windows_of

REFUND = "退款过了三周还没有到账"
INSULT = "你们就是一群骗子"


def said(clause: str, *around: str) -> dict[int, float]:
    return dict(zip(MARKS, read((clause, *around)).marks[0].tolist(), strict=True))


def test_it_says_one_thing_of_each_mark_and_where_the_whole_lies() -> None:
    told, nothing = read((REFUND, INSULT)), read(())
    assert told.marks.shape == (2, len(MARKS))
    assert nothing.marks.shape == (0, len(MARKS))
    assert told.place.shape == nothing.place.shape == (reader.PLACE,)
    assert told.place.any()
    assert not nothing.place.any()


@pytest.mark.parametrize(
    ("grievance", "insult"),
    [
        (REFUND, INSULT),
        ("退款過了三個星期仍未到帳", "你哋根本就係呃錢"),
        ("My refund has not arrived after three weeks", "you are a bunch of crooks"),
    ],
)
def test_a_grievance_is_the_core_and_an_insult_embarrasses(grievance: str, insult: str) -> None:
    told, abused = said(grievance, insult), read((grievance, insult)).marks[1]
    assert told[CORE] == max(told.values())
    assert abused[MARKS.index(HARMFUL)] > told[HARMFUL]


def test_a_clause_is_read_by_what_stands_around_it() -> None:
    alone, after = said("昨天插上二十分钟"), said("昨天插上二十分钟", "插头就软了", "铜片都黑了")
    assert max(abs(alone[mark] - after[mark]) for mark in MARKS) > 0.1


def test_what_holds_no_known_piece_says_nothing_and_leaves_the_rest_as_it_is() -> None:
    told = read((REFUND, "", INSULT)).marks
    assert not told[1].any()
    assert np.isfinite(read((REFUND, "\U00010348\U00010349", "\u200b", INSULT)).marks).all()
    assert told[0] == pytest.approx(read((REFUND, INSULT)).marks[0], abs=1e-4)


def test_a_complaint_of_many_pages_is_read_in_parts_and_every_clause_of_it() -> None:
    clauses = [f"第{number}次打电话，客服还是说让我再等等" for number in range(200)]
    same = list(range(len(reader.weights()[1])))
    windows = list(windows_of(clauses, pieces().cut, same))
    assert len(windows) > 1
    assert [at for window in windows for at, _ in window] == list(range(len(clauses)))
    assert all(sum(len(row) for _, row in window) <= reader.LONGEST_WINDOW for window in windows)
    assert read(tuple(clauses)).marks.any(axis=1).all()


def test_pieces_of_one_hash_are_read_as_the_likeliest_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    names, likely = ["甲", "乙", "丙"], [-3.0, -1.0, -2.0]
    assert hashed(names, likely) == [0, 1, 2]
    monkeypatch.setattr(reader, "HASHES", 1)
    assert hashed(names, likely) == [1, 1, 1]


def test_a_matrix_in_bytes_says_what_it_says_unpacked() -> None:
    rows = np.array([[1, -2, 3], [127, 0, -127]], np.int8)
    packed = Packed(rows, np.array([0.5, 0.25], np.float32))
    words = Words(np.zeros((1, 1, 16), np.uint8), np.zeros((1, 1), np.float16))
    bias, x = np.array([1, 2], np.float32), np.array([[1, 2, 3], [0, 1, 0]], np.float32)
    kept = Weights({"a.bias": bias}, {"a.weight": packed}, words)
    loose = Weights({"a.bias": bias, "a.weight": packed.unpacked()}, {}, words)
    assert kept.of("a", x) == pytest.approx(loose.of("a", x))
