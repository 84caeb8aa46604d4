"""What heated cases weigh: they are counted to share them out, and after the worst there is a rest from them."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case, Exposure, Relief, Workload
from amends.casework.cases.permissions import ensure_house
from amends.casework.cases.queries.candidates import need_of, policy_for
from amends.casework.cases.rules import calls_for_relief
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.events import MemberAvailable
from amends.foundation.organisation.models import Member

LONGEST: Final = 72


@transaction.atomic
def weigh_case(*, case_id: int, by: Member) -> None:
    """Counts a case that grew heated while somebody had it."""
    ensure_house(by)
    case = Case.objects.select_related("owner", "department").filter(pk=case_id, owner__isnull=False).first()
    if case is not None and case.owner is not None and case.is_open:
        weighs_on(case, case.owner)


def weighs_on(case: Case, member: Member) -> None:
    """Counts a heated case for whoever has it, once a day, and begins the rest after threats, violence or self-harm."""
    if not need_of(case).hot:
        return
    now = clock.now()
    Exposure.objects.bulk_create(
        [Exposure(member=member, case=case, on=localtime(now).date(), at=now)], ignore_conflicts=True
    )
    Workload.objects.filter(member=member).update(last_hot_at=now)
    if calls_for_relief(case.risks) and not Relief.objects.filter(member=member, case=case).exists():
        hours = policy_for(case.department).relief_hours
        if hours:
            Relief.objects.create(
                member=member, case=case, starts_at=now, ends_at=now + timedelta(hours=hours)
            )


@transaction.atomic
def end_relief(*, relief_id: int, by: Member) -> Relief:
    """Somebody says themselves that they can take heated cases again."""
    row = own(relief_id, by)
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    record(chain=private_chain(by), action="relief.ended", by=by, data={"until": row.ends_at})
    publish(MemberAvailable(member_id=by.pk))
    return row


@transaction.atomic
def lengthen_relief(*, relief_id: int, hours: int, by: Member) -> Relief:
    """Somebody says themselves that they need longer; up to three days from now, without giving a reason."""
    row = own(relief_id, by)
    if not 1 <= hours <= LONGEST:
        raise Invalid(_("A rest is lengthened by 1 to 72 hours."), field="hours")
    before = row.ends_at
    row.ends_at = min(before + timedelta(hours=hours), clock.now() + timedelta(hours=LONGEST))
    row.save(update_fields=["ends_at"])
    data = {"before": before, "until": row.ends_at}
    record(chain=private_chain(by), action="relief.lengthened", by=by, data=data)
    return row


def own(relief_id: int, by: Member) -> Relief:
    row = Relief.objects.select_for_update(of=("self",)).filter(pk=relief_id).first()
    if row is None:
        raise NotFound(_("This rest does not exist."))
    if row.member_id != by.pk:
        raise NotPermitted(_("Only the person themselves ends or lengthens a rest."))
    if not row.is_running(clock.now()):
        raise WrongState(_("This rest is over already."))
    return row


def private_chain(member: Member) -> str:
    """A chain of the person's own, so that the trail of the house does not tell everybody."""
    return f"member:{member.pk}"
