"""What a house writes over the playbook that ships, edition by edition."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Edition(models.Model):
    """One edition of a house's own layer: drafted, handed in, then confirmed by a second person or turned down.

    The layer is whole in each edition, so that an earlier one can be taken up again as it was.
    """

    number = models.PositiveIntegerField(unique=True)
    layer = models.JSONField(help_text="Sentences changed or switched off, and rules of the house's own")
    reason = models.CharField(max_length=400, blank=True)
    taken_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="The edition gone back to",
    )
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    # Everybody who wrote in it: none of them can be the second person.
    written_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    handed_in_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)
    # One at a time is written; true until it was decided.
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["is_open"], condition=Q(is_open=True), name="edition_one_open"),
            models.CheckConstraint(
                condition=Q(confirmed=None, is_open=True)
                | Q(confirmed__isnull=False, is_open=False, decided_at__isnull=False),
                name="edition_decided",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed=True) | Q(handed_in_at__isnull=False), name="edition_handed_in_first"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-number"], name="edition_confirmed", condition=Q(confirmed=True)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.reason}".strip()

    @property
    def is_draft(self) -> bool:
        return self.is_open and self.handed_in_at is None

    @property
    def is_taken_back(self) -> bool:
        """Ended before anybody was asked, or by one of those who wrote it: nobody turned it down."""
        if self.confirmed is not False:
            return False
        writers = {one.pk for one in self.written_by.all()}
        return self.handed_in_at is None or self.decided_by_id in writers

    @property
    def waits(self) -> bool:
        """For a second person."""
        return self.is_open and self.handed_in_at is not None
