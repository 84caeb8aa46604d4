"""Everything the check has to say of a reply at once: findings, each point with its answer, each promise with who and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from amends.practice.replies.check.acts import Acts, Clause
from amends.practice.replies.check.checking import CHECKED_LENGTH, findings_in
from amends.practice.replies.check.completeness import answered, points_in, remark_on_point, shortened
from amends.practice.replies.check.content import content_of
from amends.practice.replies.check.context import CheckContext, Grievance
from amends.practice.replies.check.finding import Finding
from amends.practice.replies.check.missing import required
from amends.practice.replies.check.phrases import trimmed
from amends.practice.replies.check.words import Words, language_of, words_for


@dataclass(frozen=True)
class PointAnswered:
    """A point of the customer, and the sentence that answers it; `start` equals `end` while none does."""

    point: str
    answered: bool
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class PromiseMade:
    """Words that bind us, with what they say of who and when; unclear ones ask before they leave."""

    start: int
    end: int
    words: str
    who: str
    when: str

    @property
    def is_clear(self) -> bool:
        return bool(self.who and self.when)


@dataclass(frozen=True)
class Review:
    findings: tuple[Finding, ...]
    points: tuple[PointAnswered, ...]
    promises: tuple[PromiseMade, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "findings": [finding.as_dict() for finding in self.findings],
            "points": [asdict(point) for point in self.points],
            "promises": [{**asdict(one), "clear": one.is_clear} for one in self.promises],
        }


def review_reply(reply: str, *, complaint: str = "", context: CheckContext | None = None) -> Review:
    """The one pure question that desk, API, command, quality review and training ask."""
    context = context or CheckContext()
    if not reply.strip():
        return Review((), (), ())
    text = Acts(reply[:CHECKED_LENGTH], complaint[:CHECKED_LENGTH])
    findings = tuple(findings_in(text, context))
    words = words_for(language_of(reply))
    return Review(
        findings,
        tuple(points_of(text, words, context, findings)),
        tuple(promises_of(text, context, findings)),
    )


def points_of(
    text: Acts, words: Words, context: CheckContext, findings: Sequence[Finding]
) -> Iterator[PointAnswered]:
    """Each point with the first sentence that speaks of it; as answered counts what no finding misses, where answers are asked for."""
    is_asked = "not_answered" in required(context)
    left_out = {one.suggestion for one in findings if one.code == "not_answered"}
    spans = [trimmed(text.reply, span.start, span.end) for span in text.sentences]
    for point in dict.fromkeys(context.grievances or points_in(text.complaint)):
        name = shortened(point.text)
        if not name:
            continue
        said = remark_on_point(point, text, words)[-1] not in left_out
        if said and not is_asked:
            said = answered(text.reply, words, point, context)
        yield PointAnswered(
            name, said, *(sentence_for(text.reply, spans, words, point, context) if said else ())
        )


def sentence_for(
    reply: str, spans: list[tuple[int, int]], words: Words, point: Grievance, context: CheckContext
) -> tuple[int, int]:
    """The first sentence that answers a point, else, where several do it together, the one that says most of it."""
    asked = content_of(point.text)
    alone = (one for one in spans if answered(reply[slice(*one)], words, point, context))
    return next(alone, None) or max(spans, key=lambda one: len(asked & content_of(reply[slice(*one)])))


def promises_of(text: Acts, context: CheckContext, findings: Sequence[Finding]) -> Iterator[PromiseMade]:
    """Words that bind us; what names no time binds only where the check remarks just that: all else that sounds so is an invitation."""
    undated = [(one.start, one.end) for one in findings if one.code == "no_time"]
    sure = {clause.span for clause in text.promised()}
    for clause in text.clauses:
        if clause.span not in sure and not _is_set_for_us(text, clause):
            continue
        start, end = trimmed(text.reply, clause.span.start, clause.span.end)
        when = _when(text, clause)
        if when or any(from_ < end and start < to for from_, to in undated):
            yield PromiseMade(start, end, text.reply[start:end], _who(text, clause, context), when)


def _is_set_for_us(text: Acts, clause: Clause) -> bool:
    """A time with something that we do by it, whatever the verb."""
    words = clause.words
    if not text.has("deadline", words) or any(text.has(act, words) for act in ("ask", "apology", "feeling")):
        return False
    ours = text.has("owned", clause.sentence[: clause.at] + words)
    return ours and (text.has("concrete", words) or text.has("soft", words))


def _who(text: Acts, clause: Clause, context: CheckContext) -> str:
    """The name or the I that stands for a promise; "" where only a team or nobody does."""
    if context.owner and context.owner in text.reply:
        return context.owner
    nobody = text.has("anonymous", clause.words)
    for kind, where in (("owned", clause.sentence), ("owned", text.low), ("named", text.low)):
        found = None if nobody and where is not clause.sentence else text.known[kind].search(where)
        if found:
            return found.group().strip(" ，。、,.:：\n")[:40]
    return ""


def _when(text: Acts, clause: Clause) -> str:
    """The time in the promise's own clause, else in its sentence."""
    found = text.known["deadline"].search(clause.words) or text.known["deadline"].search(clause.sentence)
    return found.group().strip() if found else ""
