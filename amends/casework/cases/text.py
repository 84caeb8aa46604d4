"""Makes a text from outside safe to keep: pure, and the same for every door."""

from __future__ import annotations

import hashlib
import re

from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import Invalid, TooLarge

# Control characters other than line feed and tab; explicit direction overrides can make a text read as another.
UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
KEY_LENGTH = 80
SURROGATES = re.compile(r"[\ud800-\udfff]")


def cleaned(text: str) -> str:
    """The text without what cannot be stored or would mislead a reader; line ends become line feeds."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return SURROGATES.sub("\ufffd", UNWANTED.sub("", lines)).strip()


def required(text: str, *, limit: int, field: str = "text") -> str:
    """A cleaned text that says something and fits; raises Invalid or TooLarge with what to do."""
    words = cleaned(text)
    if not words:
        raise Invalid(_("Please write a few words first."), field=field)
    if len(words) > limit:
        raise TooLarge(
            _(
                "This text has %(length)s characters; %(limit)s are possible. Shorten it or attach it as a file."
            )
            % {"length": f"{len(words):,}", "limit": f"{limit:,}"}
        )
    return words


def kept_key(key: str | None) -> str | None:
    """An idempotency key as it can be stored: one that is too long is replaced by its hash."""
    words = cleaned(key or "")
    if not words:
        return None
    return words if len(words) <= KEY_LENGTH else hashlib.sha256(words.encode()).hexdigest()
