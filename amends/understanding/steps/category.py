"""Category: what a complaint is about; the primary first, then all that the text supports."""

from __future__ import annotations

from amends.understanding.page import Page
from amends.understanding.steps import faults, harm
from amends.understanding.steps.scores import Choice, Scores, Selection


def find(page: Page, scores: Scores, risks: Selection) -> tuple[Choice, Selection]:
    """The primary is always among all; where a short text tells that somebody was hurt, it is about that.

    A sum that goods with a fault had cost makes no complaint about the bill.
    """
    read, found = scores.one("category"), scores.several("category_all")
    if read.label != "safety" and "safety" in risks.labels and harm.is_the_matter(page):
        besides = found if faults.speaks_of_charging(page) else without(found, "billing")
        return with_primary(Choice("safety", found.confidence), besides)
    if read.label == "safety" and faults.scratched(page):
        return with_primary(Choice("quality", found.confidence), without(found, "safety"))
    if read.label == "billing" and faults.only_cost(page):
        return with_primary(Choice("quality", found.confidence), without(found, "billing"))
    return with_primary(read, found)


def with_primary(primary: Choice, found: Selection) -> tuple[Choice, Selection]:
    """Puts the primary at the head of all."""
    rest = tuple(label for label in found.labels if label != primary.label)
    return primary, Selection((primary.label, *rest), found.confidence)


def without(found: Selection, label: str) -> Selection:
    return Selection(tuple(one for one in found.labels if one != label), found.confidence)
