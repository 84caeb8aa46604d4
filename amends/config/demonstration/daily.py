"""What a desk that runs well does as a matter of course, whatever its cases are about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from zlib import crc32

from django.db.models import F
from django.utils.timezone import localtime

from amends.casework.cases import actions as cases
from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case
from amends.casework.clocks.actions.reminding import look_at_clock
from amends.casework.clocks.queries import bound, policy_now, running
from amends.casework.clocks.rules.ladder import LADDER, in_working_time, rung_reached
from amends.casework.readings.choices import Mode
from amends.config.demonstration.company import table
from amends.foundation.kernel import clock
from amends.foundation.kernel.events import gathered, react_now
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.models import Member

# People act between these hours; what falls into the night is done in the half hour before they begin, in its order.
OPENS, CLOSES, FIRST_THINGS = time(9), time(21, 30), timedelta(minutes=30)
NIGHT = timedelta(hours=11, minutes=30)
# A bell that counts dozens says nothing: what is older than half a working day was looked at.
SEEN_AFTER, UNREAD = timedelta(hours=4), 8


def by_day(moment: datetime) -> datetime:
    """The same moment, or the morning after it."""
    local = localtime(moment)
    if OPENS <= local.time() < CLOSES:
        return moment
    morning = local.replace(hour=OPENS.hour, minute=OPENS.minute, second=0, microsecond=0)
    morning += timedelta(days=local.time() >= CLOSES)
    return morning - FIRST_THINGS * ((morning - local) / NIGHT)


@cache
def judged() -> dict[str, str]:
    """Where people saw at first sight that it is graver, or lighter, than it reads: key of the case → severity."""
    return {key: severity for severity, keys in table("judged.toml")["severity"].items() for key in keys}


def judge(case: Case, key: str, by: Member) -> None:
    """Whoever takes the case puts its severity right, as everybody on the desk may."""
    severity = judged().get(key)
    if severity and case.severity and case.severity != severity:
        cases.correct_reading(case_id=case.pk, field="severity", value=severity, by=by)


def calmed(case: Case, row: dict[str, Any]) -> Iterator[tuple[float, str]]:
    """Most who were upset answer the first reply that they will wait for what it says."""
    mark = crc32(row["key"].encode())
    if row["stage"] == "closed" or case.mode != Mode.EMOTION or "first_reply" not in row or mark % 5 == 0:
        return
    if "customer_messages" not in row:
        words = table("judged.toml")["calmed"][row["language"]]
        yield row["first_reply"]["hours"] + 0.3, words[mark % len(words)]


def carried_out_at(row: dict[str, Any], age: float) -> float:
    """When it was carried out, in hours from receipt; lately where the case still stands there."""
    told = float(row["carried_out"]["hours"])
    if row["stage"] != Stage.CARRY_OUT:
        return told
    return max(told, age - 2 - crc32(row["key"].encode()) % 16)


def remind_in_time(case_id: int, now: datetime, by: Member) -> None:
    """Gives the reminders that were due meanwhile, each at its moment, so that none piles up for the first sweep."""
    policy = policy_now()
    for one in running(case_id).filter(paused_since=None):
        held = bound(one, policy)
        reached = rung_reached(held.share(now), one.rungs)
        if reached is None:
            continue
        moment = in_working_time(held.moment(LADDER[reached].percent), policy.hours(""))
        if moment <= now:
            with clock.at(moment), gathered() as events:
                look_at_clock(clock_id=one.pk, by=by)
                while events:
                    react_now(events.pop(0))


def leave_few_unread() -> None:
    """Everybody has read all of what they were told but the latest, so that a bell still says something."""
    unread = Notice.objects.filter(seen_at=None)
    for member_id in unread.order_by().values_list("member", flat=True).distinct():
        latest = list(
            unread.filter(member=member_id)
            .order_by("-created_at", "-pk")
            .values_list("pk", flat=True)[:UNREAD]
        )
        unread.filter(member=member_id).exclude(pk__in=latest).update(seen_at=F("created_at"))


def see_what_is_old(now: datetime) -> None:
    long_ago = Notice.objects.filter(seen_at=None, created_at__lt=now - SEEN_AFTER)
    long_ago.update(seen_at=F("created_at"))
