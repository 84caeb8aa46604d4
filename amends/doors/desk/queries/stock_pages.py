"""The stock of one warehouse: levels with what is low first, what to do there, and the journal; and both as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, gettext_noop

from amends.doors.desk.queries.gift_catalogue import tabs_of
from amends.doors.desk.queries.named_things import purposes_named
from amends.foundation.kernel.cells import neutral
from amends.foundation.kernel.money import Money
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.gifts.choices import CountState, MovementKind
from amends.practice.remedies.gifts.choices.stock import OWN_REASONS
from amends.practice.remedies.gifts.models import Gift, Movement, StockLevel, StockTake, Warehouse
from amends.practice.remedies.gifts.permissions import may_run_stock
from amends.practice.remedies.gifts.queries import stock
from amends.practice.remedies.gifts.rules.movements import MOVEMENTS, effect_of

SIZE = 20
JOURNAL_HEADS = (
    gettext_noop("When"),
    gettext_noop("Warehouse"),
    gettext_noop("Code"),
    gettext_noop("Gift"),
    gettext_noop("What"),
    gettext_noop("Quantity"),
    gettext_noop("On the shelf"),
    gettext_noop("Set aside"),
    gettext_noop("Reason"),
    gettext_noop("For"),
    gettext_noop("By"),
)
STOCK_HEADS = (
    gettext_noop("Warehouse"),
    gettext_noop("Code"),
    gettext_noop("Gift"),
    gettext_noop("On the shelf"),
    gettext_noop("Set aside"),
    gettext_noop("Free"),
    gettext_noop("Low from"),
    gettext_noop("Coming"),
    gettext_noop("Left in 60 days"),
    gettext_noop("Cost of one"),
    gettext_noop("Currency"),
)
MOVE_ICONS = {
    MovementKind.BROUGHT_IN: "plus",
    MovementKind.SET_ASIDE: "archive",
    MovementKind.LET_GO: "undo",
    MovementKind.TAKEN_OUT: "gift",
    MovementKind.PUT_BACK: "reply",
    MovementKind.WRITTEN_OFF: "trash",
    MovementKind.COUNTED: "tasks",
    MovementKind.MOVED_OUT: "arrow-right",
    MovementKind.MOVED_IN: "arrow-left",
}


def stock_page(
    member: Member, data: QueryDict, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """`entered` and `wrong` are a form that was refused; it opens again with what was in it."""
    places = list(stock.warehouses())
    here = chosen(places, data.get("warehouse", ""))
    page: dict[str, Any] = {
        "tabs": tabs_of(member, "stock"),
        "may_run": may_run_stock(member),
        "places": [place_row(one, one == here) for one in places],
        "here": here,
        "entered": entered or QueryDict(),
        "wrong": wrong,
        "doing": (entered or data).get("doing", ""),
        "departments": Department.objects.order_by("path"),
        "closed": Warehouse.objects.filter(retired_at__isnull=False).order_by("-retired_at"),
    }
    if here is None:
        return page
    rows = stock.standings(stock.levels_in(here))
    listed = keyset_page(stock.movements(warehouse=here), order=("-id",), after=data.get("after"), size=SIZE)
    base = f"{reverse('desk:stock')}?warehouse={here.code}"
    return {
        **page,
        "rows": rows,
        "low": sum(one.level.low_since is not None for one in rows),
        "worth": worth_of(one.level for one in rows),
        "movements": movement_rows(listed.items, member),
        "gifts": Gift.objects.in_use(),
        "others": [one for one in places if one != here],
        "counting": StockTake.objects.filter(
            warehouse=here, state__in=(CountState.COUNTING, CountState.WAITING)
        ).first(),
        "previous_url": f"{base}&after={listed.previous}#journal" if listed.previous else "",
        "next_url": f"{base}&after={listed.next}#journal" if listed.next else "",
    }


def chosen(places: list[Warehouse], code: str) -> Warehouse | None:
    """The one that was asked for; else the one where most is low, because there is something to do."""
    named = next((one for one in places if one.code == code), None)
    if named is not None or not places:
        return named
    low = Counter(StockLevel.objects.low().values_list("warehouse", flat=True))
    return max(places, key=lambda one: low[one.pk])


def place_row(place: Warehouse, here: bool) -> dict[str, Any]:
    return {
        "place": place,
        "url": f"{reverse('desk:stock')}?warehouse={place.code}",
        "here": here,
        "low": StockLevel.objects.low().filter(warehouse=place).count(),
    }


def worth_of(levels: Iterable[StockLevel]) -> list[str]:
    """What lies there at its cost, one sum for each currency."""
    return sums(one.worth for one in levels if one.on_shelf)


def sums(amounts: Iterable[Money]) -> list[str]:
    found: dict[str, Money] = {}
    for one in amounts:
        found[one.currency] = found.get(one.currency, Money.zero(one.currency)) + one
    return [str(one) for _, one in sorted(found.items())]


def movement_rows(movements: Sequence[Movement], member: Member) -> list[dict[str, Any]]:
    purposes = purposes_named((one.reference for one in movements), member)
    return [{**movement_row(one), "purpose": purposes[one.reference]} for one in movements]


def movement_row(one: Movement) -> dict[str, Any]:
    kind = MovementKind(one.kind)
    effect = effect_of(one.kind, one.quantity)
    return {
        "movement": one,
        "icon": MOVE_ICONS[kind],
        "kind": kind.label,
        "change": signed(effect.on_shelf) if MOVEMENTS[one.kind].on_shelf else "",
        "aside": signed(effect.set_aside) if effect.set_aside else "",
        "reason": reason_of(one),
    }


def signed(number: int) -> str:
    return f"+{number}" if number > 0 else f"−{-number}"


def reason_of(one: Movement) -> str:
    return str(OWN_REASONS[one.reason]) if one.reason in OWN_REASONS else one.reason


def journal_table(movements: Sequence[Movement], member: Member) -> Iterator[list[str]]:
    yield [gettext(one) for one in JOURNAL_HEADS]
    purposes = purposes_named((one.reference for one in movements), member)
    for one in movements:
        cells = (
            f"{localtime(one.at):%Y-%m-%d %H:%M:%S}",
            one.warehouse.code,
            one.gift.code,
            one.gift.name_in(get_language() or ""),
            str(MovementKind(one.kind).label),
            str(one.quantity),
            str(one.on_shelf_after),
            str(one.set_aside_after),
            reason_of(one),
            str(purposes[one.reference]),
            one.by.display_name,
        )
        # A number of ours may begin with a minus and stays one.
        yield [one if n in {5, 6, 7} else neutral(one) for n, one in enumerate(cells)]


def stock_table(rows: Iterable[stock.Standing]) -> Iterator[list[str]]:
    yield [gettext(one) for one in STOCK_HEADS]
    for row in rows:
        level = row.level
        figures = (level.on_shelf, level.set_aside, level.free)
        yield [
            neutral(level.warehouse.code),
            neutral(level.gift.code),
            neutral(level.gift.name_in(get_language() or "")),
            *map(str, figures),
            "" if level.low_at is None else str(level.low_at),
            str(row.coming),
            str(row.used),
            f"{level.gift.unit_cost:.2f}",
            level.gift.currency,
        ]
