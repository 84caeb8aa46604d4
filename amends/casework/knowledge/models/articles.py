"""What we know: an article, its wordings in each language by version, and the clauses that its sentences rest on."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casework.knowledge.choices import Audience, Language, VersionState
from amends.casework.knowledge.models.clauses import Clause
from amends.casework.knowledge.rules.stamping import stamp_of


class ArticleQuerySet(models.QuerySet["Article"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)

    def to_review(self, on: date) -> Self:
        """Those whose day of review has come."""
        return self.in_use().filter(review_on__lte=on)


class Article(models.Model):
    """One piece of knowledge; its words stand in versions, one chain of them for each language."""

    code = models.SlugField(max_length=60, unique=True)
    audience = models.CharField(max_length=12, choices=Audience)
    categories = models.JSONField(default=list)
    source_language = models.CharField(max_length=10, choices=Language)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    review_on = models.DateField(db_index=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reminded_for = models.DateField(null=True, help_text="The day of review that its owner was told of")
    retired_at = models.DateTimeField(null=True)
    retired_why = models.CharField(max_length=400, blank=True)
    drafted_from = models.CharField(max_length=20, blank=True, help_text="Number of the case it came from")
    created_at = models.DateTimeField()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="article_audience_known"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def chain(self) -> str:
        """The name of its audit chain."""
        return f"article:{self.pk}"


class VersionQuerySet(models.QuerySet["ArticleVersion"]):
    def live(self) -> Self:
        return self.filter(state=VersionState.LIVE)

    def written_over(self) -> Self:
        """Drafts over which somebody else wrote: kept to be read, they never were in force."""
        return self.filter(state=VersionState.REPLACED, live_at=None)

    def besides_written_over(self) -> Self:
        return self.exclude(state=VersionState.REPLACED, live_at=None)

    def for_customers(self) -> Self:
        """In force, confirmed by a second person, of an article for everybody that was not retired."""
        return self.live().filter(
            approved_by__isnull=False, article__audience=Audience.PUBLIC, article__retired_at=None
        )


class ArticleVersion(models.Model):
    """One wording in one language. Its author may change it while it is a draft; afterwards nobody."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions", db_index=False)
    language = models.CharField(max_length=10, choices=Language)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    asked = models.TextField(blank=True, help_text="How people ask for it, one a line")
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False, help_text="What it translates"
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True)
    live_at = models.DateTimeField(null=True)
    returned_why = models.CharField(max_length=400, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["article", "language", "number"], name="article_version_once"),
            models.UniqueConstraint(
                fields=["article", "language"], condition=Q(state=VersionState.LIVE), name="one_live_wording"
            ),
            models.UniqueConstraint(
                fields=["article", "language"],
                condition=Q(state__in=(VersionState.DRAFT, VersionState.WAITING)),
                name="one_open_wording",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")), name="article_second_person"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], name="article_waiting", condition=Q(state=VersionState.WAITING)),
            models.Index(
                fields=["language", "id"], name="article_live", condition=Q(state=VersionState.LIVE)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language} v{self.number})"

    @property
    def is_written_over(self) -> bool:
        return self.state == VersionState.REPLACED and self.live_at is None

    @property
    def stamp(self) -> str:
        """What its words are known by to whoever looked at them; it changes with them."""
        return stamp_of(self.number, self.title, self.body, self.asked)


class Basis(models.Model):
    """A sentence of a version that rests on a clause, and the version of the clause it was last held against."""

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="bases")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="bases")
    sentence = models.TextField()
    clause_number = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.clause_id}: {self.sentence[:40]}"
