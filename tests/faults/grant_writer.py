"""Run as a process of its own by test_grants_at_once: goes on granting and cancelling until it is killed."""

from __future__ import annotations

import random
import sys
from decimal import Decimal

import django


def main(number: int) -> None:
    django.setup()
    from amends.casework.cases.models import Case
    from amends.foundation.kernel.errors import Refused
    from amends.foundation.organisation.models import Member
    from amends.practice.remedies.actions import Wish, cancel_grant, grant_remedy
    from amends.practice.remedies.gifts.models import Gift

    by, dice = Member.objects.get(username="handler"), random.Random(number)
    cases, gift = list(Case.objects.values_list("pk", flat=True)), Gift.objects.get().pk
    for n in range(100_000):
        present = dice.random() < 0.5
        wish = Wish(
            kind="gift" if present else "voucher",
            basis="goodwill",
            reason="久等",
            amount=None if present else Decimal(dice.randint(1, 9)),
            gift_id=gift if present else None,
        )
        try:
            grant = grant_remedy(case_id=dice.choice(cases), wish=wish, by=by)
            cancel_grant(grant_id=grant.pk, reason="不需要", by=by)
        except Refused as refused:
            if refused.code not in ("over_budget", "out_of_stock"):
                raise
        sys.stdout.write(f"{n}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
