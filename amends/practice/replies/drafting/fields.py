"""Where a complaint comes from: a night in a hotel, a meal, a thing that was bought, a bank."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from amends.content.files import load
from amends.practice.replies.drafting.about import about
from amends.practice.replies.drafting.request import DraftRequest

# The matters that are at home in some fields only: no parcel is late in a hotel, no dish is served by a bank.
AT_HOME: Mapping[str, frozenset[str]] = {
    "foreign": frozenset({"meal", "goods"}),
    "taste": frozenset({"meal"}),
    "late": frozenset({"goods", "meal"}),
    "wrong": frozenset({"goods", "meal", "journey", "online", "care"}),
    "dirty": frozenset({"stay", "meal", "journey", "care"}),
    "facility": frozenset({"stay", "meal", "care"}),
    "missold": frozenset({"goods", "bank", "journey", "online", "car", "care"}),
    "promise": frozenset({"stay", "meal", "goods", "bank", "journey", "online", "car", "care"}),
    "disturbed": frozenset({"stay"}),
    "faulty": frozenset({"goods"}),
    "repair": frozenset({"goods", "online", "care"}),
    "booking": frozenset({"stay", "journey", "meal", "care"}),
    "travel": frozenset({"journey"}),
    "public": frozenset({"public"}),
    "transit": frozenset({"public", "journey"}),
    "queue": frozenset({"meal", "stay", "bank", "journey", "care"}),
    "price": frozenset({"stay", "meal", "goods", "journey", "care"}),
    "deposit": frozenset({"stay", "goods", "journey", "bank", "car", "care", "online"}),
    "app": frozenset({"online", "bank", "goods"}),
    "account": frozenset({"online", "bank"}),
    "network": frozenset({"online"}),
    "insurance": frozenset({"bank"}),
    "collection": frozenset({"bank"}),
    "proof": frozenset({"bank"}),
    "credit": frozenset({"bank"}),
    "limit": frozenset({"bank", "online"}),
    "repayment": frozenset({"bank"}),
    "loan": frozenset({"bank"}),
    "mortgage": frozenset({"bank"}),
    "rules": frozenset({"public", "bank"}),
    "lesson": frozenset({"care"}),
}
# The field that a matter speaks of by itself.
HOME: Mapping[str, str] = {
    **dict.fromkeys(("app", "account", "network"), "online"),
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
# How likely a field is before it is spoken of: any, one in which the house is known to work, any where hardly anything is told.
SURE, SURE_AT_HOME, SURE_OF_LITTLE = 0.6, 0.35, 0.5


def field_of(request: DraftRequest, language: str) -> str:
    """The field that is likely among those in which the house works, or "" """
    fields, told = fields_of(request.trades), about(request.told, language)
    best = max(fields or told.fields, key=lambda key: told.fields[key])
    sure = SURE_OF_LITTLE if not told.is_told else SURE_AT_HOME if fields else SURE
    return best if told.fields[best] >= sure else ""


def fields_of(trades: Collection[str]) -> tuple[str, ...]:
    """Those in which houses of these trades work, as kept with the time limits; empty where it may be any."""
    if not all(one in OF_TRADE for one in trades):
        return ()
    return tuple(dict.fromkeys(field for one in trades for field in OF_TRADE[one]))


def texts_of(field: str, language: str) -> Mapping[str, Any]:
    """How to speak of a field; empty where none leads."""
    return load("fields", language)[field] if field else {}


def belongs(matter: str, fields: Collection[str]) -> bool:
    """Whether a matter can be met in any of these fields; where none is named, every one can."""
    home = AT_HOME.get(matter)
    return home is None or not fields or not home.isdisjoint(fields)
