"""A sheet as a PDF. What people wrote is text and never markup; nothing is fetched from anywhere."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import Any, Final

from amends.practice.replies.papers.sheet import FACES, Sheet

STYLE: Final = """
@page { size: A4; margin: 24mm 24mm 26mm; @bottom-center { content: counter(page) " / " counter(pages); font: 8.5pt FACES; color: #666 } }
body { font: 11pt/LEAD FACES; color: #1d1d1f; text-align: start; overflow-wrap: anywhere }
header { display: flex; justify-content: space-between; align-items: flex-end; border-bottom: 0.6pt solid #888; padding-bottom: 4mm; margin-bottom: 9mm }
header img { max-height: 16mm; max-width: 60mm; display: block; margin-bottom: 2mm }
.house { font-size: 15pt; line-height: 1.3; letter-spacing: 0.04em }
.head { font-size: 9pt; line-height: 1.5; color: #555; text-align: right }
.about { display: flex; justify-content: space-between; font-size: 9.5pt; color: #555; margin-bottom: 8mm }
p { margin: 0 0 3.6mm; white-space: pre-line; orphans: 2; widows: 2 }
p:last-child { break-inside: avoid; break-before: avoid; margin-top: 7mm }
"""


class CannotSet(Exception):
    """No PDF can be made on this machine: `library` without Pango, `face` without a face that has these letters."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def as_pdf(sheet: Sheet) -> bytes:
    """One letter; raises CannotSet where the machine lacks what it takes."""
    return set_page(page(sheet))


def set_page(words: str) -> bytes:
    """Any page whose words are escaped already; raises CannotSet where the machine lacks what it takes."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as missing:  # Pango is the system's, not Python's.
        raise CannotSet("library") from missing
    # Only what stands in the page itself is read.
    within = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    document = HTML(string=words, url_fetcher=within, base_url=None).render()
    pdf: bytes = document.write_pdf()
    if any(_lacks_letters(font) for font in document.fonts.values()):
        raise CannotSet("face")
    return pdf


def faces_for(tongue: str) -> str:
    """The faces of a language as a style names them, the best first."""
    return ", ".join(f'"{face}"' for face in (*FACES[tongue], *FACES["zh-Hans"])) + ", serif"


def page(sheet: Sheet) -> str:
    """The letter as a page; every word in it is escaped."""
    faces = faces_for(sheet.tongue)
    logo = f'<img alt="" src="data:image/png;base64,{b64encode(sheet.logo).decode()}">' if sheet.logo else ""
    head = "<br>".join(escape(one) for one in sheet.head)
    words = "".join(f"<p>{escape(one)}</p>" for one in sheet.paragraphs)
    house = escape(sheet.house)
    return (
        f'<!doctype html><html lang="{sheet.tongue}"><head><meta charset="utf-8"><title>{escape(sheet.reference or sheet.house)}</title>'
        f"<style>{STYLE.replace('FACES', faces).replace('LEAD', '1.5' if sheet.tongue == 'en' else '1.7')}</style></head><body>"
        f'<header><div>{logo}<div class="house">{house}</div></div><div class="head">{head}</div></header>'
        f'<div class="about"><span>{escape(sheet.reference)}</span><span>{escape(sheet.dated)}</span></div>{words}</body></html>'
    )


def _lacks_letters(font: Any) -> bool:
    """Whether letters came out as empty boxes; signs such as emoji are not missed."""
    return any(0x3400 <= code <= 0x9FFF for code in getattr(font, "missing", {}))
