"""Clauses that ship: what laws and standards set as limits, in our own words, and which of our texts rest on them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from amends.content.files import LANGUAGES
from amends.content.time_limits import limits

FOLDER = Path(__file__).resolve().parent
_LENGTH = re.compile(r"(\d+)(wd|cd|y|m|h|w)")


@cache
def table() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "clauses.toml").read_text(encoding="utf-8"))


@cache
def shipped() -> tuple[dict[str, Any], ...]:
    """Each clause with code, jurisdiction, source, confidence, dates, names and words by language."""
    return tuple(_clause(limit) for limit in limits())


def _clause(limit: dict[str, Any]) -> dict[str, Any]:
    code = limit["code"]
    return {
        "code": code,
        "jurisdiction": limit["jurisdiction"],
        "source": limit["source"],
        "confidence": limit["confidence"],
        "effective_from": table()["dates"].get(code, {}).get("from"),
        "effective_until": table()["dates"].get(code, {}).get("until"),
        "names": limit["name"],
        "words": {language: _words(limit, language) for language in LANGUAGES},
    }


def _words(limit: dict[str, Any], language: str) -> str:
    """What the limit says, as a sentence."""
    said = table()["words"][language]
    name = limit["name"][language]
    found = _LENGTH.fullmatch(limit["length"])
    if found is None or limit["code"] in table()["at_once"]:
        return str(said["at_once"]).format(name=name)
    length = said[found[2]].format(n=found[1])
    if language == "en" and found[1] == "1":
        length = length.removesuffix("s")
    return str(said["within"]).format(name=name, length=length)


@cache
def resting() -> dict[str, tuple[tuple[str, str], ...]]:
    """Code of a clause → the shipped texts that rest on it: ("letters" or "playbook", path inside the file)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for folder, texts in table()["resting"].items():
        for path, codes in texts.items():
            for code in codes:
                found.setdefault(code, []).append((folder, path))
    return {code: tuple(places) for code, places in found.items()}
