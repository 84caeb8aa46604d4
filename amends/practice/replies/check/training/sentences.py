"""The sentences that teach, each with its script and the senses it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends.content.files import LANGUAGES, load
from amends.practice.replies.check.senses import LEARNED_CODES, OF_PROMISES, PARTS
from amends.practice.replies.check.training.judged import writer_of

TEXTS = Path(__file__).parent / "texts"
OF_SENTENCES = (*LEARNED_CODES, "gift", "apology", "empathy", "promise")
# The others are learned from whole replies alone: one sentence lacks no part of a reply.
SENSES = (*OF_SENTENCES, *OF_PROMISES, *PARTS)
# Senses that sentences of another may have as well: those sentences teach nothing about the first.
UNSURE = {
    "apology": {"canned", "empathy"},
    "empathy": {"canned", "apology", "denies_feeling"},
    "promise": {"canned", "over_promise", "looks_like_bribe", "threatens", "gift", "jargon", "good"},
    "wrong_tone": {"denies_feeling", "blames_customer", "threatens"},
    "denies_feeling": {"wrong_tone", "justifies"},
    "justifies": {"denies_feeling", "blames_others", "negative_wording"},
    "blames_others": {"exposes_data", "justifies"},
    "blames_customer": {"wrong_tone", "threatens"},
    "gift": {"looks_like_bribe", "over_promise"},
    "negative_wording": {"threatens", "blames_others"},
    "canned": {"apology", "promise"},
    "exposes_data": {"blames_others"},
    "admits_liability": {"over_promise"},
    "over_promise": {"admits_liability"},
}


@dataclass(frozen=True)
class Taught:
    """One sentence: what it has, and what may be learned from it."""

    text: str
    script: str
    senses: frozenset[str]
    about: frozenset[str] = frozenset(OF_SENTENCES)
    weight: float = 1.0
    writer: int = 0
    """0 for what belongs to nobody: the letters that ship."""


PLACE = re.compile(r"\{[^{}]*\}")
# No sentences to a customer: patterns, and parts of sentences.
NO_LETTERS = frozenset({"restate", "time", "demand", "point"})


def letters() -> Iterator[Taught]:
    """The sentences of the letters that ship: each has been read and found fit to send."""
    for language in LANGUAGES:
        table = load("letters", language)
        for name, part in table.items():
            if name not in NO_LETTERS:
                for text in _texts(part):
                    clean = PLACE.sub("it" if language == "en" else "这件事", text).strip()
                    if clean:
                        yield Taught(clean, language[:2], frozenset(), frozenset(LEARNED_CODES), 2.0)


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield from re.split(r"(?<=[。！？.!?])\s*", part)
    elif isinstance(part, dict):
        for one in part.values():
            yield from _texts(one)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)


def own() -> Iterator[Taught]:
    """The sentences written for this."""
    for path in sorted(TEXTS.glob("*.txt")):
        heads: frozenset[str] = frozenset()
        text = path.read_text(encoding="utf-8")
        writer = writer_of(text)
        for line in text.splitlines():
            if found := re.fullmatch(r"\[([a-z_ ]+)\]", line):
                heads = frozenset(found[1].split())
            elif line.strip() and not line.startswith("#"):
                unsure = {sense for sense, others in UNSURE.items() if heads & others} - heads
                about = frozenset(OF_SENTENCES) - unsure
                yield Taught(line, path.name[:2], heads & set(OF_SENTENCES), about, writer=writer)
