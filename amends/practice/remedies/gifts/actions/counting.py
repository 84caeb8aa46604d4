"""A stock-take: somebody counts, the differences are shown, a second person confirms, and only then they are booked.

A difference is what was found less what the house believed at that moment. What moves afterwards is booked as ever and
leaves the difference as it is; what moved between seeing the page and entering the number has that gift counted again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted, Refused, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions.beats import line, locked, note_down, whole
from amends.practice.remedies.gifts.actions.booking import level_of, shift, write
from amends.practice.remedies.gifts.actions.stocking import the_gift, the_warehouse
from amends.practice.remedies.gifts.choices import CountState, MovementKind
from amends.practice.remedies.gifts.choices.stock import FOUND
from amends.practice.remedies.gifts.events import CountHandedIn
from amends.practice.remedies.gifts.models import CountLine, Movement, StockLevel, StockTake
from amends.practice.remedies.gifts.permissions import ensure_may_confirm_counts, ensure_may_run_stock
from amends.practice.remedies.gifts.rules.movements import MOVEMENTS

RUNNING = (CountState.COUNTING, CountState.WAITING)
MOVES_THE_SHELF = [kind for kind, effect in MOVEMENTS.items() if effect.on_shelf]
REASON_LENGTH = 400


@dataclass(frozen=True)
class Entered:
    """Which of the numbers were kept, and which gifts moved while they were counted."""

    kept: int
    again: tuple[str, ...]


@transaction.atomic
def begin_count(*, warehouse_id: int, by: Member) -> StockTake:
    """Everything that lies, or may lie, in a warehouse is to be counted; one count at a time."""
    ensure_may_run_stock(by)
    warehouse = the_warehouse(warehouse_id)
    running = StockTake.objects.filter(warehouse=warehouse, state__in=RUNNING).first()
    if running is not None:
        raise Conflict(_("This warehouse is being counted already. Go on with that count."))
    take = StockTake.objects.create(warehouse=warehouse, begun_by=by, begun_at=clock.now())
    levels = StockLevel.objects.filter(warehouse=warehouse).exclude(
        on_shelf=0, gift__retired_at__isnull=False
    )
    CountLine.objects.bulk_create(
        CountLine(take=take, gift_id=pk) for pk in levels.values_list("gift", flat=True)
    )
    note_down(take, "count.begun", by=by, data={"warehouse": warehouse.code, "gifts": take.lines.count()})
    return take


@transaction.atomic
def enter_counts(
    *, take_id: int, counted: Mapping[int, int | None], seen: int | None = None, by: Member
) -> Entered:
    """What somebody found, by gift; a number given again replaces the one before, None takes it away.

    `seen` is the newest movement of the warehouse when the page was shown.
    """
    ensure_may_run_stock(by)
    take = counting(take_id)
    moved = moved_since(take, seen)
    lines = {one.gift_id: one for one in take.lines.select_related("gift").select_for_update(of=("self",))}
    kept, again = 0, []
    for gift_id, number in sorted(counted.items()):
        one = lines.get(gift_id)
        if one is None or number == one.counted:
            continue
        if number is not None and gift_id in moved:
            again.append(str(one.gift))
            continue
        keep(one, number, by=by)
        kept += 1
    if kept:
        note_down(take, "count.entered", by=by, data={"gifts": kept})
    return Entered(kept, tuple(again))


def keep(one: CountLine, number: int | None, *, by: Member) -> None:
    """The number beside what the house believes lies there; the level is held while both are written."""
    if number is None:
        one.counted = one.on_shelf_then = one.counted_by = one.counted_at = None
    else:
        level = StockLevel.objects.select_for_update().get(gift=one.gift_id, warehouse=one.take.warehouse_id)
        one.counted, one.on_shelf_then = whole(number, field="counted", least=0), level.on_shelf
        one.counted_by, one.counted_at = by, clock.now()
    one.save(update_fields=["counted", "on_shelf_then", "counted_by", "counted_at"])


@transaction.atomic
def add_to_count(*, take_id: int, gift_id: int, by: Member) -> CountLine:
    """Something lies there that nobody expected; it is counted too."""
    ensure_may_run_stock(by)
    take, gift = counting(take_id), the_gift(gift_id)
    level_of(gift, take.warehouse)
    one, made = CountLine.objects.get_or_create(take=take, gift=gift)
    if made:
        note_down(take, "count.widened", by=by, data={"gift": gift.code})
    return one


@transaction.atomic
def hand_in_count(*, take_id: int, by: Member) -> StockTake:
    """The count is complete and waits for a second person."""
    ensure_may_run_stock(by)
    take = counting(take_id)
    missing = take.lines.filter(counted=None).count()
    if missing:
        raise Invalid(_("Not counted yet: %(n)s. Enter 0 where nothing lies.") % {"n": missing})
    take.state, take.handed_in_by, take.handed_in_at = CountState.WAITING, by, clock.now()
    take.save(update_fields=["state", "handed_in_by", "handed_in_at"])
    note_down(take, "count.handed_in", by=by, data={"differences": len(differences(take))})
    publish(CountHandedIn(take_id=take.pk))
    return take


@transaction.atomic
def count_again(*, take_id: int, reason: str, by: Member) -> StockTake:
    """Gives a count back to whoever counts; what was entered stays and can be entered anew."""
    ensure_may_confirm_counts(by)
    take = waiting(take_id)
    why = line(reason, limit=REASON_LENGTH, field="reason")
    take.state, take.reason = CountState.COUNTING, why
    take.handed_in_by = take.handed_in_at = None
    take.save(update_fields=["state", "reason", "handed_in_by", "handed_in_at"])
    note_down(take, "count.returned", by=by, reason=why)
    return take


@transaction.atomic
def confirm_count(*, take_id: int, by: Member) -> StockTake:
    """Books every difference onto what lies there now. Whoever counted or handed it in does not confirm it."""
    ensure_may_confirm_counts(by)
    take = waiting(take_id)
    counters = {take.handed_in_by_id, *take.lines.values_list("counted_by", flat=True)}
    if by.pk in counters:
        raise NotPermitted(_("You counted here yourself. Somebody else confirms it."))
    changed = differences(take)
    for one in changed:
        settle(one, take, by=by)
    take.state, take.ended_by, take.ended_at = CountState.CONFIRMED, by, clock.now()
    take.save(update_fields=["state", "ended_by", "ended_at"])
    note_down(
        take, "count.confirmed", by=by, data={"differences": {o.gift.code: o.difference for o in changed}}
    )
    return take


@transaction.atomic
def call_off_count(*, take_id: int, reason: str, by: Member) -> StockTake:
    """The count ends and nothing is booked."""
    ensure_may_run_stock(by)
    take = locked(StockTake, take_id, _("There is no such count."))
    if take.state not in RUNNING:
        raise WrongState(_("This count is over. Begin a new one."))
    take.reason = line(reason, limit=REASON_LENGTH, field="reason")
    take.state, take.ended_by, take.ended_at = CountState.CALLED_OFF, by, clock.now()
    take.save(update_fields=["state", "reason", "ended_by", "ended_at"])
    note_down(take, "count.called_off", by=by, reason=take.reason)
    return take


def counting(take_id: int) -> StockTake:
    take = locked(StockTake, take_id, _("There is no such count."))
    if take.state != CountState.COUNTING:
        raise WrongState(_("This count was handed in or is over. Reload the page."))
    return take


def waiting(take_id: int) -> StockTake:
    take = locked(StockTake, take_id, _("There is no such count."))
    if take.state != CountState.WAITING:
        raise WrongState(_("This count does not wait for a second person. Reload the page."))
    return take


def moved_since(take: StockTake, seen: int | None) -> set[int]:
    """The gifts of which something came or went since a page was shown."""
    if seen is None:
        return set()
    later = Movement.objects.filter(warehouse=take.warehouse_id, pk__gt=seen, kind__in=MOVES_THE_SHELF)
    return set(later.values_list("gift", flat=True))


def newest_movement(warehouse_id: int) -> int:
    return Movement.objects.filter(warehouse=warehouse_id).aggregate(newest=Max("pk"))["newest"] or 0


def differences(take: StockTake) -> list[CountLine]:
    lines = take.lines.select_related("gift").order_by("gift")
    return [one for one in lines if one.difference]


def settle(one: CountLine, take: StockTake, *, by: Member) -> None:
    """One difference onto its level; refused by name where more is promised to customers than there is."""
    difference, level = one.difference or 0, level_of(one.gift, take.warehouse)
    if not shift(level, MovementKind.COUNTED, difference):
        level.refresh_from_db(fields=["on_shelf", "set_aside"])
        raise Refused(
            _(
                "Of “%(gift)s” only %(there)s are there, but %(aside)s are set aside for customers. Find other gifts for %(missing)s of them first."
            )
            % {
                "gift": one.gift,
                "there": max(level.on_shelf + difference, 0),
                "aside": level.set_aside,
                "missing": level.set_aside - max(level.on_shelf + difference, 0),
            },
            code="promised_more",
        )
    write(level, MovementKind.COUNTED, difference, by=by, reason=FOUND, reference=f"stock_take:{take.pk}")
