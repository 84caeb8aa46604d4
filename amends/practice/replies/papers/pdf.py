"""A sheet as a PDF. What people wrote is text and never markup; nothing is fetched from anywhere."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from html import escape
from typing import Any, Final
from unicodedata import category

from PIL import ImageFile

from amends.practice.replies.papers.sheet import FACES, Sheet, clean

STYLE: Final = """
@page { size: A4; margin: 24mm 24mm 26mm; font: 8.5pt FACES; color: #666;
        @bottom-center { content: string(reference) "\\2003" counter(page) " / " counter(pages) } }
@page :first { @bottom-center { content: counter(page) " / " counter(pages) } }
body { font: 11pt/LEAD FACES; color: #1d1d1f; text-align: start; overflow-wrap: anywhere }
header { display: flex; justify-content: space-between; align-items: flex-end; border-bottom: 0.6pt solid #888; padding-bottom: 4mm; margin-bottom: 9mm }
header img { max-height: 16mm; max-width: 60mm; display: block; margin-bottom: 2mm }
.house { font-size: 15pt; line-height: 1.3; letter-spacing: 0.04em }
.head { font-size: 9pt; line-height: 1.5; color: #555; text-align: right }
.about { display: flex; justify-content: space-between; font-size: 9.5pt; color: #555; margin-bottom: 8mm; string-set: reference attr(data-reference) }
p { margin: 0 0 3.6mm; white-space: pre-line; orphans: 2; widows: 2 }
.closing { break-inside: avoid; break-before: avoid }
.closing:last-child { margin-top: 7mm }
.whole { display: inline-block }
"""
# The end of a number too long for a line, with the sign behind it, which may not begin a line.
TAIL: Final = re.compile(r"(?<=[!-~]{40})([!-~]{3}[）」』】》〉”’，。；：、！？…%％]+)")

# Emoji with what colours and joins them; a letter says the same without them.
PICTURE: Final = re.compile(
    "[\u20e3\u231a\u231b\u23e9-\u23fa\u2600-\u2793\u2b50\u2b55\ufe00-\ufe0f"
    "\U0001f000-\U0001f0ff\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]"
)
# Among them those that answer, forbid or count: without them a sentence says something else.
TELLING: Final = frozenset("➕➖⭕☐☑☒✅✓✔✕✖✗✘❌❎⛔🚫🔟")


class CannotSet(Exception):
    """No PDF can be made on this machine: `library` without Pango, `face` without a face that has these letters."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def as_pdf(sheet: Sheet) -> bytes:
    """One letter; raises CannotSet where the machine lacks what it takes."""
    return set_page(page(sheet))


def set_page(words: str) -> bytes:
    """Any page whose words are escaped already, without the pictures that no face has; raises CannotSet where the machine lacks what it takes."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as absent:  # Pango is the system's, not Python's.
        raise CannotSet("library") from absent
    # WeasyPrint makes Pillow accept the half of a picture in the whole process; what people send in is checked by it.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    # Only what stands in the page itself is read.
    within = URLFetcher(allowed_protocols=("data",), allow_redirects=False)

    def made(text: str) -> tuple[bytes, set[str]]:
        document = HTML(string=text, url_fetcher=within, base_url=None).render()
        pdf: bytes = document.write_pdf()
        return pdf, _missing(document.fonts.values())

    pdf, missing = made(words)
    if any(map(_is_read, missing)):
        raise CannotSet("face")
    return made(words.translate({ord(sign): None for sign in missing}))[0] if missing else pdf


def faces_for(tongue: str) -> str:
    """The faces of a language as a style names them, the best first."""
    return ", ".join(f'"{face}"' for face in (*FACES[tongue], *FACES["zh-Hans"])) + ", serif"


def page(sheet: Sheet) -> str:
    """The letter as a page; every word in it is escaped."""
    faces = faces_for(sheet.tongue)
    logo = f'<img alt="" src="data:image/png;base64,{b64encode(sheet.logo).decode()}">' if sheet.logo else ""
    head = "<br>".join(escape(one) for one in sheet.head)
    house, reference = escape(clean(sheet.house)), escape(clean(sheet.reference))
    name = f'<div>{logo}<div class="house">{house}</div></div>'
    header = f'<header>{name}<div class="head">{head}</div></header>' if logo or house or head else ""
    return (
        f'<!doctype html><html lang="{sheet.tongue}"><head><meta charset="utf-8"><title>{reference or house}</title>'
        f'<meta name="author" content="{house}">'
        f"<style>{STYLE.replace('FACES', faces).replace('LEAD', '1.5' if sheet.tongue == 'en' else '1.7')}</style></head><body>"
        f"{header}"
        f'<div class="about" data-reference="{reference}"><span>{reference}</span><span>{escape(sheet.dated)}</span></div>'
        f"{_paragraphs(sheet)}</body></html>"
    )


def _paragraphs(sheet: Sheet) -> str:
    text = len(sheet.paragraphs) - sheet.closing
    return "".join(
        f"<p{' class=closing' if at >= text else ''}>{_unparted(one)}</p>"
        for at, one in enumerate(sheet.paragraphs)
    )


def _unparted(words: str) -> str:
    """Escaped, what ends a long number held together with its sign."""
    parts = TAIL.split(words)
    return "".join(
        f'<span class="whole">{escape(one)}</span>' if at % 2 else escape(one) for at, one in enumerate(parts)
    )


def _is_read(sign: str) -> bool:
    """Whatever is no picture, blank or mark of the format: letters, sums, units; some are younger than this Python."""
    kind = category(sign)
    is_unseen = kind in ("Cc", "Cf") or kind[0] == "Z"
    is_picture = kind in ("So", "Sk", "Mn", "Me", "Cn") and PICTURE.match(sign) is not None
    return sign in TELLING or not (is_unseen or is_picture)


def _missing(fonts: Iterable[Any]) -> set[str]:
    """What came out as empty boxes."""
    return {chr(code) for font in fonts for code in getattr(font, "missing", {})}
