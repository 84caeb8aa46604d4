"""Pictures of articles on the desk: where each is asked for, and those of a version in their order."""

from __future__ import annotations

from django.urls import reverse

from amends.casework.knowledge.queries import pictures_in
from amends.casework.knowledge.rules.pictures import marks_in, numbers_in
from amends.casework.knowledge.rules.showing import Figure, Place
from amends.foundation.organisation.models import Member


def places_in(body: str, member: Member) -> dict[int, Place]:
    """Number → where the picture is and how large, of those that the member may see."""
    return {
        number: Place(reverse("desk:article_picture", args=[number]), one.width, one.height)
        for number, one in pictures_in(numbers_in(body), member=member).items()
    }


def figures_in(body: str, member: Member) -> list[Figure]:
    """The pictures of a text in their order."""
    places = places_in(body, member)
    return [Figure(one.number, one.alt, places[one.number]) for one in marks_in(body) if one.number in places]
