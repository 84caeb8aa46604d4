"""A remark of the check that was kept in one language, said in another; the words that it quotes stay."""

from __future__ import annotations

import re
from functools import cache

from amends.content.files import LANGUAGES, load

_BLANK = re.compile(r"\{(\w+)\}")


def retold(message: str, language: str) -> str:
    """The same in the reader's language; what was never a message of the check stays as it is."""
    for known, name in _messages():
        found = known.fullmatch(message)
        if found:
            said: str = load("wording", language)["messages"][name]
            return said.format(**found.groupdict())
    return message


@cache
def _messages() -> tuple[tuple[re.Pattern[str], str], ...]:
    """How each message reads in each language, with what it quotes left open."""
    return tuple(
        (_open(words), name)
        for language in LANGUAGES
        for name, words in load("wording", language)["messages"].items()
    )


def _open(words: str) -> re.Pattern[str]:
    parts = _BLANK.split(words)
    # Every second part is the name of what is quoted.
    said = (f"(?P<{part}>.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(said), re.DOTALL)
