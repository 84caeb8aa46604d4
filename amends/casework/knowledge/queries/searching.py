"""Finding what answers a question: by what it means, by its words, and by what the engine reads in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import Count, Max

from amends.casework.knowledge.models import Article, ArticleVersion, Unanswered
from amends.casework.knowledge.permissions import visible_to
from amends.casework.knowledge.queries.articles import Shown, shown_articles
from amends.casework.knowledge.queries.learned import evidence_for
from amends.casework.knowledge.rules.learned import NOTHING, Evidence
from amends.casework.knowledge.rules.likeness import Index, Text, index_of
from amends.casework.knowledge.rules.pictures import told
from amends.casework.knowledge.rules.sentences import without_marks
from amends.casework.readings.actions import preview
from amends.foundation.kernel import search
from amends.foundation.organisation.models import Member

KIND = "article"
# Below this nothing really speaks for an article; such a question counts as not answered.
LEAST = 0.58
# From here on it is told as an answer, below only as what may be meant. One in ten of the questions with an answer finds
# nothing above; of those that no article answers three in four do (tests/accuracy/test_search_floor.py).
SURE = 1.45
# What the engine's category and words that all stand in the article add.
BY_CATEGORY, BY_WORDS = 0.25, 0.6
SHOWN = 10
# Of one article; many more would weigh as much as what it says itself.
SETTLED_AT_MOST = 20
Stamp = tuple[Any, ...]
_kept: dict[str, tuple[Stamp, Index[tuple[int, str]]]] = {}
_building = Lock()


@dataclass(frozen=True)
class Hit:
    """An article that was found, how well it fits, and why."""

    shown: Shown
    score: float
    by_words: bool
    evidence: Evidence = NOTHING

    @property
    def is_sure(self) -> bool:
        """Whether enough speaks for it to be told as an answer."""
        return self.score >= SURE


def found(question: str, *, language: str, member: Member | None, limit: int = SHOWN) -> list[Hit]:
    """The articles that answer a question, the best first; None as member asks for what everybody may read."""
    words = question.strip()
    return _ranked(words, preview(words), language, member, limit) if words else []


def suggestions(
    text: str,
    labels: Mapping[str, Any],
    *,
    language: str,
    member: Member | None,
    limit: int = 5,
    case_id: int | None = None,
) -> list[Hit]:
    """What may help with a complaint, by its words and by the labels that stand on the case.

    With the case, what its like say for an article moves it a little among those that fit; it brings in none and takes out none.
    """
    return _ranked(text, labels, language, member, limit, case_id) if text.strip() else []


def _ranked(
    text: str,
    labels: Mapping[str, Any],
    language: str,
    member: Member | None,
    limit: int,
    case_id: int | None = None,
) -> list[Hit]:
    scores = _by_article(index().scores(text))
    worded = set(search.matching(KIND, text[:200])) if len(text) <= 200 else set()
    articles = Article.objects.in_use().filter(visible_to(member), pk__in={*scores, *worded})
    total: dict[int, float] = {}
    ranked = list(articles.select_related("owner"))
    for article in ranked:
        score = scores.get(article.pk, 0.0)
        if labels.get("category") in article.categories:
            score *= 1 + BY_CATEGORY * _sure(labels)
        total[article.pk] = score + (BY_WORDS if article.pk in worded else 0.0)
    ranked = [one for one in ranked if total[one.pk] >= LEAST]
    learned: dict[int, Evidence] = {}
    if case_id is not None:
        about = labels.get("category") or ""
        learned = evidence_for([one.pk for one in ranked], category=about, besides=case_id)
        for pk, evidence in learned.items():
            total[pk] *= 1 + evidence.lift
    ranked.sort(key=lambda one: -total[one.pk])
    shown = shown_articles(ranked[: 2 * limit], language, member=member)
    return [
        Hit(one, total[one.article.pk], one.article.pk in worded, learned.get(one.article.pk, NOTHING))
        for one in shown
    ][:limit]


def _sure(labels: Mapping[str, Any]) -> float:
    """How sure the category is; one that stands on a case without a figure counts in full."""
    return float((labels.get("confidence") or {}).get("category") or 1.0)


def _by_article(scores: Mapping[tuple[int, str], float]) -> dict[int, float]:
    """The best of an article's languages counts: people ask in the one and the answer stands in the other."""
    best: dict[int, float] = {}
    for (article, _language), score in scores.items():
        best[article] = max(best.get(article, 0.0), score)
    return best


def index() -> Index[tuple[int, str]]:
    """The index of all wordings in force, kept in memory and made anew when one of them changes."""
    stamp = _stamp()
    kept = _kept.get("index")
    if kept is not None and kept[0] == stamp:
        return kept[1]
    with _building:
        questions = _questions_settled()
        made = index_of(
            [
                Text(
                    (one.article_id, one.language),
                    one.title,
                    "\n".join([one.asked, *questions.get(one.article_id, ())]),
                    told(without_marks(one.body)),
                )
                for one in ArticleVersion.objects.live().filter(article__retired_at=None).order_by("pk")
            ]
        )
        _kept["index"] = (stamp, made)
    return made


def _stamp() -> Stamp:
    live = ArticleVersion.objects.live().filter(article__retired_at=None)
    row = live.order_by().aggregate(n=Count("pk"), newest=Max("pk"), at=Max("live_at"))
    settled = Unanswered.objects.filter(settled_article__isnull=False)
    asked = settled.order_by().aggregate(n=Count("pk"), at=Max("settled_at"))
    return row["n"], row["newest"], row["at"], asked["n"], asked["at"]


def _questions_settled() -> dict[int, list[str]]:
    """Article → the questions of which somebody said that it answers them: whoever asks so again finds it."""
    found: dict[int, list[str]] = {}
    settled = Unanswered.objects.filter(settled_article__isnull=False).order_by("-settled_at", "-pk")
    for article, question in settled.values_list("settled_article", "question"):
        known = found.setdefault(article, [])
        if len(known) < SETTLED_AT_MOST:
            known.append(question)
    return found
