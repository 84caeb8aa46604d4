"""What the house knows, for machines: only read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Query, Router

from amends.casework.knowledge.choices import Language
from amends.casework.knowledge.queries import (
    article_by_code,
    articles_for,
    found,
    picture_for,
    shown_articles,
    shown_in,
)
from amends.casework.knowledge.vault import opened
from amends.doors.api.access import Token, member_of, token_of
from amends.doors.api.articles import article_out, article_row
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.schemas.knowledge import ArticleFilters, ArticleOut, ArticlePage
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.kernel.files import inline_answer
from amends.foundation.kernel.languages import interface_language
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Member

router = Router(tags=["articles"])


def reader(request: HttpRequest) -> Member | None:
    """The token's member if it may read what is for the house, else nobody in particular."""
    return member_of(request) if Scope.KNOWLEDGE_READ in token_of(request).scopes else None


@router.get(
    "",
    auth=Token(Scope.ARTICLES_READ),
    response=ArticlePage,
    openapi_extra=ERRORS,
    url_name="articles",
    summary="List articles, or find those that answer a question",
)
def articles(request: HttpRequest, filters: Query[ArticleFilters]) -> dict[str, Any]:
    """Those for everybody; with the scope `knowledge:read` also those for the house that the token's member may read."""
    ensure_known(request)
    member, language = reader(request), filters.language or interface_language()
    if filters.q.strip():
        hits = found(filters.q, language=language, member=member, limit=filters.limit)
        return {
            "items": [article_row(hit.shown) for hit in hits if fits(hit.shown.article, filters)],
            "next": None,
        }
    wanted = articles_for(member).in_use()  # type: ignore[attr-defined]
    if filters.audience:
        wanted = wanted.filter(audience=filters.audience)
    if filters.category:
        wanted = wanted.filter(categories__icontains=f'"{filters.category}"')
    page = keyset_page(wanted, order=("id",), after=filters.after, size=filters.limit)
    rows = shown_articles(page.items, language, member=member)
    return {"items": [article_row(one) for one in rows], "next": page.next}


def fits(article: Any, filters: ArticleFilters) -> bool:
    of_category = filters.category is None or filters.category in article.categories
    return of_category and (filters.audience is None or article.audience == filters.audience)


def ensure_known(request: HttpRequest) -> None:
    """A filter that is misspelt would otherwise show more than was asked for."""
    for name in request.GET:
        if name not in ArticleFilters.model_fields:
            known = ", ".join(ArticleFilters.model_fields)
            said = _("There is no filter %(name)s. Possible: %(known)s.") % {"name": name, "known": known}
            raise Invalid(said, field=name)


@router.get(
    "/{code}",
    auth=Token(Scope.ARTICLES_READ),
    response=ArticleOut,
    openapi_extra=ERRORS,
    url_name="article",
    summary="Get one article",
)
def one_article(request: HttpRequest, code: str, language: Language | None = None) -> dict[str, Any]:
    """In the language asked for, or the nearest that there is, with the clauses that it rests on."""
    member = reader(request)
    article = article_by_code(code, member=member)
    shown = shown_in(language or interface_language(), article, member=member) if article else None
    if article is None or shown is None or article.retired_at is not None:
        raise NotFound(_("This article does not exist, or it is meant for other roles."))
    return article_out(shown, member)


@router.get(
    "/{code}/pictures/{number}",
    auth=Token(Scope.ARTICLES_READ),
    openapi_extra=ERRORS,
    url_name="article_picture",
    summary="Get the bytes of a picture of an article",
)
def article_picture(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """PNG or JPEG, as it stands in the article."""
    picture = picture_for(number, member=reader(request))
    if picture is None or picture.article is None or picture.article.code != code:
        raise NotFound(_("This picture does not exist, or it is meant for other roles."))
    return inline_answer(opened(picture.sha256), name=picture.file_name, content_type=picture.content_type)
