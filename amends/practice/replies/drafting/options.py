"""Which ways out a proposal offers: those already agreed inside, else what was asked and what fits the matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from amends.content.files import language_for
from amends.practice.replies.drafting.fields import field_of
from amends.practice.replies.drafting.matters import Matter
from amends.practice.replies.drafting.request import DraftRequest, Option

FEWEST, MOST = 2, 3
# Hours in which each way can honestly be walked, counted from the proposal; a good two days where none is named.
USUAL_HOURS = 48
HOURS = {
    "refund": 72,
    "cancel_refund": 72,
    "partial": 72,
    "difference": 72,
    "reverse": 72,
    "unwind": 120,
    "replace": 120,
    "repair": 96,
    "fix": 168,
    "fix_site": 168,
    "fix_line": 72,
    "days_back": 120,
    "compensation": 120,
    "honour": 120,
    "discipline": 168,
    "improvement": 336,
    "stop": 24,
    "stop_calls": 24,
    "redeliver": 24,
    "credit_choice": 24,
    "protect": 24,
    "investigate": 168,
    "test": 168,
    "trace": 168,
    "trace_data": 120,
    "correct_record": 168,
    "review": 120,
    "validate": 120,
    "written_answer": 96,
    "plan": 96,
    "recalculate": 96,
    "remake": 168,
    "make_good_visit": 168,
    "priority": 168,
    "part": 168,
    "inspect_together": 120,
    "on_site": 120,
    "meet": 72,
    "put_right": 72,
}
# Nobody should have to choose between these and having the matter put right: they come with every option.
WITH_EVERY_OPTION = ("apology", "explanation", "improvement", "discipline")
# Where nobody knows yet whose money it is or who is right, none is offered before that was looked into.
TO_BE_ESTABLISHED = frozenset(
    {"stolen", "collection", "proof", "credit", "privacy", "insurance", "public", "field.public"}
)
OF_MONEY = frozenset({"refund", "compensation"})
# Who wanted nothing of what the matter offers is met, or given it in writing: neither asks them the same again.
AFTER_A_NO = ("meet", "written_answer")
# What is not handed over in parcels is not sent back and forth either.
IN_FIELD = {
    "meal": {"replace": "remake", "repair": "remake", "bring_right": "remake"},
    "stay": {"replace": "make_good_visit", "repair": "fix_site"},
}
# Where there is no thing, what does not work is put right and not repaired.
NO_THING_IN = frozenset({"bank", "online"})
NO_THING = frozenset({"plain.service", "plain.billing", "plain.policy", "plain.privacy", "field.bank"})
# What was asked for in a general word, and the ways of a matter that do just that.
SAME = {
    "refund": {"refund", "cancel_refund", "unwind", "reverse", "partial", "difference"},
    "replace": {"replace", "part", "redeliver", "bring_right", "remake", "rebook", "equal_value"},
    "repair": {"repair", "part", "fix", "fix_site", "fix_line", "on_site"},
    "compensation": {"compensation", "partial", "difference", "equal_value", "days_back"},
    "action": {
        *{"action", "redeliver", "by_hand", "fix", "within_rule", "rebook", "honour", "correct_record"},
        *{"bring_right", "one_contact", "review", "plan", "fix_site", "fix_line"},
    },
    "stop": {"stop", "stop_calls", "on_site"},
    "investigate": {
        "investigate",
        "on_site",
        "inspect_together",
        "trace",
        "trace_data",
        "test",
        "review",
        "written_answer",
        "validate",
    },
}


def options_for(
    request: DraftRequest, texts: Mapping[str, Any], matters: Sequence[Matter]
) -> tuple[list[Option], list[str]]:
    """Two to three options with their good and weak sides, and the demands met whichever is chosen."""
    if len(request.options) >= FEWEST:
        return list(request.options[: MOST + 1]), []
    asked = [demand for demand in dict.fromkeys(request.demands) if demand in texts["option"]]
    field = field_of(request, language_for(request.language))
    at_hand = IN_FIELD.get(field, {})
    put_right = [at_hand.get(demand, demand) for demand in asked if demand not in WITH_EVERY_OPTION]
    ways = list(dict.fromkeys(at_hand.get(way, way) for matter in matters[:1] for way in matter.ways))
    if matters[0].key in NO_THING or field in NO_THING_IN:
        put_right = ["action" if demand == "repair" else demand for demand in put_right]
    if matters[0].key in TO_BE_ESTABLISHED:
        put_right = [demand for demand in put_right if demand not in OF_MONEY]
    names = [_closest(demand, ways) for demand in put_right]
    room = max(FEWEST, min(len(set(names)), MOST)) - len(request.options)
    more = [at_hand.get(way, way) for matter in matters for way in matter.ways]
    if "action" not in asked and matters[0].key == "plain.service":
        more = [*(way for way in more if way != "action"), "written_answer"]
    names = _not_again([*names, *more], room, FEWEST - len(request.options), request, texts)
    included = [demand for demand in asked if demand in WITH_EVERY_OPTION and demand not in names]
    return [*request.options, *(_ready(name, request, texts) for name in names)], included


def _not_again(
    names: Sequence[str], room: int, fewest: int, request: DraftRequest, texts: Mapping[str, Any]
) -> list[str]:
    """What the customer turned down comes only where too little else is left to choose from, and last."""
    every = list(dict.fromkeys([*names, *(AFTER_A_NO if request.turned_down else ())]))
    again = [name for name in every if texts["option"][name]["title"] in request.turned_down]
    fresh = [name for name in every if name not in again][:room]
    return [*fresh, *again[: max(0, fewest - len(fresh))]]


def _closest(demand: str, ways: Sequence[str]) -> str:
    """The matter's own way of doing what was asked, or what was asked as it is."""
    if demand == "action" and ways:
        return ways[0]  # to have it done is to have done what the matter needs
    return next((way for way in ways if way in SAME.get(demand, ())), demand)


def _ready(name: str, request: DraftRequest, texts: Mapping[str, Any]) -> Option:
    done_by = request.done_by or request.moment("", HOURS.get(name, USUAL_HOURS))
    return Option(**texts["option"][name], done_by=done_by)
