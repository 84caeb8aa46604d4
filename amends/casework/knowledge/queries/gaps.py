"""What is missing: questions without an answer, and articles that do not help."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Max, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from amends.casework.knowledge.choices import VersionState
from amends.casework.knowledge.models import Article, Feedback, Unanswered
from amends.casework.knowledge.permissions import visible_to
from amends.foundation.organisation.models import Member

# So few voices say nothing about an article yet.
VOICES_AT_LEAST = 3
HELPED_AT_LEAST = 0.5
# A member, a visit, or else a voice of its own.
_WHO = Case(
    When(by__isnull=False, then=Concat(Value("m"), Cast("by", CharField()))),
    When(~Q(visitor=""), then=Concat(Value("v"), "visitor")),
    default=Concat(Value("f"), Cast("pk", CharField())),
    output_field=CharField(),
)


@dataclass(frozen=True)
class Verdict:
    """How many people say that an article helped them, of how many who said anything."""

    helped: int
    voices: int

    @property
    def share(self) -> int:
        return round(100 * self.helped / self.voices) if self.voices else 0


def unanswered() -> QuerySet[Unanswered]:
    """Questions for which nothing was found and that nobody has settled, the most asked first."""
    return Unanswered.objects.filter(settled_at=None).order_by("-times", "-last_at")


def answered() -> QuerySet[Unanswered]:
    """Questions that somebody has settled, the latest first, with who did and what answers them."""
    settled = Unanswered.objects.filter(settled_at__isnull=False)
    return settled.select_related("settled_by", "settled_article").order_by("-settled_at", "-pk")


def verdicts_on(articles: QuerySet[Article]) -> dict[int, Verdict]:
    """Article → what people say of its wordings in force; each person counts once, with what they said last."""
    said = Feedback.objects.filter(article__in=articles.values("pk"), version__state=VersionState.LIVE)
    standing = said.order_by().values("article", who=_WHO).annotate(newest=Max("pk")).values("newest")
    rows = (
        Feedback.objects.filter(pk__in=standing)
        .values("article")
        .order_by()
        .annotate(voices=Count("pk"), liked=Count("pk", filter=Q(helped=True)))
    )
    return {row["article"]: Verdict(row["liked"], row["voices"]) for row in rows}


def poorly_rated(member: Member) -> list[tuple[Article, Verdict]]:
    """Articles that fewer than half of at least three readers found helpful, the worst first."""
    articles = Article.objects.in_use().filter(visible_to(member)).select_related("owner")
    verdicts = verdicts_on(articles)
    poor = [
        pk
        for pk, one in verdicts.items()
        if one.voices >= VOICES_AT_LEAST and one.share < 100 * HELPED_AT_LEAST
    ]
    found = [(article, verdicts[article.pk]) for article in articles.filter(pk__in=poor)]
    return sorted(found, key=lambda one: (one[1].share, -one[1].voices))
