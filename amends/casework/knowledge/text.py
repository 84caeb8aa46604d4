"""Words that people enter, as they are kept."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.foundation.kernel.errors import Invalid, TooLarge
from amends.foundation.kernel.plain_text import storable

TITLE_LENGTH, BODY_LENGTH, ASKED_LENGTH, WHY_LENGTH, WORDS_LENGTH = 120, 20_000, 4_000, 400, 1_000
# What the fields of the forms are called on the screen.
FIELDS = {
    "title": gettext_lazy("Title"),
    "body": gettext_lazy("Text"),
    "source": gettext_lazy("Where it stands"),
    "why": gettext_lazy("Why"),
}
# Control characters, and signs that let a text read as another.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(text: str) -> str:
    """The text without what cannot be stored or would mislead a reader."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", storable(lines)).strip()


def needed(text: str, *, limit: int, field: str, name: str = "") -> str:
    """A text that says something and fits; raises Invalid or TooLarge with what to do, by the name of the field."""
    words = plain(text)
    if not words:
        raise Invalid(_missing(name or FIELDS.get(field, "")), field=field)
    return fitting(words, limit=limit)


def _missing(name: str | Promise) -> str:
    if not name:
        return _("Please write a few words first.")
    return _("“%(field)s” is still empty. Write a few words there.") % {"field": name}


def fitting(text: str, *, limit: int) -> str:
    words = plain(text)
    if len(words) > limit:
        said = _("This text has %(length)s characters; %(limit)s are possible. Shorten it.")
        raise TooLarge(said % {"length": f"{len(words):,}", "limit": f"{limit:,}"})
    return words


def one_line(text: str, *, limit: int, field: str) -> str:
    return " ".join(needed(text, limit=limit, field=field).split())
