"""How much each finding weighs in a house: which are only shown, which want a reason, which a second person, which stop a reply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from amends.practice.replies.check.finding import BLOCK, CODES, INFO, SEVERITY, WARN, Finding

REASON, APPROVE = "reason", "approve"
# From the lightest to the heaviest.
LEVELS = (INFO, WARN, REASON, APPROVE, BLOCK)
SEVERE = frozenset({"severe", "critical"})


class BadPolicy(ValueError):
    """A code or a level that does not exist, or a rule that may not be made lighter."""


# What no house may let pass: the law, other people's data, and threats stay with a second person at the least.
AT_LEAST = {
    "admits_liability": APPROVE,
    "exposes_data": APPROVE,
    "threatens": APPROVE,
    "looks_like_bribe": APPROVE,
}


@dataclass(frozen=True)
class CheckPolicy:
    """Levels by code: those that always hold, those of grave or legal cases, those of one kind of reply; the heaviest counts."""

    always: Mapping[str, str] = field(default_factory=dict)
    grave: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def level(self, code: str, *, grave: bool, kind: str) -> str:
        """The weight of a code in a case."""
        levels = [self.always.get(code, SEVERITY[code]), self.kinds.get(kind, {}).get(code, INFO)]
        if grave:
            levels.append(self.grave.get(code, INFO))
        return max(levels, key=LEVELS.index)


# What stops a letter has to be right nearly always: only codes that hold both floors of the measurement.
BUILT_IN = CheckPolicy(grave={"canned": REASON, "over_promise": APPROVE})


def checked_policy(policy: CheckPolicy) -> CheckPolicy:
    """The policy without what says nothing; raises BadPolicy."""
    for levels in (policy.always, policy.grave, *policy.kinds.values()):
        for code, level in levels.items():
            if code not in CODES or level not in LEVELS:
                raise BadPolicy(f"{code}: {level}")
    for code, least in AT_LEAST.items():
        if LEVELS.index(policy.always.get(code, SEVERITY[code])) < LEVELS.index(least):
            raise BadPolicy(code)
    return replace(
        policy, always={code: level for code, level in policy.always.items() if level != SEVERITY[code]}
    )


def is_grave(severity: str, risks: Iterable[str]) -> bool:
    """Whether the heavier rules hold: a severe case, or one in which the law is in play."""
    return severity in SEVERE or "legal" in risks


def weighed(findings: Iterable[Finding], policy: CheckPolicy, *, grave: bool, kind: str) -> list[Finding]:
    """The same findings with the weight that the house gives them."""
    return [replace(one, severity=policy.level(one.code, grave=grave, kind=kind)) for one in findings]
