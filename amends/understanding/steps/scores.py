"""The scores of one text, head by head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amends.understanding.model import Head
from amends.understanding.steps import choice
from amends.understanding.steps.choice import Choice, Selection


@dataclass(frozen=True, slots=True)
class Scores:
    """What the learned weights say about one text, before rules have their word."""

    heads: Mapping[str, Head]
    row: list[float]

    def one(self, name: str) -> Choice:
        """The best label of a head with one answer."""
        head = self.heads[name]
        return choice.one(head, self.row[head.columns])

    def several(self, name: str) -> Selection:
        """The labels of a head with several answers."""
        head = self.heads[name]
        return choice.several(head, self.row[head.columns])
