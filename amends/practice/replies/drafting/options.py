"""Which ways out a proposal offers: those already agreed inside, else what was asked and what fits the type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.practice.replies.drafting.request import DraftRequest, Option

FEWEST, MOST = 2, 3
# For each type the ways that usually fit; they fill up where too little was asked.
USUAL = {
    "quality": ("replace", "refund"),
    "service": ("action", "compensation"),
    "attitude": ("apology", "investigate"),
    "billing": ("refund", "explanation"),
    "privacy": ("stop", "investigate"),
    "safety": ("investigate", "refund"),
    "promise": ("action", "refund"),
    "policy": ("action", "improvement"),
}
# Hours in which each way can honestly be walked, counted from the proposal.
HOURS = {
    "refund": 72,
    "replace": 120,
    "repair": 96,
    "compensation": 120,
    "apology": 48,
    "explanation": 48,
    "action": 48,
    "discipline": 168,
    "improvement": 336,
    "stop": 24,
    "investigate": 168,
}
# Nobody should have to choose between these and having the matter put right: they come with every option.
WITH_EVERY_OPTION = ("apology", "explanation", "improvement", "discipline")


def options_for(request: DraftRequest, texts: Mapping[str, Any]) -> tuple[list[Option], list[str]]:
    """Two to three options with their good and weak sides, and the demands met whichever is chosen."""
    if len(request.options) >= FEWEST:
        return list(request.options[: MOST + 1]), []
    asked = [demand for demand in dict.fromkeys(request.demands) if demand in texts["option"]]
    put_right = [demand for demand in asked if demand not in WITH_EVERY_OPTION]
    usual = USUAL.get(request.category, USUAL["service"])
    room = max(FEWEST, min(len(put_right), MOST)) - len(request.options)
    names = list(dict.fromkeys([*put_right, *usual]))[:room]
    included = [demand for demand in asked if demand in WITH_EVERY_OPTION and demand not in names]
    return [*request.options, *(_ready(name, request, texts) for name in names)], included


def _ready(name: str, request: DraftRequest, texts: Mapping[str, Any]) -> Option:
    done_by = request.done_by or request.moment("", HOURS[name])
    return Option(**texts["option"][name], done_by=done_by)
