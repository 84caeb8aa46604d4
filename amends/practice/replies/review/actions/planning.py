"""How many replies are looked at a week."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.text import required
from amends.foundation.audit.actions import record
from amends.foundation.audit.choices import HOUSE
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member
from amends.practice.replies.review.choices import REVIEWERS
from amends.practice.replies.review.models import Plan
from amends.practice.replies.review.permissions import ensure_may_set_plan
from amends.practice.replies.review.rules.sampling import Wanted

MOST, LONGEST_WEEKS, DAYS, REASON_LENGTH = 50, 104, (1, 30), 400


@transaction.atomic
def set_plan(
    *,
    wanted: Wanted,
    newcomer_weeks: int,
    dispute_days: int,
    asked_first: Iterable[str],
    reason: str,
    by: Member,
) -> Plan:
    """The plan from the next draw on; what was drawn stays as it is."""
    ensure_may_set_plan(by)
    roles = sorted(set(asked_first))
    ensure_sensible(wanted, newcomer_weeks, dispute_days, roles)
    plan = Plan(
        per_person=wanted.per_person,
        per_team=wanted.per_team,
        more_severe=wanted.more_severe,
        more_legal=wanted.more_legal,
        more_newcomers=wanted.more_newcomers,
        second_share=wanted.second_share,
        newcomer_weeks=newcomer_weeks,
        dispute_days=dispute_days,
        asked_first=roles,
        reason=required(reason, limit=REASON_LENGTH, field="reason"),
        set_by=by,
        set_at=clock.now(),
    )
    plan.save()
    record(chain=HOUSE, action="review.plan_set", by=by, data={"plan": plan.pk}, reason=plan.reason)
    return plan


def ensure_sensible(wanted: Wanted, newcomer_weeks: int, dispute_days: int, roles: list[str]) -> None:
    for name in ("per_person", "per_team", "more_severe", "more_legal", "more_newcomers"):
        if not 0 <= getattr(wanted, name) <= MOST:
            raise Invalid(_("Enter a number from 0 to %(most)s.") % {"most": MOST}, field=name)
    if not 0 <= wanted.second_share <= 100:
        raise Invalid(_("Enter a share from 0 to 100."), field="second_share")
    if not 0 <= newcomer_weeks <= LONGEST_WEEKS:
        raise Invalid(
            _("Enter a number from 0 to %(most)s.") % {"most": LONGEST_WEEKS}, field="newcomer_weeks"
        )
    if not DAYS[0] <= dispute_days <= DAYS[1]:
        raise Invalid(
            _("Give an author between %(least)s and %(most)s working days.")
            % {"least": DAYS[0], "most": DAYS[1]},
            field="dispute_days",
        )
    if not roles or not set(roles) <= set(REVIEWERS):
        raise Invalid(_("Choose who is asked first."), field="asked_first")
