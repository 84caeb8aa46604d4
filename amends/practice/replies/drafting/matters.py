"""What a complaint is about, close enough to speak of it: the delivery, the deposit, the call that nobody took."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from amends.content.files import load
from amends.practice.replies.drafting.about import GENERAL, About, about, words_of
from amends.practice.replies.drafting.fields import belongs, field_of, fields_of
from amends.practice.replies.drafting.request import DraftRequest

FIELD = "field."
PLAIN = "plain."
# How likely a matter is before it is spoken of: where words of its own stand in the text, and where none do. A wrong first step spoils a letter, a general one does not.
LEAST, LEAST_WITHOUT_WORDS = 0.34, 0.5
# Whoever writes to a public office may write of anything: of what surrounds somebody is spoken only where that is likelier than not.
LEAST_OF = {"public": 0.55}
# A wrong guess at one of these would hurt: they are never spoken of in the second place.
GRAVE = frozenset({"illness", "foreign", "stolen", "collection"})
# What is said of a category that was read has to be likely, for it is often read amiss.
OF_CATEGORY: Mapping[str, tuple[str, ...]] = {
    "attitude": ("rude",),
    "privacy": ("privacy", "calls", "stolen"),
    "safety": ("illness", "foreign"),
    "billing": ("charge", "refund", "deposit", "price", "loan", "mortgage", "repayment", "stolen"),
}
BORNE_OUT = 0.2
# Kinds of a matter with words and steps of their own: what was opened in somebody's name is not money that left; where others are called for a debt, that stops first.
OPENED, OTHERS = KINDS = ("opened", "others")
# Works that somebody is against, and works that are themselves what disturbs.
OF_WORKS, NEVER = ("planned", "works"), r"(?!)"


@dataclass(frozen=True)
class Matter:
    """How to speak of one thing that went wrong."""

    key: str
    name: str
    feel: Sequence[str]
    step: str
    doing: str
    prevent: str
    ways: Sequence[str]
    table: Mapping[str, Any]
    kind: str = ""  # one of `KINDS`, where the words tell

    def is_spoken_of(self, text: str, share: float, language: str) -> bool:
        """Whether it is likely enough, and the words tell of nothing of which only the field can speak."""
        if re.search(self.table.get("beyond", NEVER), text, re.IGNORECASE):
            return False
        has_words = words_of("matters", language)[self.key].search(text)
        return share >= LEAST_OF.get(self.key, LEAST if has_words else LEAST_WITHOUT_WORDS)

    def for_text(self, text: str) -> Matter:
        """The kind that the words tell; what came in the end, or was cancelled, is made good, not brought again; who is against works is promised none."""
        for kind in KINDS:
            of_kind = self.table.get(kind)
            if of_kind and re.search(of_kind["words"], text, re.IGNORECASE):
                return _matter(self.key, {**self.table, **of_kind}, kind)
        for kind in OF_WORKS:
            if re.search(self.table.get(kind, NEVER), text):
                return replace(self, prevent=self.table[f"{kind}_prevent"])
        over, still = self.table.get("over"), self.table.get("still", NEVER)
        if not over or re.search(still, text) or not re.search(over, text):
            return self
        step = self.table["over_step"]
        return replace(
            self, step=step, doing=self.table.get("over_doing", step), ways=self.table["over_ways"]
        )


@cache
def _known(language: str) -> dict[str, Matter]:
    texts = load("matters", language)
    plain: Mapping[str, Any] = texts["plain"]
    tables = {key: one for key, one in texts.items() if isinstance(one, Mapping) and key != "plain"}
    fields = {key: one for key, one in load("fields", language).items() if isinstance(one, Mapping)}
    every = {
        **tables,
        **{f"{PLAIN}{key}": one for key, one in plain.items()},
        **{f"{FIELD}{key}": one for key, one in fields.items()},
    }
    return {key: _matter(key, one) for key, one in every.items()}


def _matter(key: str, table: Mapping[str, Any], kind: str = "") -> Matter:
    step = table["step"]
    doing = table.get("doing", step)
    return Matter(
        key, table["name"], table["feel"], step, doing, table["prevent"], table["ways"], table, kind
    )


def matters_of(request: DraftRequest, language: str) -> list[Matter]:
    """At most two, the likelier first; the field's own or a plain one where none is likely enough."""
    known, field, told = _known(language), field_of(request, language), about(request.told, language)
    open_to = fields_of(request.trades)
    likely = {key: share for key, share in told.matters.items() if belongs(key, open_to)}
    hurt = _harm(request.told, language, likely)
    if hurt and belongs(hurt, (field,) if field else ()):
        return [known[hurt].for_text(request.told)]
    best, second, *_ = sorted(likely, key=lambda key: -likely[key])
    spoken = [
        key
        for key in (best, second)
        if told.is_told and key != GENERAL and known[key].is_spoken_of(request.told, likely[key], language)
    ]
    if spoken[:1] != [best] or not belongs(best, (field,) if field else ()):
        return [known[_neutral(request, known, field, told)]]
    also = [key for key in spoken[1:] if key not in GRAVE]
    return [known[key].for_text(request.told) for key in (best, *also)]


def _harm(text: str, language: str, likely: Mapping[str, float]) -> str:
    """What harmed somebody, or was in what they ate, leads before the place or the thing that did it, where the words say so and it is borne out; else "" """
    words = words_of("matters", language)
    borne_out = (key for key in OF_CATEGORY["safety"] if likely.get(key, 0.0) >= BORNE_OUT)
    return next((key for key in borne_out if words[key].search(text)), "")


def _neutral(request: DraftRequest, known: Collection[str], field: str, told: About) -> str:
    """Nothing specific that could be wrong: danger before all, the category where the words bear it out, else the field, else just the letter."""
    category = request.category if f"{PLAIN}{request.category}" in known else "service"
    if category == "safety":
        return f"{PLAIN}{category}"
    likely = sum(told.matters[key] for key in OF_CATEGORY.get(category, ()))
    points = [one.category or category for one in request.grievances]
    is_of_one_kind = not points or points.count(category) * 2 > len(points)
    if likely >= LEAST_WITHOUT_WORDS or (is_of_one_kind and not (told.is_told or field)):
        return f"{PLAIN}{category}"
    return f"{FIELD}{field}" if field else f"{PLAIN}any"
