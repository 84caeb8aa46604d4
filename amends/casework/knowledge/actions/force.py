"""What taking a wording into force changes beside it: the one before, and what the search finds."""

from __future__ import annotations

from datetime import datetime

from amends.casework.knowledge.choices import VersionState
from amends.casework.knowledge.models import Article, ArticleVersion, Basis
from amends.casework.knowledge.queries.searching import KIND
from amends.casework.knowledge.rules.pictures import told
from amends.casework.knowledge.rules.sentences import marked, without_marks
from amends.foundation.kernel import search


def take_into_force(article: Article, version: ArticleVersion, at: datetime) -> None:
    """Puts a wording in the place of the one before it in its language."""
    article.versions.live().filter(language=version.language).update(state=VersionState.REPLACED)
    version.state, version.live_at = VersionState.LIVE, at
    version.save(update_fields=["state", "live_at", "approved_by", "approved_at"])
    make_findable(article)


def make_findable(article: Article) -> None:
    """Lets the search find an article by the words of all its wordings in force; a retired one by none."""
    if article.retired_at is not None:
        search.remove(KIND, article.pk)
        return
    search.put(KIND, article.pk, "\n".join(words_of(one) for one in article.versions.live()))


def words_of(version: ArticleVersion) -> str:
    return f"{version.title}\n{version.asked}\n{told(without_marks(version.body))}"


def rest_on(version: ArticleVersion, clauses: dict[str, tuple[int, int]]) -> list[Basis]:
    """The rows that say which sentence rests on which clause; `clauses` are code → id and standing version."""
    return [
        Basis(version=version, clause_id=clauses[code][0], sentence=sentence, clause_number=clauses[code][1])
        for sentence, code in marked(version.body)
    ]
