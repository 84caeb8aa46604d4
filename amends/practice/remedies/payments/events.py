from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event
from amends.foundation.kernel.money import Money


class OfMoney:
    """What an event about an amount has beside its plain fields: `minor` is whole fen, cents or yen."""

    minor: int
    currency: str

    @property
    def amount(self) -> Money:
        return Money.from_minor(self.minor, self.currency)


@dataclass(frozen=True)
class VoucherRedeemed(OfMoney, Event):
    """The amount is that of this redemption; `used_up` once nothing is left."""

    voucher_id: int
    case_id: int
    reference: str
    minor: int
    currency: str
    used_up: bool


@dataclass(frozen=True)
class VoucherExpired(OfMoney, Event):
    """The amount is what nobody redeemed."""

    voucher_id: int
    case_id: int
    reference: str
    minor: int
    currency: str


@dataclass(frozen=True)
class VoucherCalledOff(OfMoney, Event):
    """The amount is what was not redeemed before."""

    voucher_id: int
    case_id: int
    reference: str
    minor: int
    currency: str


@dataclass(frozen=True)
class RefundPaid(OfMoney, Event):
    instruction_id: int
    case_id: int
    reference: str
    minor: int
    currency: str


@dataclass(frozen=True)
class RefundFailed(OfMoney, Event):
    instruction_id: int
    case_id: int
    reference: str
    minor: int
    currency: str


@dataclass(frozen=True)
class RefundCalledOff(OfMoney, Event):
    instruction_id: int
    case_id: int
    reference: str
    minor: int
    currency: str


@dataclass(frozen=True)
class RefundReady(Event):
    """It may leave the house: no second person is needed, or one has looked at it."""

    instruction_id: int


@dataclass(frozen=True)
class RefundNotTaken(Event):
    """The webhook's receiver did not take it: `tries` so far; `ended` once it is not tried again by itself."""

    delivery_id: int
    tries: int
    ended: bool


@dataclass(frozen=True)
class PointsGiven(Event):
    entry_id: int
    case_id: int
    reference: str
    points: int


@dataclass(frozen=True)
class PointsTakenBack(Event):
    entry_id: int
    case_id: int
    reference: str
    points: int
