"""Whether a rule as somebody entered it can be used."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from amends.casework.cases.choices import Channel
from amends.casework.clocks.choices import ClockKind, Condition, Confidence
from amends.casework.clocks.rules.policy import CHOSEN, Rule
from amends.casework.customers.choices import Tier
from amends.casework.readings.choices import Category, Mode, Risk, Severity
from amends.foundation.calendars.rules.lengths import Unit, length_of

# What a house calls a rule stands beside its deadlines as it is: words of any script.
_NAME: Final = re.compile(r"\w(?:[\w ·、，,/()（）-]{0,58}[\w)）])?")
MOST_PAUSE: Final = 10_000
# The values that a condition may name; departments are known to the database only.
VALUES: Final[dict[str, frozenset[str]]] = {
    Condition.SEVERITY: frozenset(Severity.values),
    Condition.CATEGORY: frozenset(Category.values),
    Condition.CHANNEL: frozenset(Channel.values),
    Condition.MODE: frozenset(Mode.values),
    Condition.RISK: frozenset(Risk.values),
    Condition.TIER: frozenset(Tier.values),
}
# A date alone forbids the hour; months and years are for what laws say, not for what a house promises.
_TOO_LONG: Final = frozenset({Unit.YEARS})


class BadRule(ValueError):
    """A rule that cannot be used: in which field, and why."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field, self.why = field, why


def checked(rule: Rule, *, calendars: Collection[str]) -> Rule:
    """The rule in its clean form; raises BadRule."""
    if not _NAME.fullmatch(rule.code):
        raise BadRule("code", "code")
    if rule.kind not in ClockKind.values or rule.kind in CHOSEN:
        raise BadRule("kind", "kind")
    length = length_of(rule.length)
    if length is None or not length.amount or length.unit in _TOO_LONG:
        raise BadRule("length", "length")
    if rule.calendar and rule.calendar not in calendars:
        raise BadRule("calendar", "calendar")
    if rule.valid_from and rule.valid_until and rule.valid_until <= rule.valid_from:
        raise BadRule("valid_until", "until")
    if rule.pausable and not 0 < rule.pause_hours <= MOST_PAUSE:
        raise BadRule("pause_hours", "pause")
    if rule.confidence not in Confidence.values:
        raise BadRule("confidence", "confidence")
    return replace(rule, length=str(length), conditions=_conditions(rule))


def _conditions(rule: Rule) -> dict[str, tuple[str, ...]]:
    for name, values in rule.conditions.items():
        known = VALUES.get(name)
        if name not in Condition.values or (known is not None and not set(values) <= known):
            raise BadRule("conditions", "condition")
    return {name: tuple(sorted(set(values))) for name, values in rule.conditions.items() if values}
