"""What a complaint is about, close enough to speak of it: the delivery, the deposit, the call that nobody took."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from amends.content.files import load
from amends.practice.replies.drafting.evidence import NEVER_IN_PASSING, borne_out, weighed
from amends.practice.replies.drafting.fields import belongs, field_of
from amends.practice.replies.drafting.request import DraftRequest

MOST = 2
# A matter that belongs to the category which was read weighs more than one that a stray word suggests.
KIN: Mapping[str, frozenset[str]] = {
    "quality": frozenset(
        {"faulty", "taste", "dirty", "facility", "repair", "foreign", "app", "price", "lesson"}
    ),
    "service": frozenset(
        {
            "late",
            "queue",
            "unreachable",
            "booking",
            "app",
            "disturbed",
            "repair",
            "account",
            "travel",
            "pushed",
            "refund",
        }
        | {"credit", "collection", "mortgage", "rules", "proof", "public", "transit"}
    ),
    "attitude": frozenset({"rude", "collection", "pushed", "unreachable", "disturbed"}),
    "billing": frozenset(
        {"charge", "refund", "deposit", "price", "repayment", "loan", "mortgage", "stolen", "credit", "proof"}
    ),
    "privacy": frozenset({"privacy", "stolen", "collection", "credit", "proof", "disturbed"}),
    "safety": frozenset({"illness", "foreign"}),
    "promise": frozenset({"promise", "missold", "insurance", "refund", "late", "booking"}),
    "policy": frozenset(
        {
            "rules",
            "limit",
            "public",
            "transit",
            "facility",
            "repayment",
            "account",
            "price",
            "insurance",
            "credit",
        }
        | {"disturbed"}
    ),
}
KINSHIP, OWN = 1.6, 1.3
CLOSE = 0.66  # how near the second must come to be spoken of as well
LEAST = 1.0  # what speaks for a matter before it is spoken of at all
FEWEST_WORDS, SURE_WORDS = 2, 3  # a stray word decides nothing that the category does not bear out
FIELD = "field."
OF_LISTS = frozenset(
    {"stay", "meal", "goods"}
)  # where people list many small things, one word does not stand for them all
CATEGORIES = frozenset(KIN)
OF_ANY_FIELD = frozenset({"attitude", "privacy", "safety", "billing"})
GRAVE = frozenset({"illness", "foreign"})  # one word of it weighs more than a list of small things
# Works that somebody is against, and works that are themselves what disturbs.
OF_WORKS, NEVER = ("planned", "works"), r"(?!)"
# The matters that are only ever spoken of where the category agrees: wrong guesses here would hurt.
STRICT = frozenset({"illness", "foreign", "stolen", "collection"})
# What names these is no scene, however little it tells (an illness may be a mere fear); who asks for time to pay says so among the wishes.
NEVER_DOUBTED = (STRICT - {"illness"}) | NEVER_IN_PASSING | {"repayment"}


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

    def for_text(self, text: str) -> Matter:
        """What came in the end, or was cancelled, is made good, not brought again; who is against works is promised none."""
        for kind in OF_WORKS:
            if re.search(self.table.get(kind, NEVER), text):
                return replace(self, prevent=self.table[f"{kind}_prevent"])
        over = self.table.get("over")
        if not over or not re.search(over, text):
            return self
        step = self.table["over_step"]
        return replace(self, step=step, doing=step, ways=self.table["over_ways"])


@cache
def _known(language: str) -> tuple[dict[str, re.Pattern[str]], dict[str, Matter]]:
    texts = load("matters", language)
    plain: Mapping[str, Any] = texts["plain"]
    tables = {key: one for key, one in texts.items() if isinstance(one, Mapping) and key != "plain"}
    fields = {key: one for key, one in load("fields", language).items() if isinstance(one, Mapping)}
    flags = re.IGNORECASE if language == "en" else re.NOFLAG
    patterns = {key: re.compile(one["words"], flags) for key, one in tables.items()}
    every = {
        **tables,
        **{f"plain.{key}": one for key, one in plain.items()},
        **{f"{FIELD}{key}": one for key, one in fields.items()},
    }
    return patterns, {key: _matter(key, one) for key, one in every.items()}


def _matter(key: str, table: Mapping[str, Any]) -> Matter:
    step = table["step"]
    doing = table.get("doing", step)
    return Matter(key, table["name"], table["feel"], step, doing, table["prevent"], table["ways"], table)


def matters_of(request: DraftRequest, language: str) -> list[Matter]:
    """At most two, the one that weighs most first; the field's own or a plain one where none clearly leads."""
    patterns, matters = _known(language)
    field = field_of(request, language)
    weights, counts = weighed(request, language, patterns)
    borne = borne_out(request, language, patterns)
    kin = KIN.get(request.category, frozenset())
    ranked = {
        key: weight * (KINSHIP if key in kin else 1.0) * (OWN if key == request.category else 1.0)
        for key, weight in weights.items()
        if belongs(key, field, request.trades)
        and (key in kin or key not in STRICT or _is_grave_for(key, request))
        and (borne is None or key in borne or key in NEVER_DOUBTED)
    }
    best = sorted(ranked, key=lambda key: -ranked[key])
    near = [key for key in best if ranked[key] >= CLOSE * ranked[best[0]]]
    if not near or ranked[near[0]] < LEAST or (near[0] not in kin and counts[near[0]] < FEWEST_WORDS):
        return [matters[_neutral(request, field)]]
    if (
        (field in OF_LISTS or not field)
        and near[0] not in GRAVE
        and counts[near[0]] < (SURE_WORDS if len(request.grievances) > SURE_WORDS else FEWEST_WORDS)
        and len(request.grievances) >= SURE_WORDS
    ):
        return [matters[_neutral(request, field)]]
    if len(near) > MOST and counts[near[0]] < SURE_WORDS and near[0] not in GRAVE:
        return [matters[_neutral(request, field)]]
    second = [key for key in near[1:MOST] if counts[key] >= FEWEST_WORDS or key in kin]
    return [matters[key].for_text(request.complaint) for key in (near[0], *second)]


def _neutral(request: DraftRequest, field: str) -> str:
    """Nothing specific that could be wrong: the category where the points bear it out, else the field, else just the letter."""
    points = [one.category or request.category for one in request.grievances]
    is_borne_out = not points or points.count(request.category) * 2 > len(points)
    is_beside_it = field == "goods" and request.category != "quality"
    if is_borne_out and (request.category in OF_ANY_FIELD or not field or is_beside_it):
        return f"plain.{request.category}" if request.category in CATEGORIES else "plain.service"
    return f"{FIELD}{field}" if field else "plain.any"


def _is_grave_for(key: str, request: DraftRequest) -> bool:
    risk = {"illness": "safety", "foreign": "safety", "stolen": "fraud", "collection": "privacy"}[key]
    return risk in request.risks
