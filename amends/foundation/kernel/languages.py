"""The three languages of the interface, by the code that HTML, content and readings use."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import get_language

CODES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}


def interface_language() -> str:
    """The language the reader has chosen: "zh-Hans", "zh-Hant" or "en"."""
    return CODES.get(get_language() or "", "zh-Hans")


def in_every_language(label: object) -> tuple[str, ...]:
    """A name as it reads in each language, in their order."""
    found = []
    for language in CODES:
        with translation.override(language):
            found.append(str(label))
    return tuple(found)
