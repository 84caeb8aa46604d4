"""The words that facts hang on, found for a whole batch at once, apart from the phrases that labels are told by."""

from __future__ import annotations

from functools import cache

from amends.understanding.languages.en.nouns import WORDS as EN
from amends.understanding.languages.zh_hans.nouns import WORDS as ZH_HANS
from amends.understanding.ngrams import Positions
from amends.understanding.page import Anchor
from amends.understanding.phrases import Hits, Phrasebook


@cache
def nouns() -> Phrasebook:
    """The one book of such words in the process."""
    return Phrasebook(((ZH_HANS, None), (EN, ";")))


@cache
def _sorts() -> list[tuple[tuple[str, str], ...]]:
    """For each word its groups, as group and kind within it; words that only look like another have none."""
    book = nouns()
    named = [tuple(group.partition(":")[::2]) for group in book.groups]
    return [
        tuple((named[i][0], named[i][1]) for i in groups if named[i][1] != "none")
        for groups in book.groups_of
    ]


def anchors_of(hits: Hits, starts: Positions) -> list[dict[str, list[Anchor]]]:
    """The words found, by text and group; offsets count from the start of each text."""
    found: list[dict[str, list[Anchor]]] = [{} for _ in range(len(starts) - 1)]
    sorts = _sorts()
    texts = (starts.searchsorted(hits.starts, side="right") - 1).tolist()
    bases = starts.tolist()
    for text, start, end, phrase in zip(
        texts, hits.starts.tolist(), hits.ends.tolist(), hits.phrases.tolist(), strict=True
    ):
        base = bases[text]
        for group, kind in sorts[phrase]:
            here = found[text]
            if group in here:
                here[group].append((start - base, end - base, kind))
            else:
                here[group] = [(start - base, end - base, kind)]
    return found
