"""The book that ships, checked once per process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from amends.content.files import LANGUAGES, language_for, load
from amends.practice.playbook.rules.book import Texts
from amends.practice.playbook.rules.schema import checked


@cache
def shipped(language: str) -> Texts:
    """Raises BookError naming file, key and what is wrong."""
    code = language_for(language)
    return checked(load("playbook", code), f"content/playbook/{code}.toml")


@cache
def all_shipped() -> Mapping[str, Texts]:
    return MappingProxyType({language: shipped(language) for language in LANGUAGES})
