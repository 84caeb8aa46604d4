"""The company's deadlines: where it works, a rule of its own, a change that waits, and cases that wait for somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from amends.casework.clocks.actions import pause_clock, resume_clock
from amends.casework.clocks.actions.dry_runs import count_moves
from amends.casework.clocks.actions.policies import decide_change, enter_house, enter_rule
from amends.casework.clocks.choices import ClockKind, PauseReason
from amends.casework.clocks.models import PolicyChange
from amends.casework.clocks.queries import running
from amends.casework.clocks.rules.policy import Rule
from amends.casework.readings.choices import Category
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.events import gathered
from amends.foundation.organisation.models import Member

# Before the oldest complaint came in.
RULED_BEFORE = timedelta(days=400)
CRITICAL = Rule(
    code="危急案件的方案",
    version=0,
    kind=ClockKind.SOLUTION,
    length="48h",
    conditions={"severity": ("critical",)},
    pausable=True,
    pause_hours=72,
    source="《澄穗生活顾客投诉处理办法》第 12 条",
)
VALUED = Rule(
    code="金卡和白金卡会员的方案",
    version=0,
    kind=ClockKind.SOLUTION,
    length="5wd",
    conditions={"tier": ("gold", "platinum")},
    pausable=True,
    pause_hours=120,
    source="会员服务承诺（草案）",
)
# What a case waited for, in the words of who looked after it.
WAITS = {
    Category.QUALITY: (PauseReason.EXPERT, "样品已送第三方检测，等鉴定意见"),
    Category.SAFETY: (PauseReason.EXPERT, "样品已送第三方检测，等鉴定意见"),
    Category.BILLING: (PauseReason.INFORMATION, "等顾客提供付款记录和小票照片"),
    Category.POLICY: (PauseReason.INFORMATION, "等顾客提供付款记录和小票照片"),
    Category.SERVICE: (PauseReason.INFORMATION, "等顾客补发订单截图"),
    Category.PROMISE: (PauseReason.INFORMATION, "等顾客补发当时的页面截图"),
}
ASKED = (PauseReason.ASKED, "顾客出差，约好回来再谈")


def set_rules(people: dict[str, Member], now: datetime) -> None:
    """Where the company works and its own rule, confirmed long ago by a second person."""
    with clock.at(now - RULED_BEFORE), gathered():
        house = enter_house(
            jurisdictions=["CN"],
            industries=["retail", "tourism"],
            reason="门店、网店与酒店都在内地",
            by=people["administrator"],
        )
        own = enter_rule(rule=CRITICAL, reason="危及人身的投诉要更快", by=people["administrator"])
        for change in (house, own):
            confirm(change, people["manager"])


def confirm(change: PolicyChange, by: Member) -> None:
    """What it moves is counted first, as everywhere."""
    for run in change.dry_runs.all():
        count_moves(run.pk)
    decide_change(change=change, confirm=True, by=by)


def propose_rule(people: dict[str, Member]) -> None:
    """A change that still waits for a second person."""
    enter_rule(rule=VALUED, reason="会员服务承诺试行", by=people["administrator"])


def waits(row: dict[str, Any]) -> Iterator[tuple[float, str]]:
    """When a case waited for somebody else: hours after it came in, and whether it begins or ends there."""
    mark = crc32(row["key"].encode())
    if row["stage"] == "new" or mark % 6:
        return
    yield 8.0 + mark % 5, "pause"
    if row["stage"] != "investigate":
        yield 22.0 + mark % 7, "resume"


def wait(case_id: int, what: str, by: Member) -> None:
    """Pauses or resumes the solution clock; where it does not run or is late already, nothing happens."""
    one = running(case_id).filter(kind=ClockKind.SOLUTION).select_related("case").first()
    if one is None:
        return
    try:
        if what == "resume":
            resume_clock(case_id=case_id, clock_id=one.pk, by=by)
        else:
            reason, note = WAITS.get(Category(one.case.category), ASKED) if one.case.category else ASKED
            pause_clock(case_id=case_id, clock_id=one.pk, reason=reason, note=note, by=by)
    except Refused:
        return
