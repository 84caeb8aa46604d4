"""Masking a text, and comparing what was read with what people say: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

NONE: Final = "none"
"""Stands for "no label": what was missed had none, what was wrong becomes none."""
MASK: Final = "*"
WHOLE: Final = "reading"
"""The name under which whole complaints are counted beside their labels."""
_NUMBERS: Final = re.compile(r"(?<!\d)[+(]?\d(?:[ \-()./]?\d){6,}[xX]?")
_ADDRESSES: Final = re.compile(r"[^\s@<>（）()，。；：、]+@[^\s@<>（）()，。；：、]+")
_TITLES: Final = r"(?:先生|女士|小姐|太太|老师|老師|总|總|哥|姐)"
_SHORTEST_NAME: Final = 2
_HANZI: Final = re.compile("[㐀-鿿]")
_AFTER_A_NAME: Final = "[都也和与與跟在说說会會来來给給帮幫去是的把被已正为為]"
_CHINESE_NAME: Final = re.compile("[㐀-鿿]{1,2}(?P<given>[㐀-鿿]{2})")


def masked(text: str, hidden: Iterable[re.Pattern[str]], spans: Iterable[tuple[int, int]] = ()) -> str:
    """The text with long numbers, addresses, the spans and what is hidden starred out, character for character.

    `hidden` holds what `hiding` made of names.
    """
    places = list(spans)
    for pattern in (_NUMBERS, _ADDRESSES, *hidden):
        places += [found.span() for found in pattern.finditer(text)]
    signs = list(text)
    for start, end in places:
        for place in range(max(start, 0), min(end, len(signs))):
            if not signs[place].isspace():
                signs[place] = MASK
    return "".join(signs)


def hiding(names: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """One pattern for all of these names as people write them, none where there is no name.

    A name as a whole, its parts where it has spaces, a Chinese given name of two characters, and a Chinese family name with
    a title or as in 小林.
    """
    wholes: set[str] = set()
    families: set[str] = set()
    for name in names:
        words = name.strip()
        wholes |= {one for one in (words, *words.split(), *_given_name(words)) if len(one) >= _SHORTEST_NAME}
        if words and _HANZI.match(words):
            families.add(words[0])
    said = [_with_edges(one) for one in sorted(wholes, key=lambda one: (-len(one), one))]
    if families:
        family = f"[{''.join(sorted(families))}]"
        said += [f"{family}(?={_TITLES})", f"(?<=[小老阿]){family}(?:(?![㐀-鿿])|(?={_AFTER_A_NAME}))"]
    return (re.compile("|".join(said), re.IGNORECASE),) if said else ()


def _given_name(name: str) -> tuple[str, ...]:
    found = _CHINESE_NAME.fullmatch(name)
    return (found["given"],) if found else ()


def _with_edges(name: str) -> str:
    """As a word of its own where it begins or ends in Latin letters or figures; Chinese has no such edges."""
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() else ""
    return f"{before}{re.escape(name)}{after}"


def judgements(field: str, read: Any, stands: Any) -> list[tuple[str, str]]:
    """For each label what became of it: (label, label) if it stands, (label, other) if not, (none, label) if it was missed."""
    if not isinstance(read, list) and not isinstance(stands, list):
        return [(_name(read), _name(stands))]
    before, after = _names(field, read), _names(field, stands)
    kept = [(label, label) for label in before if label in after]
    wrong = [(label, NONE) for label in before if label not in after]
    missed = [(NONE, label) for label in after if label not in before]
    return kept + wrong + missed or [(NONE, NONE)]


def shown(field: str, value: Any) -> list[str]:
    """The labels that a reading showed of a field."""
    return (_names(field, value) or [NONE]) if isinstance(value, list) else [_name(value)]


def _name(value: Any) -> str:
    return NONE if value in (None, "") else str(value)


def _names(field: str, values: Any) -> list[str]:
    """Of facts the kinds: what a fact says belongs to the customer and into no figure."""
    found = [one["kind"] if field == "facts" else str(one) for one in values or []]
    return list(dict.fromkeys(found))


def facts_moved(
    read: Sequence[Mapping[str, Any]], stands: Sequence[Mapping[str, Any]]
) -> list[tuple[str, str]]:
    """For each fact by its place: it stands, was mended (its kind, and the kind it became), or was none."""
    after = {(fact["start"], fact["end"]): fact for fact in stands}
    moves = []
    for fact in read:
        now = after.get((fact["start"], fact["end"]))
        moves.append((fact["kind"], NONE if now is None else "" if now == fact else now["kind"]))
    return moves
