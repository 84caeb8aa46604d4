"""What the house does not know yet: questions in vain, categories without an article, articles that do not help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from amends.casework.cases.queries import visible_cases
from amends.casework.knowledge.choices import IN_TEXTS, Audience, Door, VersionState
from amends.casework.knowledge.models import Article, ArticleVersion, Unanswered
from amends.casework.knowledge.permissions import may_confirm, may_write
from amends.casework.knowledge.queries import (
    answered,
    articles_for,
    poorly_rated,
    shown_articles,
    unanswered,
)
from amends.casework.knowledge.rules.asking import sought_in
from amends.casework.readings.choices import Category
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member

SHOWN = 50
TITLE_LENGTH = 120


def gap_page(
    member: Member, data: QueryDict, entered: QueryDict | None = None, wrong: str = "", at: int = 0
) -> dict[str, Any]:
    """`entered` is what was typed to settle the question `at` and refused, `wrong` why; both stand in its form again."""
    is_settled = data.get("view") == "settled"
    return {
        "view": "settled" if is_settled else "open",
        "questions": question_rows(member) if not is_settled else [],
        "settled": settled_rows(member) if is_settled else [],
        "articles": titles_in_force(member) if not is_settled and may_confirm(member) else [],
        "categories": category_rows(member),
        "poor": poor_rows(member),
        "may_write": may_write(member),
        "may_confirm": may_confirm(member),
        "entered": entered or QueryDict(),
        "wrong": wrong,
        "wrong_at": at,
        "here": "gaps",
    }


def question_rows(member: Member) -> list[dict[str, Any]]:
    """Each question with the articles written for it, which name it among how people ask; `answers` are those that settle it."""
    written = written_for(member)
    for_customers = set(ArticleVersion.objects.for_customers().values_list("article", flat=True))
    rows = []
    for one in unanswered()[:SHOWN]:
        found = written.get(one.sought, [])
        in_force = {version.article_id for version in found if version.state == VersionState.LIVE}
        answers = in_force & for_customers if one.door == Door.PORTAL else in_force
        rows.append({"question": one, "articles": found, "answers": answers})
    return rows


def written_for(member: Member) -> dict[str, list[ArticleVersion]]:
    """What is asked → the wordings that name it so, one an article: the newest in force, else the newest under way."""
    wordings = ArticleVersion.objects.filter(
        article__in=articles_for(member), article__retired_at=None, state__in=IN_TEXTS
    ).exclude(asked="")
    found: dict[str, dict[int, ArticleVersion]] = {}
    for one in wordings.select_related("article", "written_by").defer("body").order_by("pk"):
        for line in one.asked.splitlines():
            articles = found.setdefault(sought_in(line), {})
            known = articles.get(one.article_id)
            if known is None or known.state != VersionState.LIVE or one.state == VersionState.LIVE:
                articles[one.article_id] = one
    return {sought: list(wordings.values()) for sought, wordings in found.items()}


def poor_rows(member: Member) -> list[dict[str, Any]]:
    poor = poorly_rated(member)
    titles = titles_by_article([one for one, _ in poor], member)
    return [
        {"article": article, "title": titles.get(article.pk, article.code), "verdict": verdict}
        for article, verdict in poor
    ]


def settled_rows(member: Member) -> list[dict[str, Any]]:
    """What was settled last; an article that the member may not read is not named."""
    rows = list(answered()[:SHOWN])
    named = [one.settled_article_id for one in rows if one.settled_article_id]
    readable = {one.pk: one for one in articles_for(member).filter(pk__in=named)}
    titles = titles_by_article(readable.values(), member)
    return [
        {
            "question": one,
            "article": (article := readable.get(one.settled_article_id or 0)),
            "title": titles.get(article.pk, article.code) if article else "",
        }
        for one in rows
    ]


def titles_by_article(articles: Iterable[Article], member: Member) -> dict[int, str]:
    return {
        one.article.pk: one.version.title
        for one in shown_articles(articles, interface_language(), member=member)
    }


def titles_in_force(member: Member) -> list[tuple[str, str]]:
    """Short name and title of every article in use, to choose the one that answers a question."""
    articles = list(articles_for(member).filter(retired_at=None).order_by("code"))
    titles = titles_by_article(articles, member)
    return [(one.code, titles[one.pk]) for one in articles if one.pk in titles]


def as_begun(question_id: int) -> QueryDict | None:
    """A question as the beginning of an article, for the form of a new one; None where it is gone."""
    row = Unanswered.objects.filter(pk=question_id).first()
    if row is None:
        return None
    begun = QueryDict(mutable=True)
    begun.update(
        {"title": row.question[:TITLE_LENGTH], "asked": row.question.rstrip("…"), "language": row.language}
    )
    return begun


def category_rows(member: Member) -> list[dict[str, Any]]:
    """Each category with its open cases and what is in force for customers and for the house, those without any first."""
    cases = dict(
        visible_cases(member)
        .filter(phase="open")
        .exclude(category="")
        .order_by()
        .values("category")
        .annotate(n=Count("pk"))
        .values_list("category", "n")
    )
    counts: dict[str, dict[str, int]] = {key: {"public": 0, "house": 0} for key in Category.values}
    for article in in_force(member):
        for key in article.categories:
            counts[key]["public" if article.audience == Audience.PUBLIC else "house"] += 1
    rows = [
        {"key": key, "label": label, "cases": cases.get(key, 0), **counts[key]}
        for key, label in Category.choices
    ]
    return sorted(rows, key=lambda one: (one["public"] > 0, -one["cases"] / (1 + one["public"])))


def in_force(member: Member) -> QuerySet[Article]:
    """Articles that somebody can read: those for everybody as customers find them, the others with any wording in force."""
    wordings = ArticleVersion.objects.filter(article=OuterRef("pk"))
    for_house = ~Q(audience=Audience.PUBLIC) & Q(Exists(wordings.live()))
    readable = articles_for(member).filter(retired_at=None)
    return readable.filter(for_house | Q(Exists(wordings.for_customers())))
