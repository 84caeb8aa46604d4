"""Who else has to do with a complaint, how they are reached, and what they may be told."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amends.casework.cases.choices import MayKnow, PartyKind
from amends.casework.cases.models.case import Case
from amends.casework.cases.models.evidence import Attachment


class Party(models.Model):
    """Somebody besides the customer. Whoever speaks for the customer has a document that says so."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties", db_index=False)
    kind = models.CharField(max_length=16, choices=PartyKind)
    name = models.CharField(_("name"), max_length=80)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(max_length=120, blank=True, help_text="What they are to the matter")
    may_know = models.CharField(max_length=10, choices=MayKnow, default=MayKnow.NOTHING)
    document = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+", db_index=False)
    addressed = models.BooleanField(default=False, help_text="Letters speak to this person")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(addressed=True, ended_at=None), name="one_addressed"
            ),
            models.CheckConstraint(
                condition=Q(addressed=False)
                | Q(kind="representative", document__isnull=False, may_know="all"),
                name="addressed_with_authority",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "id"], name="party_of_case")]

    def __str__(self) -> str:
        return self.name
