"""Turns a batch into pages, one a text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from amends.understanding.batch import Batch
from amends.understanding.folding import SCRIPTS
from amends.understanding.nouns import anchors_of
from amends.understanding.page import Hit, Page
from amends.understanding.phrases import phrasebook
from amends.understanding.steps import language


def pages_of(batch: Batch, written_at: Sequence[datetime | None]) -> list[Page]:
    """The pages of the batch's texts, in their order; offsets count from the start of each text."""
    names_of, tells = phrasebook().names_of, phrasebook().tells
    hits, bounds = batch.hits, batch.starts.tolist()
    cuts = hits.starts.searchsorted(batch.starts).tolist()
    starts, ends, phrases = hits.starts.tolist(), hits.ends.tolist(), hits.phrases.tolist()
    anchors = anchors_of(batch.nouns, batch.starts)
    pages = []
    for index, text in enumerate(batch.texts):
        base = bounds[index]
        found = [
            Hit(starts[i] - base, ends[i] - base, names_of[phrases[i]], tells[phrases[i]])
            for i in range(cuts[index], cuts[index + 1])
        ]
        plain = batch.plain[base : bounds[index + 1]]
        makeup = dict(zip(SCRIPTS, batch.makeup[index], strict=True))
        pages.append(
            Page(text, plain, found, language.find(makeup), makeup, anchors[index], written_at[index])
        )
    return pages
