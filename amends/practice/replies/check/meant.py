"""Words that look like a fault and are none: what happened is told and regretted, a cause is owned up to, another way or a plain word follows."""

from __future__ import annotations

from amends.practice.replies.check.abbreviations import ABBREVIATION, KNOWN
from amends.practice.replies.check.acts import FEELS, Acts
from amends.practice.replies.check.features import meanings
from amends.practice.replies.check.text import Span

# What the customer went through is told with the same words as a fault; so is a cause that the writer owns up to.
OF_WHAT_HAPPENED = ("justifies", "blames_customer", "blames_others", "negative_wording")
# So few letters that only say sorry are no set phrase.
ONLY_SORRY = 10
# Another way, or what a term means, stands in the next sentence, if anywhere.
NEXT = 80


def is_meant_well(text: Acts, code: str, start: int, end: int) -> bool:
    """Whether words that were taken for a fault are none by what stands around them."""
    if code == "canned":
        return text.has("apology", text.low[start:end]) and end - start < ONLY_SORRY
    if code == "jargon":
        explained = meanings(text.script)["explains"].search(text.low[start : end + NEXT]) is not None
        return explained or not _has_a_term(text, start, end)
    if code == "justifies" and text.has("changes", text.low[start:end]):
        return True
    if code not in OF_WHAT_HAPPENED:
        return False
    sentence = text.sentences[text.sentence_index(start)]
    rest = text.low[start : sentence.end]
    sorry = text.known["apology"].search(rest)
    before = text.low[sentence.start : start]
    if sorry and sorry.start() > 1 and not text.has("apology", before):
        refused = text.has("refuses", text.low[start:end]) or text.has("refuses", rest[sorry.end() :])
        return _feels(text, sentence) or not refused
    if text.has("owns", rest):
        return True
    if code == "justifies" and text.has("feeling", text.low[start:end]):
        return not meanings(text.script)["excuse"].search(text.low[start:end])
    another = rest + text.low[sentence.end : sentence.end + NEXT]
    return code == "negative_wording" and text.has("choice", another)


def _has_a_term(text: Acts, start: int, end: int) -> bool:
    """Whether a word of the trade stands there: one that is known, or letters that nobody outside can read."""
    terms = meanings(text.script)["jargon"].finditer(text.low[start:end])
    if any(found.group().upper() not in KNOWN for found in terms):
        return True
    return any(one not in KNOWN for one in ABBREVIATION.findall(text.reply[start:end]))


def _feels(text: Acts, sentence: Span) -> bool:
    """Whether a sentence speaks of how the customer felt."""
    if text.has("feeling", text.low[sentence.start : sentence.end]):
        return True
    inside = (one for one in text.clauses if sentence.start <= one.span.start < sentence.end)
    return any(one.feels > FEELS for one in inside)
