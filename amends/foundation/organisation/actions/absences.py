"""Being away for a time, and coming back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import CASEWORKERS, Role
from amends.foundation.organisation.events import MemberAvailable
from amends.foundation.organisation.models import Absence, Member
from amends.foundation.organisation.permissions import ensure_may_plan

LONGEST = timedelta(days=400)


@transaction.atomic
def enter_absence(
    *, member: Member, starts_at: datetime, ends_at: datetime, deputy: Member | None, by: Member
) -> Absence:
    """From then on until its end the person is given no cases; why they are away is not asked."""
    ensure_may_plan(by, member)
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    ensure_makes_sense(member, starts_at, ends_at, deputy)
    made = Absence.objects.create(
        member=member,
        deputy=deputy,
        starts_at=starts_at,
        ends_at=ends_at,
        entered_by=by,
        entered_at=clock.now(),
    )
    record(chain="house", action="absence.entered", by=by, data=about(made))
    return made


def ensure_makes_sense(member: Member, starts_at: datetime, ends_at: datetime, deputy: Member | None) -> None:
    if ends_at <= max(starts_at, clock.now()):
        raise Invalid(_("The end lies before the beginning or has passed."), field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise Invalid(_("An absence is entered for 400 days at most."), field="ends_at")
    usable = deputy is None or (
        deputy.is_active and deputy.role in CASEWORKERS and deputy.role != Role.SYSTEM
    )
    if not usable or (deputy is not None and deputy.pk == member.pk):
        raise Invalid(_("Choose somebody else who works on cases as deputy."), field="deputy")
    rows = Absence.objects.filter(member=member, ended_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if rows.exists():
        raise WrongState(_("There is an absence in this time already. End it first, or choose other days."))


@transaction.atomic
def end_absence(*, absence_id: int, by: Member) -> Absence:
    """Back before the end, or not away after all; what waits is offered again."""
    row = Absence.objects.select_for_update(of=("self",)).filter(pk=absence_id).first()
    if row is None:
        raise NotFound(_("This absence does not exist."))
    ensure_may_plan(by, row.member)
    now = clock.now()
    if row.ended_at is not None or row.ends_at <= now:
        raise WrongState(_("This absence is over already."))
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    record(chain="house", action="absence.ended", by=by, data=about(row))
    publish(MemberAvailable(member_id=row.member_id))
    return row


def about(row: Absence) -> dict[str, object]:
    deputy = {"deputy": str(row.deputy)} if row.deputy else {}
    return {"username": row.member.username, "from": row.starts_at, "until": row.ends_at, **deputy}
