"""What the help centre shows: answers by topic, answers to a question, one article."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.queries import (
    Shown,
    articles_for,
    basis_shown,
    found,
    pictures_in,
    shown_articles,
)
from amends.casework.knowledge.rules.pictures import numbers_in
from amends.casework.knowledge.rules.showing import Place, blocks, opening
from amends.casework.readings.choices import Category
from amends.foundation.kernel.languages import interface_language

LISTED, FOUND, QUESTION_LENGTH = 100, 6, 200


def help_page(question: str) -> dict[str, Any]:
    """Answers to a question; without one, or where nothing answers it, all topics."""
    language = interface_language()
    hits = found(question, language=language, member=None, limit=FOUND) if question else []
    return {
        "question": question,
        "hits": [result_of(hit.shown) for hit in hits if hit.is_sure],
        "perhaps": [result_of(hit.shown) for hit in hits if not hit.is_sure],
        "topics": topics(language) if not hits else [],
    }


def result_of(shown: Shown) -> dict[str, Any]:
    return {
        "code": shown.article.code,
        "title": shown.version.title,
        "opening": opening(shown.version.body, 90),
        "language": shown.version.language,
    }


def topics(language: str) -> list[dict[str, Any]]:
    """All articles under the first thing that they are about."""
    articles = articles_for(None).order_by("code")[:LISTED]
    by_category: dict[str, list[dict[str, Any]]] = {}
    for shown in shown_articles(articles, language, member=None):
        by_category.setdefault(shown.article.categories[0], []).append(result_of(shown))
    return [
        {"key": key, "label": label, "articles": by_category[key]}
        for key, label in Category.choices
        if key in by_category
    ]


def help_article(article: Article, shown: Shown) -> dict[str, Any]:
    version = shown.version
    return {
        "article": article,
        "title": version.title,
        "lang": version.language,
        "is_other": shown.is_other,
        "language_name": version.get_language_display(),
        "blocks": blocks(version.body, places_in(version.body)),
        **basis_of(version),
        "checked_on": localdate(version.approved_at or version.written_at),
    }


def places_in(body: str) -> dict[int, Place]:
    """Number → where the picture is, of those that everybody may see."""
    return {
        number: Place(reverse("portal:help_picture", args=[number]), one.width, one.height)
        for number, one in pictures_in(numbers_in(body), member=None).items()
    }


def basis_of(version: ArticleVersion) -> dict[str, Any]:
    """The clauses that the article rests on, for those who like to read them; `is_looked_at`: not all of them may be shown.

    Of a clause that has changed since the article was checked neither the old nor the new words stand here: the new ones
    would contradict the answer, the old ones are a rule no more. The page says instead that the answer is being looked at.
    """
    sound, is_looked_at = basis_shown(version)
    language = version.language
    return {
        "basis": [
            {
                "name": one.version.name_in(language),
                "words": one.version.words_in(language),
                "source": one.version.source_in(language),
            }
            for one in sound
        ],
        "is_looked_at": is_looked_at,
    }
