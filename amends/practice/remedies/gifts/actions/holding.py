"""A gift on its way to somebody: set aside when it is granted, taken out when it is packed, back when it is returned."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.acts import joined
from amends.foundation.kernel.errors import Invalid, NotFound, Refused, WrongState
from amends.foundation.kernel.prepared import Rows
from amends.foundation.kernel.writing import insert_if_new
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions.beats import line, whole
from amends.practice.remedies.gifts.actions.booking import book, shift, write
from amends.practice.remedies.gifts.choices import HoldState, MovementKind
from amends.practice.remedies.gifts.choices.stock import UNFIT
from amends.practice.remedies.gifts.models import Gift, StockHold, StockLevel
from amends.practice.remedies.gifts.permissions import ensure_may_hold
from amends.practice.remedies.gifts.queries.catalogue import gift_in_use
from amends.practice.remedies.gifts.rules.movements import HOLDS

REFERENCE_LENGTH = 60


def _levels(in_one: bool, gift_id: int, pieces: int, *places: int) -> QuerySet[StockLevel]:
    levels = StockLevel.objects.filter(
        gift=gift_id, warehouse__retired_at=None, on_shelf__gte=F("set_aside") + pieces
    )
    if in_one:
        levels = levels.filter(warehouse=places[0])
    return levels.order_by(F("set_aside") - F("on_shelf"), "warehouse_id")


_LEVELS: Rows[StockLevel] = Rows(_levels)
_SET_ASIDE: Rows[StockHold] = Rows(
    lambda purpose, gift_id: StockHold.objects.filter(
        reference=purpose, gift=gift_id, state=HoldState.SET_ASIDE
    )
)


@joined
def set_aside(
    *, gift_id: int, quantity: int = 1, warehouse_id: int | None = None, reference: str, by: Member
) -> StockHold:
    """Keeps so many for one purpose, in the warehouse named or in the one with most of them.

    The same purpose again gives the same hold. Refused with the code "out_of_stock" where not enough is free.
    """
    ensure_may_hold(by)
    pieces, purpose = (
        whole(quantity),
        line(reference, limit=REFERENCE_LENGTH, field="reference"),
    )
    gift = gift_in_use(gift_id)
    if gift is None:
        raise NotFound(_("This gift is not in the catalogue any more. Choose another one."))
    before = next(iter(_SET_ASIDE(purpose, gift.pk)), None)
    if before is not None:
        return same_as(before, pieces)
    level = first_that_has(gift, pieces, warehouse_id)
    hold = new_hold(gift, level, pieces, purpose, by=by)
    if not insert_if_new(hold):
        # Somebody asked for the same purpose at the same moment and was first; what moved here goes back.
        shift(level, MovementKind.LET_GO, pieces)
        return same_as(StockHold.objects.get(reference=purpose, gift=gift, state=HoldState.SET_ASIDE), pieces)
    write(level, MovementKind.SET_ASIDE, pieces, by=by, reference=purpose, hold=hold)
    note_down(hold, by=by)
    return hold


def new_hold(gift: Gift, level: StockLevel, pieces: int, purpose: str, *, by: Member) -> StockHold:
    """Not stored yet."""
    now = clock.now()
    return StockHold(
        gift=gift,
        warehouse_id=level.warehouse_id,
        quantity=pieces,
        unit_cost=gift.unit_cost,
        currency=gift.currency,
        reference=purpose,
        set_aside_by=by,
        set_aside_at=now,
        changed_at=now,
    )


def same_as(hold: StockHold, pieces: int) -> StockHold:
    if hold.quantity != pieces:
        raise WrongState(_("For this purpose another number is set aside already. Let that go first."))
    return hold


def first_that_has(gift: Gift, pieces: int, warehouse_id: int | None) -> StockLevel:
    """The level from which they were set aside; the fullest is tried first, the others if somebody was quicker."""
    for level in levels_with(gift, pieces, warehouse_id):
        if shift(level, MovementKind.SET_ASIDE, pieces):
            return level
    raise none_left(gift)


def ensure_free(*, gift: Gift, quantity: int, warehouse_id: int | None = None) -> None:
    """Refuses what `set_aside` would refuse as the shelves are now; writes nothing."""
    if not levels_with(gift, quantity, warehouse_id):
        raise none_left(gift)


def levels_with(gift: Gift, pieces: int, warehouse_id: int | None) -> list[StockLevel]:
    """Where as many are free, the fullest first."""
    places = () if warehouse_id is None else (warehouse_id,)
    return _LEVELS(gift.pk, pieces, *places, shape=(bool(places),))


def none_left(gift: Gift) -> Refused:
    return Refused(
        _("“%(gift)s” is out of stock. Choose another gift, or ask the warehouse when more comes.")
        % {"gift": gift},
        code="out_of_stock",
    )


@joined
def let_go(*, hold_id: int, by: Member) -> StockHold:
    """What was set aside is free for others again; let go already, nothing changes."""
    ensure_may_hold(by)
    hold, changed = turned(hold_id, HoldState.LET_GO)
    if changed:
        book(level_for(hold), MovementKind.LET_GO, hold.quantity, by=by, reference=hold.reference, hold=hold)
        note_down(hold, by=by)
    return hold


@joined
def take_out(*, hold_id: int, by: Member) -> StockHold:
    """What was set aside leaves the shelf, to be packed or handed over."""
    ensure_may_hold(by)
    hold, changed = turned(hold_id, HoldState.TAKEN_OUT)
    if changed:
        book(
            level_for(hold), MovementKind.TAKEN_OUT, hold.quantity, by=by, reference=hold.reference, hold=hold
        )
        note_down(hold, by=by)
    return hold


@joined
def put_back(*, hold_id: int, fit_for_sale: bool, by: Member) -> StockHold:
    """What came back lies on the shelf again; what cannot be given any more is written off in the same breath."""
    ensure_may_hold(by)
    hold, changed = turned(hold_id, HoldState.PUT_BACK)
    if changed:
        level = level_for(hold)
        ensure_open(level, fit_for_sale)
        book(level, MovementKind.PUT_BACK, hold.quantity, by=by, reference=hold.reference, hold=hold)
        if not fit_for_sale:
            book(
                level,
                MovementKind.WRITTEN_OFF,
                hold.quantity,
                by=by,
                reason=UNFIT,
                reference=hold.reference,
                hold=hold,
            )
        note_down(hold, by=by, fit=fit_for_sale)
    return hold


def ensure_open(level: StockLevel, fit_for_sale: bool) -> None:
    """What comes back after a warehouse was closed has no shelf there any more."""
    if fit_for_sale and level.warehouse.retired_at is not None:
        raise WrongState(
            _("The warehouse %(code)s is closed. Open it again, or say that it cannot be given any more.")
            % {"code": level.warehouse.code},
            code="closed",
        )


def turned(hold_id: int, to: HoldState) -> tuple[StockHold, bool]:
    """The hold in its new state, and whether it changed; the condition stands in the statement that changes it."""
    before = HOLDS[to]
    moved = StockHold.objects.filter(pk=hold_id, state=before).update(state=to, changed_at=clock.now())
    hold = StockHold.objects.select_related("gift").filter(pk=hold_id).first()
    if hold is None:
        raise NotFound(_("Nothing of this number was set aside."))
    if not moved and hold.state != to:
        raise WrongState(
            _("This is “%(state)s” and cannot become “%(to)s”. Reload the page.")
            % {"state": HoldState(hold.state).label, "to": to.label}
        )
    return hold, bool(moved)


def level_for(hold: StockHold) -> StockLevel:
    level = StockLevel.objects.filter(gift=hold.gift_id, warehouse=hold.warehouse_id).first()
    if level is None:
        raise Invalid(_("This gift never lay in this warehouse."))
    return level


def note_down(hold: StockHold, *, by: Member, fit: bool | None = None) -> None:
    data = {"hold": hold.pk, "quantity": hold.quantity, "reference": hold.reference}
    record(
        chain=f"gift:{hold.gift_id}",
        action=f"gift.{HoldState(hold.state).value}",
        by=by,
        data=data if fit is None else {**data, "fit": fit},
    )
