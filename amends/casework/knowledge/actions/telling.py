"""Notices about articles: who is told of what. The notice holds the short name of the article, never its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from amends.casework.knowledge.choices import IN_TEXTS, VersionState
from amends.casework.knowledge.models import Article, ArticleVersion, Clause
from amends.casework.knowledge.permissions import CONFIRM
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member

MOMENT = "%Y%m%d%H%M%S%f"


def tell_confirmers(version_id: int, at: str) -> None:
    """The owner if they may confirm and did not write it; else quality and the leads of the author's department."""
    version = (
        ArticleVersion.objects.select_related("article__owner", "written_by").filter(pk=version_id).first()
    )
    if version is None or version.state != VersionState.WAITING:
        return
    owner = version.article.owner
    if owner.pk != version.written_by_id and owner.role in CONFIRM:
        to = [owner.pk]
    else:
        near = Member.objects.filter(role=Role.LEAD, department=version.written_by.department)
        people = near | Member.objects.filter(role=Role.QUALITY)
        to = list(
            people.filter(is_active=True).exclude(pk=version.written_by_id).values_list("pk", flat=True)
        )
    _tell(to, "waits", version.article, f"{version.pk}:{at}", language=version.language)


def tell_author(version_id: int, at: str) -> None:
    version = ArticleVersion.objects.select_related("article").filter(pk=version_id).first()
    if version is not None and version.state == VersionState.DRAFT:
        to, origin = [version.written_by_id], f"{version.pk}:{at}"
        _tell(to, "returned", version.article, origin, language=version.language)


def tell_first_author(version_id: int, author_id: int) -> None:
    """Whose draft it was hears that somebody else writes on: it is theirs no more to throw away."""
    version = ArticleVersion.objects.select_related("article", "written_by").filter(pk=version_id).first()
    if version is None or version.written_by_id == author_id:
        return
    origin = f"{version.pk}:{version.written_at:{MOMENT}}"
    by = str(version.written_by)
    _tell([author_id], "written_on", version.article, origin, language=version.language, by=by)


def tell_author_again(version_id: int, at: str) -> None:
    """Whose words stayed when those written over them were thrown away goes on with the draft."""
    version = ArticleVersion.objects.select_related("article").filter(pk=version_id).first()
    if version is not None and version.state == VersionState.DRAFT:
        origin = f"{version.pk}:{at}"
        _tell([version.written_by_id], "draft_again", version.article, origin, language=version.language)


def tell_owner(article_id: int) -> None:
    article = Article.objects.in_use().filter(pk=article_id).first()
    if article is not None:
        _tell([article.owner_id], "review", article, f"{article.review_on:%Y%m%d}")


def tell_owners(clause_id: int, said: Mapping[str, str]) -> None:
    """Of every article in use with a sentence that rests on the clause; `said` is what happened to it."""
    clause = Clause.objects.filter(pk=clause_id).first()
    if clause is None:
        return
    articles = Article.objects.in_use().filter(versions__bases__clause=clause, versions__state__in=IN_TEXTS)
    for article in articles.distinct():
        _tell([article.owner_id], "clause", article, told_once(clause, said), clause=clause.code, **said)


def told_once(clause: Clause, said: Mapping[str, str]) -> str:
    """What makes a happening the same one, however often it is told."""
    return f"{clause.pk}:{said['happened']}:{said['version']}:{clause.changed_at:{MOMENT}}"


def _tell(to: Iterable[int], what: str, article: Article, origin: str, **more: str) -> None:
    notify(
        to=to,
        kind=NoticeKind.ARTICLE,
        origin=f"article:{article.pk}:{what}:{origin}",
        case_id=0,
        number="",
        data={"what": what, "article": article.code, **more},
    )
