"""One text, prepared: what every step looks at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final, NamedTuple

from amends.understanding.folding import pictures

_PICTURES: Final = pictures()
_CLAUSE: Final = re.compile(rf"[^,。!?;:…、\s{_PICTURES}](?:[^,。!?;:…、\n\r]*[^,。!?;:…、\s{_PICTURES}])?")
_SILENT_END: Final = re.compile(rf"[\s{_PICTURES}]+\Z")
_SENTENCE: Final = re.compile(r"[^。!?;\s][^。!?;\n\r]*[。!?;]*")
_QUOTED: Final = re.compile(r"[“「『\"][^“”「」『』\"\n]{1,400}[”」』\"]")


class Hit(NamedTuple):
    """A phrase of the phrase book in this text; `tells` where it is long enough to be underlined."""

    start: int
    end: int
    groups: tuple[str, ...]
    tells: bool


# A word that a fact hangs on: start, end, and which sort within its group, such as `order` among the numbers.
Anchor = tuple[int, int, str]


@dataclass
class Page:
    """A text as written (`text`) and as matched (`plain`, same length), with the phrases found in it.

    `makeup` counts its characters by script, `anchors` are the words that facts hang on.
    """

    text: str
    plain: str
    hits: list[Hit]
    language: str
    makeup: dict[str, int]
    anchors: dict[str, list[Anchor]]
    written_at: datetime | None = None

    def hits_of(self, group: str) -> Sequence[Hit]:
        """The phrases of one group, such as `demands:refund`."""
        return self._by_group.get(group, ())

    @cached_property
    def _by_group(self) -> dict[str, list[Hit]]:
        found = dict[str, list[Hit]]()
        for hit in self.hits:
            for name in hit.groups:
                if name in found:
                    found[name].append(hit)
                else:
                    found[name] = [hit]
        return found

    def anchors_of(self, group: str) -> Sequence[Anchor]:
        """The words of one group that facts hang on, such as `product`."""
        return self.anchors.get(group, ())

    @cached_property
    def characters(self) -> frozenset[str]:
        """Which characters stand in `plain`."""
        return frozenset(self.plain)

    @property
    def letters(self) -> int:
        """How many Latin letters it has."""
        return self.makeup["latin"] + self.makeup["capital"]

    @cached_property
    def said(self) -> str:
        """`plain` without the spaces and the pictures that show no feeling at its end."""
        return _SILENT_END.sub("", self.plain)

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """Start and end of each stretch between punctuation marks, outer spaces left out."""
        return [found.span() for found in _CLAUSE.finditer(self.plain)]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of each sentence, its final mark included."""
        return [found.span() for found in _SENTENCE.finditer(self.said)]

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Start and end of what stands in quotation marks."""
        return [found.span() for found in _QUOTED.finditer(self.plain)]
