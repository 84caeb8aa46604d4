"""The replies written for the check: how their files are read, which half is kept, and how findings are scored."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from amends.practice.replies.check import check_reply
from amends.practice.replies.check.context import context_from

FOLDER: Final = Path(__file__).parent / "replies"
MARKED: Final = re.compile(r"\{(?P<codes>[a-z_,]+)\|(?P<words>[^{}]*)\}")
EMOTIONS: Final = frozenset({"anger", "dissatisfied", "confused", "disappointed", "anxious", "calm"})
PERSONAS: Final = frozenset({"eagle", "peacock", "owl", "dove"})
RISKS: Final = frozenset({"legal", "media", "regulator", "safety", "violence"})
FLAGS: Final[Mapping[str, tuple[str, Any]]] = {
    "severe": ("severity", "severe"),
    "mixed": ("mode", "mixed"),
    "unfixed": ("fixed", False),
}
KINDS: Final = frozenset(
    {"first_response", "solution", "holding", "acknowledgement", "closing", "follow_up", "any"}
)


@dataclass(frozen=True)
class Judged:
    """One reply with what a careful reader would say of it: the words of each fault, and what is missing."""

    id: str
    complaint: str
    text: str
    context: Mapping[str, Any]
    spans: tuple[tuple[str, int, int], ...] = ()
    missing: frozenset[str] = frozenset()
    codes: frozenset[str] = field(default=frozenset())

    @property
    def is_good(self) -> bool:
        return not self.codes

    @property
    def is_kept(self) -> bool:
        """Half of them, by a hash of the name, are never looked at while the check is tuned."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0


@cache
def all_replies() -> tuple[Judged, ...]:
    return tuple(one for path in sorted(FOLDER.glob("*.txt")) for one in _read(path.read_text("utf-8")))


def kept() -> list[Judged]:
    return [one for one in all_replies() if one.is_kept]


def _read(text: str) -> Iterator[Judged]:
    for block in re.split(r"^= ", text, flags=re.M)[1:]:
        head, *lines = block.strip().splitlines()
        name, *words = head.split()
        parts = {line[0]: line[2:].strip() for line in lines if line[0] in "?>-"}
        context = _context(words)
        points = [line[2:].strip() for line in lines if line.startswith("* ")]
        if points:
            context["grievances"] = points
        clean, spans = _marked(parts[">"])
        missing = frozenset(parts.get("-", "").split())
        codes = missing | {code for code, _start, _end in spans}
        yield Judged(name, parts["?"], clean, context, tuple(spans), missing, codes)


def _context(words: Iterable[str]) -> dict[str, Any]:
    context: dict[str, Any] = {"risks": []}
    for word in words:
        key, _, value = word.partition("=")
        if word in KINDS:
            context["kind"] = "" if word == "any" else word
        elif word in EMOTIONS:
            context["emotion"] = word
        elif word in PERSONAS:
            context["persona"] = word
        elif word in RISKS:
            context["risks"].append(word)
        elif word in FLAGS:
            context[FLAGS[word][0]] = FLAGS[word][1]
        elif key == "limit":
            context["authority_limit"] = float(value)
        elif key == "intensity":
            context["intensity"] = int(value)
        else:
            raise ValueError(f"unknown word in the head of a reply: {word}")
    return context


def _marked(written: str) -> tuple[str, list[tuple[str, int, int]]]:
    clean, at, spans = "", 0, []
    for match in MARKED.finditer(written):
        clean += written[at : match.start()]
        spans += [
            (code, len(clean), len(clean) + len(match["words"])) for code in match["codes"].split(",")
        ]
        clean, at = clean + match["words"], match.end()
    return clean + written[at:], spans


def found_codes(one: Judged) -> set[str]:
    """What the check says of a reply."""
    context = context_from(one.context)
    return {finding.code for finding in check_reply(one.text, complaint=one.complaint, context=context)}


@dataclass(frozen=True)
class Scores:
    """For each code how often it was right, invented and overlooked; and the good replies that were disturbed."""

    right: Counter[str]
    invented: Counter[str]
    overlooked: Counter[str]
    good: int
    disturbed: tuple[str, ...]

    def precision(self, code: str) -> float:
        said = self.right[code] + self.invented[code]
        return self.right[code] / said if said else 1.0

    def recall(self, code: str) -> float:
        true = self.right[code] + self.overlooked[code]
        return self.right[code] / true if true else 1.0


def score(replies: Iterable[Judged]) -> Scores:
    right: Counter[str] = Counter()
    invented: Counter[str] = Counter()
    overlooked: Counter[str] = Counter()
    good, disturbed = 0, []
    for one in replies:
        said = found_codes(one)
        right.update(said & one.codes)
        invented.update(said - one.codes)
        overlooked.update(one.codes - said)
        good += one.is_good
        if one.is_good and said:
            disturbed.append(one.id)
    return Scores(right, invented, overlooked, good, tuple(disturbed))
