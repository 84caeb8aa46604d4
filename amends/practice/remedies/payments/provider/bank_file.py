"""The file for finance or the bank: complete in itself, the same for the same instructions."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils import timezone

from amends.foundation.kernel.cells import neutral
from amends.practice.remedies.payments.choices import Way
from amends.practice.remedies.payments.provider.ways import Handed, Order

COLUMNS: Final = (
    "batch",
    "refund",
    "order_number",
    "amount",
    "currency",
    "pay_to",
    "instructed_on",
    "case",
    "key",
)
PAY_TO: Final = "original payment"


class BankFile:
    """The default: a CSV that somebody of finance fetches and carries out."""

    code = Way.FILE.value

    def is_set_up(self) -> bool:
        return True

    def hand_over(self, orders: Sequence[Order], *, name: str, at: datetime) -> Handed:
        kept = io.StringIO()
        writer = csv.writer(kept, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for order in orders:
            day = timezone.localtime(order.instructed_at).date().isoformat()
            row = (
                *(name, order.number, order.order_number, str(order.amount.amount), order.amount.currency),
                *(PAY_TO, day, order.case, order.key),
            )
            writer.writerow([neutral(cell) for cell in row])
        return Handed(taken=True, document=kept.getvalue())
