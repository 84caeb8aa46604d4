"""What the company says may be given: two editions that counted one after the other, and one that waits."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from amends.config.demonstration.company import table
from amends.config.demonstration.together import LATER, STORIES
from amends.content.remedy_policy import shipped_policy
from amends.foundation.kernel import clock
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.events import gathered
from amends.foundation.kernel.jobs import enqueue, nobody_waits
from amends.foundation.kernel.models import Job
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions import decide_remedy_policy, enter_remedy_policy
from amends.practice.remedies.queries import waiting_edition

PROPOSE = "amends.config.demonstration.remedy_policy.propose_next"


def write_editions(people: dict[str, Member], now: datetime) -> None:
    """Entered by the manager, confirmed by legal."""
    for told in table("remedy_policy.toml")["editions"]:
        with clock.at(now - timedelta(days=told["days_ago"])), gathered():
            made = enter_remedy_policy(data=_whole(told), reason=told["reason"], by=people["manager"])
            decide_remedy_policy(number=made.number, confirm=True, by=people["legal"])


@nobody_waits
def propose_next() -> None:
    """Once all stories are told, the next edition is tried on them and waits for its second person."""
    waiting = Job.objects.filter(name=STORIES, state__in=(JobState.READY, JobState.RUNNING))
    if waiting.exists():
        enqueue(PROPOSE, {}, run_at=clock.now() + LATER, unique_key=PROPOSE)
        return
    manager = Member.objects.filter(username="manager", is_active=True).first()
    if manager is None or waiting_edition() is not None:
        return
    told = table("remedy_policy.toml")["next"]
    enter_remedy_policy(data=_whole(told), reason=told["reason"], by=manager)


def _whole(told: dict[str, Any]) -> dict[str, Any]:
    """What ships, with what the company changed of it."""
    data: dict[str, Any] = deepcopy(shipped_policy())
    for name, group in told.items():
        if name in data and isinstance(group, dict):
            data[name] |= group
        elif name in data:
            data[name] = group
    return data
