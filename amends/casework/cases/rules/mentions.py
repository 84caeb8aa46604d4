"""Whom a note names with @: pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Not inside an address of e-mail: before an @ that names somebody stands no letter, digit or dot of the Latin script.
AT = re.compile(r"(?<![A-Za-z0-9._-])[@＠]")


def named_in(words: str, names: Mapping[str, int]) -> list[str]:
    """The names behind an @, in the order of the text, each once; of two that fit, the longer one is meant."""
    longest_first = sorted(names, key=len, reverse=True)
    found: dict[str, None] = {}
    for at in AT.finditer(words):
        rest = words[at.end() :].casefold()
        name = next((one for one in longest_first if one and _begins_with(rest, one.casefold())), None)
        if name is not None:
            found[name] = None
    return list(found)


def _begins_with(rest: str, name: str) -> bool:
    """Latin names end where the word ends: @lea is not @leander; Chinese has no ends of words."""
    if not rest.startswith(name):
        return False
    follows = rest[len(name) : len(name) + 1]
    return not (name[-1].isascii() and follows.isascii() and (follows.isalnum() or follows == "_"))
