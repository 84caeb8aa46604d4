"""Places in a reply: sentences, clauses, quotations, and where a missing part belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from amends.practice.replies.check.noted import noted_in
from amends.practice.replies.check.sense import Judged, best_of, judged, weights
from amends.practice.replies.check.words import language_of

SENTENCE = re.compile(r"[^。！？!?\n；;]+?(?:[。！？!?；;\n]+|\.(?=\s|$)|$)", re.S)
QUOTED = re.compile(r"“([^”]{2,400})”|「([^」]{2,400})」|『([^』]{2,400})』|\"([^\"\n]{2,400})\"")
GREETING = re.compile(
    r"^\s*(?:(?:尊敬的|尊敬的|親愛的|亲爱的)?[^，,。\n：:]{0,12}(?:您好|你好)[，,。！!：:\s]*|(?:dear|hello|hi)\b[^,\n]{0,30}[,\n]\s*)",
    re.I,
)
# "您写到：" and a line of a list lead up to what the customer said.
SAID_BACK = re.compile(
    r"\s*(?:\d{1,2}[.、．]\s?|[^。！？：:\n]{0,24}您[^，。：:\n]{0,8}(?:[说說提写寫讲講]|[告][诉訴]|反映)[^，。：:\n]{0,6}[：:])"
)
CLAUSE = re.compile(r"[^，。！？；：,!?;:\n]+")
SHORTEST_SAID = 5
INTO_THE_LEAD = 6  # a marked phrase may begin before the clause it marks
CLAUSE_START = re.compile(r"[，。！？；：,!?;:\n]|\.\s")


# What a fault is easily taken for.
RIVALS = {
    "justifies": ("empathy", "denies_feeling", "blames_others", "negative_wording"),
    "denies_feeling": ("empathy",),
    "blames_customer": (
        "empathy",
        "threatens",
        "wrong_tone",
        "denies_feeling",
        "looks_like_bribe",
        "promise",
    ),
    "blames_others": ("empathy", "exposes_data"),
    "negative_wording": ("empathy", "blames_others", "justifies"),
    "looks_like_bribe": ("threatens", "gift", "promise"),
    "threatens": ("looks_like_bribe", "promise"),
    "over_promise": ("gift", "promise", "looks_like_bribe"),
    "canned": ("empathy", "promise"),
    "wrong_tone": ("denies_feeling", "empathy"),
}


@dataclass(frozen=True)
class Span:
    start: int
    end: int


class Text:
    """A reply with its sentences; all offsets are code points of the original."""

    def __init__(self, reply: str, complaint: str = "") -> None:
        self.reply = reply
        self.complaint = complaint
        self._having: dict[str, list[Judged]] = {}

    @cached_property
    def sentences(self) -> list[Span]:
        return [Span(m.start(), m.end()) for m in SENTENCE.finditer(self.reply) if m.group().strip()]

    @cached_property
    def runs(self) -> list[Judged]:
        """Every few clauses with how likely they have each learned sense."""
        script = "en" if language_of(self.reply) == "en" else "zh"
        return judged([(span.start, self.reply[span.start : span.end]) for span in self.sentences], script)

    def having(self, sense: str) -> list[Judged]:
        """The words that surely have a sense, in no overlap; those of the customer that are quoted have none."""
        if sense not in self._having:
            runs = best_of(self.reply, self.runs, sense, RIVALS.get(sense, ()))
            self._having[sense] = [run for run in runs if not self.is_quoting(run.start, run.end)]
        return self._having[sense]

    def surest(self, senses: Iterable[str], start: int, end: int) -> str:
        """Which of some learned senses the words between two places have most surely; of equals the first by name."""
        inside = [run.likely for run in self.runs if start <= run.start and run.end <= end]
        known = weights()
        return max(sorted(senses), key=lambda one: max((run[known.column(one)] for run in inside), default=0))

    def is_quoting(self, start: int, end: int) -> bool:
        """Whether most of it is the customer's own."""
        quoted = sum(
            min(end, one.end) - max(start, one.start)
            for one in self.quotations
            if one.start < end and start < one.end
        )
        return quoted * 2 > end - start

    @cached_property
    def quotations(self) -> list[Span]:
        """Words that are the customer's own, in marks or said back as theirs; they are not held against the writer."""
        marked = [
            Span(m.start(), m.end())
            for m in QUOTED.finditer(self.reply)
            if any(part and part in self.complaint for part in m.groups())
        ]
        return [*marked, *self._said_back()]

    def _said_back(self) -> Iterator[Span]:
        """The clauses behind "you wrote:", or in a numbered line, that stand in the complaint word for word."""
        for span in self.sentences if self.complaint else ():
            lead = SAID_BACK.match(self.reply, span.start, span.end)
            for clause in CLAUSE.finditer(self.reply, lead.end(), span.end) if lead else ():
                words = clause.group().strip()
                if len(words) >= SHORTEST_SAID and words in self.complaint:
                    yield Span(max(span.start, clause.start() - INTO_THE_LEAD), clause.end())

    @cached_property
    def after_greeting(self) -> int:
        match = GREETING.match(self.reply)
        return match.end() if match else 0

    @cached_property
    def end(self) -> int:
        return len(self.reply.rstrip())

    def is_quoted(self, start: int, end: int) -> bool:
        return any(span.start <= start and end <= span.end for span in self.quotations)

    @cached_property
    def noted(self) -> list[Span]:
        """The customer's requests and figures, in marks, where the reply notes them and nothing else."""
        return [Span(*one) for one in noted_in(self.reply, self.complaint, QUOTED)]

    def is_noted(self, start: int, end: int) -> bool:
        return any(span.start <= start and end <= span.end for span in self.noted)

    def sentence_index(self, position: int) -> int:
        for index, span in enumerate(self.sentences):
            if position < span.end:
                return index
        return max(len(self.sentences) - 1, 0)

    def around(self, position: int, *, before: int, after: int) -> Iterator[str]:
        """The sentence at a position with so many sentences before and after it."""
        index = self.sentence_index(position)
        for span in self.sentences[max(index - before, 0) : index + after + 1]:
            yield self.reply[span.start : span.end]

    def clause_before(self, position: int) -> str:
        """The part of the clause that stands before a position."""
        head = self.reply[max(position - 60, 0) : position]
        cuts = [match.end() for match in CLAUSE_START.finditer(head)]
        return head[cuts[-1] :] if cuts else head
