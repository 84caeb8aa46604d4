"""Articles as they leave the house."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from amends.casework.knowledge.models import Article
from amends.casework.knowledge.queries import (
    Shown,
    basis_shown,
    live_wordings,
    pictures_in,
    translations_of,
)
from amends.casework.knowledge.rules.pictures import marks_in, numbers_in
from amends.casework.knowledge.rules.sentences import without_marks
from amends.foundation.organisation.models import Member


def article_row(shown: Shown) -> dict[str, Any]:
    version, article = shown.version, shown.article
    return {
        "code": article.code,
        "url": reverse("api:article", args=[article.code]),
        "title": version.title,
        "language": version.language,
        "audience": article.audience,
        "categories": article.categories,
        "number": version.number,
        "in_force_since": version.live_at,
    }


def article_out(shown: Shown, member: Member | None) -> dict[str, Any]:
    return {
        **article_row(shown),
        "text": without_marks(shown.version.body),
        "pictures": pictures_of(shown, member),
        "languages": languages_of(shown.article, member),
        "clauses": clauses_of(shown),
        "review_on": shown.article.review_on,
    }


def pictures_of(shown: Shown, member: Member | None) -> list[dict[str, Any]]:
    """The pictures of a wording in the order of its text."""
    body = shown.version.body
    found = pictures_in(numbers_in(body), member=member)
    return [
        {
            "number": one.number,
            "alt": one.alt,
            "url": reverse("api:article_picture", args=[shown.article.code, one.number]),
            "content_type": found[one.number].content_type,
            "width": found[one.number].width,
            "height": found[one.number].height,
        }
        for one in marks_in(body)
        if one.number in found
    ]


def languages_of(article: Article, member: Member | None) -> dict[str, str]:
    """A language whose wording nobody confirmed counts as missing for those outside the house."""
    seen = set(live_wordings([article.pk], member=member).values_list("language", flat=True))
    return {key: word if key in seen else "missing" for key, word in translations_of(article).items()}


def clauses_of(shown: Shown) -> list[dict[str, Any]]:
    """The clauses by which its sentences were found right and still are; of one that changed since, nothing."""
    sound, _is_looked_at = basis_shown(shown.version)
    language = shown.version.language
    return [
        {
            "code": one.clause.code,
            "name": one.version.name_in(language),
            "words": one.version.words_in(language),
            "source": one.version.source_in(language),
            "sureness": one.version.sureness,
            "effective_from": one.version.effective_from,
            "effective_until": one.version.effective_until,
        }
        for one in sound
    ]
