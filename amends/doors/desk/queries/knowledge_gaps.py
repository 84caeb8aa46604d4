"""What the house does not know yet: questions in vain, categories without an article, articles that do not help."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from amends.casework.cases.queries import visible_cases
from amends.casework.knowledge.choices import Audience
from amends.casework.knowledge.permissions import may_confirm, may_write
from amends.casework.knowledge.queries import articles_for, poorly_rated, shown_articles, unanswered
from amends.casework.readings.choices import Category
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member

SHOWN = 50


def gap_page(member: Member) -> dict[str, Any]:
    poor = poorly_rated(member)
    titles = {
        one.article.pk: one.version.title
        for one in shown_articles([one for one, _ in poor], interface_language(), member=member)
    }
    return {
        "questions": list(unanswered()[:SHOWN]),
        "categories": category_rows(member),
        "poor": [
            {"article": article, "title": titles.get(article.pk, article.code), "verdict": verdict}
            for article, verdict in poor
        ],
        "may_write": may_write(member),
        "may_confirm": may_confirm(member),
        "here": "gaps",
    }


def category_rows(member: Member) -> list[dict[str, Any]]:
    """Each category with its open cases and its articles for customers and for the house, those without any first."""
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
    for audience, categories in (
        articles_for(member).filter(retired_at=None).values_list("audience", "categories")
    ):
        for key in categories:
            counts[key]["public" if audience == Audience.PUBLIC else "house"] += 1
    rows = [
        {"key": key, "label": label, "cases": cases.get(key, 0), **counts[key]}
        for key, label in Category.choices
    ]
    return sorted(rows, key=lambda one: (one["public"] > 0, -one["cases"] / (1 + one["public"])))
