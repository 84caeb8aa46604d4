"""What of the reviews leaves the house is on record."""

from __future__ import annotations

from django.db import transaction

from amends.foundation.audit.actions import record
from amends.foundation.audit.choices import HOUSE
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.models import Member
from amends.practice.replies.review.permissions import may_see_reviews


@transaction.atomic
def note_export(*, reviews: int, own: bool, by: Member) -> None:
    if not may_see_reviews(by):
        raise NotPermitted()
    record(chain=HOUSE, action="review.exported", by=by, data={"reviews": reviews, "own": own})
