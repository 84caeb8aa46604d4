"""What a role may decide, without a database and without a clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    """Whether somebody may decide alone, and if not, why."""

    YES = "yes"
    NOT_THIS_ROLE = "role"
    SENSITIVE = "sensitive"
    AMOUNT = "amount"


@dataclass(frozen=True)
class Rule:
    """What one role may decide of one kind; `up_to` None is without a limit of the role."""

    may: bool
    up_to: Decimal | None = None
    sensitive_too: bool = True


NO = Rule(may=False, sensitive_too=False)
# What holds until the house sets something else. The personal limit of each member caps all of it.
SHIPPED: Mapping[str, Mapping[str, Rule]] = {
    "grant": {
        "handler": Rule(may=True, up_to=Decimal(1000), sensitive_too=False),
        "lead": Rule(may=True, up_to=Decimal(10000)),
        "quality": Rule(may=True, up_to=Decimal(10000), sensitive_too=False),
        "legal": Rule(may=True, up_to=Decimal(50000)),
        "manager": Rule(may=True),
    },
    "approve_reply": {
        "handler": NO,
        "lead": Rule(may=True, up_to=Decimal(10000)),
        "quality": NO,
        "legal": Rule(may=True, up_to=Decimal(50000)),
        "manager": Rule(may=True),
    },
    "close_severe": {
        role: Rule(may=True, sensitive_too=role != "handler")
        for role in ("handler", "lead", "quality", "legal", "manager")
    },
    # Severe cases count as sensitive here: who handles one asks before a stage of it is skipped.
    "skip_stage": {
        role: Rule(may=True, sensitive_too=role not in {"handler", "quality"})
        for role in ("handler", "lead", "quality", "legal", "manager")
    },
}


def shipped(power: str, role: str) -> Rule:
    """The rule that holds for a role as long as the house has set none; what is not listed may not be decided."""
    return SHIPPED.get(power, {}).get(role, NO)


def abroad(rule: Rule) -> Rule:
    """What the rule of the home currency says of a currency that has no rule of its own.

    Whether and in which cases somebody decides stays; a sum does not: it is a sum of another money. Where the role has no
    sum at all, the person's own limit in that currency is the only one.
    """
    return rule if rule.up_to is None else replace(rule, up_to=Decimal(0))


def hours_for(own: str, path: str, of_departments: Mapping[str, str]) -> str:
    """The code of the calendar that somebody works by: their own, else that of their department, else of the nearest above.

    `path` is the department's; `of_departments` says which paths have a calendar. Empty where nobody has said anything.
    """
    while not own and path.strip("/"):
        own = of_departments.get(path, "")
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return own


def ceiling(rule: Rule, cap: Decimal) -> Decimal:
    """The largest sum that somebody may decide alone: the role's, but never above their own limit."""
    if not rule.may:
        return Decimal(0)
    return cap if rule.up_to is None else min(cap, rule.up_to)


def verdict(rule: Rule, *, amount: Decimal | None, sensitive: bool, cap: Decimal) -> Verdict:
    """Whether this may be decided alone; the first reason against it counts."""
    if not rule.may:
        return Verdict.NOT_THIS_ROLE
    if sensitive and not rule.sensitive_too:
        return Verdict.SENSITIVE
    if amount is not None and amount > ceiling(rule, cap):
        return Verdict.AMOUNT
    return Verdict.YES
