"""What a reply does: apologises, feels with the customer, offers a way, can be answered, and has somebody who stands up for it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property

from amends.practice.replies.check.features import LEARNED, folded
from amends.practice.replies.check.sense import clauses_of, weights
from amends.practice.replies.check.text import Span, Text
from amends.practice.replies.check.words import language_of

HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[a-z]{3,}")
GREETED = re.compile(
    r"(?:您好|你好|好)[，,。：:！! ]*$|^\s*(?:dear|hello|hi|good (?:morning|afternoon)|well)\b[^,]{0,24},?\s*$"
)
MARKS = re.compile(r"[，。！？；：、,.!?;:\s～~“”\"'（）()]")
# So much beside the apology says what for: fewer words only say that one is sorry.
SAYS_WHAT_FOR = {"zh": 6, "en": 5}
# What is said there binds nobody to a time: it is a fault of another kind.
NO_PROMISE = ("threatens", "exposes_data", "admits_liability", "over_promise", "looks_like_bribe")
PROMISES, FEELS = 0.4, 0.5
# What is passed on or to be thought about promises an answer, though it hardly sounds like it.
PENDING = 0.2


@cache
def acts(script: str) -> dict[str, re.Pattern[str]]:
    """How parts are recognised in one script, compiled."""
    table = tomllib.loads((LEARNED / "acts.toml").read_text(encoding="utf-8"))[script]
    title = table.pop("title")
    return {name: re.compile(pattern.replace("TITLE", title)) for name, pattern in table.items()}


@dataclass(frozen=True)
class Clause:
    """A clause with its sentence, in folded words, and how likely it promises something."""

    span: Span
    words: str
    sentence: str
    at: int
    """Where it begins in its sentence."""
    promises: float
    feels: float


class Acts(Text):
    """A reply with its acts; each is worked out once."""

    def __init__(self, reply: str, complaint: str = "") -> None:
        super().__init__(reply, complaint)
        self.script = "en" if language_of(reply) == "en" else "zh"
        self.low = folded(reply)
        self.known = acts(self.script)

    @cached_property
    def clauses(self) -> list[Clause]:
        known = weights()
        promise, empathy = known.column("promise"), known.column("empathy")
        single = {(run.start, run.end): run.likely for run in self.runs}
        found = []
        for sentence in self.sentences:
            words = self.low[sentence.start : sentence.end]
            for start, end in clauses_of(words, self.script):
                span = Span(sentence.start + start, sentence.start + end)
                likely = single[span.start, span.end]
                found.append(
                    Clause(
                        span, words[start:end], words, start, float(likely[promise]), float(likely[empathy])
                    )
                )
        return found

    def has(self, act: str, words: str | None = None) -> bool:
        return self.known[act].search(self.low if words is None else words) is not None

    def apologises(self, *, at_law: bool) -> bool:
        """For something: being sorry to hear of it, or if there was anything, is an apology only where the law is in play."""
        return self.has("apology", self.low if at_law else self.known["hollow"].sub(" ", self.low))

    def without(self, *senses: str) -> str:
        """The folded reply with the words of these faults blanked out, so that they do not count for anything good."""
        low = self.low
        for sense in senses:
            for run in self.having(sense):
                low = low[: run.start] + "。" * (run.end - run.start) + low[run.end :]
        return low

    def feels_with(self) -> bool:
        """Words for the feeling, or an apology that says in the same breath what the customer went through."""
        low = self.without("canned", "denies_feeling")
        if self.has("feeling", low):
            return True
        if any(one.feels > FEELS and low[one.span.start] != "。" for one in self.clauses):
            return True
        return any(self._says_what_for(span, low) for span in self.sentences)

    def _says_what_for(self, span: Span, low: str) -> bool:
        sentence = low[self._from(span) : span.end]
        if not self.has("apology", sentence):
            return False
        if self.has("sorry_for", sentence):
            return True
        clauses = [sentence[start:end] for start, end in clauses_of(sentence, self.script)]
        at = next((i for i, one in enumerate(clauses) if self.has("apology", one)), len(clauses))
        before = "".join(one for one in clauses[:at] if not GREETED.search(one.strip()))
        if self.script == "zh":
            return len(HAN.findall(MARKS.sub("", before))) >= SAYS_WHAT_FOR["zh"]
        return len(WORD.findall(before)) >= SAYS_WHAT_FOR["en"]

    def told_until(self, span: Span) -> int:
        """Where what happened ends in a sentence: before the first apology the customer's plight is told, not what we do."""
        sorry = self.known["apology"].search(self.low)
        return sorry.start() if sorry and span.start <= sorry.start() < span.end else span.start

    def _from(self, span: Span) -> int:
        """Where the sentence begins; what stands before a semicolon belongs to it."""
        index = self.sentence_index(span.start)
        before = self.sentences[index - 1] if index else None
        joined = before is not None and self.reply[before.start : before.end].rstrip().endswith((";", "；"))
        return before.start if joined and before is not None else span.start

    def promised(self) -> list[Clause]:
        """Clauses that bind us: what the customer is asked for, and what only may be, does not."""
        low = self.without(*NO_PROMISE)
        return [
            one
            for one in self.clauses
            if self._sounds_bound(one) and low[one.span.start] != "。" and self._binds(one)
        ]

    def _sounds_bound(self, clause: Clause) -> bool:
        return clause.promises > PROMISES or (clause.promises > PENDING and self.has("pending", clause.words))

    def _binds(self, clause: Clause) -> bool:
        """Neither asked of the customer, nor an apology, nor only how we are reached."""
        words, before = clause.words, clause.sentence[: clause.at]
        if self.has("given", before) or any(self.has("ask", one) for one in (words, before[-30:])):
            return False
        if self.has("apology", words) or self.has("anybody", words):
            return False
        if clause.feels > clause.promises or self.has("feeling", words):
            return False
        return self.has("bound", words) and (self.has("will", words) or not self.has("contact", words))

    def is_dated(self, clause: Clause) -> bool:
        """A time in the sentence; that something else is done already says nothing of when this will be."""
        if self.has("deadline", clause.words):
            return True
        return self.has_time(clause.sentence)

    def has_time(self, words: str) -> bool:
        """A time that lies ahead: a day or an hour, and not only that something is done already."""
        return any(not self.has("done", found.group()) for found in self.known["deadline"].finditer(words))

    def is_dated_at(self, position: int) -> bool:
        """Whether a time stands in the sentence at a position."""
        span = self.sentences[self.sentence_index(position)]
        return self.has("deadline", self.low[span.start : span.end])

    def is_owned(self) -> bool:
        """Somebody by name, or an I."""
        return self.has("owned") or self.has("named")
