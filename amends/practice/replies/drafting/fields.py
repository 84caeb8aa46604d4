"""Where a complaint comes from: a night in a hotel, a meal, a thing that was bought, a bank. Told by the words of the whole text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from amends.content.files import load
from amends.practice.replies.drafting.request import DraftRequest

# The matters that are at home in some fields only: no parcel is late in a hotel, no dish is served by a bank.
AT_HOME: Mapping[str, frozenset[str]] = {
    "foreign": frozenset({"meal", "goods"}),
    "taste": frozenset({"meal"}),
    "late": frozenset({"goods", "meal"}),
    "dirty": frozenset({"stay", "meal"}),
    "facility": frozenset({"stay"}),
    "missold": frozenset({"goods", "bank", "journey", "online", "car"}),
    "promise": frozenset({"stay", "meal", "goods", "bank", "journey", "online", "car"}),
    "disturbed": frozenset({"stay"}),
    "faulty": frozenset({"goods"}),
    "repair": frozenset({"goods", "online"}),
    "booking": frozenset({"stay", "journey", "meal"}),
    "travel": frozenset({"journey"}),
    "public": frozenset({"public"}),
    "transit": frozenset({"public", "journey"}),
    "queue": frozenset({"meal", "stay", "bank", "journey"}),
    "price": frozenset({"stay", "goods", "journey"}),
    "deposit": frozenset({"stay", "goods", "journey", "bank", "car"}),
    "app": frozenset({"online", "bank", "goods"}),
    "account": frozenset({"online", "bank"}),
    "insurance": frozenset({"bank"}),
    "collection": frozenset({"bank"}),
    "proof": frozenset({"bank"}),
    "credit": frozenset({"bank"}),
    "limit": frozenset({"bank", "online"}),
    "repayment": frozenset({"bank"}),
    "loan": frozenset({"bank"}),
    "mortgage": frozenset({"bank"}),
    "rules": frozenset({"public", "bank"}),
    "lesson": frozenset(),
}
# The field that a matter speaks of by itself.
HOME: Mapping[str, str] = {
    **dict.fromkeys(("app", "account"), "online"),
    **dict.fromkeys(("public", "transit"), "public"),
    **dict.fromkeys(("insurance", "credit", "repayment", "loan", "mortgage", "collection"), "bank"),
    "taste": "meal",
    "travel": "journey",
}
# Where a house of a trade is complained of, what it mostly does first; a trade that is not named here may be at home anywhere.
OF_TRADE: Mapping[str, tuple[str, ...]] = {
    "finance": ("bank", "online"),
    "telecom": ("online", "goods"),
    "retail": ("goods", "meal", "online", "car"),
    "delivery": ("goods", "meal"),
    "tourism": ("stay", "journey", "meal", "online"),
    "air": ("journey", "online"),
}
FEWEST, LEAD = 2.0, 1.25  # so many different words, and so far ahead of the next field
A_LINE, FEWEST_OF_A_LINE = 80, 1.0  # in a line of so many characters one word of a thing tells
PLAIN_TO_SEE = frozenset({"stay", "meal", "online", "car"})
IN_A_POINT = 0.5  # a word that stands among the points counts so much more


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    flags = re.IGNORECASE if language == "en" else re.NOFLAG
    tables = {key: one for key, one in load("fields", language).items() if isinstance(one, Mapping)}
    return {key: re.compile(one["words"], flags) for key, one in tables.items()}


def field_of(request: DraftRequest, language: str) -> str:
    """The field that clearly leads among those in which the house works, or "" """
    points = "\n".join(one.text for one in request.grievances)
    text, fields = request.complaint or points, fields_of(request.trades)
    counts = {
        key: len(_heard(pattern, text)) + IN_A_POINT * len(_heard(pattern, points))
        for key, pattern in _patterns(language).items()
        if not fields or key in fields
    }
    if len(request.trades) == 1 and fields:
        return _in_one_trade(counts, fields)
    first, second = sorted(counts, key=lambda key: -counts[key])[:2]
    is_line = first in PLAIN_TO_SEE and len(text) <= A_LINE
    fewest = FEWEST_OF_A_LINE if is_line else FEWEST
    is_clear = counts[first] >= fewest and counts[first] >= LEAD * counts[second]
    return first if is_clear else ""


def fields_of(trades: Collection[str]) -> tuple[str, ...]:
    """Those in which houses of these trades work, as kept with the time limits; empty where it may be any."""
    if not all(one in OF_TRADE for one in trades):
        return ()
    return tuple(dict.fromkeys(field for one in trades for field in OF_TRADE[one]))


def _in_one_trade(counts: Mapping[str, float], fields: Sequence[str]) -> str:
    """What a house mostly does needs only to be named: but for its own name ("your bank's app") another field leads that is named as often."""
    main = fields[0]
    other = max(fields[1:], key=lambda key: counts[key])
    best = other if counts[other] >= max(counts[main], FEWEST_OF_A_LINE) else main
    return best if counts[best] >= FEWEST_OF_A_LINE else ""


def _heard(pattern: re.Pattern[str], text: str) -> set[str]:
    return {match.group().lower() for match in pattern.finditer(text.replace("_", " "))}


def texts_of(field: str, language: str) -> Mapping[str, Any]:
    """How to speak of a field; empty where none leads."""
    return load("fields", language)[field] if field else {}


def belongs(matter: str, field: str, trades: Collection[str] = ()) -> bool:
    """Whether a matter can be met in a field; where no field leads, in any in which the house works."""
    home = AT_HOME.get(matter)
    fields = (field,) if field else fields_of(trades)
    return home is None or not fields or not home.isdisjoint(fields)
