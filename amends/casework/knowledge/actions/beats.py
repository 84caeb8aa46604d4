"""The beats that every action on an article shares: lock what may be read, record it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.permissions import visible_to
from amends.foundation.audit.actions import record
from amends.foundation.kernel.errors import Conflict, NotFound, WrongState
from amends.foundation.organisation.models import Member


def locked(article_id: int, *, by: Member) -> Article:
    """The article, locked for this transaction; the same refusal whether it is not there or not for this member."""
    articles = Article.objects.select_for_update(of=("self",)).filter(visible_to(by))
    article = articles.filter(pk=article_id).first()
    if article is None:
        raise NotFound(_("This article does not exist, or it is meant for other roles."))
    return article


def locked_with_wording(version_id: int, *, by: Member) -> tuple[Article, ArticleVersion]:
    """A wording with its article, both locked."""
    article_id = ArticleVersion.objects.filter(pk=version_id).values_list("article", flat=True).first()
    article = locked(article_id or 0, by=by)
    return article, ArticleVersion.objects.select_for_update(of=("self",)).get(pk=version_id)


def ensure_in_use(article: Article) -> None:
    if article.retired_at is not None:
        raise WrongState(_("This article was retired. Bring it back first."))


def ensure_unchanged(version: ArticleVersion, seen: str | None) -> None:
    """Nobody decides about words that they have not read; `seen` is the stamp of those that they did, None is not compared."""
    if seen is not None and seen != version.stamp:
        raise Conflict(_("Somebody wrote on this since you opened the page. Read it as it stands now first."))


def note_down(
    article: Article, action: str, *, by: Member, data: dict[str, Any] | None = None, reason: str = ""
) -> None:
    """Adds a link to the article's audit chain."""
    record(
        chain=article.chain, action=action, by=by, data={"code": article.code, **(data or {})}, reason=reason
    )
