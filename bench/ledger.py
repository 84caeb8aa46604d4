"""How fast money is set aside, given, called off and taken back by several writers at once, and whether the books balance.

    python bench/ledger.py [--operations 10000] [--writers 8] [--budgets 3] [--kill 0] [--database sqlite|postgresql]

Each writer is a process of its own. All draw on few budgets that are too small for all of it, so that they get in each
other's way and some grants are refused. `--kill 4` kills four writers in the middle; others go on in their place. At the end
everything is added up anew from the postings.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

BENCH = Path(__file__).resolve().parent
sys.path[:0] = [str(BENCH), str(BENCH.parent)]

from parts.writers import LIMIT_MS, at, house, measure, print_steps, ready, start, wanted, write  # noqa: E402

GRANTED, SEED = 20_000, 20260


def prepare(budgets: int) -> None:
    from django.utils import timezone

    from amends.foundation.kernel.money import Money
    from amends.foundation.organisation.models import Department, Member
    from amends.foundation.organisation.queries import house_member
    from amends.practice.remedies.budget.actions import open_budget

    today = timezone.localdate()
    house_member()
    for n in range(budgets):
        team = Department(code=f"team-{n}", name=f"team-{n}")
        team.save()
        open_budget(
            department_id=team.pk,
            currency="CNY",
            starts_on=today - timedelta(days=10),
            ends_on=today + timedelta(days=20),
            amount=Money(Decimal(GRANTED)),
            by=Member.objects.get(username="amends"),
        )


class Writer:
    """Does one random thing after another with what it set aside itself."""

    def __init__(self, number: int, seed: int) -> None:
        from amends.foundation.organisation.models import Department
        from amends.foundation.organisation.queries import house_member

        self.number, self.dice = number, random.Random(seed)
        self.by, self.teams = house_member(), list(Department.objects.values_list("pk", flat=True))
        self.committed: list[int] = []
        self.settled: list[int] = []
        self.made = 0

    def step(self) -> str:
        """What was done; with money that comes back among it, so that it goes on for ever."""
        from django.db import OperationalError

        from amends.foundation.kernel.errors import Refused

        what = self.dice.choices(("grant", "settle", "cancel", "return"), (40, 25, 20, 15))[0]
        try:
            return getattr(self, what)() or self.grant()
        except Refused as error:
            if error.code != "over_budget":
                raise
            return "refused"
        except OperationalError as error:
            # SQLite lets one write at a time and serves them in no order: somebody may wait in vain. Nothing was changed.
            if "locked" not in str(error):
                raise
            return "in vain"

    def grant(self) -> str:
        from django.db import transaction
        from django.utils import timezone

        from amends.foundation.kernel.money import Money
        from amends.practice.remedies.budget.actions import commit, reserve

        self.made += 1
        with transaction.atomic():
            hold = reserve(
                department_id=self.dice.choice(self.teams),
                amount=Money(Decimal(self.dice.randint(100, 30_000)) / 100),
                on=timezone.localdate(),
                reference=f"bench:{self.number}:{os.getpid()}:{self.made}",
                obligation=self.dice.random() < 0.1,
                by=self.by,
            )
            commit(hold_id=hold.pk, by=self.by)
        self.committed.append(hold.pk)
        return "grant"

    def settle(self) -> str:
        from amends.practice.remedies.budget.actions import settle

        if not self.committed:
            return ""
        hold_id = self.committed[-1]
        settle(hold_id=hold_id, by=self.by)
        self.committed.pop()
        self.settled.append(hold_id)
        return "settle"

    def cancel(self) -> str:
        from amends.practice.remedies.budget.actions import release

        if not self.committed:
            return ""
        release(hold_id=self.committed[-1], reason="not wanted", by=self.by)
        self.committed.pop()
        return "cancel"

    def __getattr__(self, name: str):
        # "return" is no name for a function.
        if name == "return":
            return self.come_back
        raise AttributeError(name)

    def come_back(self) -> str:
        from amends.practice.remedies.budget.actions import take_back

        if not self.settled:
            return ""
        take_back(hold_id=self.settled[-1], amount=None, reason="came back", by=self.by)
        self.settled.pop()
        return "return"


def main() -> int:
    options = wanted(__doc__, budgets=3).parse_args()
    if options.as_writer is not None:
        start()
        return write(Writer(options.as_writer, SEED + options.as_writer).step, options)
    if not ready(options):
        return 1
    with house(options.database):
        prepare(options.budgets)
        found = measure(__file__, options)
        from amends.practice.remedies.budget.queries import verify_books

        books = verify_books()
    return told(found, books, options)


def told(found: dict, books, options: argparse.Namespace) -> int:
    every = [ms for _what, ms in found["steps"]]
    if options.json:
        print(json.dumps({"p50": at(every, 0.5), "p95": at(every, 0.95), "balanced": books.balanced}))
        return 0 if books.balanced else 1
    print_steps(found, options, f"{options.budgets} budgets")
    print(f"all of them, p95 at most {LIMIT_MS} ms: {at(every, 0.95):.1f} ms")
    print(
        f"{books.entries:,} entries in the journal; the books {'balance' if books.balanced else books.first}"
    )
    return 0 if books.balanced and at(every, 0.95) <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
