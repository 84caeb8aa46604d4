"""Pictures of articles on the desk: where each is asked for, and those of a version in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse

from amends.casework.knowledge.models import Article, Picture
from amends.casework.knowledge.queries import pictures_in
from amends.casework.knowledge.rules.pictures import marks_in, numbers_in
from amends.casework.knowledge.rules.showing import Figure, Place
from amends.foundation.organisation.models import Member


def places_in(body: str, member: Member) -> dict[int, Place]:
    """Number → where the picture is and how large, of those that the member may see."""
    return places_of(pictures_in(numbers_in(body), member=member).values())


def places_of(pictures: Iterable[Picture]) -> dict[int, Place]:
    return {
        one.pk: Place(reverse("desk:article_picture", args=[one.pk]), one.width, one.height)
        for one in pictures
    }


def figures_in(body: str, member: Member) -> list[Figure]:
    """The pictures of a text in their order."""
    return _figures(body, places_in(body, member))


def figures_in_form(body: str, article: Article | None, member: Member) -> list[Figure]:
    """Those that can stand in a text that is being written: of its article, or chosen just now."""
    own = (None, article.pk if article else None)
    found = pictures_in(numbers_in(body), member=member)
    return _figures(body, places_of(one for one in found.values() if one.article_id in own))


def _figures(body: str, places: Mapping[int, Place]) -> list[Figure]:
    return [Figure(one.number, one.alt, places[one.number]) for one in marks_in(body) if one.number in places]
