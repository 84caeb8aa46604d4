"""How fast something is granted by eight at once (range, authority, budget and stock in one act), and whether all adds up.

    python bench/giving.py [--operations 10000] [--writers 8] [--cases 40] [--kill 0] [--pause 0] [--database sqlite|postgresql]

Each writer is a process of its own that grants, cancels, gives and takes back at random, gifts from a shelf that runs dry and
money from budgets that are too small for all of it. `--kill 2` kills two writers in the middle; others go on in their place;
`--pause 300` lets each wait 300 ms on average before its next act, as somebody who works fast does. At the end the books are added up anew from their postings, the stock from its movements, and both are compared with the grants.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

BENCH = Path(__file__).resolve().parent
sys.path[:0] = [str(BENCH), str(BENCH.parent)]

from parts.writers import LIMIT_MS, at, house, measure, print_steps, ready, start, wanted, write  # noqa: E402

BUDGET, PIECES, SEED = 30_000, 400, 20261
WORDS = "6月18日买的电饭锅第三次用就冒烟了，打了五次客服电话没人管，我要求退款。"


def prepare(cases: int) -> None:
    """Cases that are ready to be given something: solved, confirmed, calm, an apology sent, an order known."""
    from django.utils import timezone

    from amends.casework.cases.actions import post_reply, register_complaint
    from amends.casework.cases.models import Case
    from amends.casework.customers.actions import find_or_add_customer
    from amends.casework.customers.models import Order
    from amends.foundation.kernel.money import Money
    from amends.foundation.organisation.models import Department, Member
    from amends.foundation.organisation.queries import house_member, portal_member
    from amends.practice.remedies.budget.actions import open_budget
    from amends.practice.remedies.gifts import actions as gifts

    house_, today = house_member(), timezone.localdate()
    team = Department(code="care", name="care", takes_in=True)
    team.save()
    people = {}
    for role in ("manager", "warehouse"):
        people[role] = Member(
            username=role, display_name=role, role=role, department=team, approval_limit=Decimal(10**6)
        )
        people[role].set_unusable_password()
        people[role].save()
    open_budget(
        department_id=team.pk,
        currency="CNY",
        starts_on=today - timedelta(days=10),
        ends_on=today + timedelta(days=50),
        amount=Money(Decimal(BUDGET)),
        by=house_,
    )
    room = gifts.add_warehouse(code="HZ", name="HZ", department_id=team.pk, by=people["warehouse"])
    for n in range(3):
        said = gifts.Described(
            name=f"茶{n}", kind="useful", unit_cost=Decimal(20 + 15 * n), price_class="small"
        )
        gift = gifts.add_gift(code=f"TEA-{n}", described=said, by=people["manager"])
        gifts.bring_in(gift_id=gift.pk, warehouse_id=room.pk, quantity=PIECES, by=people["warehouse"])
    for n in range(cases):
        customer = find_or_add_customer(name=f"顾客{n}", phone=f"1380013{n:04d}", by=portal_member())
        case = register_complaint(text=WORDS, customer=customer, channel="portal", by=portal_member())
        Order.objects.create(
            number=f"DD{n:05d}",
            customer=customer,
            product="电饭锅",
            amount=Decimal(400),
            ordered_at=timezone.now(),
        )
        post_reply(case_id=case.pk, body="这件事让您受累了，对不起。", by=house_)
        Case.objects.filter(pk=case.pk).update(
            severity="moderate",
            category="quality",
            order_number=f"DD{n:05d}",
            heat=10,
            unread=False,
            agreed_at=timezone.now(),
            solved_at=timezone.now(),
            confirmed_at=timezone.now(),
        )


class Giver:
    """Does one random thing after another with what it granted itself."""

    def __init__(self, number: int) -> None:
        from amends.casework.cases.models import Case
        from amends.foundation.organisation.models import Member
        from amends.practice.remedies.gifts.models import Gift

        self.dice = random.Random(SEED + number)
        self.by = Member.objects.get(username="manager")
        self.cases = list(Case.objects.values_list("pk", flat=True))
        self.gifts = list(Gift.objects.values_list("pk", flat=True))
        self.granted: list[int] = []
        self.given: list[int] = []

    def step(self) -> str:
        from amends.foundation.kernel.errors import Refused

        what = self.dice.choices(("grant", "give", "cancel", "back"), (45, 20, 20, 15))[0]
        try:
            return getattr(self, what)() or self.grant()
        except Refused as error:
            if error.code not in ("over_budget", "out_of_stock"):
                raise
            return "refused"

    def grant(self) -> str:
        from amends.practice.remedies.actions import Wish, grant_remedy

        gift = self.dice.random() < 0.4
        wish = Wish(
            kind="gift" if gift else self.dice.choice(("voucher", "points", "waiver")),
            basis="goodwill",
            reason="等了两次",
            outside_reason="与前几次一并考虑",
            amount=None if gift else Decimal(self.dice.randint(100, 9000)) / 100,
            gift_id=self.dice.choice(self.gifts) if gift else None,
            points=100,
        )
        made = grant_remedy(case_id=self.dice.choice(self.cases), wish=wish, by=self.by)
        self.granted.append(made.pk)
        return "grant"

    def give(self) -> str:
        """What needs no parcel goes all its way; a gift stays set aside."""
        from amends.practice.remedies.actions import Carrying, carry_out_grant
        from amends.practice.remedies.models import Grant

        if not self.granted:
            return ""
        grant_id = self.granted.pop(self.dice.randrange(len(self.granted)))
        kind = Grant.objects.values_list("kind", flat=True).get(pk=grant_id)
        if kind == "gift":
            self.granted.append(grant_id)
            return ""
        carry_out_grant(grant_id=grant_id, carrying=Carrying(done="已办"), by=self.by)
        (self.given if kind != "voucher" else self.granted).append(grant_id)
        return "give"

    def cancel(self) -> str:
        from amends.practice.remedies.actions import cancel_grant

        if not self.granted:
            return ""
        cancel_grant(grant_id=self.granted.pop(), reason="不需要了", by=self.by)
        return "cancel"

    def back(self) -> str:
        from amends.practice.remedies.actions import grant_came_back

        if not self.given:
            return ""
        grant_came_back(grant_id=self.given.pop(), reason="退回", by=self.by)
        return "back"


def balanced() -> dict[str, bool]:
    """The books from their postings, the shelf from its movements, and each grant against what it holds of both."""
    from amends.practice.remedies.budget.queries import verify_books
    from amends.practice.remedies.gifts.queries.balance import differences
    from amends.practice.remedies.queries.balance import grants_out_of_step

    return {
        "books": verify_books().balanced,
        "stock": not differences(),
        "grants": not grants_out_of_step(),
    }


def main() -> int:
    options = wanted(__doc__, cases=40).parse_args()
    if options.as_writer is not None:
        start()
        return write(Giver(options.as_writer).step, options)
    if not ready(options):
        return 1
    with house(options.database):
        prepare(options.cases)
        found, adds_up = measure(__file__, options), balanced()
    return told(found, adds_up, options)


def told(found: dict, adds_up: dict[str, bool], options: argparse.Namespace) -> int:
    grants = [ms for what, ms in found["steps"] if what == "grant"]
    good = all(adds_up.values()) and at(grants, 0.95) <= LIMIT_MS
    if options.json:
        print(json.dumps({"p50": at(grants, 0.5), "p95": at(grants, 0.95), **adds_up}))
        return 0 if good else 1
    print_steps(found, options, f"{options.cases} cases")
    print(f"one grant, p95 at most {LIMIT_MS} ms: {at(grants, 0.95):.1f} ms")
    print("adds up: " + ", ".join(f"{name} {'yes' if yes else 'NO'}" for name, yes in adds_up.items()))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
