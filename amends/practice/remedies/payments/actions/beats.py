"""What the actions on payments share: the case they belong to, words that are kept, and the trail of the case."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked
from amends.casework.cases.models import Case
from amends.casework.cases.text import cleaned
from amends.casework.customers.models import Customer
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.models import Instruction, Voucher
from amends.practice.remedies.payments.permissions import may_pay

Thing = TypeVar("Thing", Instruction, Voucher)
WHY_LENGTH = 400
# 9,999,999,999.99: what the approvals of a case can hold too.
MOST_MINOR = 10**12


def case_for(case_id: int, customer_id: int, *, by: Member) -> tuple[Case, Customer]:
    """The case, locked for whoever works on it, and the record of its customer that is given something."""
    case = locked(case_id, by=by)
    customer = Customer.objects.filter(pk=customer_id).first()
    if customer is None or customer.root_id != case.customer.root_id:
        raise NotFound(_("This customer does not belong to the case."))
    return case, customer


def locked_with_case(kind: type[Thing], pk: int, missing: str) -> Thing:
    """A refund or voucher with its case, locked; raises NotFound with these words."""
    rows = kind.objects.select_for_update(of=("self",)).select_related("case")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(missing)
    return found


def ensure_may_change(thing: Voucher | Instruction, by: Member) -> None:
    """Those who pay, and those who work on the case."""
    if not may_pay(by):
        locked(thing.case_id, by=by)


def something(amount: Money) -> Money:
    if not 0 < amount.minor < MOST_MINOR:
        raise Invalid(_("The amount must be above zero and below ten thousand million."), field="amount")
    return amount


def words(text: str, *, limit: int = WHY_LENGTH) -> str:
    return " ".join(cleaned(text).split())[:limit]


def because(text: str) -> str:
    why = words(text)
    if not why:
        raise Invalid(_("Say in a few words why."), field="reason")
    return why


def told(case: Case, action: str, *, by: Member, why: str = "", **data: Any) -> None:
    """A line in the trail of the case; those who pay write it without seeing the case."""
    record(chain=case.chain, action=action, by=by, data=data, reason=why)


def money(amount: Money) -> dict[str, str]:
    """As the trail keeps it."""
    return {"amount": str(amount.amount), "currency": amount.currency}


def plain(amount: Money) -> tuple[int, str]:
    """As events carry it."""
    return amount.minor, amount.currency


def end(thing: Voucher | Instruction, state: str, *, by: Member, why: str = "") -> list[str]:
    """Says how and by whom something came to its end; gives back what is to be saved."""
    thing.state, thing.ended_by, thing.ended_at, thing.ended_because = state, by, clock.now(), why
    return ["state", "ended_by", "ended_at", "ended_because"]
