"""Every question about what is paid out."""

from amends.practice.remedies.payments.queries.cases import CasePayments, cost_of, payments_of
from amends.practice.remedies.payments.queries.points import points_of
from amends.practice.remedies.payments.queries.vouchers import (
    code_of,
    conditions_in_force,
    voucher_by_code,
    vouchers_for,
    vouchers_of,
    vouchers_shown_in,
)

__all__ = [
    "CasePayments",
    "code_of",
    "conditions_in_force",
    "cost_of",
    "payments_of",
    "points_of",
    "voucher_by_code",
    "vouchers_for",
    "vouchers_of",
    "vouchers_shown_in",
]
