"""Evidence: the files of a case, everything that was done with each, legal holds, and what has been kept long enough."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casework.cases.choices import DisposalState, Entrance, Origin, Preview, Scan, Touched
from amends.casework.cases.models.case import Case
from amends.casework.cases.models.conversation import Message
from amends.casework.cases.vault.kinds import is_program


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def there(self) -> Self:
        """Those whose bytes have not been deleted."""
        return self.filter(gone_at=None)

    def evidence(self) -> Self:
        """Without the rows that only say that a file was sent."""
        return self.exclude(origin=Origin.SENT)

    def to_look_into(self) -> Self:
        """Those a scanner or a preview still waits for."""
        return self.there().filter(Q(scan=Scan.WAITING) | Q(preview=Preview.WAITING) & ~Q(scan=Scan.INFECTED))


class Attachment(models.Model):
    """A file of a case; its bytes lie outside the database under their SHA-256 and never change."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="attachments")
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="attachments")
    name = models.CharField(max_length=200)
    given_name = models.TextField(blank=True, help_text="As it came, with what cannot be seen written out")
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    door = models.CharField(max_length=20, choices=Entrance, blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.GIVEN)
    source = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="derived", help_text="The file it was made of"
    )
    remark = models.CharField(max_length=200, blank=True)
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.NOT_SCANNED)
    scanned_at = models.DateTimeField(null=True)
    scan_found = models.CharField(max_length=120, blank=True)
    preview = models.CharField(max_length=10, choices=Preview, default=Preview.WAITING)
    pages = models.PositiveIntegerField(null=True)
    seconds = models.PositiveIntegerField(null=True)
    checked_at = models.DateTimeField(null=True, help_text="When the bytes were last compared with the hash")
    broken_at = models.DateTimeField(null=True, help_text="Since when the bytes are missing or others")
    gone_at = models.DateTimeField(null=True, help_text="When the bytes were deleted after their time")
    gone_note = models.CharField(max_length=200, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["id"],
                name="attachment_to_look_into",
                condition=Q(scan="waiting") | Q(preview="waiting"),
            ),
            models.Index(fields=["checked_at", "id"], name="attachment_to_check", condition=Q(gone_at=None)),
            models.Index(fields=["id"], name="attachment_broken", condition=Q(broken_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether every browser can show it; pictures in the iPhone's own format can only be downloaded."""
        return self.content_type.startswith("image/") and self.content_type != "image/heic"

    @property
    def is_sound(self) -> bool:
        return self.content_type.startswith("audio/")

    @property
    def is_film(self) -> bool:
        return self.content_type.startswith("video/")

    @property
    def is_program(self) -> bool:
        """Whether opening it on one's own machine may start something."""
        return is_program(self.name, self.content_type)

    @property
    def is_there(self) -> bool:
        """Whether somebody may open it at all."""
        return self.gone_at is None and self.scan not in (Scan.WAITING, Scan.INFECTED)


class Touch(models.Model):
    """One thing that was done with a file: who, when, what, by which door."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="touches", db_index=False)
    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="touches")
    what = models.CharField(max_length=10, choices=Touched)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    door = models.CharField(max_length=20, choices=Entrance)
    at = models.DateTimeField()
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "-id"], name="touch_of_case")]

    def __str__(self) -> str:
        return f"{self.attachment_id}: {self.what}"


class Hold(models.Model):
    """Nothing of a case may be deleted or made anonymous, because it may be needed before a judge or an authority."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="holds", db_index=False)
    reason = models.CharField(max_length=400)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case"], name="one_hold_at_a_time", condition=Q(lifted_at=None)),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "-id"], name="hold_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.reason[:40]}"


class Disposal(models.Model):
    """Bytes that have been kept long enough: listed first, deleted only after a second person's word."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    places = models.JSONField(default=list, help_text="By the rules of which places it was listed")
    state = models.CharField(max_length=10, choices=DisposalState, default=DisposalState.ASKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="disposal_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"


class DisposalItem(models.Model):
    """One file of a list, with the rule by which its time is over, and what became of it."""

    disposal = models.ForeignKey(Disposal, models.CASCADE, related_name="items")
    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="+", db_index=False)
    rule = models.CharField(max_length=40)
    kept_until = models.DateField()
    deleted_at = models.DateTimeField(null=True)
    spared = models.CharField(max_length=200, blank=True, help_text="Why it was not deleted after all")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["disposal", "attachment"], name="disposal_lists_once"),
        ]

    def __str__(self) -> str:
        return f"{self.disposal_id}: {self.attachment_id}"
