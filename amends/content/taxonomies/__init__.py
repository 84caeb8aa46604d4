"""Shared lists of codes with their names in every language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def causes(language: str) -> list[dict[str, str]]:
    """The root causes in their order: code, group, and both names in the language asked for."""
    groups = {group["code"]: group["name"][language] for group in table("causes")["groups"]}
    return [
        {
            "code": cause["code"],
            "group": cause["group"],
            "name": cause["name"][language],
            "group_name": groups[cause["group"]],
        }
        for cause in table("causes")["causes"]
    ]
