"""Words that look like a fault and are none: what happened is regretted, blame is taken back, a cause is owned up to, another way or a plain word follows."""

from __future__ import annotations

from amends.practice.replies.check.abbreviations import ABBREVIATION, KNOWN
from amends.practice.replies.check.acts import FEELS, Acts
from amends.practice.replies.check.features import folded, meanings
from amends.practice.replies.check.text import Span

# What the customer went through is told with the same words as a fault; so is a cause that the writer owns up to.
OF_WHAT_HAPPENED = ("justifies", "blames_customer", "blames_others", "negative_wording")
# So few letters that only say sorry are no set phrase.
ONLY_SORRY = 10
# Another way, or what a term means, stands in the next sentence, if anywhere.
NEXT = 80
# The ways to choose from are announced before the first of them.
BEFORE = 60


def is_meant_well(text: Acts, code: str, start: int, end: int) -> bool:
    """Whether words that were taken for a fault are none by what stands around them."""
    if code == "canned":
        return text.has("apology", text.low[start:end]) and end - start < ONLY_SORRY
    if code == "jargon":
        explained = meanings(text.script)["explains"].search(text.low[start : end + NEXT]) is not None
        return explained or not _has_a_term(text, start, end)
    if code == "wrong_tone":
        return end <= text.after_greeting + len("～，")
    if code not in OF_WHAT_HAPPENED:
        return False
    sentence = text.sentences[text.sentence_index(start)]
    if code == "blames_customer" and _is_taken_back(text, sentence, start, end):
        return True
    if code == "justifies" and _is_only_told(text, sentence, start, end):
        return True
    rest = text.low[start : sentence.end]
    sorry = text.known["apology"].search(rest)
    before = text.low[sentence.start : start]
    if sorry and sorry.start() > 1 and not text.has("apology", before):
        refused = text.has("refuses", text.low[start:end]) or text.has("refuses", rest[sorry.end() :])
        return _feels(text, sentence) or not refused
    if text.has("owns", rest):
        return True
    another = text.low[max(start - BEFORE, 0) : sentence.end + NEXT]
    return code == "negative_wording" and text.has("choice", another)


def _is_taken_back(text: Acts, sentence: Span, start: int, end: int) -> bool:
    """Whether the customer is acquitted, or blame that others laid on them is called wrong or regretted."""
    whole = text.low[sentence.start : sentence.end]
    regretted = text.has("apology", whole) and _feels(text, sentence) and not text.has("turns", whole)
    if regretted or text.has("acquits", whole):
        return True
    told = text.known["reported"].search(text.low, sentence.start, end)
    if told is None:
        return False
    after = text.low[told.end() : sentence.end + NEXT]
    return text.has("disowned", after) or text.has("apology", folded(text.clause_before(told.start())))


def _is_only_told(text: Acts, sentence: Span, start: int, end: int) -> bool:
    """Whether a change is told, or what a term means, or a feeling without any excuse beside it."""
    run = text.low[start:end]
    if text.has("changes", run) or text.has("glossed", text.low[sentence.start : sentence.end]):
        return True
    return text.has("feeling", run) and not meanings(text.script)["excuse"].search(run)


def _has_a_term(text: Acts, start: int, end: int) -> bool:
    """Whether a word of the trade stands there: one that is known, or letters that nobody outside can read."""
    terms = meanings(text.script)["jargon"].finditer(text.low[start:end])
    if any(found.group().upper() not in KNOWN for found in terms):
        return True
    return any(one not in KNOWN for one in ABBREVIATION.findall(text.reply[start:end]))


def has_only_known_letters(text: Acts, start: int, end: int) -> bool:
    """Whether abbreviations stand there and everybody knows them."""
    letters = ABBREVIATION.findall(text.reply[start:end])
    return bool(letters) and not _has_a_term(text, start, end)


def _feels(text: Acts, sentence: Span) -> bool:
    """Whether a sentence speaks of how the customer felt."""
    if text.has("feeling", text.low[sentence.start : sentence.end]):
        return True
    inside = (one for one in text.clauses if sentence.start <= one.span.start < sentence.end)
    return any(one.feels > FEELS for one in inside)
