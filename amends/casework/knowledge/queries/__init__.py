"""Every question about articles and clauses."""

from amends.casework.knowledge.queries.articles import (
    Shown,
    article_by_code,
    articles_for,
    live_wordings,
    open_wording,
    shown_articles,
    shown_in,
    titles_of,
    translations_of,
    versions_of,
)
from amends.casework.knowledge.queries.clauses import (
    clause_by_code,
    clauses_by_code,
    standing_versions,
    touched_by,
)
from amends.casework.knowledge.queries.gaps import poorly_rated, unanswered, verdicts_on
from amends.casework.knowledge.queries.pictures import picture_for, pictures_in
from amends.casework.knowledge.queries.searching import Hit, found, suggestions

__all__ = [
    "Hit",
    "Shown",
    "article_by_code",
    "articles_for",
    "clause_by_code",
    "clauses_by_code",
    "found",
    "live_wordings",
    "open_wording",
    "picture_for",
    "pictures_in",
    "poorly_rated",
    "shown_articles",
    "shown_in",
    "standing_versions",
    "suggestions",
    "titles_of",
    "touched_by",
    "translations_of",
    "unanswered",
    "verdicts_on",
    "versions_of",
]
