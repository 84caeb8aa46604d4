"""The company's own words over the playbook, and what its people ticked: an edition that counts, one that waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zlib import crc32

from amends.casework.cases.models import Case
from amends.casework.cases.queries import records_of
from amends.config.demonstration.company import table
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.events import gathered
from amends.foundation.organisation.models import Member
from amends.practice.playbook.actions import (
    begin_edition,
    change_line,
    decide_edition,
    hand_in,
    skip_step,
    tick_step,
    write_own_rule,
)
from amends.practice.playbook.models import Edition
from amends.practice.playbook.queries import guide_for

WRITTEN_BEFORE = timedelta(days=40)
# Every third case was worked on by the guide; hours after it came in at which people ticked.
ONE_IN, HOURS = 3, (0.6, 5.0, 19.0)


def write_first(people: dict[str, Member], now: datetime) -> None:
    """The edition that counts: written by quality, confirmed by the manager."""
    with clock.at(now - WRITTEN_BEFORE), gathered():
        edition = _written(table("playbook.toml")["first"], people["quality"])
        decide_edition(edition_id=edition.pk, confirm=True, by=people["manager"])


def propose_next(people: dict[str, Member]) -> None:
    """The next edition waits for a second person."""
    _written(table("playbook.toml")["next"], people["quality"])


def _written(told: dict[str, Any], by: Member) -> Edition:
    edition = begin_edition(by=by)
    for key, texts in told.get("lines", {}).items():
        change_line(edition_id=edition.pk, key=key, texts=texts, by=by)
    for code, rule in told["rules"].items():
        write_own_rule(edition_id=edition.pk, code=code, by=by, **rule)
    return hand_in(edition_id=edition.pk, reason=told["reason"], by=by)


def ticks(row: dict[str, Any], case_id: int, by: Member) -> Iterator[tuple[float, partial[None]]]:
    """When people worked down the guide: hours after the case came in."""
    if row["stage"] == "new" or crc32(row["key"].encode()) % ONE_IN:
        return
    for place, hours in enumerate(HOURS):
        yield hours, partial(work_down, case_id, row["key"], place, by)


def work_down(case_id: int, key: str, place: int, by: Member) -> None:
    """Ticks what has to be passed on and some of what is to do; one thing is left out with a reason."""
    case = Case.objects.select_related("reading").get(pk=case_id)
    if not case.is_open or not case.kind:
        return
    guide = guide_for(case, records_of(case), "zh-Hans")
    first = [step.tick for step in guide.advice.escalations if step.tick not in guide.ticks]
    todo = [line.tick for line in guide.advice.todo if line.tick not in guide.ticks]
    mark = crc32(f"{key} {place}".encode())
    try:
        for tick in [*first, *todo[: 2 + mark % 3]]:
            tick_step(case_id=case_id, key=tick, by=by)
        if place == 1 and len(todo) > 5:
            reasons = table("playbook.toml")["ticks"]["left_out"]
            skip_step(case_id=case_id, key=todo[5], reason=reasons[mark % len(reasons)], by=by)
    except Refused:
        return
