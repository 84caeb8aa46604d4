"""The card on paper: an A5 sheet, printed on both sides and folded once to A6. Every word in it is escaped."""

from __future__ import annotations

import hashlib
import re
from html import escape
from typing import Final

from django.core.cache import cache

from amends.content.files import language_for, load
from amends.foundation.kernel.errors import Invalid
from amends.practice.remedies.models import Grant
from amends.practice.remedies.rules.cards import Card, plain
from amends.practice.replies.letters import KEPT_SECONDS, house_name, refusal_for
from amends.practice.replies.papers import CannotSet, faces_for, set_page
from amends.practice.replies.papers.sheet import clean

STYLE: Final = """
@page { size: 210mm 148mm; margin: 0 }
body { margin: 0; font: 11.5pt/LEAD FACES; color: #26221e; text-align: start; overflow-wrap: anywhere }
.side { width: 210mm; height: 148mm; position: relative; page-break-after: always; overflow: hidden }
.side:last-child { page-break-after: auto }
.half { position: absolute; top: 0; width: 105mm; height: 148mm; box-sizing: border-box; padding: 17mm 13mm 15mm }
.left { left: 0 } .right { left: 105mm }
.front { text-align: center }
.front .rule { width: 16mm; margin: 38mm auto 7mm; border-top: 0.8pt solid #a8763e }
.front h1 { font-size: 19pt; font-weight: normal; letter-spacing: SPACED; line-height: 1.5; margin: 0 }
.front .whom { margin-top: 13mm; font-size: 12pt; color: #5c554d }
.back { display: block; text-align: center; color: #6e665d; font-size: 9pt }
.back div { position: absolute; bottom: 17mm; left: 13mm; right: 13mm }
p { margin: 0 0 4.5mm }
p.greeting { font-size: 12.5pt; margin-bottom: 6mm; text-align: start }
p.sign { margin-top: 9mm; text-align: right; font-size: 12.5pt }
p.house { text-align: right; font-size: 9.5pt; color: #6e665d; margin: -2mm 0 0 }
.tight { font-size: 10pt; line-height: 1.5 } .tight p { margin-bottom: 3mm }
"""
# A number and its unit are one word: “50 g” is not broken over the line.
UNIT: Final = re.compile(
    r"(?<=\d) (?=(?:mg|kg|g|ml|l|L|mm|cm|m|km|oz|lb|°C|%)(?![A-Za-z])|[克千公斤毫升厘釐米件罐盒枚片只隻個个])"
)
# So many signs fill a half; more are set smaller.
ROOMY: Final = {"zh-Hans": 170, "zh-Hant": 170, "en": 420}


def card_page(card: Card, *, language: str, name: str = "") -> str:
    """The card as a page of two sides: outside with its front, inside with its words."""
    tongue = language_for(language)
    form, house = load("cards", tongue)["form"], escape(clean(house_name(tongue)))
    whom = escape(form["for_whom"].format(name=plain(clean(name)))) if name.strip() else ""
    left, right = (card.apology, card.solution), (card.thanks, card.promise)
    style = STYLE.replace("FACES", faces_for(tongue)).replace("LEAD", "1.5" if tongue == "en" else "1.75")
    style = style.replace("SPACED", "0.02em" if tongue == "en" else "0.12em")
    return (
        f'<!doctype html><html lang="{tongue}"><head><meta charset="utf-8"><title>{escape(form["front"])}</title><style>{style}</style></head><body>'
        f'<div class="side"><div class="half left back"><div>{house}</div></div>'
        f'<div class="half right front"><div class="rule"></div><h1>{escape(form["front"])}</h1><div class="whom">{whom}</div></div></div>'
        f'<div class="side"><div class="half left{tight(left, tongue)}"><p class="greeting">{words(card.greeting)}</p>{paragraphs(left)}</div>'
        f'<div class="half right{tight(right, tongue)}">{paragraphs(right)}<p class="sign">{words(card.signed)}</p><p class="house">{house}</p></div></div>'
        "</body></html>"
    )


def tight(parts: tuple[str, ...], tongue: str) -> str:
    return " tight" if sum(len(one) for one in parts) > ROOMY[tongue] else ""


def paragraphs(parts: tuple[str, ...]) -> str:
    return "".join(f"<p>{words(one)}</p>" for one in parts if one.strip())


def words(text: str) -> str:
    return UNIT.sub("\N{NO-BREAK SPACE}", escape(clean(text).strip())).replace("\n", "<br>")


def card_paper(grant: Grant, card: Card, *, name: str) -> bytes:
    """The card as a PDF, or as it was set a while ago; says what is missing where this machine cannot set it."""
    page = card_page(card, language=grant.case.language, name=name)
    key = f"card:{hashlib.sha256(page.encode('utf-8', 'surrogatepass')).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is not None:
        return kept
    try:
        made = set_page(page)
    except CannotSet as lacking:
        raise Invalid(refusal_for(lacking.why), code="cannot_set") from lacking
    cache.set(key, made, KEPT_SECONDS)
    return made
