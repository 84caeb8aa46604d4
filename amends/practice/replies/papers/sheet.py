"""What stands on a letter, before it is set."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from unicodedata import east_asian_width

from PIL import Image, UnidentifiedImageError

from amends.content.files import language_for, load

# The faces to look for, the best first: named ones of the systems, never a file of ours.
FACES: Final = {
    "zh-Hans": (
        *("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "SimSun"),
        *("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei"),
    ),
    "zh-Hant": (
        *("Noto Serif CJK TC", "Source Han Serif TC", "Noto Serif TC", "Songti TC", "PMingLiU"),
        *("Noto Sans CJK TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei"),
    ),
    "en": ("Noto Serif", "Source Serif 4", "Georgia", "Times New Roman", "DejaVu Serif", "Noto Serif CJK SC"),
}
# The one face that a word processor is told of; it takes its own where it has not got it.
WORD_FACES: Final = {"zh-Hans": "SimSun", "zh-Hant": "PMingLiU", "en": "Times New Roman"}
# A Word document holds no control characters, and a letter no marks that turn what follows them round.
BULLETS: Final = re.compile("[\uf000-\uf0ff]")
UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
# Everything that some system ends a line with; a PDF is not set with a mark of a paragraph in it.
LINE_END: Final = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# A greeting and a signature are short lines, few of them.
SIGNED_PARAGRAPHS: Final = 3
SIGNED_LINES: Final = 5
SIGNED_WIDTH: Final = 60
"""In Latin letters; a Chinese character is as wide as two."""
LARGEST_LOGO: Final = 2 * 1024 * 1024


@dataclass(frozen=True)
class Sheet:
    """The head, the reference and the words of one letter."""

    words: str
    language: str = "zh-Hans"
    house: str = ""
    address: str = ""
    phone: str = ""
    logo: bytes | None = None
    """A PNG."""
    reference: str = ""
    on: date | None = None

    @property
    def tongue(self) -> str:
        return language_for(self.language)

    @property
    def paragraphs(self) -> list[str]:
        """Parted by empty lines; single line breaks stay inside a paragraph."""
        parts = re.split(r"\n[ \t　]*\n+", clean(self.words).strip())
        return [part.strip("\n") for part in parts if part.strip()]

    @property
    def head(self) -> list[str]:
        """What stands under the house's name."""
        return [clean(one) for one in (self.address, self.phone) if one.strip()]

    @property
    def closing(self) -> int:
        """How many paragraphs at the end are no text any more: the greeting and whoever signs."""
        ending = 0
        for one in reversed(self.paragraphs[1:]):
            lines = one.split("\n")
            if len(lines) > SIGNED_LINES or any(width_of(line) > SIGNED_WIDTH for line in lines):
                break
            ending += 1
        return min(ending, SIGNED_PARAGRAPHS)

    @property
    def dated(self) -> str:
        """The day as the letter's language writes it."""
        if self.on is None:
            return ""
        names = load("letters", self.tongue)["time"]
        months = names.get("months", "").split()
        month = months[self.on.month - 1] if months else self.on.month
        return str(names["day"].format(year=self.on.year, month=month, day=self.on.day))


def width_of(line: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line)


def clean(text: str) -> str:
    """The words without what cannot be seen, every line ended alike; bullets out of a word processor's own face are plain ones."""
    return UNSEEN.sub("", BULLETS.sub("•", LINE_END.sub("\n", text)))


def logo_in(path: str) -> bytes | None:
    """A picture file as a PNG of modest size; None where it is not there or is no picture."""
    file = Path(path) if path else None
    if file is None or not file.is_file() or file.stat().st_size > LARGEST_LOGO:
        return None
    try:
        with Image.open(file) as picture:
            picture.thumbnail((1200, 400))
            kept = io.BytesIO()
            picture.convert("RGBA").save(kept, "PNG")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None
    return kept.getvalue()
