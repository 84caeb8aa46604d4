"""Every question about articles and clauses."""

from amends.casework.knowledge.queries.articles import (
    Shown,
    article_by_code,
    articles_for,
    left_without,
    live_wordings,
    newest_wording,
    open_wording,
    original_of,
    shown_articles,
    shown_in,
    titles_of,
    translations_of,
    under_way_in,
    versions_of,
)
from amends.casework.knowledge.queries.clauses import (
    Standing,
    barred_in,
    basis_shown,
    clause_by_code,
    held_by,
    quotations_resting_on,
    standing_versions,
    standings_by_code,
    standings_of,
    touched_by,
)
from amends.casework.knowledge.queries.gaps import answered, poorly_rated, unanswered, verdicts_on
from amends.casework.knowledge.queries.offering import offered_while_writing
from amends.casework.knowledge.queries.pictures import picture_for, pictures_in
from amends.casework.knowledge.queries.searching import Hit, found, suggestions
from amends.casework.knowledge.queries.voices import said_in_visit

__all__ = [
    "Hit",
    "Shown",
    "Standing",
    "answered",
    "article_by_code",
    "articles_for",
    "barred_in",
    "basis_shown",
    "clause_by_code",
    "found",
    "held_by",
    "left_without",
    "live_wordings",
    "newest_wording",
    "offered_while_writing",
    "open_wording",
    "original_of",
    "picture_for",
    "pictures_in",
    "poorly_rated",
    "quotations_resting_on",
    "said_in_visit",
    "shown_articles",
    "shown_in",
    "standing_versions",
    "standings_by_code",
    "standings_of",
    "suggestions",
    "titles_of",
    "touched_by",
    "translations_of",
    "unanswered",
    "under_way_in",
    "verdicts_on",
    "versions_of",
]
