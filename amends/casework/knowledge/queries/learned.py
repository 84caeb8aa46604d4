"""What the use of articles in like cases says for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from amends.casework.knowledge.choices import VersionState
from amends.casework.knowledge.models import Feedback, Quotation
from amends.casework.knowledge.rules.learned import (
    CITED,
    HELPED,
    NOT_HELPED,
    Evidence,
    Voice,
    evidence_of,
)
from amends.foundation.kernel import clock

# What was useful longer ago says little of today.
COUNTED_FOR = timedelta(days=365)


def evidence_for(articles: Iterable[int], *, category: str, besides: int) -> dict[int, Evidence]:
    """Article → its use in other cases of the category within a year; `besides` is the case that is asked for.

    What was said against words that another version has replaced says nothing of the words of today.
    """
    wanted = list(articles)
    if not category or not wanted:
        return {}
    since = clock.now() - COUNTED_FOR
    voices: dict[int, list[Voice]] = {}
    said = Feedback.objects.filter(article__in=wanted, category=category, at__gte=since)
    for one in said.exclude(case_id=besides).select_related("version").order_by("-id"):
        if one.by_id is None or one.case_id is None:
            continue
        if one.helped or one.version.state == VersionState.LIVE:
            voice = Voice(one.case_id, one.by_id, HELPED if one.helped else NOT_HELPED)
            voices.setdefault(one.article_id, []).append(voice)
    quoted = Quotation.objects.filter(version__article__in=wanted, category=category, sent_at__gte=since)
    rows = quoted.exclude(case_id=besides).order_by("-id").values_list("version__article", "case_id", "by")
    for article, case_id, by in rows:
        voices.setdefault(article, []).append(Voice(case_id, by, CITED))
    return {article: evidence_of(found) for article, found in voices.items()}
