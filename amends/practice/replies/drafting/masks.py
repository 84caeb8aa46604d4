"""What was masked amid an English sentence: left out or called by a common word where the sentence stands without it."""

from __future__ import annotations

import re

MASK = "\ue000"  # a name or number that was masked; where it stays, the sentence is torn
COUNTED = r"(?:minutes|hours|days|weeks|months|years|times|people|items)"
# What is the same thing with and without the name before it.
OWNED = r"(?:accounts?|cards?|loans?|balance|payments?|statements?|bills?|department|team|app|website|store|branch|office|agents?|representatives?)"
# A dozen things that many say of somebody, in the form that fits "they".
OF_MANY = r"(?:never|have|are|were|will|would|did|do|keep|failed|refused|continue|sent|charged|told|closed|denied|reported|sold)"
ENDS = r"(?=$|[,;]| (?:and|but|that|when|because|stating|saying)\b)"
UNMASKED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern.replace("@", MASK), re.I), instead)
    for pattern, instead in (
        (rf"@ (?:to|or|and) @ (?={COUNTED}\b)", "several "),
        (
            rf"(?:\b(?:nearly|about|over|almost|approximately|around|at least|more than) )?@ (?={COUNTED}\b)",
            "several ",
        ),
        (
            r"(?: -| \()?(?: (?:my|the))?(?: partial)?(?: (?:account|acct|case|reference|report|claim|loan|card|ticket|phone))?"
            r" ?(?:numbers?|no\.|ending in|#)[ .:#*]*@(?: and @)*\)?",
            "",
        ),
        (r"\$@", "a sum of money"),
        (rf"\b(my|our|your|the|his|her|this|that) @(?: @)* (?={OWNED}\b)", r"\1 "),
        (
            r"\b(a|an|the|my)(?: @)+ (?=(?:credit|debit|bank|student|auto|car|personal|home) (?:card|account|loan)s?\b)",
            r"\1 ",
        ),
        (r"^@(?: @)* (?:is|are) (?=(?:\w+ly |still )?\w+ing\b)", "they are "),
        (r"^@(?: @)* has (?=(?:been|not|never|failed|refused|continued|repeatedly)\b)", "they have "),
        (r"^@,? and (?=[A-Z])", ""),
        (rf"(?<=\w) and @(?= {OF_MANY}\b)", " and another company"),
        (rf"^@(?= {OF_MANY}\b)", "they"),
        (rf",? (?:on|in|at|for)(?: @)+{ENDS}", ""),
        (r"\b(person|man|woman|someone|somebody) (?:named|called)(?: @)+", r"\1"),
    )
)


def unmasked(sentence: str) -> str:
    """Without what was masked where it can be done without, else as it was."""
    if MASK not in sentence:
        return sentence
    for pattern, instead in UNMASKED:
        sentence = pattern.sub(instead, sentence)
    return " ".join(sentence.split())
