from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event
from amends.foundation.kernel.money import Money


@dataclass(frozen=True)
class VoucherRedeemed(Event):
    """`amount` of this redemption; `used_up` once nothing is left."""

    voucher_id: int
    case_id: int
    reference: str
    amount: Money
    used_up: bool


@dataclass(frozen=True)
class VoucherExpired(Event):
    """`unused` is what nobody redeemed."""

    voucher_id: int
    case_id: int
    reference: str
    unused: Money


@dataclass(frozen=True)
class VoucherCalledOff(Event):
    voucher_id: int
    case_id: int
    reference: str
    unused: Money


@dataclass(frozen=True)
class RefundPaid(Event):
    instruction_id: int
    case_id: int
    reference: str
    amount: Money


@dataclass(frozen=True)
class RefundFailed(Event):
    instruction_id: int
    case_id: int
    reference: str
    amount: Money


@dataclass(frozen=True)
class RefundCalledOff(Event):
    instruction_id: int
    case_id: int
    reference: str
    amount: Money


@dataclass(frozen=True)
class RefundReady(Event):
    """It may leave the house: no second person is needed, or one has looked at it."""

    instruction_id: int


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
