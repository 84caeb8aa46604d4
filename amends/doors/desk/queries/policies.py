"""The page of the rules of deadlines: what waits, what is in force, the legal limits, and how to change them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Channel
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.casework.clocks.choices import ClockKind, Condition, Confidence
from amends.casework.clocks.models import DryRun, PolicyChange, PolicyRule
from amends.casework.clocks.permissions import may_see_figures, may_set_rules
from amends.casework.clocks.queries import (
    house_profile,
    is_counted,
    kept_deadlines,
    moves_of,
    newest_dry_run,
    open_cases_for,
    policy_now,
    waiting_changes,
)
from amends.casework.clocks.rules.legal import House, Limit, industries, jurisdictions, table
from amends.casework.clocks.rules.policy import BUILT_IN, CHOSEN, LEGAL, Rule
from amends.casework.clocks.text import length_text, place_name, rule_name, trade_name, why_text
from amends.casework.customers.choices import Tier
from amends.casework.readings.choices import Category, Mode, Risk, Severity
from amends.doors.desk.words import time_left
from amends.foundation.calendars.models import Calendar
from amends.foundation.kernel import clock
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Department, Member

MOVES_A_PAGE = 25
KEPT_FOR = timedelta(days=90)
MOVES_FIRST = ("-becomes_overdue", "id")
CHOICES: Mapping[str, Mapping[str, Any]] = {
    Condition.SEVERITY: dict(Severity.choices),
    Condition.CATEGORY: dict(Category.choices),
    Condition.CHANNEL: dict(Channel.choices),
    Condition.MODE: dict(Mode.choices),
    Condition.RISK: dict(Risk.choices),
    Condition.TIER: dict(Tier.choices),
}


def policies_page(member: Member, asked: QueryDict, entered: QueryDict) -> dict[str, Any]:
    """Everything on one page; what was entered and refused stands in its form again."""
    policy, now = policy_now(), clock.now()
    in_force = policy.at(now)
    may_change = may_set_rules(member)
    house = house_profile()
    names = departments()
    changing = _changing(asked.get("change", ""), policy.rules)
    form = form_values(changing, entered) if may_change else None
    return {
        "may_change": may_change,
        "kept": kept_deadlines(since=now - KEPT_FOR, until=now) if may_see_figures(member) else [],
        "kept_days": KEPT_FOR.days,
        "waiting": [waiting(change, member, names) for change in waiting_changes()],
        "kinds": _by_kind([rule for rule in in_force if rule.kind not in LEGAL], names),
        "off": [_shown(rule, names) for rule in BUILT_IN if rule.code not in {one.code for one in in_force}],
        "coming": [_shown(rule, names) for rule in policy.rules if rule.valid_from and rule.valid_from > now],
        "past": [
            _version(row, names)
            for row in PolicyRule.objects.filter(change__confirmed=True)
            .select_related("change__entered_by", "change__decided_by")
            .order_by("-change__decided_at", "code")[:40]
        ],
        **_legal(house, {rule.code for rule in in_force}, entered),
        "form": form,
        "changing": rule_name(changing.code) if changing else "",
        "calendars": list(Calendar.objects.order_by("-is_default", "code")),
        "choices": _choices(names, form["chosen"]) if form else [],
        "kind_choices": [
            (value, label) for value, label in ClockKind.choices if value not in LEGAL and value not in CHOSEN
        ],
        "confidences": Confidence.choices,
    }


def departments() -> dict[str, str]:
    """Every department's code with its name in the reader's language."""
    return {one.code: str(one) for one in Department.objects.order_by("path")}


def _choices(names: dict[str, str], chosen: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """Every condition with its values, and whether each is ticked."""
    return [
        {
            "field": field,
            "label": Condition(field).label,
            "values": [(value, word, value in chosen.get(field, ())) for value, word in words.items()],
        }
        for field, words in {**CHOICES, Condition.DEPARTMENT.value: names}.items()
    ]


def _changing(code: str, rules: Iterable[Rule]) -> Rule | None:
    versions = [rule for rule in rules if rule.code == code and rule.kind not in LEGAL]
    return max(versions, key=lambda rule: rule.version, default=None)


def form_values(rule: Rule | None, entered: QueryDict) -> dict[str, Any]:
    """What stands in the form: what was entered, else the newest version of the rule that is to change."""
    if entered.get("code") is not None:
        chosen = {field: entered.getlist(f"if-{field}") for field in Condition.values}
        flags = {name: name in entered for name in ("is_on", "pausable", "runs_on")}
        return {**entered.dict(), **flags, "chosen": chosen}
    if rule is None:
        return {"is_on": True, "runs_on": True, "chosen": {}, "confidence": "P", "kind": "", "calendar": ""}
    return {
        "code": rule.code,
        "kind": rule.kind,
        "length": rule.length,
        "calendar": rule.calendar,
        "is_on": rule.is_on,
        "pausable": rule.pausable,
        "pause_hours": rule.pause_hours or "",
        "runs_on": rule.runs_on,
        "source": rule.source,
        "confidence": rule.confidence,
        "chosen": {name: list(values) for name, values in rule.conditions.items()},
    }


def _by_kind(rules: list[Rule], names: dict[str, str]) -> list[dict[str, Any]]:
    found = []
    for value, label in ClockKind.choices:
        rows = sorted((rule for rule in rules if rule.kind == value), key=lambda rule: -len(rule.conditions))
        if rows:
            found.append({"label": label, "rules": [_shown(rule, names, count=True) for rule in rows]})
    return found


def _shown(rule: Rule, names: dict[str, str], *, count: bool = False) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule_name(rule.code),
        "kind": ClockKind(rule.kind).label,
        "length": length_text(rule.length),
        "written": rule.length,
        "calendar": rule.calendar,
        "conditions": conditions_text(rule.conditions, names),
        "for_all": rule.is_for_all,
        "count": open_cases_for(rule) if count else None,
        "version": rule.version,
        "is_on": rule.is_on,
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
        "pausable": rule.pausable,
        "pause_hours": rule.pause_hours,
        "runs_on": rule.runs_on,
        "is_legal": rule.kind in LEGAL,
        "source": rule.source,
        "confidence": Confidence(rule.confidence).label,
    }


def conditions_text(conditions: Mapping[str, Iterable[str]], names: dict[str, str]) -> list[str]:
    """ "Severity: severe, critical": one text for each condition; none for a rule that holds for all cases."""
    found = []
    for field, values in conditions.items():
        words = CHOICES.get(field, names)
        said = _(", ").join(str(words.get(value, value)) for value in values)
        if said:
            found.append(f"{Condition(field).label}{_(': ')}{said}")
    return found


def _version(row: PolicyRule, names: dict[str, str]) -> dict[str, Any]:
    change = row.change
    return {
        **_shown(row.rule, names),
        "entered_by": str(change.entered_by),
        "decided_by": str(change.decided_by),
        "decided_at": change.decided_at,
        "reason": change.reason,
    }


def waiting(change: PolicyChange, member: Member, names: dict[str, str]) -> dict[str, Any]:
    """A change that waits, with what it would move and whether this member may be the second one."""
    rows, tried = list(change.rules.all()), newest_dry_run(change)
    return {
        "change": change,
        "rules": [_shown(row.rule, names, count=len(rows) < 4) for row in rows],
        "house": _house_text(change.house) if change.house else "",
        "dry_run": tried,
        "is_own": change.entered_by_id == member.pk,
        "unlooked": not is_counted(change),
        "may_decide": may_set_rules(member),
    }


def _house_text(kept: Mapping[str, list[str]]) -> str:
    places = [place_name(code) for code in kept.get("jurisdictions", ())]
    trades = [trade_name(code) for code in kept.get("industries", ())]
    return _("; ").join(_(", ").join(part) for part in (places, trades) if part) or _("none")


def _legal(house: House, on: set[str], entered: QueryDict) -> dict[str, Any]:
    limits = [_limit(one, house, on) for one in table()]
    by_hand = "jurisdictions" in entered or "industries" in entered
    places = set(entered.getlist("jurisdictions")) if by_hand else house.jurisdictions
    trades = set(entered.getlist("industries")) if by_hand else house.industries
    return {
        "limits_on": [one for one in limits if one["is_on"]],
        "limits_off": _grouped([one for one in limits if not one["is_on"]]),
        "places": [(code, place_name(code), code in places) for code in jurisdictions()],
        "trades": [(code, trade_name(code), code in trades) for code in industries()],
        "is_set": bool(house.jurisdictions),
    }


def _limit(one: Limit, house: House, on: set[str]) -> dict[str, Any]:
    why = one.why_not(house)
    return {
        "code": one.code,
        "name": rule_name(one.code),
        "place": place_name(one.jurisdiction),
        "trade": trade_name(one.industry),
        "length": length_text(one.length) if one.length else "–",
        "by_hand": one.by_hand,
        "house": one.house,
        "is_on": one.code in on,
        "why": why_text(why) if why else _("waits for confirmation"),
        "source": one.source,
        "confidence": Confidence(one.confidence).label,
    }


def _grouped(limits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in limits:
        found.setdefault(one["place"], []).append(one)
    return [{"place": place, "limits": rows} for place, rows in found.items()]


def moves_page(dry_run: DryRun, member: Member, *, after: str | None) -> dict[str, Any]:
    """What a change would move, as far as the member may see the cases; the figures are of all."""
    rows = moves_of(dry_run).filter(clock__case__in=Case.objects.filter(visible_to(member)))
    page = keyset_page(rows, order=MOVES_FIRST, after=after, size=MOVES_A_PAGE)
    now = clock.now()
    hidden = moves_of(dry_run).filter(~Q(clock__case__in=Case.objects.filter(visible_to(member)))).exists()
    tried = dry_run.change or dry_run.notice or dry_run.hours
    return {
        "dry_run": dry_run,
        "decided": tried if tried and tried.decided_at else None,
        "moves": [
            {
                "number": move.clock.case.number,
                "subject": move.clock.case.subject,
                "kind": move.clock.get_kind_display(),
                "old": timezone.localtime(move.old_due_at),
                "new": timezone.localtime(move.new_due_at),
                "left": time_left(move.new_due_at, now),
                "overdue": move.becomes_overdue,
            }
            for move in page.items
        ],
        "hidden": hidden,
        "next_url": f"?after={page.next}" if page.next else "",
        "previous_url": f"?after={page.previous}" if page.previous else "",
    }
