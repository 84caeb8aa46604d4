"""Questions about notices. Who shows them leaves out those of cases that their reader may not know of."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from amends.foundation.notices.models import Muted, Notice
from amends.foundation.organisation.models import Member


def notices_of(member_id: Any) -> QuerySet[Notice]:
    return Notice.objects.filter(member=member_id)


def unseen_of(member_id: Any) -> QuerySet[Notice]:
    return Notice.objects.filter(member=member_id, seen_at=None)


def muted_by(member: Member) -> frozenset[str]:
    """The kinds that a member does not want."""
    return frozenset(Muted.objects.filter(member=member).values_list("kind", flat=True))
