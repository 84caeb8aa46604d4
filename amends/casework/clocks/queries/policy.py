"""The rules as they stand, and which of them hold for a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from amends.casework.cases.models import Case
from amends.casework.clocks.models import PolicyRule
from amends.casework.clocks.rules.deadlines import deadline
from amends.casework.clocks.rules.policy import BUILT_IN, Facts, Rule, choose, in_force
from amends.foundation.calendars.queries import plain_hours, working_times
from amends.foundation.calendars.rules.working_time import WorkingTime
from amends.foundation.kernel import clock
from amends.foundation.kernel.prepared import Rows

_CONFIRMED: Rows[PolicyRule] = Rows(lambda: PolicyRule.objects.filter(change__confirmed=True))


@dataclass(frozen=True)
class Policy:
    """All confirmed versions of all rules with the calendars they count by, read once for a piece of work."""

    rules: tuple[Rule, ...]
    calendars: Mapping[str, WorkingTime]

    @cached_property
    def every_calendar(self) -> list[WorkingTime]:
        """Each calendar once."""
        return list({one.code: one for one in self.calendars.values()}.values())

    def at(self, moment: datetime) -> list[Rule]:
        """The rules in force at a moment."""
        return in_force(self.rules, moment)

    def version(self, code: str, version: int) -> Rule | None:
        return next((one for one in self.rules if (one.code, one.version) == (code, version)), None)

    def hours(self, code: str) -> WorkingTime:
        """A calendar's working time; the default one's where the code is unknown or empty."""
        return self.calendars.get(code) or self.calendars.get("") or plain_hours()


def policy_now() -> Policy:
    """The policy as it is confirmed now."""
    return Policy((*BUILT_IN, *(row.rule for row in _CONFIRMED())), working_times())


def rule_of(code: str, version: int, policy: Policy | None = None) -> Rule | None:
    """The version that a clock runs by; None where people chose its due time."""
    return (policy or policy_now()).version(code, version)


def facts_of(case: Case) -> Facts:
    """What the conditions of rules ask for. A department stands for all above it too."""
    return facts(case, tier=case.customer.tier, department=case.department.path)


def facts(case: Case, *, tier: str, department: str) -> Facts:
    """The same for a case whose customer and department were read for many at once."""
    return {
        "severity": (case.severity,),
        "category": (case.category,),
        "channel": (case.channel,),
        "mode": (case.mode,),
        "risk": tuple(case.risks),
        "tier": (tier,),
        "department": tuple(department.strip("/").split("/")),
    }


def promised_at(case: Case, kind: str, start: datetime | None = None) -> datetime | None:
    """By when something is due by the rules, also before its clock has started; None where no rule asks for it."""
    policy, begins = policy_now(), start or case.received_at
    rule = choose(policy.at(clock.now()), kind, facts_of(case))
    return deadline(begins, rule.length, policy.hours(rule.calendar)).at if rule else None
