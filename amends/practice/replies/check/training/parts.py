"""Which runs of clauses hold a part that a reply must have: where a reply lacks it none does; where it has it, some do, and which is guessed twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.context import context_from
from amends.practice.replies.check.missing import required
from amends.practice.replies.check.senses import PARTS
from amends.practice.replies.check.training.fit import Doubles, Example, from_replies
from amends.practice.replies.check.training.judged import Judged
from amends.practice.replies.check.training.sentences import SENSES
from amends.practice.replies.check.training.windows import windows_of

# The act by whose words each part is guessed first.
ACTS = {"contact": "contact", "way": "concrete", "second": "second", "sorry": "apology", "feels": "feeling"}
# Guessed again: what comes near the surest run of its reply holds the part too; what is far from it does not; between them nobody knows.
NEAR, LEAST, FAR, EVEN = 0.5, -1.0, -1.0, 0.0
Marks = NDArray[np.bool_]
Guess = Callable[[Judged, str], tuple[Marks, Marks]]


def has_part(reply: Judged) -> dict[str, bool]:
    """Of each part that a reply was judged for whether it is there."""
    context = context_from(reply.context)
    asked = required(context) - ({"no_empathy"} if context.emotion == "calm" else set())
    return {
        part: code not in reply.codes for part, code in PARTS.items() if code in reply.codes or code in asked
    }


def guessed(replies: Sequence[Judged], guess: Guess) -> list[Example]:
    """The runs of all replies with the parts that they hold."""
    return [example for reply in replies for example in _of(reply, guess)]


def _of(reply: Judged, guess: Guess) -> Iterator[Example]:
    examples = from_replies([reply])
    parts = has_part(reply)
    marks = {
        part: guess(reply, part) if is_there else _nowhere(len(examples)) for part, is_there in parts.items()
    }
    for at, example in enumerate(examples):
        holds = {part for part, (has, _) in marks.items() if has[at]}
        known = {part for part, (_, clear) in marks.items() if clear[at]}
        yield replace(example, senses=example.senses | holds, about=example.about | known)


def _nowhere(length: int) -> tuple[Marks, Marks]:
    return np.zeros(length, bool), np.ones(length, bool)


def by_words(reply: Judged, part: str) -> tuple[Marks, Marks]:
    """The first guess: the runs in which the words of the act stand; of a reply without them nothing is known."""
    text = Acts(reply.text, reply.complaint)
    has = np.array(
        [text.has(ACTS[part], text.low[one.start : one.end]) for one in windows_of(reply)], dtype=bool
    )
    return has, np.full(len(has), bool(has.any()))


def by_scores(scores: Callable[[Judged], Doubles]) -> Guess:
    """The second guess, by what the first has taught: `scores` gives a row a run and a column a sense."""

    def guess(reply: Judged, part: str) -> tuple[Marks, Marks]:
        if not windows_of(reply):
            return _nowhere(0)
        found = scores(reply)[:, SENSES.index(part)]
        by_word, _ = by_words(reply, part)
        has = (found >= max(found.max() - NEAR, LEAST)) | (by_word & (found > EVEN))
        has[found.argmax()] = True
        return has, has | (found < FAR)

    return guess
