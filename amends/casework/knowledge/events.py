"""What others may hear of the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class ClauseChanged(Event):
    """A clause says something else, or is not in use any more."""

    clause_id: int


@dataclass(frozen=True)
class ArticleHandedIn(Event):
    """A wording waits for a second person."""

    version_id: int


@dataclass(frozen=True)
class ArticleReturned(Event):
    """A second person gave a wording back to its author."""

    version_id: int


@dataclass(frozen=True)
class ReviewDue(Event):
    """The day on which an article is to be looked at again has come."""

    article_id: int
