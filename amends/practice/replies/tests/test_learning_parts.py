"""Which words hold the part that a reply has is guessed by the words of the act, then by what that guess has taught."""

from __future__ import annotations

import numpy as np

from amends.practice.replies.check.training import parts
from amends.practice.replies.check.training.fit import Doubles
from amends.practice.replies.check.training.judged import Judged, writer_of
from amends.practice.replies.check.training.sentences import SENSES
from amends.practice.replies.check.training.windows import windows_of

REPLY = "对不起，门坏了。敲门就行。"
HAS = Judged("has", "门坏了。", REPLY, {"kind": "acknowledgement"}, writer=30)
LACKS = Judged(
    "lacks", "门坏了。", REPLY, {"kind": "acknowledgement"}, codes=frozenset({"no_contact"}), writer=30
)


def words_of(reply: Judged, at: int) -> str:
    one = windows_of(reply)[at]
    return reply.text[one.start : one.end]


def test_only_what_a_reply_was_judged_for_is_known() -> None:
    assert parts.has_part(HAS) == {"contact": True}
    assert parts.has_part(LACKS) == {"contact": False}
    calm = Judged("calm", "门坏了。", REPLY, {"kind": "first_response", "emotion": "calm"}, writer=30)
    assert "feels" not in parts.has_part(calm)


def test_a_reply_that_lacks_a_part_holds_it_nowhere() -> None:
    examples = parts.guessed([LACKS], parts.by_words)
    assert examples
    assert all("contact" in one.about and "contact" not in one.senses for one in examples)


def test_where_no_word_of_the_act_stands_nothing_is_known_at_first() -> None:
    assert not any("contact" in one.about for one in parts.guessed([HAS], parts.by_words))


def test_the_second_guess_takes_the_surest_run() -> None:
    def scores(reply: Judged) -> Doubles:
        found = np.full((len(windows_of(reply)), len(SENSES)), -5.0)
        for at in range(len(found)):
            if words_of(reply, at).startswith("敲门"):
                found[at] = 2.0
        return found

    examples = parts.guessed([HAS], parts.by_scores(scores))
    held = [words_of(HAS, at) for at, one in enumerate(examples) if "contact" in one.senses]
    assert held == ["敲门就行。"]
    assert all("contact" in one.about for one in examples)


def test_a_hand_is_known_by_its_whole_name() -> None:
    assert writer_of("# Whole replies of a second writer, English.\n= a") == 2
    assert writer_of("# Whole replies of a twentysecond writer, English.\n= a") == 22
    assert writer_of("# A second round of faults that hide.\n") == 1
