"""Faults that no list of phrases knows, found by what the words do."""

from __future__ import annotations

from collections.abc import Iterator

from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.meant import is_meant_well
from amends.practice.replies.check.phrases import ALTERNATIVE, Hit, is_legal, says_feeling_is_right, trimmed
from amends.practice.replies.check.words import Words

LEARNED_CODES = (
    "denies_feeling",
    "justifies",
    "blames_customer",
    "blames_others",
    "negative_wording",
    "jargon",
    "canned",
    "wrong_tone",
    "admits_liability",
    "looks_like_bribe",
    "exposes_data",
    "threatens",
    "over_promise",
)
# Promises without a time, or without anybody who keeps them.
OF_PROMISES = ("no_time", "no_owner")
# What a reply should hold, with the fault of its missing.
PARTS = {
    "contact": "no_contact",
    "way": "no_solution",
    "second": "single_option",
    "sorry": "no_apology",
    "feels": "no_empathy",
}


def sense_hits(text: Acts, words: Words, context: CheckContext) -> Iterator[Hit]:
    """Each run of clauses that surely does what a reply should not."""
    for code in LEARNED_CODES:
        if (code == "admits_liability" and not is_legal(text, words, context)) or (
            code in ("wrong_tone", "canned") and context.text_kind != "complaint"
        ):
            continue
        for run in text.having(code):
            start, end = trimmed(text.reply, run.start, run.end)
            if code == "negative_wording" and ALTERNATIVE.match(text.reply[end : end + 60]):
                continue
            if is_meant_well(text, code, run.start, run.end):
                continue
            if start < end and not says_feeling_is_right(text, code, start, end):
                yield code, start, end, words.better.get(code, "")
