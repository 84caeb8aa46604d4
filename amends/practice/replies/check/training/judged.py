"""Replies with their true faults: how their files are read, and which half is kept for the test and never learned from."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from amends.practice.replies.check.reading import EMOTIONS, KINDS, PERSONAS

MARKED: Final = re.compile(r"\{(?P<codes>[a-z_,]+)\|(?P<words>[^{}]*)\}")
RISKS: Final = frozenset({"legal", "media", "regulator", "safety", "violence"})
FLAGS: Final[Mapping[str, tuple[str, Any]]] = {
    "severe": ("severity", "severe"),
    "mixed": ("mode", "mixed"),
    "unfixed": ("fixed", False),
}
ANY: Final = "any"  # a reply whose kind nobody named


@dataclass(frozen=True)
class Judged:
    """One reply with what a careful reader would say of it: the words of each fault, and what is missing."""

    id: str
    complaint: str
    text: str
    context: Mapping[str, Any] = field(hash=False)
    spans: tuple[tuple[str, int, int], ...] = ()
    missing: frozenset[str] = frozenset()
    codes: frozenset[str] = field(default=frozenset())
    writer: int = 1

    @property
    def is_good(self) -> bool:
        return not self.codes

    @property
    def is_kept(self) -> bool:
        """Half of them, by a hash of the name, are never looked at while the check is tuned."""
        return hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0


def replies_in(folder: Path) -> list[Judged]:
    """All replies of a folder, in the order of their files."""
    return [one for path in sorted(folder.glob("*.txt")) for one in _read(path.read_text("utf-8"))]


HANDS: Final = {
    2: "second",
    3: "third",
    4: "fourth",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
    11: "eleventh",
    12: "twelfth",
    13: "thirteenth",
    14: "fourteenth",
    15: "fifteenth",
    16: "sixteenth",
    17: "seventeenth",
    18: "eighteenth",
    19: "nineteenth",
    20: "twentieth",
    21: "twentyfirst",
    22: "twentysecond",
    23: "twentythird",
    24: "twentyfourth",
    25: "twentyfifth",
    26: "twentysixth",
    27: "twentyseventh",
    29: "twentyninth",
    30: "thirtieth",
    31: "thirtyfirst",
    32: "thirtysecond",
    33: "thirtythird",
    34: "thirtyfourth",
    35: "thirtyfifth",
    36: "thirtysixth",
    37: "thirtyseventh",
    38: "thirtyeighth",
    39: "thirtyninth",
    40: "fortieth",
    41: "fortyfirst",
    42: "fortysecond",
    43: "fortythird",
    44: "fortyfourth",
    45: "fortyfifth",
    46: "fortysixth",
    47: "fortyseventh",
    48: "fortyeighth",
    49: "fortyninth",
    50: "fiftieth",
    51: "fiftyfirst",
    52: "fiftysecond",
    53: "fiftythird",
    54: "fiftyfourth",
    55: "fiftyfifth",
    56: "fiftysixth",
    57: "fiftyseventh",
    58: "fiftyeighth",
    59: "fiftyninth",
}


def writer_of(text: str) -> int:
    """Whose hand a file is in, as its first line says."""
    named = re.search(r"(\w+) writer", text.partition("\n")[0])
    return next((at for at, hand in HANDS.items() if named and named[1] == hand), 1)


NOT_CONTEXT = frozenset({"text", "complaint", "codes"})


def older_replies(path: Path) -> list[Judged]:
    """Replies that were judged as a whole: what they have not is known, where they have it is not."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["reply"]
    return [
        Judged(
            f"older-{at}",
            row["complaint"],
            row["text"].strip(),
            {key: value for key, value in row.items() if key not in NOT_CONTEXT},
            missing=frozenset(row["codes"]),
            codes=frozenset(row["codes"]),
        )
        for at, row in enumerate(rows)
    ]


def _read(text: str) -> Iterator[Judged]:
    writer = writer_of(text)
    for block in re.split(r"^= ", text, flags=re.M)[1:]:
        head, *lines = block.strip().splitlines()
        name, *words = head.split()
        parts = {line[0]: line[2:].strip() for line in lines if line[0] in "?>-"}
        context = _context(words)
        points = [line[2:].strip() for line in lines if line.startswith("* ")]
        if points:
            context["grievances"] = points
        clean, spans = _marked(parts[">"].replace("¶", "\n"))
        missing = frozenset(parts.get("-", "").split())
        codes = missing | {code for code, _start, _end in spans}
        yield Judged(name, parts["?"], clean, context, tuple(spans), missing, codes, writer)


def _context(words: Iterable[str]) -> dict[str, Any]:
    context: dict[str, Any] = {"risks": []}
    for word in words:
        key, _, value = word.partition("=")
        if word in (*KINDS, ANY):
            context["kind"] = "" if word == ANY else word
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
        spans += [(code, len(clean), len(clean) + len(match["words"])) for code in match["codes"].split(",")]
        clean, at = clean + match["words"], match.end()
    return clean + written[at:], spans
