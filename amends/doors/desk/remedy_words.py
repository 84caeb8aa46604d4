"""Why a range is as it is, what laws give and what to look at, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from amends.casework.customers.choices import Tier
from amends.doors.desk.words import label_name
from amends.practice.remedies.rules.policy import Fault

Values = Mapping[str, str]


def reason_of_range(reason: Any) -> str:
    """One reason of a range; empty for one that this version does not know."""
    code, values = reason
    known = REASONS.get(code)
    return known(values) if known else ""


def tier_name(tier: str) -> str:
    return str(Tier(tier).label) if tier in Tier.values else tier


def fault_name(fault: str) -> str:
    names = {
        Fault.OURS: pgettext("fault", "our doing"),
        Fault.PARTLY: pgettext("fault", "partly our doing"),
        Fault.NOT_OURS: pgettext("fault", "not our doing"),
        Fault.OPEN: pgettext("fault", "not found out yet"),
    }
    return names[Fault(fault)]


def _band(values: Values) -> str:
    told = {**values, "severity": label_name("severity", values["severity"])}
    return _("%(severity)s: %(low)s–%(high)s %% of what was paid") % told


def _band_of_type(values: Values) -> str:
    told = {
        **values,
        "severity": label_name("severity", values["severity"]),
        "category": label_name("category", values["category"]),
    }
    return _("%(severity)s, in “%(category)s”: %(low)s–%(high)s %% of what was paid") % told


def _fault(fault: Fault) -> Callable[[Values], str]:
    def words(values: Values) -> str:
        name = fault_name(fault)
        if (values["low"], values["high"]) != ("100", "100"):
            return _("%(fault)s: from %(low)s %% of the lower to %(high)s %% of the upper end") % {
                **values,
                "fault": name,
            }
        if fault == Fault.OPEN:
            return _("Whose doing it was is not found out yet; the range is shown as if it were ours")
        return _("%(fault)s: the whole band") % {"fault": name}

    return words


def _late(values: Values) -> str:
    hours = int(values["hours"])
    if hours >= 48:
        told = {"n": str(hours // 24), "factor": values["factor"]}
        return _("%(n)s days past what was promised or due: + %(factor)s %%") % told
    return ngettext(
        "%(hours)s hour past what was promised or due: + %(factor)s %%",
        "%(hours)s hours past what was promised or due: + %(factor)s %%",
        hours,
    ) % dict(values)


def _tier(values: Values) -> str:
    told = {**values, "tier": tier_name(values["tier"])}
    return _("%(tier)s customer: the upper end + %(factor)s %%") % told


def _winback(values: Values) -> str:
    told = {**values, "tier": tier_name(values["tier"])}
    return _("To win back a %(tier)s customer up to %(high)s %% of the amount") % told


def _like(text: Callable[[], str]) -> Callable[[Values], str]:
    return lambda values: text() % dict(values)


REASONS: dict[str, Callable[[Values], str]] = {
    "band": _band,
    "band_of_type": _band_of_type,
    **{f"fault_{one}": _fault(one) for one in Fault},
    "late": _late,
    "tier": _tier,
    "winback": _winback,
    "not_above_amount": lambda values: _("Not above the amount itself"),
    "like_higher": _like(
        lambda: _(
            "%(n)s similar cases received more, a median of %(median)s %%: the upper end moves towards it"
        )
    ),
    "like_lower": _like(
        lambda: _(
            "%(n)s similar cases received less, a median of %(median)s %%: the lower end moves towards it"
        )
    ),
    "like_within": _like(lambda: _("%(n)s similar cases received a median of %(median)s %%, which fits")),
    "most": _like(lambda: _("By policy alone at most %(amount)s")),
    "least": _like(lambda: _("Not below %(amount)s, which would be an affront")),
}

REMARKS: dict[str, Callable[[], str]] = {
    "under": lambda: _("%(amount)s is below the fair range of %(low)s–%(high)s: too little is unfair too."),
    "over": lambda: _("%(amount)s is above the fair range of %(low)s–%(high)s. Say why, if it stays."),
    "within": lambda: _("%(amount)s lies within the fair range of %(low)s–%(high)s."),
    "within_with": lambda: _(
        "With the %(before)s given already it comes to %(sum)s, which lies within the fair range of %(low)s–%(high)s."
    ),
    "within_beside": lambda: _(
        "Beside the solution of %(chosen)s the gestures come to %(sum)s, which does not exceed the fair range of %(low)s–%(high)s."
    ),
    "under_with": lambda: _(
        "With the %(before)s given already it comes to %(sum)s, which is below the fair range of %(low)s–%(high)s: too little is unfair too."
    ),
    "over_with": lambda: _(
        "With the %(before)s given already it comes to %(sum)s, which is above the fair range of %(low)s–%(high)s. Say why, if it stays."
    ),
    "far_more": lambda: _("Far more than similar cases received (median of %(n)s cases: %(median)s)."),
    "far_less": lambda: _("Far less than similar cases received (median of %(n)s cases: %(median)s)."),
    "far_more_few": lambda: _(
        "More than similar cases received, though there are only %(n)s (median: %(median)s)."
    ),
    "far_less_few": lambda: _(
        "Less than similar cases received, though there are only %(n)s (median: %(median)s)."
    ),
    "far_more_share": lambda: _(
        "Far more than similar cases received: %(share)s %% of what was paid, against a median of %(median)s %% in the %(n)s cases of which it is known what was paid."
    ),
    "far_less_share": lambda: _(
        "Far less than similar cases received: %(share)s %% of what was paid, against a median of %(median)s %% in the %(n)s cases of which it is known what was paid."
    ),
    "far_more_share_few": lambda: _(
        "More than similar cases received: %(share)s %% of what was paid, against a median of %(median)s %%, though only of %(n)s of them is it known what was paid."
    ),
    "far_less_share_few": lambda: _(
        "Less than similar cases received: %(share)s %% of what was paid, against a median of %(median)s %%, though only of %(n)s of them is it known what was paid."
    ),
    "person_far_more": lambda: _(
        "In the last 12 months this person was given %(sum)s, far more than others of the same tier (median of %(n)s people: %(median)s)."
    ),
    "person_far_less": lambda: _(
        "In the last 12 months this person was given %(sum)s, far less than others of the same tier (median of %(n)s people: %(median)s)."
    ),
    "given_often": lambda: _(
        "In the last 12 months this person was given something %(n)s times, %(sum)s together."
    ),
    "given_share": lambda: _(
        "In the last 12 months this person was given %(sum)s, %(share)s %% of the %(paid)s that they paid."
    ),
}


def remark_words(code: str, values: Values) -> str:
    return REMARKS[code]() % dict(values)


def kind_name(kind: str) -> str:
    """In which way an option gives something."""
    names: dict[str, Callable[[], str]] = {
        "refund": lambda: pgettext("remedy", "Refund"),
        "voucher": lambda: pgettext("remedy", "Voucher"),
        "gift": lambda: pgettext("remedy", "Gift"),
        "upgrade": lambda: pgettext("remedy", "Redo or upgrade"),
        "points": lambda: pgettext("remedy", "Points"),
    }
    return names[kind]() if kind in names else ""
