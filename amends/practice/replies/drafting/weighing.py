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
from amends.practice.replies.drafting.opinions import opinions_on
from amends.practice.replies.drafting.scene import POINTS_BACK, WRONG, goes_wrong, leads_on
from amends.practice.replies.drafting.whole import ASIDE, BARE, JEER, NOT_BAD

# How many characters make a clause one step longer, in Chinese and in English; longer than eight steps is long.
STEP, LONGEST = {"zh": 4, "en": 12}, 8
NOT_AGAINST, A_FAULT, OF_A_SCENE, OF_PRAISE = 0.25, 0.6, 0.1, 0.0
# How near to what would embarrass a clause may be: one that tells a grievance, and one that hardly tells anything; beyond it, it is not said.
TELLS, BOLD, WARY, EMBARRASSES = 0.5, 0.22, 0.17, -0.5
# Where words name a fault as well it may be more likely to embarrass, and needs to tell less; of English mostly banks taught, so that words count for more.
FAULT_TOLD, FAULT_AT_LEAST = {"zh": 0.32, "en": 0.55}, {"zh": NOT_AGAINST, "en": -0.2}
HARMLESS = 0.1  # what nobody would mind hearing back is said as soon as words name a fault
# In a line or two there is little else to say: they may come nearer. So may what an English "it" right after it stands for.
A_LINE, OF_A_LINE = {"zh": 40, "en": 150}, 0.15
IN_PASSING = 0.45  # in a spoken text words that name a fault say less: half of it is praise
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

    What was learned decides; where it is in doubt, words that name a fault do. A step of the customer's, a condition or
    a bare judgement is a scene, whatever else is in it. What is named plainly instead of being repeated embarrasses nobody.
    """
    told = []
    opinions = opinions_on(features_in(clauses, sayable, words))
    script = "en" if words.language == "en" else "zh"
    is_a_line = sum(len(one.raw) for one in clauses) <= A_LINE[script]
    for place, clause in enumerate(clauses):
        weight = opinions[place].tells
        fails = goes_wrong(clause.words, words)
        least = IN_PASSING if clause.is_alone else FAULT_AT_LEAST[script]
        if fails and (weight >= least or opinions[place].harms <= HARMLESS):
            weight = max(weight, A_FAULT)
        if turns_away(clause.words, words):
            weight = min(weight, OF_PRAISE)
        says_nothing = leads_on(clause.words) or BARE.match(clause.words)
        weight = min(weight, OF_A_SCENE) if says_nothing else weight
        bar = FAULT_TOLD[script] if fails else BOLD if weight >= TELLS else WARY
        bar += OF_A_LINE * (is_a_line or _is_pointed_back_to(clauses, place, words))
        if not clause.named and opinions[place].harms > bar:
            weight = min(weight, EMBARRASSES)
        told.append(weight)
    return told


# "They said it was no problem" praises nothing.
TOLD_SO = re.compile(r"[说說]|表示|[称稱]|回[复覆]")


def turns_away(clause: str, words: Words) -> bool:
    """Praise, and what is said to others or to oneself."""
    is_praise = (NOT_BAD.search(clause) and not TOLD_SO.search(clause)) or (
        GOOD.search(clause) and not goes_wrong(clause, words)
    )
    return bool(is_praise or ASIDE.search(clause))


def features_in(clauses: Sequence[Clause], sayable: Sequence[bool], words: Words) -> list[list[int]]:
    """The buckets of each clause of one complaint."""
    return [features_of(clauses, place, sayable[place], words) for place in range(len(clauses))]


def features_of(clauses: Sequence[Clause], place: int, is_sayable: bool, words: Words) -> list[int]:
    """The buckets of one clause: its n-grams, where it stands, how long it is, and what the rules see in it."""
    clause, script = clauses[place], "en" if words.language == "en" else "zh"
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


def _is_pointed_back_to(clauses: Sequence[Clause], place: int, words: Words) -> bool:
    is_last = place + 1 == len(clauses)
    return words.language == "en" and not is_last and bool(POINTS_BACK.match(clauses[place + 1].words))
