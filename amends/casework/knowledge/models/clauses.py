"""What we may rest on: passages of law, of the house's rules and of contracts, each version kept."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from amends.casework.knowledge.choices import LANGUAGES, ClauseKind, Sureness
from amends.content.sources import source_name


class ClauseQuerySet(models.QuerySet["Clause"]):
    def in_use(self) -> Self:
        return self.filter(is_on=True)


class Clause(models.Model):
    """One clause by its code; what it says stands in its versions, `latest` is the number of the last one entered.

    Which version stands on a day is a question for its days (`queries/clauses.standings_of`): the last one entered may
    still be to come.
    """

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=ClauseKind)
    jurisdiction = models.CharField(max_length=8, blank=True)
    is_on = models.BooleanField(help_text="May be quoted and rested on")
    latest = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    told_on = models.DateField(null=True, help_text="Up to which day its days that begin or end were told of")

    objects = ClauseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(kind__in=ClauseKind.values), name="clause_kind_known"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def chain(self) -> str:
        """The name of its audit chain."""
        return f"clause:{self.pk}"


class ClauseVersion(models.Model):
    """What a clause says from a day on; never changed, the next version takes its place."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    names = models.JSONField(help_text="Language → short name")
    words = models.JSONField(help_text="Language → what it says, in our own words")
    source = models.CharField(max_length=200)
    sources = models.JSONField(default=dict, help_text="Language → where it stands, as its readers call it")
    sureness = models.CharField(max_length=1, choices=Sureness)
    looked_over = models.JSONField(
        default=list, help_text="Languages whose words were looked at and are right as they were before"
    )
    effective_from = models.DateField(null=True)
    effective_until = models.DateField(null=True)
    why = models.CharField(max_length=400, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["clause", "number"], name="clause_version_once"),
            models.CheckConstraint(
                condition=models.Q(effective_from=None)
                | models.Q(effective_until=None)
                | models.Q(effective_until__gte=models.F("effective_from")),
                name="clause_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause_id} v{self.number}"

    def name_in(self, language: str) -> str:
        return in_language(self.names, language)

    def words_in(self, language: str) -> str:
        return in_language(self.words, language)

    def source_in(self, language: str) -> str:
        """As the house says it in this language, else as the tables of laws do, else as it was written."""
        return self.sources.get(language) or source_name(self.source, language)


def in_language(texts: dict[str, str], language: str) -> str:
    """The text in a language, or in the nearest one that there is."""
    return texts.get(language) or next((texts[one] for one in LANGUAGES if texts.get(one)), "")
