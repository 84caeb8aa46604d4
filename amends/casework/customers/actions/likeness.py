"""That two records may be one person: proposed by what they share, decided by people."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from amends.casework.customers.actions.beats import locked, note_down
from amends.casework.customers.choices import Answer
from amends.casework.customers.models import Customer, PossibleMatch
from amends.casework.customers.permissions import ensure_may_merge
from amends.casework.customers.rules import Doubt
from amends.casework.customers.rules.matching import strongest
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member


def propose_matches(customer: Customer, doubts: Sequence[Doubt]) -> None:
    """Keeps, for a person to decide, which records may be the same person as this one and what says so."""
    by_record: dict[int, list[Doubt]] = {}
    for doubt in doubts:
        by_record.setdefault(doubt.record, []).append(doubt)
    for record, signs in by_record.items():
        propose(customer.pk, record, signs)


def propose(one: int, other: int, doubts: Sequence[Doubt]) -> None:
    first, second = sorted((one, other))
    match, _added = PossibleMatch.objects.get_or_create(
        first_id=first, second_id=second, defaults={"found_at": clock.now(), "strength": doubts[0].strength}
    )
    signals = {signal["sign"]: signal["strength"] for signal in match.signals}
    known = dict(signals)
    signals.update({doubt.sign.value: doubt.strength.value for doubt in doubts})
    if signals != known:
        match.signals = [{"sign": sign, "strength": strength} for sign, strength in signals.items()]
        match.strength = strongest(list(signals.values()))
        match.save(update_fields=["signals", "strength"])


@transaction.atomic
def tell_apart(*, customer_id: int, other_id: int, by: Member) -> None:
    """These two are different people: the proposal is answered and does not come back."""
    ensure_may_merge(by)
    customer, other = locked(customer_id, by=by), locked(other_id, by=by)
    first, second = sorted((customer.pk, other.pk))
    answered = PossibleMatch.objects.filter(first=first, second=second, answer=Answer.OPEN).update(
        answer=Answer.DIFFERENT, decided_by=by, decided_at=clock.now()
    )
    if answered:
        note_down(customer, "customer.told_apart", by=by, data={"other": other.pk, "name": str(other)})
        note_down(other, "customer.told_apart", by=by, data={"other": customer.pk, "name": str(customer)})
