"""Parts that an answer to a complaint needs and this one does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.content import content_of
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.features import folded
from amends.practice.replies.check.meant import is_meant_well
from amends.practice.replies.check.numbers import without_things
from amends.practice.replies.check.phrases import Hit, is_legal
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.words import Words

FULL = frozenset({"no_apology", "no_empathy", "no_solution", "no_contact", "not_answered"})
# What is said first, before what is done.
OPENING = frozenset({"no_apology", "no_empathy"})
# What each kind of reply must hold; "" is a reply whose kind nobody named.
REQUIRED: dict[str, frozenset[str]] = {
    "": FULL | {"single_option"},
    "acknowledgement": frozenset({"no_contact"}),
    "first_response": FULL,
    "holding": frozenset({"no_apology", "no_contact"}),
    "solution": FULL | {"single_option"},
    "closing": frozenset({"no_contact"}),
    "follow_up": frozenset({"no_contact"}),
}
ASKED_OF_CUSTOMER = re.compile(r"请您?|請您?|麻烦您|麻煩您|\bplease\b", re.I)
# Whoever is asked to come to us meets somebody who does something.
INVITED = re.compile(
    r"请您?(?:到|来|回诊|过来|带)|请.{0,6}(?:回诊|过来|到店)|\bplease (?:come|bring|drop in)\b"
)
NO_WAY = ("negative_wording", "exposes_data", "canned", "threatens", "over_promise")
CLAUSES = re.compile(r"[^，。；;\n]+")
# How long the customer has borne it is no time of ours.
LASTED = re.compile(
    r"等(?!您|[一下会會])|过[了咗]|過[了咗]|发过|打过|说过|逾|熬|拖了|垫|停了|断了|一天\d|一天[一二三四五六七八九十]|每天|好几|\b(?:for|after) (?:\w+ ){0,2}(?:days|weeks|hours|months)\b|\b(?:days|weeks|hours|months) (?:in which|of|with|on)\b|(?<!from )(?<!between )\b\d{1,2} to \d{1,2} ?[ap]m|\b(?:daily|weekdays)\b"
)
# Beside a refusal in another sentence this is a way out, though it takes nothing back from the refusal.
OFFERED = re.compile(r"您可以(?:选|改|换|先|降|转)")
BARELY_NOT = re.compile(r"(?<![要是])[不未没]$")
ONLY_FOR_COMPLAINTS = frozenset({"no_apology", "no_empathy", "no_solution", "single_option"})
NOTHING_TO_ANSWER = frozenset({"praise", "other"})


def required(context: CheckContext) -> frozenset[str]:
    """The parts this reply must hold."""
    parts = REQUIRED.get(context.kind, REQUIRED[""])
    if context.kind == "closing" and any(point.finding for point in context.grievances):
        parts = parts | {"not_answered"}
    if context.text_kind == "complaint":
        return parts
    return (
        parts - ONLY_FOR_COMPLAINTS - ({"not_answered"} if context.text_kind in NOTHING_TO_ANSWER else set())
    )


def missing_hits(text: Acts, words: Words, context: CheckContext) -> Iterator[Hit]:
    """One remark for each part that is not there, at the place where it belongs."""
    parts = required(context)
    has_a_way = offers_a_way(text, words, context)
    missing = {
        "no_apology": not text.apologises(at_law=is_legal(text, words, context)),
        "no_empathy": context.emotion != "calm" and not is_understanding(text, words),
        "no_solution": not has_a_way,
        "single_option": has_a_way and is_proposal(text, words, context) and not text.has("second"),
        "no_contact": not text.has("contact", without_things(text.without("exposes_data"))),
    }
    return (
        remark_on(code, text, words, context) for code, lacks in missing.items() if lacks and code in parts
    )


def remark_on(code: str, text: Acts, words: Words, context: CheckContext) -> Hit:
    """The remark that a part is missing, where it belongs, with the words that would open it."""
    at = text.after_greeting if code in OPENING else text.end
    time = context.promise_by or words.suggestions["time"]
    return (
        code,
        at,
        at,
        words.suggestions[code].format(time=time) if code == "no_solution" else words.suggestions[code],
    )


def is_understanding(text: Acts, words: Words) -> bool:
    """Words for the feeling, or an apology that says in one breath what the customer went through."""
    if text.feels_with():
        return True
    lived = content_of(text.complaint)
    spans = (text.reply[span.start : span.end] for span in text.sentences)
    return any(text.has("apology", folded(span)) and len(content_of(span) & lived) >= 2 for span in spans)


def offers_a_way(text: Acts, words: Words, context: CheckContext) -> bool:
    """A concrete remedy, or steps with a time; what is refused, bought silence with or only quoted back does not count."""
    low = text.without(*NO_WAY)
    vague = [
        one.span
        for one in text.promised()
        if text.has("soft", one.words) and not text.has("deadline", one.sentence)
    ]
    for match in words.lexicon["solution"].finditer(text.reply):
        if low[match.start()] == "。" or any(one.start <= match.start() < one.end for one in vague):
            continue
        if ours(text, words, match) and not refused(text, match.start()):
            return True
    for clause in text.promised():
        if low[clause.span.start] != "。" and clause.span not in vague and text.has("concrete", clause.words):
            return True
    # A refusal with a date is still only a refusal; what is done by a time beside it is a way.
    refusals = [] if text.has("choice", low) or OFFERED.search(low) else list(refusals_in(text, words))
    # Something done by a time is a way, whatever the verb; a time set for the customer is not.
    for span in text.sentences:
        if any(start < span.end and span.start < end for start, end in refusals):
            continue
        sentence = low[text.told_until(span) : span.end]
        if any(_is_a_step(text, part, beside=bool(refusals)) for part in CLAUSES.findall(sentence)):
            return True
    return False


def _is_a_step(text: Acts, clause: str, *, beside: bool = False) -> bool:
    """A clause that names a time for something of ours; beside a refusal the time lies ahead."""
    asked = ASKED_OF_CUSTOMER.search(clause) and not INVITED.search(clause)
    if asked or not text.has("deadline", clause) or text.has("apology", clause):
        return False
    if not text.has_time(clause) and (beside or text.has("soft", clause) or not text.has("concrete", clause)):
        return False  # That it has been noted, or may be written at any time, is no step.
    return not any(text.has(act, clause) for act in ("feeling", "refuses")) and not LASTED.search(clause)


def refusals_in(text: Acts, words: Words) -> Iterator[tuple[int, int]]:
    """Where something is flatly refused."""
    marks = words.marks["negative_wording"]
    found = [(run.start, run.end) for run in text.having("negative_wording")]
    found += [match.span() for mark in marks for match in mark.pattern.finditer(text.reply)]
    return (one for one in found if not is_meant_well(text, "negative_wording", *one))


def refused(text: Acts, position: int) -> bool:
    """Whether the words before a remedy in its clause refuse it."""
    before = folded(text.clause_before(position))[-24:]
    return text.has("refuses", before) or BARELY_NOT.search(before) is not None


def is_proposal(text: Acts, words: Words, context: CheckContext) -> bool:
    """Whether the reply offers a remedy to agree to, rather than reporting one that is done."""
    if context.kind == "solution":
        return True
    match = words.lexicon["proposal"].search(text.reply)
    return (
        bool(match) and not words.has("done", text.reply) and match is not None and ours(text, words, match)
    )


def ours(text: Text, words: Words, match: re.Match[str]) -> bool:
    """Whether words are our offer: neither refused nor what the customer asked for."""
    before = text.clause_before(match.start())
    return not words.has("negation", before) and not words.has("customer_said", before)
