"""Run as a process of its own by test_ledger: goes on setting money aside, giving it and taking it back until it is killed."""

from __future__ import annotations

import os
import random
import sys
from decimal import Decimal

import django


def main(number: int, day: str) -> None:
    django.setup()
    from datetime import date

    from django.db import transaction

    from amends.foundation.kernel.errors import WrongState
    from amends.foundation.kernel.money import Money
    from amends.foundation.organisation.models import Department
    from amends.foundation.organisation.queries import house_member
    from amends.practice.remedies.budget.actions import commit, release, reserve, settle, take_back

    by, dice, team = house_member(), random.Random(number), Department.objects.get(code="care").pk
    for n in range(100_000):
        amount = Money(Decimal(dice.randint(1, 900)) / 100)
        values = {"department_id": team, "amount": amount, "on": date.fromisoformat(day), "by": by}
        try:
            with transaction.atomic():
                hold = reserve(reference=f"w:{number}:{os.getpid()}:{n}", obligation=n % 7 == 0, **values)
                commit(hold_id=hold.pk, by=by)
            if n % 3:
                settle(hold_id=hold.pk, by=by)
                take_back(hold_id=hold.pk, amount=None, reason="r", by=by)
            else:
                release(hold_id=hold.pk, reason="r", by=by)
        except WrongState as refused:
            if refused.code != "over_budget":
                raise
        sys.stdout.write(f"{n}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
