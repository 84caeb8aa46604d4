"""What the check lets pass is entered by one person, tried on sent replies, and put in force by another."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid
from amends.foundation.organisation.models import Member
from amends.practice.replies.check.policy import AT_LEAST, BadPolicy, CheckPolicy, checked_policy
from amends.practice.replies.models import CheckPolicyVersion
from amends.practice.replies.permissions import ensure_may_confirm_check, ensure_may_set_check
from amends.practice.replies.queries import check_policy, trial_of

REASON_LENGTH = 400


@transaction.atomic
def enter_check_policy(*, policy: CheckPolicy, reason: str, by: Member) -> CheckPolicyVersion:
    """A new version, tried on the latest sent replies, waiting for a second person."""
    ensure_may_set_check(by)
    if CheckPolicyVersion.objects.select_for_update().filter(confirmed=None).exists():
        raise Conflict(_("A version is waiting already. Confirm it or turn it down first."))
    try:
        clean = checked_policy(policy)
    except BadPolicy as error:
        raise Invalid(text_of(str(error)), field="always") from error
    if clean == check_policy():
        raise Invalid(_("Nothing changes by this."), field="always")
    latest = CheckPolicyVersion.objects.aggregate(latest=Max("version"))["latest"] or 0
    made = CheckPolicyVersion.objects.create(
        version=latest + 1,
        always=dict(clean.always),
        grave=dict(clean.grave),
        kinds={kind: dict(levels) for kind, levels in clean.kinds.items()},
        reason=reason.strip()[:REASON_LENGTH],
        trial=trial_of(clean),
        entered_by=by,
        entered_at=clock.now(),
    )
    record(chain="house", action="check_policy.entered", by=by, data=about(made), reason=made.reason)
    return made


@transaction.atomic
def decide_check_policy(*, version: int, confirm: bool, by: Member) -> CheckPolicyVersion:
    """Confirmed, it counts from the next check on; turned down or taken back, nothing changes."""
    ensure_may_set_check(by)
    row = CheckPolicyVersion.objects.select_for_update().filter(version=version).first()
    if row is None or row.confirmed is not None:
        raise Conflict(_("Somebody has decided on this change already."))
    if confirm:
        ensure_may_confirm_check(by, row.entered_by_id)
    row.confirmed, row.decided_by, row.decided_at = confirm, by, clock.now()
    row.save(update_fields=["confirmed", "decided_by", "decided_at"])
    record(chain="house", action=f"check_policy.{row.ending}", by=by, data=about(row), reason=row.reason)
    return row


def text_of(why: str) -> str:
    """What was wrong with a policy, in the reader's language."""
    if why in AT_LEAST:
        return _(
            "Liability, other people's data, threats and bought silence go to a second person at the least."
        )
    return _("This level does not exist.")


def about(row: CheckPolicyVersion) -> dict[str, object]:
    return {
        "version": row.version,
        "always": row.always,
        "grave": row.grave,
        "kinds": row.kinds,
        "trial": row.trial,
    }
