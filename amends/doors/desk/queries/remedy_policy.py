"""The page of what may be given: the edition in force, the one that waits with what it would change, and the history."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.queries import visible_cases
from amends.doors.desk.queries.listing import case_url
from amends.doors.desk.queries.remedy_policy_form import sections
from amends.doors.desk.remedy_words import fault_name, kind_name, tier_name
from amends.doors.desk.words import label_name, money_text
from amends.foundation.organisation.models import Member
from amends.practice.remedies.models import PolicyEdition
from amends.practice.remedies.permissions import may_set_policy
from amends.practice.remedies.queries import decided_editions, shipped, waiting_edition
from amends.practice.remedies.queries.policy import newest_policy
from amends.practice.remedies.rules.options import KINDS
from amends.practice.remedies.rules.policy import Fault, Policy, Span, percent
from amends.practice.remedies.rules.policy_text import SEVERITIES, TIERS, data_of

PAST = 20


def remedy_policy_page(member: Member, entered: QueryDict | None = None) -> dict[str, Any]:
    """Everything on one page; what was entered and refused stands in its form again."""
    now, waiting = newest_policy(), waiting_edition()
    values = fields_of(data_of(now)) if not entered else entered.dict()
    return {
        "may_change": may_set_policy(member),
        "edition": shown(now),
        "number": now.number,
        "sections": sections(now, {name: str(value) for name, value in values.items()}),
        "winback": winback_choices(now, entered),
        "winback_up_to": values.get("winback_up_to", ""),
        "reason": entered.get("reason", "") if entered else "",
        "waiting": waiting_block(waiting, now, member) if waiting else None,
        "past": [version_row(one) for one in decided_editions()[:PAST]],
    }


def winback_choices(policy: Policy, entered: QueryDict | None) -> list[dict[str, Any]]:
    tiers = entered.getlist("winback_tiers") if entered else policy.winback_tiers
    grave = entered.getlist("winback_severities") if entered else policy.winback_severities
    return [
        *(
            {"name": "winback_tiers", "value": one, "label": tier_name(one), "on": one in tiers}
            for one in TIERS
        ),
        *(
            {
                "name": "winback_severities",
                "value": one,
                "label": label_name("severity", one),
                "on": one in grave,
            }
            for one in SEVERITIES
        ),
    ]


def fields_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The policy as the fields of the form hold it, shares in per cent."""
    found: dict[str, str] = {}
    for group in ("bands", "fault"):
        for name, pair in data[group].items():
            found[f"{group}_{name}_low"], found[f"{group}_{name}_high"] = (_percent(one) for one in pair)
    for n, step in enumerate(data["delay"]):
        found[f"delay_{n}_hours"] = str(step["hours"])
        found[f"delay_{n}_more"] = _percent(Decimal(step["factor"]) - 1)
    for tier, factor in data["tiers"].items():
        found[f"tier_{tier}"] = _percent(Decimal(factor) - 1)
    for n, (currency, row) in enumerate(data["bounds"].items()):
        found[f"bounds_{n}_currency"] = currency
        found[f"bounds_{n}_least"], found[f"bounds_{n}_most"] = _plain(row["least"]), _plain(row["most"])
    own = [(one, name, pair) for one, rows in data["categories"].items() for name, pair in rows.items()]
    for n, (category, severity, pair) in enumerate(own):
        found[f"own_{n}_category"], found[f"own_{n}_severity"] = category, severity
        found[f"own_{n}_low"], found[f"own_{n}_high"] = (_percent(one) for one in pair)
    for kind, rate in data["costs"].items():
        found[f"cost_{kind}"] = _percent(rate)
    return {
        **found,
        "winback_up_to": _percent(data["winback"]["up_to"]),
        "like_at_least": str(data["like"]["at_least"]),
        "like_stretch": _percent(data["like"]["stretch"]),
        "far": _plain(data["remarks"]["far"]),
        "often": str(data["remarks"]["often"]),
        "share": _percent(data["remarks"]["share"]),
    }


def policy_written(form: QueryDict) -> dict[str, Any]:
    """The policy as the form says it, as plain data; what is no number stays text and is refused by the rule."""

    def share(name: str) -> str:
        return _fraction(form.get(name, ""))

    def grown(name: str) -> str:
        return _fraction(form.get(name, ""), plus=1)

    def pair(name: str) -> list[str]:
        return [share(f"{name}_low"), share(f"{name}_high")]

    own: dict[str, dict[str, list[str]]] = {}
    for n in _lines(form, "own_{n}_category"):
        if form.get(f"own_{n}_category", ""):
            row = own.setdefault(form.get(f"own_{n}_category", ""), {})
            row[form.get(f"own_{n}_severity", "")] = pair(f"own_{n}")
    return {
        "bands": {name: pair(f"bands_{name}") for name in SEVERITIES},
        "categories": own,
        "fault": {one.value: pair(f"fault_{one.value}") for one in Fault},
        "delay": [
            {"hours": form.get(f"delay_{n}_hours", ""), "factor": grown(f"delay_{n}_more")}
            for n in _lines(form, "delay_{n}_hours")
            if form.get(f"delay_{n}_hours", "").strip()
        ],
        "tiers": {name: grown(f"tier_{name}") for name in TIERS},
        "winback": {
            "tiers": form.getlist("winback_tiers"),
            "severities": form.getlist("winback_severities"),
            "up_to": share("winback_up_to"),
        },
        "bounds": {
            form.get(f"bounds_{n}_currency", "").strip().upper(): {
                "least": form.get(f"bounds_{n}_least", ""),
                "most": form.get(f"bounds_{n}_most", ""),
            }
            for n in _lines(form, "bounds_{n}_currency")
            if form.get(f"bounds_{n}_currency", "").strip()
        },
        "like": {"at_least": form.get("like_at_least", ""), "stretch": share("like_stretch")},
        "costs": {name: share(f"cost_{name}") for name in KINDS},
        "remarks": {"far": form.get("far", ""), "often": form.get("often", ""), "share": share("share")},
    }


LINES = 40


def _lines(form: QueryDict, name: str) -> list[int]:
    return [n for n in range(LINES) if name.format(n=n) in form]


def _percent(share: Any) -> str:
    return percent(Decimal(str(share)))


def _plain(number: Any) -> str:
    return f"{Decimal(str(number)).normalize():f}"


def _fraction(text: str, plus: int = 0) -> str:
    try:
        return str(Decimal(text.strip().rstrip("%％").strip()) / 100 + plus)
    except InvalidOperation:
        return text


def shown(policy: Policy) -> list[tuple[str, list[tuple[str, str]]]]:
    """The policy in words, group by group."""
    return [
        (_("Of what was paid, by how grave it was"), bands_in_words(policy)),
        (
            _("By whose doing it was"),
            [(fault_name(name), _of_band(span)) for name, span in policy.fault.items()],
        ),
        (_("By how late"), [(_hours(one.hours), f"+ {percent(one.factor - 1)} %") for one in policy.delay]),
        (
            _("By tier, at the upper end"),
            [(tier_name(name), f"+ {percent(one - 1)} %") for name, one in policy.tiers.items()],
        ),
        (
            _("Winning back"),
            [(_won_back(policy), _("up to %(n)s %%") % {"n": percent(policy.winback_up_to)})],
        ),
        (
            _("Bounds"),
            [
                (currency, f"{money_text(one.least, currency)} – {money_text(one.most, currency)}")
                for currency, one in policy.bounds.items()
            ],
        ),
        (_("Like cases"), _like(policy)),
        (
            _("What it costs the house, of its worth"),
            [(kind_name(name), f"{percent(rate)} %") for name, rate in policy.costs.items()],
        ),
        (_("When a person is asked to look"), _remarks(policy)),
    ]


def bands_in_words(policy: Policy) -> list[tuple[str, str]]:
    rows = [(label_name("severity", name), _span(span)) for name, span in policy.bands.items()]
    for category, own in policy.categories.items():
        for name, span in own.items():
            rows.append((f"{label_name('category', category)} · {label_name('severity', name)}", _span(span)))
    return rows


def _span(span: Span) -> str:
    return f"{percent(span.lowest)}–{percent(span.highest)} %"


def _of_band(span: Span) -> str:
    if span == Span(Decimal(1), Decimal(1)):
        return _("the whole band")
    told = {"low": percent(span.lowest), "high": percent(span.highest)}
    return _("from %(low)s %% of the lower to %(high)s %% of the upper end") % told


def _hours(hours: int) -> str:
    if hours % 24 or hours < 48:
        return _("from %(n)s hours on") % {"n": hours}
    return _("from %(n)s days on") % {"n": hours // 24}


def _won_back(policy: Policy) -> str:
    tiers = _(", ").join(tier_name(one) for one in TIERS if one in policy.winback_tiers)
    grave = _(", ").join(
        label_name("severity", one) for one in SEVERITIES if one in policy.winback_severities
    )
    return f"{tiers} · {grave}" if tiers and grave else _("nobody")


def _like(policy: Policy) -> list[tuple[str, str]]:
    return [
        (_("They count from"), _("%(n)s cases on") % {"n": policy.like_at_least}),
        (_("They move an end by at most"), f"{percent(policy.like_stretch)} %"),
    ]


def _remarks(policy: Policy) -> list[tuple[str, str]]:
    return [
        (_("Far from like cases"), _("%(n)s times") % {"n": _plain(policy.far_from_like)}),
        (_("Given in twelve months"), _("%(n)s times or more") % {"n": policy.often}),
        (
            _("Of what was paid in twelve months"),
            _("more than %(n)s %%") % {"n": percent(policy.share_of_spending)},
        ),
    ]


def waiting_block(edition: PolicyEdition, now: Policy, member: Member) -> dict[str, Any]:
    return {
        **version_row(edition),
        "trial": edition.trial,
        "figures": figures(edition.trial["open"]),
        "examples": examples(edition.trial, member),
        "changes": changes(now, edition.policy),
        "may_decide": may_set_policy(member),
        "is_own": edition.entered_by_id == member.pk,
    }


def figures(counted: Mapping[str, int]) -> list[tuple[int, str]]:
    """How many open cases would have which range."""
    return [
        (counted["higher"], _("open cases with a higher range")),
        (counted["lower"], _("with a lower one")),
        (counted["mixed"], _("with a wider or narrower one")),
        (counted["same"], _("with the same one")),
        (counted["without"], _("without a range")),
    ]


def examples(trial: Mapping[str, Any], member: Member) -> list[dict[str, Any]]:
    """The open cases whose range would move most, as far as the reader may know of them."""
    rows = trial.get("open", {}).get("examples", [])
    seen: dict[int, Case] = visible_cases(member).in_bulk([row[0] for row in rows])
    return [
        {
            "number": seen[pk].number,
            "subject": seen[pk].subject,
            "url": case_url(seen[pk].number),
            "before": f"{money_text(Decimal(low), currency)}–{money_text(Decimal(high), currency)}",
            "after": f"{money_text(Decimal(low_2), currency)}–{money_text(Decimal(high_2), currency)}",
        }
        for pk, currency, low, high, low_2, high_2 in rows
        if pk in seen
    ]


def changes(now: Policy, then: Policy) -> list[dict[str, str]]:
    """What would be another figure, line by line."""
    found = []
    for (group, before), (_same, after) in zip(shown(now), shown(then), strict=True):
        old, new = dict(before), dict(after)
        for name in dict.fromkeys((*old, *new)):
            if old.get(name) != new.get(name):
                found.append(
                    {
                        "group": group,
                        "name": name,
                        "before": old.get(name, _("none")),
                        "after": new.get(name, _("none")),
                    }
                )
    return found


def version_row(edition: PolicyEdition) -> dict[str, Any]:
    return {
        "number": edition.number,
        "reason": edition.reason,
        "entered_by": edition.entered_by,
        "entered_at": edition.entered_at,
        "decided_by": edition.decided_by,
        "decided_at": edition.decided_at,
        "confirmed": edition.confirmed,
        "is_taken_back": edition.is_taken_back,
    }


def edition_page(edition: PolicyEdition | None) -> dict[str, Any]:
    """One edition by itself, and what it changed against the one before; edition 0 is what ships."""
    policy = edition.policy if edition else shipped()
    before = (
        PolicyEdition.objects.filter(confirmed=True, number__lt=edition.number).order_by("-number").first()
        if edition
        else None
    )
    return {
        "row": version_row(edition) if edition else None,
        "edition": shown(policy),
        "number": policy.number,
        "changes": changes(before.policy if before else shipped(), policy) if edition else [],
    }
