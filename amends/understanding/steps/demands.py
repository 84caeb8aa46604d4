"""Demands: each thing asked for, said or plainly implied."""

from __future__ import annotations

import re
from typing import Final

from amends.understanding.page import Page
from amends.understanding.steps.risks import denied
from amends.understanding.steps.scores import Scores, Selection

# What is asked for in so many words counts whatever was learned; of the training texts nine in ten agree for these.
_PLAINLY_ASKED: Final = ("refund", "apology", "stop")
_ASKING: Final = re.compile(
    r"(?:要求|请|必须|给我|希望|麻烦|立即|马上|我要|申请|务必|唔该|要佢)[^,。!?;]{0,8}$"
    r"|\b(?:please|want|demand|need|request|requesting|would like|expect|must|kindly)\s(?:[a-z']{1,12}\s){0,4}$"
)
_REACH: Final = 36


def find(page: Page, scores: Scores) -> Selection:
    """None is allowed."""
    found = scores.several("demands")
    added = [label for label in _PLAINLY_ASKED if label not in found.labels and _asked(page, label)]
    return Selection((*found.labels, *added), found.confidence)


def _asked(page: Page, label: str) -> bool:
    return any(
        _ASKING.search(page.plain[max(0, hit.start - _REACH) : hit.start]) and not denied(page, hit.start)
        for hit in page.hits_of(f"demands:{label}")
    )
