"""What giving did, as a page and as a table to take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.casework.readings.choices import Severity
from amends.foundation.kernel import clock
from amends.foundation.kernel.cells import neutral
from amends.foundation.organisation.models import Member
from amends.oversight.insights.queries import Effect, Group, effect
from amends.oversight.insights.rules import FEWEST, Share
from amends.oversight.insights.rules.effect import (
    FOLLOWED_DAYS,
    QUOTED_BOUGHT_AGAIN,
    Difference,
    Summary,
)
from amends.practice.remedies.choices import GrantTiming
from amends.practice.remedies.queries.policy import policy_in_force

PERIODS = (90, 365, 1095)


def kind_names() -> dict[str, str]:
    return {
        "gift": _("with a gift"),
        "money": _("with money, a voucher or points, no gift"),
        "nothing": _("nothing on top"),
    }


def share_names() -> tuple[str, ...]:
    return (
        pgettext("effect", "Content"),
        pgettext("effect", "Bought again"),
        pgettext("effect", "Complained again"),
    )


def asked_days(value: str) -> int:
    return int(value) if value.isdigit() and int(value) in PERIODS else PERIODS[1]


def found_for(member: Member, days: int, currency: str) -> Effect:
    until = clock.today()
    return effect(member, since=until - timedelta(days=days), until=until, currency=currency)


def effect_page(member: Member, *, days: int, currency: str) -> dict[str, Any]:
    found = found_for(member, days, currency)
    return {
        "days": days,
        "periods": PERIODS,
        "found": found,
        "fewest": FEWEST,
        "followed": FOLLOWED_DAYS,
        "rows": rows_of(found.whole, kind_names()),
        "severities": [severity_card(one) for one in found.severities if has_any(one)],
        "timings": [row for row in rows_of(found.timings, dict(GrantTiming.choices)) if row["cases"]],
        "quoted": {name: round(100 * share) for name, share in QUOTED_BOUGHT_AGAIN.items()},
    }


def has_any(one: Group) -> bool:
    return any(summary.cases for summary in one.kinds.values())


def severity_card(one: Group) -> dict[str, Any]:
    return {
        "icon": f"severity-{one.severity}",
        "name": Severity(one.severity).label,
        "policy": policy_words(one.severity),
        "rows": rows_of(one.kinds, kind_names()),
        "sentences": [
            sentence
            for sentence in (
                told(one.content, _("content people")),
                told(one.bought_again, _("people who bought again")),
            )
            if sentence
        ],
    }


def policy_words(severity: str) -> str:
    """From which share of the amount spent to which the policy in force goes."""
    band = policy_in_force().bands.get(severity)
    if band is None:
        return ""
    low, high = (round(100 * share) for share in (band.lowest, band.highest))
    return f"{low}–{high} %"


def told(found: Difference | None, what: str) -> str:
    """What a gift adds, in words, with how sure that is; nothing where there are too few to say."""
    if found is None:
        return ""
    values = {
        "what": what,
        "points": f"{100 * found.difference:+.0f}",
        "low": f"{100 * found.lowest:+.0f}",
        "high": f"{100 * found.highest:+.0f}",
    }
    if found.is_told:
        return _("With a gift: %(points)s points of %(what)s (between %(low)s and %(high)s).") % values
    return (
        _("With a gift: %(points)s points of %(what)s, which may be chance (between %(low)s and %(high)s).")
        % values
    )


def rows_of(found: Mapping[str, Summary], names: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": names[key],
            "cases": one.cases,
            "given": one.given,
            "part": None if one.part_of_spent is None else round(100 * one.part_of_spent),
            "shares": [
                share_cell(pgettext("effect", "Content"), one.content),
                share_cell(pgettext("effect", "Bought again"), one.bought_again),
                share_cell(pgettext("effect", "Complained again"), one.complained_again),
            ],
        }
        for key, one in found.items()
    ]


def share_cell(name: str, one: Share) -> dict[str, Any]:
    low, high = one.interval or (0.0, 0.0)
    return {
        "name": name,
        "n": one.n,
        "is_small": one.is_small,
        "percent": None if one.share is None else round(100 * one.share),
        "low": round(100 * low),
        "high": round(100 * high),
        "width": round(100 * (high - low)),
    }


def table(found: Effect) -> Iterator[list[str]]:
    """All groups with their numbers as they are; percentages are left to whoever reads it."""
    yield [
        _("Severity"),
        _("Given"),
        _("Currency"),
        _("Cases"),
        _("Sum given"),
        _("Middle share of the amount spent"),
        *(f"{name} ({part})" for name in share_names() for part in ("n", _("yes"))),
    ]
    names = kind_names()
    yield from lines(_("All cases"), found.whole, names, found.currency)
    for one in found.severities:
        yield from lines(str(Severity(one.severity).label), one.kinds, names, found.currency)
    timings = {code: _("gift: %(timing)s") % {"timing": label} for code, label in GrantTiming.choices}
    yield from lines(_("All cases"), found.timings, timings, found.currency)


def lines(
    severity: str, kinds: Mapping[str, Summary], names: Mapping[str, str], currency: str
) -> Iterable[list[str]]:
    for key, one in kinds.items():
        numbers = [
            str(number)
            for share in (one.content, one.bought_again, one.complained_again)
            for number in (share.n, share.yes)
        ]
        part = "" if one.part_of_spent is None else f"{one.part_of_spent:.4f}"
        yield [
            neutral(cell)
            for cell in (severity, str(names[key]), currency, str(one.cases), f"{one.given}", part)
        ] + numbers
