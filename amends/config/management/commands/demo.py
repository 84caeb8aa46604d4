from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from amends.casework.cases.models import Case
from amends.config.demonstration import (
    authority,
    blocks,
    budgets,
    cases,
    company,
    deadlines,
    family,
    gifts,
    given_before,
    giving,
    grants,
    handbook,
    keeping,
    knowledge,
    payments,
    remedy_policy,
    reviews,
    shipments,
    together,
)
from amends.foundation.kernel import clock
from amends.foundation.kernel.jobs import enqueue
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member

STORIES_A_JOB = 10


class Command(BaseCommand):
    help = "Loads the demonstration company into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing, without an error, if there is data"
        )
        parser.add_argument("--cases", type=int, default=None, help="load only so many cases")

    def handle(self, *args: Any, **options: Any) -> None:
        if Member.objects.exclude(role=Role.SYSTEM).exists() or Case.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError(
                "There are people or cases already. The demonstration goes into an empty database only."
            )
        with transaction.atomic():
            load(options["cases"])
        self.stdout.write("The demonstration company is here; the worker now tells the story of each case.")


def load(limit: int | None = None) -> None:
    """Loads company, people, customers, orders and complaints at once; the stories follow as jobs."""
    now = clock.now()
    departments = company.load_departments()
    people = company.load_people(departments)
    customers = company.load_customers(now)
    company.load_orders(customers, departments, now)
    family.load_identities(customers)
    family.load_family(customers, people, now)
    deadlines.set_rules(people, now)
    keeping.set_terms(people, now)
    handbook.write_first(people, now)
    remedy_policy.write_editions(people, now)
    giving.set_absences(people, now)
    giving.set_rules(people, departments)
    authority.set_authority(people, now)
    gifts.load_gifts(people, departments, now)
    budgets.load_budgets(people, departments, now)
    reviews.set_experience(people, now)
    knowledge.load_knowledge(people, now)
    blocks.load_blocks(people, departments)
    player = cases.Player(people, customers, departments, now)
    rows = sorted(cases.rows(), key=lambda row: -float(row["days_ago"]))
    rows = rows[-limit:] if limit else rows
    for row in rows:
        player.receive(row)
    # The newest first: whoever looks at the desk at once sees those.
    stories = [row["key"] for row in reversed(rows)]
    for start in range(0, len(stories), STORIES_A_JOB):
        part = stories[start : start + STORIES_A_JOB]
        enqueue("amends.config.demonstration.stories.tell", {"keys": part, "loaded_at": now.isoformat()})
    # After the stories: jobs of one moment run in the order in which they were asked for.
    enqueue(together.PLAY, {})
    enqueue(reviews.PLAY, {})
    enqueue(remedy_policy.PROPOSE, {})
    enqueue(shipments.PLAY, {})
    enqueue(payments.PLAY, {})
    enqueue(grants.PLAY, {})
    enqueue(given_before.PLAY, {})
    deadlines.propose_rule(people)
    keeping.propose_term(people)
    handbook.propose_next(people)
