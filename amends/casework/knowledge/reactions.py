"""What follows when an article waits, comes back, is due, or rests on something that changed: one line to a notice."""

from __future__ import annotations

from amends.casework.knowledge.actions.telling import (
    tell_author,
    tell_author_again,
    tell_confirmers,
    tell_first_author,
    tell_owner,
    tell_owners,
)
from amends.casework.knowledge.events import (
    ArticleHandedIn,
    ArticleReturned,
    ClauseChanged,
    DraftBackAgain,
    DraftWrittenOn,
    ReviewDue,
)


def tell_who_confirms(event: ArticleHandedIn) -> None:
    tell_confirmers(event.version_id, event.at)


def tell_who_wrote(event: ArticleReturned) -> None:
    tell_author(event.version_id, event.at)


def tell_whose_draft_it_was(event: DraftWrittenOn) -> None:
    tell_first_author(event.version_id, event.author_id)


def tell_whose_draft_it_is_again(event: DraftBackAgain) -> None:
    tell_author_again(event.version_id, event.at)


def tell_who_owns(event: ReviewDue) -> None:
    tell_owner(event.article_id)


def tell_whose_articles_rest_on_it(event: ClauseChanged) -> None:
    tell_owners(event.clause_id, event.said)
