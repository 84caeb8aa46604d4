"""Pictures of articles, and which version shows which."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from amends.casework.knowledge.models.articles import Article, ArticleVersion


class Picture(models.Model):
    """One picture; its bytes lie in the storage of files and never change. Until a text takes it up it has no article."""

    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="pictures")
    sha256 = models.CharField(max_length=64, db_index=True)
    content_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk} ({self.width}x{self.height})"

    @property
    def file_name(self) -> str:
        """What it is called where somebody saves it; the name that it came with is not kept."""
        return f"picture-{self.pk}.{self.content_type.partition('/')[2]}"


class Depiction(models.Model):
    """A version that shows a picture; where it stands and what is said of it stands in the words of the version."""

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="depictions", db_index=False)
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="depictions")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "picture"], name="picture_once_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.picture_id}"
