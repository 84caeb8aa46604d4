"""An edition of the policy as plain data, and what may be wrong with it: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from amends.foundation.kernel.money import is_currency
from amends.practice.remedies.rules.options import KINDS
from amends.practice.remedies.rules.policy import Bounds, Delay, Fault, Policy, Span

SEVERITIES = ("minor", "moderate", "severe", "critical")
TIERS = ("standard", "silver", "gold", "platinum")
CATEGORIES = ("quality", "service", "attitude", "billing", "privacy", "safety", "promise", "policy")
MOST_SHARE, MOST_FACTOR = Decimal(5), Decimal(3)
MOST_HOURS, MOST_AMOUNT, STEPS_AT_MOST = 8760, Decimal(10) ** 9, 6


class BadPolicy(ValueError):
    """What does not hold: a code of the problem, and where."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(f"{code} {where}".strip())
        self.code, self.where = code, where


def policy_of(data: Mapping[str, Any], number: int = 0) -> Policy:
    """The policy that plain data says; raises BadPolicy."""
    try:
        policy = Policy(
            bands={name: _span(data["bands"][name], name) for name in SEVERITIES},
            categories={
                category: {name: _span(pair, f"{category}.{name}") for name, pair in rows.items()}
                for category, rows in data.get("categories", {}).items()
                if rows
            },
            fault={one.value: _span(data["fault"][one.value], one.value) for one in Fault},
            delay=tuple(_delay(row) for row in data["delay"]),
            tiers={name: _number(data["tiers"][name], name) for name in TIERS},
            winback_tiers=frozenset(data["winback"]["tiers"]),
            winback_severities=frozenset(data["winback"]["severities"]),
            winback_up_to=_number(data["winback"]["up_to"], "winback"),
            bounds={currency: _bounds(row, currency) for currency, row in data["bounds"].items()},
            like_at_least=int(data["like"]["at_least"]),
            like_stretch=_number(data["like"]["stretch"], "stretch"),
            costs={name: _number(data["costs"][name], name) for name in KINDS},
            far_from_like=_number(data["remarks"]["far"], "far"),
            often=int(data["remarks"]["often"]),
            share_of_spending=_number(data["remarks"]["share"], "share"),
            number=number,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, BadPolicy):
            raise
        raise BadPolicy("incomplete", str(error)) from error
    _ensure_sound(policy)
    return policy


def data_of(policy: Policy) -> dict[str, Any]:
    """The same as plain data, for keeping; what comes back is equal."""
    return {
        "bands": {name: _pair(span) for name, span in policy.bands.items()},
        "categories": {
            category: {name: _pair(span) for name, span in rows.items()}
            for category, rows in policy.categories.items()
        },
        "fault": {name: _pair(span) for name, span in policy.fault.items()},
        "delay": [{"hours": one.hours, "factor": str(one.factor)} for one in policy.delay],
        "tiers": {name: str(factor) for name, factor in policy.tiers.items()},
        "winback": {
            "tiers": sorted(policy.winback_tiers),
            "severities": sorted(policy.winback_severities),
            "up_to": str(policy.winback_up_to),
        },
        "bounds": {
            currency: {"least": str(one.least), "most": str(one.most)}
            for currency, one in policy.bounds.items()
        },
        "like": {"at_least": policy.like_at_least, "stretch": str(policy.like_stretch)},
        "costs": {name: str(rate) for name, rate in policy.costs.items()},
        "remarks": {
            "far": str(policy.far_from_like),
            "often": policy.often,
            "share": str(policy.share_of_spending),
        },
    }


def _ensure_sound(policy: Policy) -> None:
    for name, span in _named_bands(policy):
        if not 0 < span.lowest < span.highest:
            raise BadPolicy("not_a_range", name)
    for fault, span in policy.fault.items():
        if not (0 <= span.lowest <= span.highest <= 1 and span.highest > 0):
            raise BadPolicy("bad_fault", fault)
    _ensure_grows(policy)
    _ensure_won_back(policy)
    _ensure_measured(policy)


def _ensure_grows(policy: Policy) -> None:
    hours = [one.hours for one in policy.delay]
    if len(hours) > STEPS_AT_MOST or hours != sorted(set(hours)):
        raise BadPolicy("bad_delay")
    for factor in (*(one.factor for one in policy.delay), *policy.tiers.values()):
        if not 1 <= factor <= MOST_FACTOR:
            raise BadPolicy("bad_factor")
    if policy.tiers["standard"] != 1:
        raise BadPolicy("standard_is_measure")


def _ensure_won_back(policy: Policy) -> None:
    if not policy.winback_tiers <= set(TIERS) or not policy.winback_severities <= set(SEVERITIES):
        raise BadPolicy("incomplete", "winback")
    if not 1 <= policy.winback_up_to <= MOST_SHARE:
        raise BadPolicy("bad_winback")


def _ensure_measured(policy: Policy) -> None:
    for currency, bounds in policy.bounds.items():
        if not is_currency(currency) or not 0 <= bounds.least < bounds.most <= MOST_AMOUNT:
            raise BadPolicy("bad_bounds", currency)
    if not (2 <= policy.like_at_least <= 100 and 0 <= policy.like_stretch <= 1):
        raise BadPolicy("bad_like")
    if any(not 0 <= rate <= 1 for rate in policy.costs.values()):
        raise BadPolicy("bad_cost")
    far, often, share = policy.far_from_like, policy.often, policy.share_of_spending
    if not (1 < far <= 10 and 2 <= often <= 50 and 0 < share <= 1):
        raise BadPolicy("bad_remarks")


def _named_bands(policy: Policy) -> Iterable[tuple[str, Span]]:
    yield from policy.bands.items()
    for category, rows in policy.categories.items():
        for severity, span in rows.items():
            if category not in CATEGORIES or severity not in SEVERITIES:
                raise BadPolicy("incomplete", f"{category}.{severity}")
            yield severity, span


def _span(pair: Any, where: str) -> Span:
    lowest, highest = pair
    return Span(_number(lowest, where), _number(highest, where))


def _pair(span: Span) -> list[str]:
    return [str(span.lowest), str(span.highest)]


def _delay(row: Mapping[str, Any]) -> Delay:
    hours = int(row["hours"])
    if not 0 < hours <= MOST_HOURS:
        raise BadPolicy("bad_delay")
    return Delay(hours, _number(row["factor"], "delay"))


def _bounds(row: Mapping[str, Any], where: str) -> Bounds:
    return Bounds(_number(row["least"], where), _number(row["most"], where))


def _number(value: Any, where: str) -> Decimal:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise BadPolicy("not_a_number", where) from error
    if not number.is_finite() or number < 0 or number > MOST_AMOUNT:
        raise BadPolicy("not_a_number", where)
    return number.quantize(Decimal("0.0001")).normalize() + 0
