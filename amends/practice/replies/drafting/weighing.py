"""How much of the matter each clause of a complaint tells, learned from complaints in which people marked what a reply should say back.

1 is a further true grievance, 2 the core of it; what says nothing lies about 0, what would embarrass below it. What is likely to embarrass is not said
however much it tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

from amends.practice.replies.check.features import BUCKETS, buckets, folded
from amends.practice.replies.check.words import Words
from amends.practice.replies.drafting.clauses import DEMANDING, FAILURE, GOOD, LEADING, MOOD, Clause
from amends.practice.replies.drafting.opinions import Opinion, opinions_on
from amends.practice.replies.drafting.scene import WRONG, goes_wrong, leads_on
from amends.practice.replies.drafting.whole import JEER

# How many characters make a clause one step longer, in Chinese and in English; longer than eight steps is long.
STEP, LONGEST = {"zh": 4, "en": 12}, 8
# How near to what would embarrass a clause may be: one that tells a grievance or names a fault, and any other; beyond it, it is not said.
TELLS, BOLD, WARY, EMBARRASSES = 0.35, 0.3, 0.17, -0.5
# In a line or two there is little else to say: they may come nearer.
A_LINE, OF_A_LINE = {"zh": 40, "en": 150}, 0.15
# Places in a text that are told apart, from its beginning and from its end.
PLACES, MANY = 3, 6
SIGNS = {
    "fails": FAILURE,
    "mood": MOOD,
    "praises": GOOD,
    "leads": LEADING,
    "jeers": JEER,
    "wrong": WRONG,
    "number": re.compile(r"\d"),
    "asks": re.compile("[?？]"),
    "shouts": re.compile("[!！]"),
}


def weighed(clauses: Sequence[Clause], sayable: Sequence[bool], words: Words) -> list[float]:
    """What each clause of one complaint tells; `sayable` says of each whether a polite person would repeat it.

    What was learned decides. What is named plainly instead of being repeated embarrasses nobody.
    """
    opinions = opinions_on(features_in(clauses, sayable, words), [one.raw for one in clauses])
    is_a_line = sum(len(one.raw) for one in clauses) <= A_LINE[_script(words)]
    return [
        min(opinion.tells, EMBARRASSES)
        if not clause.named and opinion.harms > _bar(clause, opinion, words) + OF_A_LINE * is_a_line
        else opinion.tells
        for clause, opinion in zip(clauses, opinions, strict=True)
    ]


def _bar(clause: Clause, opinion: Opinion, words: Words) -> float:
    return BOLD if opinion.tells >= TELLS or goes_wrong(clause.words, words) else WARY


def _script(words: Words) -> str:
    return "en" if words.language == "en" else "zh"


def features_in(clauses: Sequence[Clause], sayable: Sequence[bool], words: Words) -> list[list[int]]:
    """The buckets of each clause of one complaint."""
    return [features_of(clauses, place, sayable[place], words) for place in range(len(clauses))]


def features_of(clauses: Sequence[Clause], place: int, is_sayable: bool, words: Words) -> list[int]:
    """The buckets of one clause: its n-grams, where it stands, how long it is, and what the rules see in it."""
    clause, script = clauses[place], _script(words)
    low = folded(clause.words)
    signs = [
        f"from start {min(place, PLACES)}",
        f"from end {min(len(clauses) - 1 - place, PLACES)}",
        f"of {min(len(clauses), MANY)}",
        f"long {min(len(low) // STEP[script], LONGEST)}",
        *_signs(clause, is_sayable, words, script),
    ]
    marks = {crc32(f"{script} sign {sign}".encode()) % BUCKETS for sign in signs}
    return sorted(buckets(low, script) | marks)


def _signs(clause: Clause, is_sayable: bool, words: Words, script: str) -> Iterator[str]:
    yield from (name for name, sign in SIGNS.items() if sign.search(clause.raw))
    yield from (f"about {topic}" for topic in words.topics_in(clause.words))
    if DEMANDING[script].search(clause.words):
        yield "demands"
    if leads_on(clause.words):
        yield "leads on"
    if not is_sayable:
        yield "unsayable"
