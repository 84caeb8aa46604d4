"""Files of orders or contracts between the look and the taking in."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from amends.doors.channels.file_import.choices import Purchases


class PurchaseFile(models.Model):
    """A file that somebody chose: looked at first, taken in only once they say so, forgotten after some days."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Purchases)
    sha256 = models.CharField(max_length=64)
    header = models.JSONField(help_text="The names of the columns, as they stand in the file")
    columns = models.JSONField(help_text="What is known → the column that holds it")
    rows = models.JSONField(
        help_text="[line, cells by column, problem] each; after the taking in only those refused"
    )
    found = models.JSONField(help_text="What would become, and then what became, of each row")
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    read_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
