"""Answers for somebody who is still writing a complaint."""

from __future__ import annotations

from amends.casework.knowledge.queries.articles import Shown
from amends.casework.knowledge.queries.searching import suggestions
from amends.casework.knowledge.rules.offering import LONGEST, SHORTEST, Answer, asks, may_offer, offered
from amends.casework.readings.actions import preview


def offered_while_writing(text: str, *, language: str) -> list[Shown]:
    """The public articles that may be held out beside these words, the best first; often none, and nothing is kept."""
    words = text.strip()
    if not SHORTEST <= len(words) <= LONGEST:
        return []
    reading = preview(words)
    if not may_offer(words, reading):
        return []
    hits = suggestions(words, reading, language=language, member=None)
    answers = [Answer(hit.shown, hit.score, frozenset(hit.shown.article.categories)) for hit in hits]
    return offered(answers, asked=asks(words))
