"""What others may hear of the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class ClauseChanged(Event):
    """A clause says something else, is not in use any more, or its days begin or end; `happened` says which of it."""

    clause_id: int
    happened: str
    number: int
    day: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What a notice keeps of it."""
        return {"happened": self.happened, "day": self.day, "version": str(self.number)}


@dataclass(frozen=True)
class ArticleHandedIn(Event):
    """A wording waits for a second person; it may do so again after it came back."""

    version_id: int
    at: str


@dataclass(frozen=True)
class ArticleReturned(Event):
    """A second person gave a wording back to its author."""

    version_id: int
    at: str


@dataclass(frozen=True)
class DraftWrittenOn(Event):
    """Somebody put other words into a draft, which was somebody else's until then."""

    version_id: int
    author_id: int


@dataclass(frozen=True)
class DraftBackAgain(Event):
    """Who had written over a draft threw theirs away: it is the first author's again."""

    version_id: int
    at: str


@dataclass(frozen=True)
class ReviewDue(Event):
    """The day on which an article is to be looked at again has come."""

    article_id: int
