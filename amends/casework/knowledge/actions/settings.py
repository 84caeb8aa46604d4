"""What is said about an article beside its words, as it may be kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from amends.casework.knowledge.choices import Audience
from amends.casework.knowledge.permissions import READ_RESTRICTED, may_write
from amends.casework.readings.choices import Category
from amends.foundation.kernel.errors import Invalid, NotPermitted
from amends.foundation.organisation.choices import CASEWORKERS
from amends.foundation.organisation.models import Member

LONGEST_REVIEW = timedelta(days=730)


def audience_in(audience: str, *, by: Member) -> Audience:
    if audience not in Audience.values:
        raise Invalid(_("Choose who may read it."), field="audience")
    if audience == Audience.RESTRICTED and by.role not in READ_RESTRICTED:
        raise NotPermitted(_("Leads, quality, legal and managers write articles that only they may read."))
    return Audience(audience)


def categories_in(categories: Iterable[str]) -> list[str]:
    chosen = list(dict.fromkeys(categories))
    if not chosen or not set(chosen) <= set(Category.values):
        raise Invalid(_("Choose at least one of the categories offered."), field="categories")
    return [one for one in Category.values if one in chosen]


def owner_in(owner_id: int | None, audience: str, *, by: Member) -> Member:
    """Who looks after an article: somebody who gets notices and may read it; its writer unless said otherwise."""
    owner = by if owner_id in (None, by.pk) else Member.objects.filter(pk=owner_id, is_active=True).first()
    if owner is None or not may_write(owner) or owner.role not in CASEWORKERS:
        raise Invalid(_("Choose an owner who works on cases."), field="owner")
    if audience == Audience.RESTRICTED and owner.role not in READ_RESTRICTED:
        raise Invalid(_("The owner has to be somebody who may read the article."), field="owner")
    return owner


def review_day(day: date, today: date) -> date:
    if not today < day <= today + LONGEST_REVIEW:
        raise Invalid(_("Choose a day for the review after today and within two years."), field="review_on")
    return day
