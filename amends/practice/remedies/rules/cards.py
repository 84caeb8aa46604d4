"""The card that goes with what is given: drafted out of the case, and checked before anybody packs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, Final

from amends.content.files import LANGUAGES, language_for, load
from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.review import review_reply
from amends.practice.replies.check.words import language_of, words_for

PARTS: Final = ("apology", "solution", "thanks", "promise")
FIELDS: Final = ("greeting", *PARTS, "signed")
LONGEST: Final = 600
# Of what the check of replies knows, what would spoil a card as well; the first ones keep it from going out.
STOPS: Final = frozenset({"looks_like_bribe", "exposes_data", "threatens", "admits_liability"})
HURTS: Final = frozenset(
    {
        "denies_feeling",
        "justifies",
        "blames_customer",
        "blames_others",
        "negative_wording",
        "jargon",
        "canned",
        "over_promise",
    }
)
# A day that can be kept or missed; "soon" and "from now on" are none.
DAYED: Final = re.compile(
    r"\d{1,2}\s*[月号號日]|[今明后後]天|(?:本|这|這|下)(?:个|個)?[周週月]|月底|年底|\d+\s*(?:个|個)?(?:工作日|小时|小時|天|周|週)"
    r"|\b(?:by|on|within|before|until)\b[^.]{0,24}(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|month|week)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Card:
    """The words of one card, part by part, in the customer's language."""

    greeting: str = ""
    apology: str = ""
    solution: str = ""
    thanks: str = ""
    promise: str = ""
    signed: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, part).strip() for part in PARTS)

    @property
    def text(self) -> str:
        """All of it as one text, the way it is read."""
        return "\n\n".join(one.strip() for one in self.in_order if one.strip())

    @property
    def in_order(self) -> tuple[str, ...]:
        return tuple(getattr(self, name) for name in FIELDS)


@dataclass(frozen=True)
class CardRequest:
    """What a card is made of. Where a matter or a solution is not known, its part stays for a person to write."""

    language: str = "zh-Hans"
    name: str = ""
    matter: str = ""
    prevent: str = ""
    careful: bool = False
    """Where lawyers may read along, the apology is for what the customer went through, not for a cause."""
    solution: str = ""
    solved: bool = False
    done_by: date | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    """What is given: {"gift": name}, {"voucher": amount}, {"points": number} or {"upgrade": ""}."""
    better_by: date | None = None
    signer: str = ""
    variation: int = 0


@dataclass(frozen=True)
class Remark:
    """One thing about a card: its code, the part it is about, the words it rests on, and whether the card must wait."""

    code: str
    part: str = ""
    words: str = ""
    stops: bool = False
    message: str = ""


def draft_card(request: CardRequest) -> Card:
    """A whole card in the customer's script; the same case always gets the same wording."""
    texts = load("cards", request.language)
    form = texts["form"]
    name = plain(request.name)
    return Card(
        greeting=form["greeting"].format(name=name) if name else form["greeting_open"],
        apology=apology_in(texts, request),
        solution=solution_in(texts, request),
        thanks=thanks_in(texts, request),
        promise=promise_in(texts, request),
        signed=form["sign"].format(signer=plain(request.signer)),
    )


def apology_in(texts: Mapping[str, Any], request: CardRequest) -> str:
    if not request.matter:
        return ""
    return said(texts["apology"]["careful" if request.careful else "about"], request, matter=request.matter)


def solution_in(texts: Mapping[str, Any], request: CardRequest) -> str:
    known, solution = texts["solution"], plain(request.solution)
    if request.solved:
        return said(known["done" if solution else "settled"], request, solution=solution)
    if solution and request.done_by:
        return said(known["due"], request, solution=solution, day=day_in(request.done_by, request.language))
    return ""


def thanks_in(texts: Mapping[str, Any], request: CardRequest) -> str:
    for kind, words in request.given.items():
        if kind in texts["given"]:
            given = str(texts["given"][kind].format(**{named(kind): plain(words)}))
            return said(texts["thanks"]["given"], request, given=given, Given=given[:1].upper() + given[1:])
    return said(texts["thanks"]["plain"], request)


def named(kind: str) -> str:
    return {"voucher": "amount", "points": "points"}.get(kind, "gift")


def promise_in(texts: Mapping[str, Any], request: CardRequest) -> str:
    if not request.prevent or request.better_by is None:
        return ""
    day = day_in(request.better_by, request.language)
    return said(texts["promise"]["about"], request, prevent=request.prevent, day=day)


def said(wordings: Sequence[str], request: CardRequest, **values: str) -> str:
    return wordings[request.variation % len(wordings)].format(**values)


def day_in(day: date, language: str) -> str:
    """A day as the card's language writes it."""
    months = load("letters", language)["time"].get("months", "").split()
    month = months[day.month - 1] if months else day.month
    return str(load("cards", language)["form"]["day"].format(year=day.year, month=month, day=day.day))


def plain(words: str) -> str:
    """Words from outside that stand in a sentence of ours: no braces, no line breaks, no full stop at their end."""
    return " ".join(words.replace("{", "").replace("}", "").split()).rstrip("。.")


def check_card(card: Card, context: CheckContext) -> list[Remark]:
    """All that stands against a card, what must be mended first at the top."""
    found = [*missing_parts(card), *undated(card), *gift_without_apology(card), *as_a_reply(card, context)]
    return sorted(found, key=lambda one: not one.stops)


def missing_parts(card: Card) -> Iterator[Remark]:
    for part in PARTS:
        words = getattr(card, part).strip()
        if not words:
            yield Remark(f"no_{part}", part, stops=True)
        elif part == "apology" and not Acts(words).has("apology"):
            yield Remark("no_apology", part, words, stops=True)
    if not card.signed.strip():
        yield Remark("not_signed", "signed", stops=True)


def undated(card: Card) -> Iterator[Remark]:
    """What is promised has its day."""
    words = card.promise.strip()
    if words and not DAYED.search(words):
        yield Remark("no_time", "promise", words, stops=True)


def gift_without_apology(card: Card) -> Iterator[Remark]:
    """Speaking of the present before, or without, saying that one is sorry."""
    apology = card.apology.strip()
    if not apology:
        return
    gift = words_for(language_of(card.text)).lexicon["gift"].search(apology)
    if gift:
        yield Remark("gift_instead_of_apology", "apology", gift.group(), stops=True)


def as_a_reply(card: Card, context: CheckContext) -> Iterator[Remark]:
    """What the check of replies finds in these words; what only letters need is not asked of a card."""
    text, seen = card.text, set[tuple[str, str]]()
    for one in review_reply(text, context=replace(context, kind="follow_up", fixed=True, calm=True)).findings:
        words = text[one.start : one.end]
        if one.code in STOPS | HURTS and (one.code, words) not in seen:
            seen.add((one.code, words))
            yield Remark(one.code, part_of(card, words), words, one.code in STOPS, one.message)


def part_of(card: Card, words: str) -> str:
    return next((name for name in FIELDS if words and words in getattr(card, name)), "")


def stopping(remarks: Iterable[Remark]) -> list[Remark]:
    return [one for one in remarks if one.stops]


@cache
def _mark(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(load("cards", language)["marks"][name], re.IGNORECASE) for language in LANGUAGES)


def words_marked(name: str, *texts: str) -> str:
    """The first words that bear this mark (`bribe`, `stereotype`) in what was written, in whatever language; or ""."""
    for text in texts:
        for pattern in _mark(name):
            if match := pattern.search(text):
                return match.group().strip()[:60]
    return ""


def card_language(code: str) -> str:
    return language_for(code)
