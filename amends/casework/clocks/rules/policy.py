"""Which rule a clock runs by: rules as data, with versions, conditions and times of validity."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from amends.casework.clocks.choices import ClockKind, Confidence

Facts = Mapping[str, Collection[str]]
LEGAL = frozenset({ClockKind.LEGAL_RECEIPT, ClockKind.LEGAL_RESULT, ClockKind.LEGAL_DUTY})
# People choose when these are due.
CHOSEN = frozenset({ClockKind.TASK, ClockKind.PROMISE})
BUILT_IN_VERSION = 0


@dataclass(frozen=True)
class Rule:
    """One version of one rule. Without conditions it holds for all cases."""

    code: str
    version: int
    kind: str
    length: str
    """As the calendars write it: `24h`, `7wd`, `15cd`."""
    conditions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    calendar: str = ""
    """The code of a calendar; empty means the default one."""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    is_on: bool = True
    pausable: bool = False
    pause_hours: int = 0
    """How many hours a clock may stand still in all."""
    runs_on: bool = True
    """Whether clocks that run already move to this version."""
    source: str = ""
    confidence: str = Confidence.PRACTICE

    @property
    def is_for_all(self) -> bool:
        return not any(self.conditions.values())

    def fits(self, facts: Facts) -> bool:
        """Whether a case is one of those it is for: every condition names one of the case's values."""
        return all(
            set(wanted) & set(facts.get(name, ())) for name, wanted in self.conditions.items() if wanted
        )

    def is_valid(self, at: datetime) -> bool:
        begun = self.valid_from is None or self.valid_from <= at
        return begun and (self.valid_until is None or at < self.valid_until)


# The practice: first response within 24 h, a solution within 72 h, contact within 24 h after solving; while feelings lead
# and run high a clear direction within an hour and then news every half hour, both of working time. Where a demand leads,
# news comes at the promised times; a house that wants an interval there switches its rule on. Where somebody speaks of killing
# themselves or others, a person answers within the hour of the day or the night that it is (escalation trigger E02: at once).
BUILT_IN: tuple[Rule, ...] = (
    Rule("receipt", BUILT_IN_VERSION, ClockKind.ACKNOWLEDGEMENT, "1h", is_on=False),
    Rule("first-response", BUILT_IN_VERSION, ClockKind.FIRST_RESPONSE, "24h"),
    Rule(
        "first-response-danger",
        BUILT_IN_VERSION,
        ClockKind.FIRST_RESPONSE,
        "1h",
        conditions={"risk": ("violence",)},
    ),
    Rule(
        "direction-danger",
        BUILT_IN_VERSION,
        ClockKind.DIRECTION,
        "1h",
        conditions={"mode": ("emotion",), "risk": ("violence",)},
    ),
    Rule("direction", BUILT_IN_VERSION, ClockKind.DIRECTION, "1wh", conditions={"mode": ("emotion",)}),
    Rule("progress", BUILT_IN_VERSION, ClockKind.PROGRESS, "30wmin", conditions={"mode": ("emotion",)}),
    Rule(
        "progress-demand",
        BUILT_IN_VERSION,
        ClockKind.PROGRESS,
        "1wd",
        conditions={"mode": ("demand", "mixed")},
        is_on=False,
    ),
    Rule("solution", BUILT_IN_VERSION, ClockKind.SOLUTION, "72h", pausable=True, pause_hours=240),
    Rule("follow-up", BUILT_IN_VERSION, ClockKind.FOLLOW_UP, "24h", pausable=True, pause_hours=120),
)


def in_force(rules: Iterable[Rule], at: datetime) -> list[Rule]:
    """The newest valid version of each rule, those that are switched off left out."""
    newest: dict[str, Rule] = {}
    for rule in rules:
        known = newest.get(rule.code)
        if rule.is_valid(at) and (known is None or known.version < rule.version):
            newest[rule.code] = rule
    return [rule for rule in newest.values() if rule.is_on]


def choose(rules: Iterable[Rule], kind: str, facts: Facts) -> Rule | None:
    """Of the rules of a kind that fit, the one with the most conditions; of equals the newest, then by name."""
    fitting = [rule for rule in rules if rule.kind == kind and rule.fits(facts)]

    def weight(rule: Rule) -> tuple[int, float, str]:
        since = rule.valid_from.timestamp() if rule.valid_from else 0.0
        return (-sum(1 for wanted in rule.conditions.values() if wanted), -since, rule.code)

    return min(fitting, key=weight, default=None)


def legal_limits(rules: Iterable[Rule], kind: str, facts: Facts) -> list[Rule]:
    """Every legal limit of a kind that holds for a case: each has a clock of its own."""
    return sorted(
        (rule for rule in rules if rule.kind == kind and rule.fits(facts)), key=lambda rule: rule.code
    )


def next_rule(
    running: Rule | None, kind: str, rules: Iterable[Rule], facts: Facts, started: datetime
) -> Rule | None:
    """What a clock runs by from now on that has run since `started`; None leaves it as it is.

    It keeps the version it started with unless the new one takes in clocks that run already. Another rule that was there
    when it started takes it over when the case has become one for it.
    """
    if kind in CHOSEN or running is None:
        return None
    if kind in LEGAL:
        new = next((rule for rule in rules if rule.code == running.code), None)
        return new if new and new.runs_on else running
    new = choose(rules, kind, facts)
    if new is None:
        return running
    was_there = new.valid_from is None or new.valid_from <= started
    return new if new.runs_on or (was_there and new.code != running.code) else running
