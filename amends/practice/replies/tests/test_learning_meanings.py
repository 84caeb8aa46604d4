"""What the extra `meaning` weighs is learned from vectors, kept as bytes, and read back the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from amends.practice.replies.check.encoder import Numbers
from amends.practice.replies.check.meaning import weighed
from amends.practice.replies.check.training import meaning
from amends.practice.replies.check.training.fit import Example, examples_of, from_replies
from amends.practice.replies.check.training.judged import Judged
from amends.practice.replies.check.training.sentences import SENSES, Taught
from amends.practice.replies.check.training.space import keep, separators, space_of, taught, vectors_in

SIZE = 8
THREATS = ("后果您自己想。", "别怪我们不客气。", "走着瞧吧。")
PLAIN = ("我今天下午给您回电。", "退款已经办好。", "换一台新的给您。")
UNDATED = Judged(
    "one",
    "冰箱不制冷。",
    "我们会尽快处理。退款已经办好。",
    {},
    spans=(("no_time", 0, 8),),
    codes=frozenset({"no_time"}),
    writer=2,
)


def encode(words: str) -> Numbers:
    """A place for each kind of words, and a little of its own for each text."""
    found = np.full(SIZE, 0.01 * len(words), np.float32)
    found[0 if words in THREATS else 1 if "尽快" in words else 2] += 1
    return found


@pytest.fixture
def examples() -> list[Example]:
    threats = [Taught(one, "zh", frozenset({"threatens"}), writer=1) for one in THREATS]
    plain = [Taught(one, "zh", frozenset(), writer=2) for one in PLAIN]
    return examples_of([*threats, *plain]) + from_replies([UNDATED])


def test_what_is_learned_is_read_back(examples: list[Example], tmp_path: Path) -> None:
    space = space_of(examples, encode, {})
    known = taught(examples, space)
    found = separators(known, known.counts)
    keep = np.zeros(len(SENSES), np.float32)
    meaning.save(meaning.Learned(keep, found[:-1], found[-1], space), tmp_path / "meaning.npz")
    shipped = weighed(encode, tmp_path / "meaning.npz")
    threatens, no_time = shipped.senses.index("threatens"), shipped.senses.index("no_time")

    def scores(words: str) -> Numbers:
        nothing = np.zeros((1, len(SENSES)), np.float32)
        return shipped.joined(nothing, [(0, 0)], [words], words)[0]

    assert all(scores(words)[threatens] > 0 for words in THREATS)
    assert all(scores(words)[threatens] < 0 for words in PLAIN)
    assert scores("退款已经办好。")[no_time] < 0
    assert scores("我们会尽快处理。")[no_time] > 0


def test_of_a_hand_that_is_left_out_nothing_is_learned(examples: list[Example]) -> None:
    known = taught(examples, space_of(examples, encode, {}))
    found = separators(known, known.without(1))
    threat = known.vectors[[at for at, one in enumerate(examples) if one.senses == {"threatens"}]]
    column = meaning.COLUMNS.index("threatens")
    assert (threat @ found[:-1, column] + found[-1, column] < 0).all()


def test_vectors_are_computed_once(examples: list[Example], tmp_path: Path) -> None:
    space = space_of(examples, encode, {})
    keep(space, tmp_path / "vectors.npz")

    def never(words: str) -> Numbers:
        raise AssertionError(words)

    again = space_of(examples, never, vectors_in(tmp_path / "vectors.npz"))
    assert (again.centre == space.centre).all()
    assert again.spread == space.spread
