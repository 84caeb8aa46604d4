"""Stock-takes: the list, and one count as whoever counts, or whoever confirms, needs it."""

from __future__ import annotations

from typing import Any

from amends.doors.desk.queries.gift_catalogue import tabs_of
from amends.doors.desk.queries.stock_pages import signed, sums
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions.counting import MOVES_THE_SHELF, newest_movement
from amends.practice.remedies.gifts.choices import CountState, MovementKind
from amends.practice.remedies.gifts.models import CountLine, Gift, Movement, StockTake
from amends.practice.remedies.gifts.permissions import may_confirm_counts, may_run_stock
from amends.practice.remedies.gifts.queries import stock
from amends.practice.remedies.gifts.rules.movements import effect_of

SHOWN = 40
TONES = {
    CountState.COUNTING: ("blue", "pencil"),
    CountState.WAITING: ("orange", "hourglass"),
    CountState.CONFIRMED: ("green", "ok"),
    CountState.CALLED_OFF: ("plain", "wrong"),
}


def counts_page(member: Member) -> dict[str, Any]:
    takes = StockTake.objects.select_related("warehouse", "begun_by", "ended_by").order_by("-pk")[:SHOWN]
    return {
        "tabs": tabs_of(member, "counts"),
        "rows": [count_row(one) for one in takes],
        "may_run": may_run_stock(member),
        "places": stock.warehouses(),
    }


def count_row(take: StockTake) -> dict[str, Any]:
    tone, icon = TONES[CountState(take.state)]
    return {"take": take, "tone": tone, "icon": icon, "state": CountState(take.state).label}


def count_page(take: StockTake, member: Member, entered: dict[int, str] | None = None) -> dict[str, Any]:
    """While counting the numbers of the house stay hidden, so that people count and do not copy."""
    lines = list(take.lines.select_related("gift", "counted_by").order_by("gift__code"))
    rows = [line_row(one, (entered or {}).get(one.gift_id)) for one in lines]
    counted = sum(one.counted is not None for one in lines)
    page = {
        **count_row(take),
        "tabs": tabs_of(member, "counts"),
        "rows": rows,
        "counted": counted,
        "left": len(lines) - counted,
        "share": counted / len(lines) if lines else 0,
        "may_run": may_run_stock(member),
        "may_confirm": may_confirm_counts(member) and member.pk not in counters_of(take, lines),
        "seen": newest_movement(take.warehouse_id),
    }
    if take.state == CountState.COUNTING:
        return {**page, "gifts": Gift.objects.in_use().exclude(pk__in=[one.gift_id for one in lines])}
    off = [one for one in lines if one.difference]
    moves = moved_after(take, lines) if take.state == CountState.WAITING else {}
    for row in rows:
        row["moves"] = moves.get(row["line"].gift_id, [])
    return {**page, "off": len(off), "worth": sums(one.worth for one in off if one.worth is not None)}


def counters_of(take: StockTake, lines: list[CountLine]) -> set[int | None]:
    return {take.handed_in_by_id, *(one.counted_by_id for one in lines)}


def line_row(one: CountLine, typed: str | None) -> dict[str, Any]:
    number = "" if one.counted is None else str(one.counted)
    return {
        "line": one,
        "typed": number if typed is None else typed,
        "difference": signed(one.difference) if one.difference else "0",
        "tone": "green" if not one.difference else "red" if one.difference < 0 else "orange",
        "worth": str(one.worth) if one.worth else "",
    }


def moved_after(take: StockTake, lines: list[CountLine]) -> dict[int, list[str]]:
    """What came and went since each number was entered; the difference stays what it was."""
    since = {one.gift_id: one.counted_at for one in lines}
    found: dict[int, list[str]] = {}
    later = Movement.objects.filter(
        warehouse=take.warehouse_id, kind__in=MOVES_THE_SHELF, at__gte=take.begun_at
    )
    for one in later.order_by("pk"):
        moment = since.get(one.gift_id)
        if moment is not None and one.at > moment:
            change = signed(effect_of(one.kind, one.quantity).on_shelf)
            found.setdefault(one.gift_id, []).append(f"{MovementKind(one.kind).label} {change}")
    return found
