"""A packing slip as a page: what goes in and where it goes. What people wrote is text and never markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from amends.practice.replies.papers import faces_for

STYLE: Final = """
@page { size: A5; margin: 14mm 15mm }
body { font: 10.5pt/1.55 FACES; color: #1d1d1f; overflow-wrap: anywhere }
header { display: flex; justify-content: space-between; border-bottom: 0.6pt solid #888; padding-bottom: 3mm }
.house { font-size: 13pt } .number { font-size: 13pt; font-weight: 600 }
.to { border: 0.8pt solid #333; border-radius: 2mm; padding: 5mm 6mm; margin: 6mm 0; font-size: 13pt; line-height: 1.5 }
.to strong { font-size: 16pt; display: block } .to span { display: block }
table { border-collapse: collapse; width: 100% } th { text-align: start; font-weight: 400; color: #555; width: 30mm }
th, td { vertical-align: top; padding: 1.6mm 0; border-bottom: 0.4pt solid #ccc }
"""


@dataclass(frozen=True)
class Slip:
    """Without the words of the card, which is sealed in its own envelope, and without what the complaint was about."""

    tongue: str
    house: str
    number: str
    to: Sequence[str]
    rows: Sequence[tuple[str, str]]


def slip_page(slip: Slip) -> str:
    """Every word is escaped; the first line of `to` is the recipient."""
    first, *rest = slip.to or ("",)
    lines = "".join(f"<span>{escape(line)}</span>" for line in rest if line)
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(words)}</td></tr>" for name, words in slip.rows if words
    )
    return (
        f'<!doctype html><html lang="{slip.tongue}"><head><meta charset="utf-8"><title>{escape(slip.number)}</title>'
        f"<style>{STYLE.replace('FACES', faces_for(slip.tongue))}</style></head><body>"
        f'<header><span class="house">{escape(slip.house)}</span><span class="number">{escape(slip.number)}</span></header>'
        f'<div class="to"><strong>{escape(first)}</strong>{lines}</div><table>{rows}</table></body></html>'
    )
