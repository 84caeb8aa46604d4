from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from amends.casework.cases.actions import post_reply
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions import Wish, grant_remedy, propose_solutions
from amends.practice.remedies.budget.actions import open_budget
from amends.practice.remedies.gifts import actions as gifts
from amends.practice.remedies.gifts.actions import Described
from amends.practice.remedies.gifts.models import StockLevel
from amends.practice.remedies.rules import OfferedOption

LETTER = "王先生，您好。事情查清楚了，下面两种办法请您选一个。"


def options(*titles: str, amount: int = 100) -> list[OfferedOption]:
    on = clock.today() + timedelta(days=3)
    return [
        OfferedOption(title=title, amount=Decimal(amount), due_on=on) for title in titles or ("退款", "换新")
    ]


@pytest.fixture
def ready(owned_case: Case, bring_to: Callable[[Case, str], Case]) -> Case:
    """A case in which options can be offered."""
    return bring_to(owned_case, "propose")


@pytest.fixture
def propose(company: Any, ready: Case) -> Callable[..., Any]:
    def act(**fields: Any) -> Any:
        values = {
            "case_id": ready.pk,
            "letter": LETTER,
            "options": options(),
            "by": company.manager,
            **fields,
        }
        return propose_solutions(**values)

    return act


@dataclass(frozen=True)
class Giving:
    """A case of a severe complaint over 1,000 yuan, a budget and a shelf, and what is needed to give out of them."""

    case: Any
    gift: Any
    budget: Any
    company: Any
    keeper: Any

    def grant(self, **fields: Any) -> Any:
        by = fields.pop("by", self.company.handler)
        key = fields.pop("key", None)
        given = {
            "kind": "voucher",
            "basis": "goodwill",
            "reason": "等了两次",
            "amount": Decimal(100),
            **fields,
        }
        given.setdefault("outside_reason", "先给一份心意")
        return grant_remedy(case_id=self.case.pk, wish=Wish(**given), by=by, idempotency_key=key)

    def present(self, **fields: Any) -> Any:
        return self.grant(kind="gift", gift_id=self.gift.pk, amount=None, **fields)

    def put_right(self) -> None:
        """The fix is confirmed, an apology was sent, and the customer is calm."""
        post_reply(case_id=self.case.pk, body="王先生，这件事让您受累了，对不起。", by=self.company.handler)
        now = clock.now()
        Case.objects.filter(pk=self.case.pk).update(
            solved_at=now, confirmed_at=now, agreed_at=now, heat=10, unread=False
        )

    def stock(self) -> tuple[int, int]:
        """Pieces on the shelf, and how many of them are set aside."""
        level = StockLevel.objects.get(gift=self.gift)
        return level.on_shelf, level.set_aside

    def books(self) -> dict[str, int]:
        rows = self.budget.accounts.order_by("pk")
        return {one.kind: one.balance // 100 for one in rows if one.balance}


@pytest.fixture
def giving(company: Any, owned_case: Case) -> Giving:
    keeper = Member(username="keeper", display_name="库房", role="warehouse", department=company.head)
    keeper.set_unusable_password()
    keeper.save()
    said = Described(
        name="龙井小罐",
        name_en="tin of Longjing tea",
        kind="useful",
        unit_cost=Decimal("40"),
        price_class="small",
    )
    gift = gifts.add_gift(code="TEA", described=said, by=company.lead)
    room = gifts.add_warehouse(code="HZ", name="杭州", department_id=company.head.pk, by=keeper)
    gifts.bring_in(gift_id=gift.pk, warehouse_id=room.pk, quantity=2, by=keeper)
    today = clock.today()
    budget = open_budget(
        department_id=company.care.pk,
        currency="CNY",
        starts_on=today - timedelta(days=10),
        ends_on=today + timedelta(days=60),
        amount=Money(Decimal(1000)),
        by=company.manager,
    )
    return Giving(owned_case, gift, budget, company, keeper)
