"""Pictures as somebody may see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from amends.casework.knowledge.models import Article, ArticleVersion, Depiction, Picture
from amends.casework.knowledge.permissions import visible_to
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member

# A picture that no text took up by then was put down again.
KEPT_FOR = timedelta(days=7)


def pictures_for(member: Member | None) -> QuerySet[Picture]:
    """What a member may see: pictures of articles that they may read, and their own that stand nowhere yet.

    Outside the house: only those in a wording in force that a second person confirmed, of an article for everybody.
    """
    if member is None:
        shown = ArticleVersion.objects.for_customers().filter(depictions__picture=OuterRef("pk"))
        return Picture.objects.filter(Exists(shown))
    if not member.is_active:
        return Picture.objects.none()
    articles = Article.objects.filter(visible_to(member)).values("pk")
    return Picture.objects.filter(Q(article__in=articles) | Q(article=None, added_by=member))


def picture_for(picture_id: int, *, member: Member | None) -> Picture | None:
    return pictures_for(member).filter(pk=picture_id).select_related("article").first()


def pictures_in(numbers: Iterable[int], *, member: Member | None) -> dict[int, Picture]:
    """Number → picture, of those that a member may see; one question, none where no number is asked for."""
    wanted = list(numbers)
    return {one.pk: one for one in pictures_for(member).filter(pk__in=wanted)} if wanted else {}


def put_down() -> QuerySet[Picture]:
    """Pictures that no version shows and that are old enough to be forgotten."""
    old = Picture.objects.filter(added_at__lt=clock.now() - KEPT_FOR)
    return old.filter(~Exists(Depiction.objects.filter(picture=OuterRef("pk"))))
