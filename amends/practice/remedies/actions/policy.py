"""An edition of the policy is entered by one person, tried on the cases there are, and put in force by another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from amends.casework.cases.text import required
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid
from amends.foundation.organisation.models import Member
from amends.practice.remedies.models import PolicyEdition
from amends.practice.remedies.permissions import ensure_may_confirm_policy, ensure_may_set_policy
from amends.practice.remedies.queries import forget
from amends.practice.remedies.queries.policy import newest_policy
from amends.practice.remedies.queries.trial import trial_of
from amends.practice.remedies.rules.policy_text import BadPolicy, data_of, policy_of

REASON_LENGTH = 400


@transaction.atomic
def enter_remedy_policy(*, data: Mapping[str, Any], reason: str, by: Member) -> PolicyEdition:
    """A new edition, tried on open cases and on what was given lately, waiting for a second person."""
    ensure_may_set_policy(by)
    if PolicyEdition.objects.select_for_update().filter(confirmed=None).exists():
        raise Conflict(_("An edition is waiting already. Confirm it or turn it down first."))
    try:
        policy = policy_of(data)
    except BadPolicy as error:
        raise Invalid(explain_policy(error.code, error.where), field=error.where or error.code) from error
    words = required(reason, limit=REASON_LENGTH, field="reason")
    now = newest_policy()
    if policy == now:
        raise Invalid(_("Nothing changes by this."), field="bands")
    latest = PolicyEdition.objects.aggregate(latest=Max("number"))["latest"] or 0
    made = PolicyEdition.objects.create(
        number=latest + 1,
        data=data_of(policy),
        reason=words,
        trial=trial_of(now, policy),
        entered_by=by,
        entered_at=clock.now(),
    )
    record(chain="house", action="remedy_policy.entered", by=by, data=about(made), reason=words)
    return made


@transaction.atomic
def decide_remedy_policy(*, number: int, confirm: bool, by: Member) -> PolicyEdition:
    """Confirmed, it gives every range from now on; what was offered before keeps its own. Turned down or taken
    back, nothing changes.
    """
    ensure_may_set_policy(by)
    edition = PolicyEdition.objects.select_for_update().filter(number=number).first()
    if edition is None or edition.confirmed is not None:
        raise Conflict(_("Somebody has decided on this edition already."))
    if confirm:
        ensure_may_confirm_policy(by, edition.entered_by_id)
    edition.confirmed, edition.decided_by, edition.decided_at = confirm, by, clock.now()
    edition.save(update_fields=["confirmed", "decided_by", "decided_at"])
    record(
        chain="house",
        action=f"remedy_policy.{edition.ending}",
        by=by,
        data=about(edition),
        reason=edition.reason,
    )
    if confirm:
        transaction.on_commit(forget)
    return edition


def about(edition: PolicyEdition) -> dict[str, object]:
    return {"edition": edition.number, "policy": edition.data}


def explain_policy(code: str, where: str) -> str:
    """What was wrong with a policy, and what to do, in the reader's language."""
    messages = {
        "not_a_range": _("Each band is a range: the lower end above 0 and below the upper end."),
        "bad_fault": _(
            "By whose doing it was: shares from 0 to 100 %, the lower one first, the upper one above 0."
        ),
        "bad_delay": _("The steps of delay go upwards in hours, each hour once, at most 8,760."),
        "bad_factor": _("A delay or a tier adds 0 to 200 %; it never takes anything away."),
        "standard_is_measure": _("The standard tier is the measure: it adds nothing."),
        "bad_winback": _("Winning back goes up to 100 to 500 % of the amount."),
        "bad_bounds": _("Bounds need a currency in three capital letters, and the least below the most."),
        "bad_like": _("Like cases count from 2 to 100 of them, and move an end by 0 to 100 %."),
        "bad_cost": _("What something costs is a share of its worth, from 0 to 100 %."),
        "bad_remarks": _(
            "Remarks: more than 1 to 10 times like cases, 2 to 50 times a year, more than 0 to 100 % of what was paid."
        ),
        "not_a_number": _("This is not a number. Write it like 12.5."),
    }
    return messages.get(code, _("Something is missing in this policy. Fill in every figure."))
