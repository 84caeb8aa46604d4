"""What readers say of the articles, what they looked for in vain, and where articles were quoted."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casework.knowledge.choices import Door, Language
from amends.casework.knowledge.models.articles import Article, ArticleVersion


class Feedback(models.Model):
    """Whether a version helped somebody, with their words: one standing voice a person and version, the newest.

    Of customers nobody knows who they are: `visitor` tells two of them apart for as long as their visit lasts.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="feedback", db_index=False)
    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="+", db_index=False)
    helped = models.BooleanField()
    words = models.CharField(max_length=1000, blank=True)
    door = models.CharField(max_length=10, choices=Door)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    visitor = models.CharField(
        max_length=32, blank=True, editable=False, help_text="A sign made of the visit and the article"
    )
    at = models.DateTimeField()
    case_id = models.BigIntegerField(
        null=True, help_text="Where it was suggested; of that a person says it once"
    )
    category = models.CharField(
        max_length=20, blank=True, help_text="Of that case; empty where nothing is to be learned"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["article", "by", "case_id"],
                condition=Q(case_id__isnull=False),
                name="feedback_once_a_case",
            ),
            models.UniqueConstraint(
                fields=["version", "by"],
                condition=Q(case_id=None, by__isnull=False),
                name="feedback_once_a_member",
            ),
            models.UniqueConstraint(
                fields=["version", "visitor"], condition=~Q(visitor=""), name="feedback_once_a_visitor"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["article", "-id"], name="feedback_of_article")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {'+' if self.helped else '-'}"


class Unanswered(models.Model):
    """A question for which nothing was found, with what names a person covered; asked again, it is counted.

    `sought` is the same for questions that ask the same, in whichever script and with whichever signs.
    """

    question = models.CharField(max_length=200)
    sought = models.CharField(max_length=200, editable=False)
    language = models.CharField(max_length=10, choices=Language)
    door = models.CharField(max_length=10, choices=Door)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    settled_note = models.CharField(max_length=400, blank=True)
    settled_article = models.ForeignKey(
        Article, models.SET_NULL, null=True, related_name="+", db_index=False, help_text="What answers it now"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sought"], condition=Q(settled_at=None), name="unanswered_once"),
        ]

    def __str__(self) -> str:
        return self.question


class Quotation(models.Model):
    """Words of an article put into a reply; `case_id` is a plain number, because cases stand above."""

    version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="quotations")
    case_id = models.BigIntegerField(db_index=True)
    number = models.CharField(max_length=20)
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    category = models.CharField(
        max_length=20, blank=True, help_text="Of the case; empty where nothing is to be learned"
    )
    sent_at = models.DateTimeField(null=True, help_text="When a letter with these words went out")

    def __str__(self) -> str:
        return f"{self.number}: {self.words[:40]}"
