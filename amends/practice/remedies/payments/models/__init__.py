"""Vouchers, refunds and points."""

from amends.practice.remedies.payments.models.points import PointsAccount, PointsEntry
from amends.practice.remedies.payments.models.refunds import (
    BankAnswer,
    Batch,
    Delivery,
    DeliveryTry,
    Instruction,
)
from amends.practice.remedies.payments.models.vouchers import Conditions, Redemption, Voucher

__all__ = [
    "BankAnswer",
    "Batch",
    "Conditions",
    "Delivery",
    "DeliveryTry",
    "Instruction",
    "PointsAccount",
    "PointsEntry",
    "Redemption",
    "Voucher",
]
