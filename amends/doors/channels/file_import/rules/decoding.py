"""What encoding a file is in, as far as its bytes can tell."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from amends.foundation.kernel.charsets import MAINLAND, likelier_first

Chunks = Callable[[], Iterable[bytes]]
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# A file in another encoding is wrong at every second character when taken for UTF-8; a damaged one here and there.
DAMAGED_AT_MOST = 0.05


@dataclass(frozen=True)
class Encoding:
    """The name Python knows it by; `damaged` when some bytes fit no encoding and are shown as `�`."""

    name: str
    damaged: bool = False

    @property
    def errors(self) -> str:
        return "replace" if self.damaged else "strict"


def guess(chunks: Chunks) -> Encoding:
    """The encoding of all these bytes: UTF-8 or UTF-16 by mark, UTF-8, GB18030 (which includes GBK) or Big5."""
    start = next(iter(chunks()), b"")
    for mark, name in MARKS:
        if start.startswith(mark):
            return Encoding(name, damaged=not fits(chunks, name))
    if fits(chunks, "utf-8"):
        return Encoding("utf-8")
    if share_broken(chunks) <= DAMAGED_AT_MOST:
        return Encoding("utf-8", damaged=True)
    for name in likelier_first(b"".join(islice(chunks(), 50))):
        if fits(chunks, name):
            return Encoding(name)
    return Encoding(MAINLAND, damaged=True)


def fits(chunks: Chunks, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        for chunk in chunks():
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def share_broken(chunks: Chunks) -> float:
    """How many of the characters beyond ASCII are broken when read as UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = beyond = 0
    for chunk in chunks():
        text = decoder.decode(chunk)
        broken += text.count("\ufffd")
        beyond += sum(1 for character in text if character > "\x7f")
    return broken / beyond if beyond else 0.0
