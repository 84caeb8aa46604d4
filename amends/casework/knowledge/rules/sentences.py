"""Which sentences of a text rest on which clause: `[§CODE]` behind a sentence says so."""

from __future__ import annotations

import re
from typing import Final

from amends.casework.knowledge.rules.pictures import without_pictures

MARK: Final = re.compile(r"\s*\[§\s*([A-Za-z0-9][A-Za-z0-9_-]{0,39})\s*\]")
_ITEM: Final = re.compile(r"^(?:[-•·]\s+|\d{1,2}[.、]\s*)")
# A semicolon does not end a sentence: what stands behind it is often the condition, and what stands before it the rule.
_END: Final = re.compile(r"[。！？!?\n]|\.(?=\s|$)")


def marked(body: str) -> list[tuple[str, str]]:
    """Each sentence that rests on a clause, with the code of the clause in capitals, in the order of the text."""
    found, words = [], without_pictures(body)
    for mark in MARK.finditer(words):
        found.append((_sentence_before(without_marks(words[: mark.start()])), mark[1].upper()))
    return [one for one in dict.fromkeys(found) if one[0]]


def codes_in(body: str) -> list[str]:
    """The codes that a text names, each once."""
    return list(dict.fromkeys(mark[1].upper() for mark in MARK.finditer(body)))


def without_marks(body: str) -> str:
    """The text as a customer reads it."""
    return MARK.sub("", body)


def pieces(body: str) -> list[tuple[str, str]]:
    """The text cut at its marks: words, and the code of the clause that they rest on ("" where there is none)."""
    found, at = [], 0
    for mark in MARK.finditer(body):
        found.append((body[at : mark.start()], mark[1].upper()))
        at = mark.end()
    if at < len(body):
        found.append((body[at:], ""))
    return found


def _sentence_before(text: str) -> str:
    """The last sentence of a text, with its end sign."""
    words = text.rstrip()
    body = words.rstrip("。！？!?.\n ")
    starts = [end.end() for end in _END.finditer(body)]
    return _ITEM.sub("", words[starts[-1] if starts else 0 :].strip())
