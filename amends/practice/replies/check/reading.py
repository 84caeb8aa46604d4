"""What a reader of whole replies takes in: the pieces of the complaint, those of each sentence, and the case as numbers."""

from __future__ import annotations

import math
import re

from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.features import folded
from amends.practice.replies.check.pieces import Cutter

# Pieces that are read of each; what goes on longer says the same again.
LONGEST_COMPLAINT, LONGEST_SENTENCE, MOST_SENTENCES = 96, 96, 48
LETTERS_A_PIECE = 10  # seldom as many
# Places in the row of pieces: a sentence begins at one place whatever stands before it.
BEGIN, END, FIRST_PIECE, SENTENCE_AT = 0, 1, 2, LONGEST_COMPLAINT + 4
WORD = re.compile(r"\S+")
KINDS = ("acknowledgement", "closing", "first_response", "follow_up", "holding", "solution")
EMOTIONS = ("anger", "anxious", "calm", "confused", "disappointed", "dissatisfied")
PERSONAS = ("dove", "eagle", "owl", "peacock")
# A reply whose kind nobody named is read as a solution.
UNNAMED = "solution"
CASE = len(KINDS) + len(EMOTIONS) + len(PERSONAS) + 5


def pieces_in(text: str, cutter: Cutter, most: int) -> list[int]:
    """The places of the first pieces of a text."""
    found: list[int] = []
    for word in WORD.finditer(folded(text[: most * LETTERS_A_PIECE])):
        found += cutter(word.group())
        if len(found) >= most:
            break
    return found[:most]


def numbers_of(context: CheckContext, pieces: int) -> list[float]:
    """The case and how long the reply is (in pieces), as the reader is told them: `CASE` numbers about one."""
    kind = context.kind or UNNAMED
    return [
        *(float(kind == one) for one in KINDS),
        *(float(context.emotion == one) for one in EMOTIONS),
        *(float(context.persona == one) for one in PERSONAS),
        float(context.is_legal),
        float(context.is_grave),
        float(context.fixed is False),
        context.intensity / 3,
        math.log1p(pieces) / 5,
    ]
