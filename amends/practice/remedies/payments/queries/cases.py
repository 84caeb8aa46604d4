"""What was paid out in one case."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from amends.casework.cases.models import Case
from amends.foundation.kernel.money import Money
from amends.practice.remedies.payments.choices import EntryKind
from amends.practice.remedies.payments.models import Instruction, PointsEntry, Voucher


@dataclass(frozen=True)
class CasePayments:
    """For the sheet of a case, whose reader may see the case."""

    vouchers: list[Voucher]
    refunds: list[Instruction]
    points: list[PointsEntry]


def payments_of(case: Case) -> CasePayments:
    """In three statements; who may see the case may see them."""
    return CasePayments(
        vouchers=list(Voucher.objects.filter(case=case).prefetch_related("redemptions").order_by("id")),
        refunds=list(Instruction.objects.filter(case=case).order_by("id")),
        points=list(PointsEntry.objects.filter(case=case, kind=EntryKind.GIVEN).order_by("id")),
    )


def cost_of(points: int) -> Money:
    """What points cost the house: the value of one comes from the settings."""
    amount, _, currency = settings.POINT_VALUE.partition(" ")
    return Money(Decimal(amount) * points, currency.strip() or "CNY")
