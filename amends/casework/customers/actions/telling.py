"""Notices about requests to be forgotten: they name the record by its number, never the person."""

from __future__ import annotations

from collections.abc import Iterable

from amends.casework.customers.choices import ErasureState
from amends.casework.customers.models import Erasure
from amends.casework.customers.permissions import FORGETTERS
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.organisation.models import Member


def tell_deciders(erasure_id: int) -> None:
    """Everybody who may decide, but who asked."""
    erasure = Erasure.objects.filter(pk=erasure_id, state=ErasureState.ASKED).first()
    if erasure is not None:
        people = Member.objects.filter(role__in=FORGETTERS, is_active=True).exclude(pk=erasure.asked_by_id)
        _tell(people.values_list("pk", flat=True), "asked", erasure)


def tell_asker(erasure_id: int) -> None:
    erasure = Erasure.objects.exclude(state=ErasureState.ASKED).filter(pk=erasure_id).first()
    if erasure is not None:
        _tell([erasure.asked_by_id], str(erasure.state), erasure)


def _tell(to: Iterable[int], what: str, erasure: Erasure) -> None:
    notify(
        to=to,
        kind=NoticeKind.FORGETTING,
        origin=f"erasure:{erasure.pk}:{what}",
        case_id=0,
        number="",
        data={"what": what, "customer": erasure.customer_id},
    )
