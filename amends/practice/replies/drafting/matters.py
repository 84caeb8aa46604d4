"""What a complaint is about, close enough to speak of it: the delivery, the deposit, the call that nobody took."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from amends.content.files import load
from amends.practice.replies.drafting.request import DraftRequest

MOST = 2
# A matter that belongs to the category which was read weighs more than one that a stray word suggests.
KIN: Mapping[str, frozenset[str]] = {
    "quality": frozenset(
        {"faulty", "taste", "dirty", "facility", "repair", "foreign", "app", "price", "lesson"}
    ),
    "service": frozenset(
        {"late", "queue", "unreachable", "booking", "app", "repair", "account", "travel", "pushed", "refund"}
        | {"credit", "collection", "mortgage", "rules"}
    ),
    "attitude": frozenset({"rude", "collection", "pushed", "unreachable"}),
    "billing": frozenset(
        {"charge", "refund", "deposit", "price", "repayment", "loan", "mortgage", "stolen", "credit"}
    ),
    "privacy": frozenset({"privacy", "stolen", "collection", "credit"}),
    "safety": frozenset({"illness", "foreign"}),
    "promise": frozenset({"promise", "missold", "insurance", "refund", "late", "booking"}),
    "policy": frozenset(
        {"rules", "public", "facility", "repayment", "account", "price", "insurance", "credit"}
    ),
}
KINSHIP, OWN = 1.6, 1.3
CLOSE = 0.66  # how near the second must come to be spoken of as well
# The matters that are only ever spoken of where the category agrees: wrong guesses here would hurt.
STRICT = frozenset({"illness", "foreign", "stolen", "collection"})


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


@cache
def _known(language: str) -> tuple[dict[str, re.Pattern[str]], dict[str, Matter]]:
    texts = load("matters", language)
    plain: Mapping[str, Any] = texts["plain"]
    tables = {key: one for key, one in texts.items() if isinstance(one, Mapping) and key != "plain"}
    flags = re.IGNORECASE if language == "en" else re.NOFLAG
    patterns = {key: re.compile(one["words"], flags) for key, one in tables.items()}
    every = {**tables, **{f"plain.{key}": one for key, one in plain.items()}}
    return patterns, {key: _matter(key, one) for key, one in every.items()}


def _matter(key: str, table: Mapping[str, Any]) -> Matter:
    step = table["step"]
    return Matter(
        key, table["name"], table["feel"], step, table.get("doing", step), table["prevent"], table["ways"]
    )


def matters_of(request: DraftRequest, language: str) -> list[Matter]:
    """At most two, the one that weighs most first; never none."""
    patterns, matters = _known(language)
    weights: dict[str, float] = {}
    for text, share in _texts(request):
        for key, pattern in patterns.items():
            found = {match.group() for match in pattern.finditer(text)}
            if found:
                weights[key] = weights.get(key, 0.0) + share * min(len(found), 3)
    kin = KIN.get(request.category, frozenset())
    ranked = {
        key: weight * (KINSHIP if key in kin else 1.0) * (OWN if key == request.category else 1.0)
        for key, weight in weights.items()
        if key in kin or key not in STRICT or _is_grave_for(key, request)
    }
    best = sorted(ranked, key=lambda key: -ranked[key])
    chosen = [matters[key] for key in best if ranked[key] >= CLOSE * ranked[best[0]]][:MOST]
    if not chosen or (not kin & set(best[:MOST]) and ranked[best[0]] < 2):
        own = matters.get(f"plain.{request.category}") or matters["plain.service"]
        chosen = [own, *chosen[: MOST - 1]]
    return chosen


def _texts(request: DraftRequest) -> list[tuple[str, float]]:
    """The points, the first weighing a little more; the whole complaint where nobody took points down."""
    if request.grievances:
        return [(one.text, 1.0 if place else 1.5) for place, one in enumerate(request.grievances[:6])]
    return [(request.complaint[:600], 1.0)]


def _is_grave_for(key: str, request: DraftRequest) -> bool:
    risk = {"illness": "safety", "foreign": "safety", "stolen": "fraud", "collection": "privacy"}[key]
    return risk in request.risks
