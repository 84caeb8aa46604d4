"""Reads the texts that ship with Amends, one TOML file a language, once per process."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
TRADITIONAL_REGIONS = ("hant", "tw", "hk", "mo")


class ContentError(ValueError):
    """A shipped text file is missing, or does not have the shape of its sister files."""


def language_for(code: str) -> str:
    """The shipped language nearest to any code a browser, a setting or the engine may give."""
    parts = code.replace("_", "-").lower().split("-")
    if parts[0] == "en":
        return "en"
    if parts[0] in ("zh", "yue"):
        traditional = parts[0] == "yue" or any(part in TRADITIONAL_REGIONS for part in parts[1:])
        return "zh-Hant" if traditional else "zh-Hans"
    return "zh-Hans"


@cache
def load(folder: str, language: str) -> Mapping[str, Any]:
    """The texts of one folder in one language; raises ContentError when the file is missing or broken."""
    path = FOLDER / folder / f"{language_for(language)}.toml"
    try:
        with path.open("rb") as file:
            return MappingProxyType(tomllib.load(file))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ContentError(f"{folder}/{path.name}: {error}") from error


def shape_differences(folder: str, *, free: tuple[str, ...] = ()) -> list[str]:
    """Where the languages of a folder disagree in keys or leave a text empty; `free` names tables that may differ."""
    expected = dict(_leaves(load(folder, LANGUAGES[0]), free))
    problems = []
    for language in LANGUAGES:
        found = dict(_leaves(load(folder, language), free))
        problems += [f"{language}: {key} is missing" for key in expected.keys() - found.keys()]
        problems += [f"{language}: {key} is not in {LANGUAGES[0]}" for key in found.keys() - expected.keys()]
        problems += [f"{language}: {key} is empty" for key, value in found.items() if value in ("", [], ())]
        problems += [
            f"{language}: {key} is a {type(found[key]).__name__}"
            for key in expected.keys() & found.keys()
            if type(found[key]) is not type(expected[key])
        ]
    return sorted(problems)


def _leaves(table: Mapping[str, Any], free: tuple[str, ...], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        name = f"{path}.{key}" if path else key
        if name in free:
            continue
        if isinstance(value, Mapping):
            yield from _leaves(value, free, name)
        else:
            yield name, value
