"""Whether levels, journal and holds say the same: they always have to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Sum

from amends.practice.remedies.gifts.choices import HoldState
from amends.practice.remedies.gifts.models import Movement, StockHold, StockLevel
from amends.practice.remedies.gifts.rules.movements import total


@dataclass(frozen=True)
class Difference:
    """A level that is not the sum of its movements, or whose set-aside is not the sum of its holds."""

    gift_id: int
    warehouse_id: int
    what: str
    level: int
    reckoned: int


def differences() -> list[Difference]:
    """Three questions, however long the journal is."""
    moved: dict[tuple[int, int], list[tuple[str, int]]] = {}
    sums = Movement.objects.values("gift", "warehouse", "kind").annotate(
        pieces=Sum("quantity"), n=Count("pk")
    )
    for one in sums.order_by():
        if one["pieces"]:
            moved.setdefault((one["gift"], one["warehouse"]), []).append((one["kind"], one["pieces"]))
    held = {
        (one["gift"], one["warehouse"]): one["pieces"]
        for one in StockHold.objects.filter(state=HoldState.SET_ASIDE)
        .values("gift", "warehouse")
        .annotate(pieces=Sum("quantity"))
        .order_by()
    }
    found: list[Difference] = []
    for level in StockLevel.objects.all():
        place = (level.gift_id, level.warehouse_id)
        reckoned = total(moved.pop(place, []))
        figures = (
            ("on_shelf", level.on_shelf, reckoned.on_shelf),
            ("set_aside", level.set_aside, reckoned.set_aside),
            ("held", level.set_aside, held.pop(place, 0)),
        )
        found += [Difference(*place, what, here, there) for what, here, there in figures if here != there]
    found += [Difference(*place, "level", 0, total(kinds).on_shelf) for place, kinds in moved.items()]
    return found + [Difference(*place, "hold", 0, pieces) for place, pieces in held.items()]
