"""A voucher on paper: a page of its own with a picture for scanners. Every word is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import qrcode
from qrcode.constants import ERROR_CORRECT_M

BORDER = 4


@dataclass(frozen=True)
class VoucherPaper:
    """What stands on it, in the customer's language; `link` is what the picture holds."""

    tongue: str
    faces: str
    house: str
    title: str
    amount: str
    code: str
    lines: Sequence[str]
    conditions: str
    link: str
    picture_words: str


@dataclass(frozen=True)
class Picture:
    """A QR code as an SVG draws it: how many modules wide, and the path of the dark ones, one unit each."""

    size: int
    path: str


def picture(words: str) -> Picture:
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=BORDER)
    made.add_data(words)
    made.make(fit=True)
    rows = made.get_matrix()
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return Picture(len(rows), dark)


def voucher_page(paper: VoucherPaper) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in paper.lines)
    conditions = "".join(f"<p>{escape(part)}</p>" for part in paper.conditions.split("\n") if part.strip())
    drawn = picture(paper.link)
    return f"""<!doctype html><html lang="{paper.tongue}"><head><meta charset="utf-8"><style>
@page {{ size: A5 landscape; margin: 14mm; }}
body {{ font: 10.5pt/1.6 {paper.faces}; color: #1b2422; }}
.box {{ border: 1.2pt solid #1f6f5c; border-radius: 4mm; padding: 8mm 9mm; }}
.house {{ color: #1f6f5c; font-size: 10pt; }}
h1 {{ font-size: 15pt; margin: 1mm 0 3mm; }}
.amount {{ font-size: 30pt; line-height: 1.1; margin: 0; }}
.code {{ font: 15pt/1.3 "DejaVu Sans Mono", monospace; letter-spacing: .06em; margin: 4mm 0 2mm; white-space: nowrap; }}
svg {{ float: right; width: 36mm; height: 36mm; margin: 0 0 3mm 6mm; }}
ul {{ margin: 0; padding-left: 5mm; }}
.small {{ font-size: 8.5pt; color: #4b5754; margin-top: 4mm; }} .small p {{ margin: 0 0 1mm; }}
</style></head><body><div class="box"><svg viewBox="0 0 {drawn.size} {drawn.size}" role="img" aria-label="{escape(paper.picture_words)}"><path d="{drawn.path}"/></svg>
<div class="house">{escape(paper.house)}</div><h1>{escape(paper.title)}</h1><p class="amount">{escape(paper.amount)}</p>
<p class="code">{escape(paper.code)}</p><ul>{lines}</ul><div class="small">{conditions}</div></div></body></html>"""
