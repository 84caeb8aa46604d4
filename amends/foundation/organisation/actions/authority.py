"""What each role may decide, changed by two people; and standing in for somebody."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.choices import (
    ABOUT_MONEY,
    CASEWORKERS,
    DECIDING,
    HOME_CURRENCY,
    Power,
    Role,
    RuleState,
)
from amends.foundation.organisation.events import StandingInChanged
from amends.foundation.organisation.models import AuthorityRule, Delegation, Member
from amends.foundation.organisation.permissions import ensure_may_set_authority
from amends.foundation.organisation.text import currency_in

REASON_LENGTH = 400
LONGEST = timedelta(days=180)


@transaction.atomic
def enter_rule(
    *,
    power: str,
    role: str,
    may: bool,
    up_to: Decimal | None,
    sensitive_too: bool,
    valid_from: datetime | None,
    reason: str,
    by: Member,
    currency: str = HOME_CURRENCY,
) -> AuthorityRule:
    """Enters what a role may decide from a moment on; it counts as soon as a second person has confirmed it."""
    ensure_may_set_authority(by)
    if power not in Power.values:
        raise Invalid(_("Choose one of the decisions offered."), field="power")
    if role not in DECIDING:
        raise Invalid(_("Choose one of the roles offered."), field="role")
    money = currency_in(currency) if power in ABOUT_MONEY else HOME_CURRENCY
    if power not in ABOUT_MONEY:
        up_to = None
    if up_to is not None and not 0 <= up_to < Decimal(10) ** 10:
        raise Invalid(_("An amount is not below zero."), field="up_to")
    words = reason_of(reason)
    if AuthorityRule.objects.filter(power=power, role=role, currency=money, state=RuleState.WAITING).exists():
        raise WrongState(_("A change of this waits for its second person already."))
    rule = AuthorityRule.objects.create(
        power=power,
        role=role,
        may=may,
        currency=money,
        up_to=up_to if may else None,
        sensitive_too=may and sensitive_too,
        valid_from=valid_from or clock.now(),
        state=RuleState.WAITING,
        reason=words,
        entered_by=by,
        entered_at=clock.now(),
    )
    record(chain="house", action="authority.entered", by=by, data=about(rule), reason=words)
    return rule


@transaction.atomic
def decide_rule(*, rule_id: int, confirm: bool, by: Member) -> AuthorityRule:
    """The second person: a rule never reaches back, so it counts from its moment or from now, whatever is later."""
    ensure_may_set_authority(by)
    rule = AuthorityRule.objects.select_for_update(of=("self",)).filter(pk=rule_id).first()
    if rule is None:
        raise NotFound(_("This change does not exist."))
    if rule.state != RuleState.WAITING:
        raise WrongState(_("Somebody has decided this already."))
    if rule.entered_by_id == by.pk:
        raise NotPermitted(_("You entered it; somebody else confirms it."))
    rule.state = RuleState.CONFIRMED if confirm else RuleState.DECLINED
    now = clock.now()
    rule.decided_by, rule.decided_at = by, now
    rule.valid_from = max(rule.valid_from, now)
    rule.save(update_fields=["state", "decided_by", "decided_at", "valid_from"])
    action = "authority.confirmed" if confirm else "authority.declined"
    record(chain="house", action=action, by=by, data=about(rule))
    return rule


def about(rule: AuthorityRule) -> dict[str, object]:
    return {
        "power": rule.power,
        "role": rule.role,
        "may": rule.may,
        "up_to": None if rule.up_to is None else f"{rule.up_to} {rule.currency}",
        "sensitive": rule.sensitive_too,
        "from": rule.valid_from,
    }


@transaction.atomic
def delegate(*, to: Member, starts_at: datetime, ends_at: datetime, reason: str, by: Member) -> Delegation:
    """For a time somebody decides in the place of `by`, with the rights of `by`, where they see the case themselves."""
    words = reason_of(reason)
    if not by.is_active or by.role not in CASEWORKERS:
        raise NotPermitted(_("Only who decides something can let somebody stand in."))
    if to.pk == by.pk or not to.is_active or to.role not in CASEWORKERS or to.role == Role.SYSTEM:
        raise Invalid(_("Choose somebody else who works on cases."), field="to")
    if ends_at <= max(starts_at, clock.now()):
        raise Invalid(_("The end lies before the beginning or has passed."), field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise Invalid(_("Standing in is for half a year at most."), field="ends_at")
    ensure_not_standing_in_yet(to, starts_at, ends_at, by=by)
    made = Delegation.objects.create(
        member=by, delegate=to, starts_at=starts_at, ends_at=ends_at, reason=words, made_at=clock.now()
    )
    data = {"member": to.display_name, "from": starts_at, "until": ends_at}
    record(chain="house", action="delegation.made", by=by, data=data, reason=words)
    publish(StandingInChanged(delegation_id=made.pk))
    return made


def ensure_not_standing_in_yet(to: Member, starts_at: datetime, ends_at: datetime, *, by: Member) -> None:
    Member.objects.select_for_update(of=("self",)).get(pk=by.pk)
    rows = Delegation.objects.filter(member=by, delegate=to, ended_at=None)
    if rows.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise WrongState(
            _(
                "%(name)s stands in for you in this time already. End that first, or choose other days or somebody else."
            )
            % {"name": to.display_name}
        )


@transaction.atomic
def end_delegation(*, delegation_id: int, by: Member) -> Delegation:
    """Takes one's own delegation back before its end."""
    row = Delegation.objects.select_related("delegate").filter(pk=delegation_id, member=by).first()
    if row is None or row.ended_at is not None or row.ends_at <= clock.now():
        raise NotFound(_("This is not in force any more."))
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    record(chain="house", action="delegation.ended", by=by, data={"member": row.delegate.display_name})
    publish(StandingInChanged(delegation_id=row.pk))
    return row


def reason_of(text: str) -> str:
    words = storable(text).strip()[:REASON_LENGTH]
    if not words:
        raise Invalid(_("Give a reason in a few words."), field="reason")
    return words
