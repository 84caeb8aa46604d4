"""What stands on a letter, before it is set."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

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
# A Word document holds no control characters; they would make it one that does not open.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
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
    addressee: str = ""
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
    def dated(self) -> str:
        """The day as the letter's language writes it."""
        if self.on is None:
            return ""
        names = load("letters", self.tongue)["time"]
        months = names.get("months", "").split()
        month = months[self.on.month - 1] if months else self.on.month
        return str(names["day"].format(year=self.on.year, month=month, day=self.on.day))


def clean(text: str) -> str:
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


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
