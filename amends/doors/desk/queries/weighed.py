"""What is to be looked at before this much is given: told while the form is filled in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from amends.casework.cases.models import Case
from amends.doors.desk.remedy_words import remark_words
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions import Wish
from amends.practice.remedies.choices import GrantBasis, GrantKind, Verdict
from amends.practice.remedies.gifts.models import Gift
from amends.practice.remedies.queries import advice
from amends.practice.remedies.queries.weighing import Weighed, weigh
from amends.practice.remedies.rules.policy import Range


def weighed_block(case: Case, member: Member, wish: Wish) -> dict[str, Any]:
    """Empty where nothing can be said: no sum yet, or a sum that is owed."""
    money = money_of(wish)
    if money is None or wish.basis == GrantBasis.ENTITLEMENT:
        return {}
    found = advice(case, member=member)
    weighed = weigh(found, money, basis=wish.basis)
    return {
        "fits": weighed.verdict == Verdict.WITHIN,
        "where": where_it_lies(weighed, found.fair),
        "remarks": [remark_words(one.code, one.values) for one in weighed.remarks],
    }


def money_of(wish: Wish) -> Money | None:
    if wish.kind != GrantKind.GIFT:
        return Money(wish.amount, wish.currency) if wish.amount else None
    gift = Gift.objects.filter(pk=wish.gift_id or 0).first()
    return Money(gift.unit_cost * wish.quantity, gift.currency) if gift else None


def where_it_lies(weighed: Weighed, fair: Range | None) -> str:
    """A gesture is never too much for the solution given before it, but that helps to make enough of it."""
    if fair is None or weighed.verdict == Verdict.UNKNOWN:
        return ""
    before = weighed.before.gestures if weighed.verdict == Verdict.OVER else weighed.before.whole
    code = f"{weighed.verdict}_with" if before.amount > Decimal(0) else str(weighed.verdict)
    if weighed.verdict == Verdict.WITHIN and before + weighed.money > fair.high:
        code, before = "within_beside", weighed.before.gestures
    values = {
        "amount": weighed.money,
        "chosen": weighed.before.chosen,
        "before": before,
        "sum": before + weighed.money,
        "low": fair.low,
        "high": fair.high,
    }
    return remark_words(code, {name: str(value) for name, value in values.items()})
