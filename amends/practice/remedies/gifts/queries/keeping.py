"""What another term would do to the addresses of gifts."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from amends.casework.cases.models import Hold
from amends.casework.cases.queries.evidence import start_of
from amends.casework.cases.rules.keeping import Effect, moves
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.queries.shipments import with_an_address


def effect_on_addresses(before: int | None, after: int | None, on: date) -> Effect:
    """Counted in gifts, up to the end of the first day: the worker comes by once in it."""
    effect = Effect(on)
    held = Hold.objects.filter(lifted_at=None).values("case")
    free = with_an_address().exclude(case__in=held)
    way = moves(before, after)
    if way < 0:
        effect.cases_earlier, effect.things_earlier = _counted(free)
    elif way > 0:
        effect.cases_later, effect.things_later = _counted(free)
    if after is None:
        return effect
    over = free.filter(changed_at__lt=_over(on, after))
    effect.cases_due, effect.things_due = _counted(over)
    if way < 0:
        was = 0 if before is None else _counted(free.filter(changed_at__lt=_over(on, before)))[1]
        effect.things_anew = effect.things_due - was
    kept_by_hold = with_an_address().filter(changed_at__lt=_over(on, after), case__in=held)
    effect.cases_held, effect.things_held = _counted(kept_by_hold)
    return effect


def _over(on: date, days: int) -> datetime:
    return start_of(on + timedelta(days=1)) - timedelta(days=days)


def _counted(shipments: QuerySet[Shipment]) -> tuple[int, int]:
    found = shipments.aggregate(cases=Count("case", distinct=True), things=Count("pk"))
    return found["cases"], found["things"]
