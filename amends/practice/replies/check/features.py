"""What the learned part of the check looks at in a clause: its n-grams, and the meanings of its words two by two."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from zlib import crc32

from opencc import OpenCC

from amends.practice.replies.check.numbers import named

LEARNED = Path(__file__).parent / "learned"
BUCKETS = 1 << 16
CHINESE_ORDERS = (1, 2, 3, 4)
WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d+|[£$€%!?]")
DIGITS = re.compile(r"\d+")
# Cantonese as it is written, and signs that stand for one another.
SPOKEN = str.maketrans("嘅咗唔係冇俾佢哋喺啲嘢咁嬲睇", "的了不是没给他们在些事这气看")


@cache
def converter(way: str = "t2s") -> OpenCC:
    """Traditional to Simplified, or another way by its name; made once, because its tables are read from files."""
    return OpenCC(way)


def folded(text: str) -> str:
    """Traditional as Simplified, letters small; always as long as the text itself."""
    simple = str(converter().convert(text)) if not text.isascii() else text
    if len(simple) != len(text):
        simple = "".join((str(converter().convert(char)) or char)[0] for char in text)
    low = "".join(char.lower() if len(char.lower()) == 1 else char for char in simple)
    return low.translate(SPOKEN)


@cache
def meanings(script: str) -> dict[str, re.Pattern[str]]:
    """The meanings of one script ("zh" or "en"), compiled."""
    table = tomllib.loads((LEARNED / "meanings.toml").read_text(encoding="utf-8"))[script]
    return {name: re.compile(pattern) for name, pattern in table.items()}


def buckets(clause: str, script: str) -> frozenset[int]:
    """The features of a folded clause, each as the bucket that its weights stand in."""
    clause = named(clause, script)
    grams = _of_characters(clause) if script == "zh" else _of_words(clause)
    return frozenset(crc32(f"{script}{gram}".encode()) % BUCKETS for gram in grams)


def meant(clause: str, script: str) -> tuple[str, ...]:
    """The meanings that occur in a folded clause, in alphabetical order."""
    clause = named(clause, script)
    return tuple(sorted(name for name, found in meanings(script).items() if found.search(clause)))


def paired(names: frozenset[str]) -> Iterator[int]:
    """Meanings alone and two by two: "party" beside "blame" says more than either."""
    ordered = sorted(names)
    for name in ordered:
        yield crc32(f"m:{name}".encode()) % BUCKETS
    for one, other in combinations(ordered, 2):
        yield crc32(f"m:{one}+{other}".encode()) % BUCKETS


def _of_characters(clause: str) -> Iterator[str]:
    marked = f"^{DIGITS.sub('0', clause.strip())}$"
    for order in CHINESE_ORDERS:
        for at in range(len(marked) - order + 1):
            yield marked[at : at + order]


def _of_words(clause: str) -> Iterator[str]:
    words = ["^", *("0" if word.isdigit() else word for word in WORD.findall(clause)), "$"]
    for word in words:
        yield word
        if len(word) > 5:
            yield f"{word[:5]}*"
    for one, other in pairwise(words):
        yield f"{one} {other}"
    for three in zip(words, words[1:], words[2:], strict=False):
        yield " ".join(three)
