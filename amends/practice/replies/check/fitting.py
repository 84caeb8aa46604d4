"""Whether a better wording fits where it would stand: a whole clause takes the place of a whole clause."""

from __future__ import annotations

import re

from amends.practice.replies.check.text import Text

# Their better wordings are clauses of their own, while what was marked may begin or end in the middle of one.
WHOLE = frozenset({"denies_feeling", "justifies", "blames_customer", "blames_others", "negative_wording"})
END = re.compile(r"[，。！？；：,!?;:\n]|\.(?=\s|$)")
# What may stay before a clause that takes another's place.
LINK = re.compile(r"\s*(?:but|and|so|yet|however|unfortunately|但是?|不过|不過|而且|所以|可是?)?\s*", re.I)
FARTHEST = 80


def whole_clause(text: Text, start: int, end: int) -> tuple[int, int]:
    """Marked words widened to the clause they stand in, unless they begin it, but for a word that links."""
    first = max(start - FARTHEST, text.sentences[text.sentence_index(start)].start)
    cuts = [found.end() for found in END.finditer(text.reply, first, start)]
    head = cuts[-1] if cuts else first
    if LINK.fullmatch(text.reply, head, start):
        return start, end
    while head < start and text.reply[head].isspace():
        head += 1
    after = END.search(text.reply, end, end + FARTHEST)
    return head, after.start() if after else end
