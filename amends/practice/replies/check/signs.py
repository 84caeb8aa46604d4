"""What speaks for and against each fault of a reply, as numbers: what was seen, how surely each sense stands anywhere, and the case."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.completeness import Answer, answers_to
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.meant import is_meant_well
from amends.practice.replies.check.missing import is_proposal, required
from amends.practice.replies.check.money import beyond, is_theirs
from amends.practice.replies.check.numbers import without_things
from amends.practice.replies.check.phrases import is_legal
from amends.practice.replies.check.reader import Whole
from amends.practice.replies.check.reading import UNNAMED
from amends.practice.replies.check.sense import Judged, weights
from amends.practice.replies.check.senses import LEARNED_CODES, PARTS
from amends.practice.replies.check.sums import Sum, sums_in
from amends.practice.replies.check.words import Words

Signs = dict[str, float]
# Nothing is surer than this either way, as a logarithm of odds.
FARTHEST, NOWHERE = 8.0, -6.0
# Less likely runs are no peak.
A_PEAK = 0.3
HIGHEST = 3
# Sentences at the end of a reply, and so many ways are many.
LAST, MOST_WAYS = 2, 4
QUESTIONS = "？?"


def signs_of(text: Acts, words: Words, context: CheckContext, seen: Collection[str], whole: Whole) -> Signs:
    """All signs by name; `seen` are the codes of what rules and phrases remark, `whole` is what was read of it as a whole.

    What has no sign counts as nought.
    """
    signs = {f"seen.{code}": 1.0 for code in seen}
    signs |= {f"read.{code}": max(-FARTHEST, min(FARTHEST, odds)) for code, odds in whole.odds.items()}
    signs |= _of_the_case(text, words, context)
    signs |= _of_a_way_to_us(text)
    signs |= _of_the_words(text)
    parts = required(context)
    signs |= {f"asked.{code}": 1.0 for code in parts}
    if "not_answered" in parts and text.complaint.strip():
        signs |= _of_the_points(answers_to(text, words, context), context)
    return signs


def _of_the_case(text: Acts, words: Words, context: CheckContext) -> Signs:
    return {
        f"kind.{context.kind or UNNAMED}": 1.0,
        "calm": float(context.emotion == "calm"),
        "strong": float(context.intensity),
        "grave": float(context.is_grave),
        "legal": float(is_legal(text, words, context)),
        "unfixed": float(context.fixed is False or context.calm is False),
        "eagle": float(context.persona == "eagle"),
        "points": float(len(context.grievances)),
        "length": float(np.log(len(text.reply) + 1)),
        "english": float(text.script == "en"),
        "asks": float(any(mark in text.complaint for mark in QUESTIONS)),
        "dated": float(text.has_time(text.low)),
        "owned": float(text.is_owned()),
        "bound": float(min(len(text.promised()), 3)),
        "done": float(words.has("done", text.reply)),
        "proposed": float(is_proposal(text, words, context)),
        "above": float(bool(above_limit(text, words, context))),
    }


def _of_a_way_to_us(text: Acts) -> Signs:
    """Words by which somebody might be reached: any at all, how many, and whether they stand at the end, where they belong."""
    low = without_things(text.low)
    last = text.sentences[-LAST:]
    ways = min(MOST_WAYS, sum(1 for _ in text.known["reached"].finditer(low)))
    at_the_end = bool(last) and text.has("reached", low[last[0].start :])
    return {"reach.any": float(ways > 0), "reach.ways": float(ways), "reach.end": float(at_the_end)}


def above_limit(text: Acts, words: Words, context: CheckContext) -> list[Sum]:
    """Sums beyond what the writer may grant, without those that the customer names too, as paid or as asked for."""
    theirs = {one.value for one in sums_in(text.complaint)}
    others = [one for one in sums_in(text.reply) if one.value not in theirs]
    return beyond([one for one in others if not is_theirs(text, words, one.start)], text, context)


def _of_the_words(text: Acts) -> Signs:
    """How surely each sense stands where it is surest; for faults besides without what is meant well."""
    known = weights()
    likely = [run.likely for run in text.runs] or [np.zeros(len(known.senses), np.float32)]
    scores = odds(np.stack(likely))
    signs = {f"most.{sense}": float(scores[:, at].max()) for at, sense in enumerate(known.senses)}
    for code in LEARNED_CODES:
        peak = peak_of(text, code)
        signs[f"peak.{code}"] = NOWHERE if peak is None else float(odds(peak.likely[known.column(code)]))
    for part in PARTS:
        column = np.sort(scores[:, known.column(part)])[::-1]
        signs[f"high.{part}"] = float(column[:HIGHEST].mean())
        signs[f"sum.{part}"] = float(np.log(np.exp(column).sum()))
    return signs


def odds(likely: NDArray[np.float32]) -> NDArray[np.float64]:
    """Logarithms of odds, no farther than the farthest."""
    clear = np.clip(likely.astype(np.float64), 1e-6, 1 - 1e-6)
    return np.clip(np.log(clear / (1 - clear)), -FARTHEST, FARTHEST)


def peak_of(text: Acts, sense: str) -> Judged | None:
    """The run that has a sense most surely and is neither meant well nor the customer's own."""
    column = weights().column(sense)
    likely = (one for one in text.runs if one.likely[column] > A_PEAK)
    for run in sorted(likely, key=lambda one: (-float(one.likely[column]), one.start)):
        if not is_meant_well(text, sense, run.start, run.end) and not text.is_quoting(run.start, run.end):
            return run
    return None


def _of_the_points(answers: list[Answer], context: CheckContext) -> Signs:
    """Of the point that is answered least, and of all together."""
    if not answers:
        return {}
    least = min(answers, key=lambda one: one.weight)
    return {
        "point.answered": float(least.answered),
        "point.touched": float(least.touched),
        "point.shared": least.shared,
        "point.named": float(least.named),
        "point.topic": float(least.topic),
        "point.asks": float(least.asks),
        "point.length": float(np.log(len(least.point.text) + 1)),
        "points.shared": float(np.mean([one.shared for one in answers])),
        "points.answered": float(min(one.answered for one in answers)),
        "points.spread": float(max(one.weight for one in answers) - least.weight),
        "points.given": float(bool(context.grievances)),
        "points.single": float(len(context.grievances) == 1),
        "points.many": float(min(len(answers), 4)),
    }
