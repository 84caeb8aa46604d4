"""What a grant draws on: the gift on a shelf and the money of a budget; looked for before anything is written, bound at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.money import Money
from amends.foundation.kernel.writing import change
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.actions import enough_for, reserve
from amends.practice.remedies.budget.actions.beats import Books
from amends.practice.remedies.budget.models import Hold
from amends.practice.remedies.choices import GrantBasis
from amends.practice.remedies.gifts.actions import ensure_free, set_aside
from amends.practice.remedies.gifts.models import Gift
from amends.practice.remedies.gifts.queries.suggesting import suggest
from amends.practice.remedies.models import Grant


def ensure_there(
    case: Case,
    gift: Gift | None,
    money: Money,
    *,
    quantity: int,
    warehouse_id: int | None,
    basis: str,
    by: Member,
) -> Books | None:
    """Refuses what cannot be bound as things stand, and returns who pays; what is owed by law waits for no money.

    Most refusals are plain from the start: found here they write nothing, and nobody waits for them. Somebody may still
    be quicker, so that binding has the last word.
    """
    if gift is not None:
        with naming_others(case, gift, money):
            ensure_free(gift=gift, quantity=quantity, warehouse_id=warehouse_id)
    if basis == GrantBasis.ENTITLEMENT:
        return None
    return enough_for(department_id=case.department_id, amount=money, on=clock.today(), by=by)


def bind(grant: Grant, payer: Books | None, *, warehouse_id: int | None, by: Member) -> None:
    """Stock first, budget second: always in this order, so that two who grant at once never wait for one another."""
    if grant.gift is not None:
        with naming_others(grant.case, grant.gift, grant.money):
            grant.stock_hold = set_aside(
                gift_id=grant.gift.pk,
                quantity=grant.quantity,
                warehouse_id=warehouse_id,
                reference=grant.reference,
                by=by,
            )

    def noted(hold: Hold) -> None:
        grant.hold = hold
        change(grant, "hold", "stock_hold")

    held = reserve(
        department_id=grant.case.department_id,
        amount=grant.money,
        on=clock.today(),
        reference=grant.reference,
        obligation=grant.basis == GrantBasis.ENTITLEMENT,
        payer=payer,
        tell=noted,
        by=by,
    )
    if grant.hold_id is None:
        noted(held)


@contextmanager
def naming_others(case: Case, gift: Gift, money: Money) -> Iterator[None]:
    """Where none is left, the refusal names what fits as well and is there."""
    try:
        yield
    except Refused as refused:
        others = in_stock_instead(case, gift, money) if refused.code == "out_of_stock" else ""
        if not others:
            raise
        words = _("%(why)s In stock and fitting: %(others)s.") % {"why": refused.message, "others": others}
        raise Refused(words, code=refused.code) from refused


def in_stock_instead(case: Case, gift: Gift, money: Money) -> str:
    found = suggest(severity=case.severity, category=case.category, highest=money, limit=12)
    ids = [one.gift_id for one in found if one.free > 0 and one.gift_id != gift.pk][:3]
    names = {one.pk: str(one) for one in Gift.objects.filter(pk__in=ids)}
    return _(", ").join(names[one] for one in ids)
