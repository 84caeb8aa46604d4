"""Rules of deadlines are entered by one person and put in force by another; nothing that was in force is ever rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from amends.casework.clocks.actions.dry_runs import ask_dry_run, ensure_counted
from amends.casework.clocks.events import PolicyChanged
from amends.casework.clocks.models import PolicyChange, PolicyRule
from amends.casework.clocks.permissions import ensure_may_decide, ensure_may_set_rules
from amends.casework.clocks.queries import house_profile, policy_now
from amends.casework.clocks.rules.checking import BadRule, checked
from amends.casework.clocks.rules.legal import House, switched
from amends.casework.clocks.rules.policy import LEGAL, Rule
from amends.casework.clocks.text import bad_rule_text, rule_name
from amends.foundation.audit.actions import record
from amends.foundation.calendars.models import Calendar
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member

REASON_LENGTH = 400


@transaction.atomic
def enter_rule(*, rule: Rule, reason: str, by: Member) -> PolicyChange:
    """A new rule, or the next version of one, waiting for a second person; raises Invalid for what cannot be used."""
    ensure_may_set_rules(by)
    try:
        clean = checked(rule, calendars=set(Calendar.objects.values_list("code", flat=True)))
    except BadRule as error:
        raise Invalid(bad_rule_text(error.why), field=error.field) from error
    if clean.kind in LEGAL:
        raise Invalid(_("Legal limits follow from where the house works and in which trades."), field="kind")
    return _enter([clean], reason, by=by)


@transaction.atomic
def enter_house(
    *, jurisdictions: Sequence[str], industries: Sequence[str], reason: str, by: Member
) -> PolicyChange:
    """Where the house works and in which trades: the legal limits that fit go on, the others off, once it is confirmed."""
    ensure_may_set_rules(by)
    house = House(frozenset(jurisdictions), frozenset(industries))
    on = {rule.code: rule for rule in policy_now().at(clock.now()) if rule.kind in LEGAL}
    to_on, to_off = switched(house, on)
    if house == house_profile() and not to_on and not to_off:
        raise Invalid(_("Nothing changes by this."), field="jurisdictions")
    rules = [one.as_rule(0) for one in to_on]
    rules += [replace(on[one.code], is_on=False, valid_from=None) for one in to_off]
    kept = {"jurisdictions": sorted(house.jurisdictions), "industries": sorted(house.industries)}
    return _enter(rules, reason, by=by, house=kept)


def _enter(
    rules: list[Rule], reason: str, *, by: Member, house: dict[str, list[str]] | None = None
) -> PolicyChange:
    now = clock.now()
    codes = [rule.code for rule in rules]
    waiting = PolicyRule.objects.filter(change__confirmed=None, code__in=codes).first()
    if waiting or (house and PolicyChange.objects.filter(confirmed=None, house__isnull=False).exists()):
        name = rule_name(waiting.code) if waiting else _("Where the house works")
        raise Conflict(
            _("A change of “%(rule)s” is waiting already. Confirm it or turn it down first.") % {"rule": name}
        )
    change = PolicyChange.objects.create(
        reason=reason.strip()[:REASON_LENGTH], house=house, entered_by=by, entered_at=now
    )
    found = PolicyRule.objects.filter(code__in=codes).values_list("code").annotate(Max("version"))
    versions = dict(found)
    PolicyRule.objects.bulk_create(_row(change, rule, versions.get(rule.code, 0) + 1) for rule in rules)
    ask_dry_run(change=change)
    record(
        chain="house",
        action="policy.entered",
        by=by,
        data={"rules": [_said(rule) for rule in rules], **({"house": house} if house else {})},
        reason=change.reason,
    )
    return change


def _row(change: PolicyChange, rule: Rule, version: int) -> PolicyRule:
    return PolicyRule(
        change=change,
        code=rule.code,
        version=version,
        kind=rule.kind,
        length=rule.length,
        conditions={name: list(values) for name, values in rule.conditions.items() if values},
        calendar=rule.calendar,
        valid_from=rule.valid_from,
        valid_until=rule.valid_until,
        is_on=rule.is_on,
        pausable=rule.pausable,
        pause_hours=rule.pause_hours if rule.pausable else 0,
        runs_on=rule.runs_on,
        source=rule.source,
        confidence=rule.confidence,
    )


def _said(rule: Rule) -> str:
    return f"{rule.code} {rule.length}" if rule.is_on else f"{rule.code} –"


@transaction.atomic
def decide_change(*, change: PolicyChange, confirm: bool, by: Member) -> PolicyChange:
    """Confirmed, the versions count from now or from their later day, and open deadlines are worked out anew."""
    change = PolicyChange.objects.select_for_update().get(pk=change.pk)
    if confirm:
        ensure_may_decide(by, change)
    else:
        ensure_may_set_rules(by)
    if change.confirmed is not None:
        raise Conflict(_("Somebody has decided on this change already."))
    if confirm:
        ensure_counted(change)
    change.confirmed, change.decided_by, change.decided_at = confirm, by, clock.now()
    change.save()
    if confirm:
        _put_in_force(change, clock.now())
        publish(PolicyChanged(change_id=change.pk))
    record(
        chain="house",
        action=f"policy.{change.ending}",
        by=by,
        data={"rules": [str(row) for row in change.rules.all()]},
        reason=change.reason,
    )
    return change


def _put_in_force(change: PolicyChange, now: datetime) -> None:
    """No version counts for a time before it was confirmed, so that what was due then stays explained."""
    for row in change.rules.all():
        if row.valid_from is None or row.valid_from < now:
            row.valid_from = now
            row.save(update_fields=["valid_from"])
