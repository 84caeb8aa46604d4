"""What is said in the end: of each fault all signs are weighed together, as judged replies of many hands have taught."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.features import LEARNED
from amends.practice.replies.check.finding import SEVERITY
from amends.practice.replies.check.meant import has_only_known_letters
from amends.practice.replies.check.missing import remark_on, required
from amends.practice.replies.check.money import is_one_sum_beyond, too_early
from amends.practice.replies.check.phrases import Hit, is_legal, trimmed
from amends.practice.replies.check.promises import to_be_dated
from amends.practice.replies.check.reader import Whole, read_whole
from amends.practice.replies.check.senses import LEARNED_CODES, OF_PROMISES, PARTS
from amends.practice.replies.check.signs import Signs, above_limit, peak_of, signs_of
from amends.practice.replies.check.words import Words

VERDICTS = LEARNED / "verdicts.json"
IN_FULL = re.compile(r"\d{15,}")
MISSING = frozenset(PARTS.values())


@dataclass(frozen=True)
class Verdict:
    """How much each sign counts for one fault, and from where on (a logarithm of odds) it is said."""

    weights: Mapping[str, float]
    bias: float
    sure: float

    def says(self, signs: Signs) -> bool:
        return self.odds(signs) > self.sure

    def odds(self, signs: Signs) -> float:
        return self.bias + sum(weight * signs.get(name, 0.0) for name, weight in self.weights.items())


@cache
def verdicts() -> dict[str, Verdict]:
    """Those that ship, by code."""
    table = json.loads(VERDICTS.read_text(encoding="utf-8"))
    return {code: Verdict(one["weights"], one["bias"], one["sure"]) for code, one in table.items()}


def weighed(text: Acts, words: Words, context: CheckContext, hits: Iterable[Hit]) -> Iterator[Hit]:
    """What was seen, without what is not borne out by all signs together, and with what they say beside it.

    What is forbidden whatever else is said stays; so does what answers no complaint that is known: nobody has judged such replies.
    """
    seen: dict[str, list[Hit]] = {}
    for hit in hits:
        seen.setdefault(hit[0] if hit[0] in SEVERITY else "wrong_tone", []).append(hit)
    if context.text_kind != "complaint" or not text.complaint.strip():
        yield from (hit for found in seen.values() for hit in found)
        return
    whole = read_whole(text, context)
    signs = signs_of(text, words, context, seen, whole)
    for code in SEVERITY:
        found = seen.get(code, [])
        verdict = verdicts().get(code)
        if verdict is None or is_certain(code, text, context):
            yield from found
        elif verdict.says(signs):
            yield from found or found_by_signs(code, text, words, context, whole)
        else:
            yield from (hit for hit in found if is_forbidden(hit, text, context))


def is_certain(code: str, text: Acts, context: CheckContext) -> bool:
    """A letter that closes an inquiry is held to every point that was looked into; and regret of what one hears is no apology."""
    if code == "not_answered":
        return any(point.finding for point in context.grievances)
    return code == "no_apology" and text.has("hollow")


def is_forbidden(hit: Hit, text: Acts, context: CheckContext) -> bool:
    """Names that must not leave the house, the number of a card or of a person in full, a sum beyond what the writer may grant."""
    code, start, end, _ = hit
    words = text.reply[start:end]
    in_full = code == "exposes_data" and IN_FULL.search(words) is not None
    too_much = code == "over_authority" and is_one_sum_beyond(text, start, end, context)
    return too_much or in_full or words in context.internal_names


def found_by_signs(code: str, text: Acts, words: Words, context: CheckContext, whole: Whole) -> Iterator[Hit]:
    """Where a fault stands that no rule saw: at its surest words, or where the part belongs that is missing."""
    if code in MISSING:
        if code in required(context) and not (code == "no_empathy" and context.emotion == "calm"):
            yield remark_on(code, text, words, context)
    elif code == "over_authority":
        yield from ((code, one.start, one.end, "") for one in above_limit(text, words, context))
    elif may_be_heard(code, text, words, context):
        start, end = trimmed(text.reply, *place_of(code, text, whole))
        is_kept = code == "no_time" and text.is_dated_at(start)
        if start < end and not is_kept:
            better = to_be_dated(words, context) if code in OF_PROMISES else words.better.get(code, "")
            yield code, start, end, better


def place_of(code: str, text: Acts, whole: Whole) -> tuple[int, int]:
    """Where a fault is shown: at the clauses that have it most surely by themselves, else in the sentence in which the whole has it; (0, 0) nowhere."""
    place = peak_of(text, "gift" if code == "gift_too_early" else code) or whole.places.get(code)
    if place is None or text.is_quoting(place.start, place.end):
        return 0, 0
    is_plain = code == "jargon" and has_only_known_letters(text, place.start, place.end)
    return (0, 0) if is_plain else (place.start, place.end)


def may_be_heard(code: str, text: Acts, words: Words, context: CheckContext) -> bool:
    """Whether a fault that no rule saw may be said of words at all: what the case rules out is never said."""
    if code == "admits_liability":
        return is_legal(text, words, context)
    if code == "gift_too_early":
        return too_early(text, words, context)
    return code in (*LEARNED_CODES, *OF_PROMISES)
