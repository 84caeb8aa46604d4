"""Parts that an answer to a complaint needs and this one does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.practice.replies.check.content import content_of
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.phrases import Hit
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.words import Words

FULL = frozenset({"no_apology", "no_empathy", "no_solution", "no_contact", "not_answered"})
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


def missing_hits(text: Text, words: Words, context: CheckContext) -> Iterator[Hit]:
    """One remark for each part that is not there, at the place where it belongs."""
    parts = required(context)
    reply, head, end = text.reply, text.after_greeting, text.end
    say = words.suggestions
    if "no_apology" in parts and not words.has("apology", reply):
        yield "no_apology", head, head, say["no_apology"]
    if "no_empathy" in parts and context.emotion != "calm" and not is_understanding(text, words):
        yield "no_empathy", head, head, say["no_empathy"]
    if "no_solution" in parts and not offers_a_way(text, words, context):
        time = context.promise_by or say["time"]
        yield "no_solution", end, end, say["no_solution"].format(time=time)
    elif (
        "single_option" in parts
        and is_proposal(text, words, context)
        and not words.has("second_option", reply)
    ):
        yield "single_option", end, end, say["single_option"]
    if "no_contact" in parts and not words.has("contact", reply):
        yield "no_contact", end, end, say["no_contact"]


def is_understanding(text: Text, words: Words) -> bool:
    """Words for the feeling, or an apology that says in one breath what the customer went through."""
    if words.has("empathy", text.reply):
        return True
    lived = content_of(text.complaint)
    spans = (text.reply[span.start : span.end] for span in text.sentences)
    return any(words.has("apology", span) and len(content_of(span) & lived) >= 2 for span in spans)


def offers_a_way(text: Text, words: Words, context: CheckContext) -> bool:
    """A concrete remedy, or at least steps with a time; what is refused or only quoted back does not count."""
    if any(_ours(text, words, match.start()) for match in words.lexicon["solution"].finditer(text.reply)):
        return True
    if context.kind == "solution":
        return False
    if any(mark.pattern.search(text.reply) for mark in words.marks["negative_wording"]):
        return False  # A refusal with a date is still only a refusal.
    # Something done by a time is a way, whatever the verb; a time set for the customer is not.
    spans = (text.reply[span.start : span.end] for span in text.sentences)
    if any(words.has("deadline", sentence) and not ASKED_OF_CUSTOMER.search(sentence) for sentence in spans):
        return True
    return any(
        words.has("deadline", sentence)
        for match in words.lexicon["handling"].finditer(text.reply)
        for sentence in text.around(match.start(), before=0, after=1)
    )


def is_proposal(text: Text, words: Words, context: CheckContext) -> bool:
    """Whether the reply offers a remedy to agree to, rather than reporting one that is done."""
    if context.kind == "solution":
        return True
    match = words.lexicon["proposal"].search(text.reply)
    return (
        bool(match)
        and not words.has("done", text.reply)
        and _ours(text, words, match.end() - 2 if match else 0)
    )


def _ours(text: Text, words: Words, position: int) -> bool:
    before = text.clause_before(position)
    return not words.has("negation", before) and not words.has("customer_said", before)
