"""Places in a reply: sentences, clauses, quotations, and where a missing part belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

SENTENCE = re.compile(r"[^。！？!?\n；;]+?(?:[。！？!?；;\n]+|\.(?=\s|$)|$)", re.S)
QUOTED = re.compile(r"“([^”]{2,400})”|「([^」]{2,400})」|『([^』]{2,400})』|\"([^\"\n]{2,400})\"")
GREETING = re.compile(
    r"^\s*(?:(?:尊敬的|尊敬的|親愛的|亲爱的)?[^，,。\n：:]{0,12}(?:您好|你好)[，,。！!：:\s]*|(?:dear|hello|hi)\b[^,\n]{0,30}[,\n]\s*)",
    re.I,
)
CLAUSE_START = re.compile(r"[，。！？；：,!?;:\n]|\.\s")


@dataclass(frozen=True)
class Span:
    start: int
    end: int


class Text:
    """A reply with its sentences; all offsets are code points of the original."""

    def __init__(self, reply: str, complaint: str = "") -> None:
        self.reply = reply
        self.complaint = complaint

    @cached_property
    def sentences(self) -> list[Span]:
        return [Span(m.start(), m.end()) for m in SENTENCE.finditer(self.reply) if m.group().strip()]

    @cached_property
    def quotations(self) -> list[Span]:
        """Quoted words that are the customer's own; they are not held against the writer."""
        return [
            Span(m.start(), m.end())
            for m in QUOTED.finditer(self.reply)
            if any(part and part in self.complaint for part in m.groups())
        ]

    @cached_property
    def after_greeting(self) -> int:
        match = GREETING.match(self.reply)
        return match.end() if match else 0

    @cached_property
    def end(self) -> int:
        return len(self.reply.rstrip())

    def is_quoted(self, start: int, end: int) -> bool:
        return any(span.start <= start and end <= span.end for span in self.quotations)

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
