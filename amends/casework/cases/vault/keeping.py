"""Taking a file in: its size and kind are looked at, its bytes are kept once, exactly as they came."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from amends.casework.cases.vault.kinds import TooManyPixels, kind_of, kind_of_a_stranger
from amends.casework.cases.vault.names import as_given, safe_name
from amends.foundation.kernel.errors import Invalid, TooLarge
from amends.foundation.kernel.shelf import digest_of, store


@dataclass(frozen=True)
class Kept:
    """A file that was looked at and kept."""

    name: str
    content_type: str
    size: int
    sha256: str
    given_name: str = ""


def keep(name: str, file: BinaryIO, size: int, *, anything: bool = False) -> Kept:
    """Checks and stores one file; raises Invalid or TooLarge with what the sender can do.

    Colleagues may keep `anything` as evidence: what nobody can look at here can be taken away as a file, no more.
    """
    shown = safe_name(name)
    ensure_size(shown, size)
    try:
        content_type = kind_of(file, shown)
    except TooManyPixels as error:
        raise TooLarge(
            _("“%(name)s” has so many pixels that it cannot be opened safely. Send it in a smaller size.")
            % {"name": shown}
        ) from error
    if content_type is None and not anything:
        raise Invalid(
            _("“%(name)s” is not a picture, PDF or recording that can be opened. Save it anew and try again.")
            % {"name": shown},
            field="files",
        )
    digest = digest_of(file)
    store(file, digest)
    return Kept(shown, content_type or kind_of_a_stranger(file), size, digest, as_given(name))


def ensure_size(shown: str, size: int) -> None:
    limit = settings.AMENDS_ATTACHMENT_BYTES
    if size == 0:
        raise Invalid(_("“%(name)s” is empty. Choose the file again.") % {"name": shown}, field="files")
    if size > limit:
        raise TooLarge(
            _("“%(name)s” is larger than %(limit)s MB. Send a smaller picture or a shorter recording.")
            % {"name": shown, "limit": limit // 1024 // 1024}
        )


def keep_made(name: str, data: bytes, content_type: str) -> Kept:
    """Keeps bytes that the house made or took out of another file itself, such as a redacted copy."""
    file = io.BytesIO(data)
    digest = digest_of(file)
    store(file, digest)
    return Kept(safe_name(name), content_type, len(data), digest, as_given(name))
