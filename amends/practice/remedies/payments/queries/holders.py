"""How somebody shows that a bound voucher is theirs, without our asking for a paper."""

from __future__ import annotations

import hmac

from amends.casework.customers.models import Customer

PHONE_DIGITS = 4


def marks_of(customer: Customer) -> frozenset[str]:
    """What its customer knows: the last four figures of the phone, the e-mail address, the customer number."""
    marks = {customer.email.casefold(), (customer.reference or "").casefold()}
    if len(customer.phone_digits) >= PHONE_DIGITS:
        marks.add(customer.phone_digits[-PHONE_DIGITS:])
    return frozenset(mark for mark in marks if mark)


def is_holder(customer: Customer, said: str) -> bool:
    mark = said.strip().casefold()
    return any(hmac.compare_digest(one.encode(), mark.encode()) for one in marks_of(customer))
