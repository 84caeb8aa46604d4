"""The job that tells the stories of the demonstration's cases."""

from __future__ import annotations

import time
from datetime import datetime

from django.db import connection, transaction

from amends.casework.customers.models import Customer
from amends.config.demonstration import daily, evidence
from amends.config.demonstration.cases import Player, rows
from amends.foundation.kernel.jobs import nobody_waits
from amends.foundation.organisation.models import Department, Member

PAUSE_SECONDS = 0.03


@nobody_waits
def tell(keys: list[str], loaded_at: str) -> None:
    """Tells some cases' stories, each in a transaction of its own, so that nobody waits long for the database."""
    player = Player(
        {member.username: member for member in Member.objects.all()},
        {customer.reference or "": customer for customer in Customer.objects.exclude(reference=None)},
        {department.code: department for department in Department.objects.all()},
        datetime.fromisoformat(loaded_at),
    )
    wanted = {row["key"]: row for row in rows() if row["key"] in set(keys)}
    for key in keys:
        with transaction.atomic():
            player.tell(wanted[key])
        if connection.vendor == "sqlite":
            # One writes at a time there and nobody queues: without a pause a customer's complaint would wait for long.
            time.sleep(PAUSE_SECONDS)
    daily.see_what_is_old(player.now)
    # One batch alone holds the newest case, so the evidence is laid in once however many workers tell stories.
    if min(rows(), key=lambda row: float(row["days_ago"]))["key"] in wanted:
        evidence.load(player.people)
