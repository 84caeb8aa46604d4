"""Closing a case to all but those it needs, and opening it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.events import AccessGiven, CaseRestricted, RestrictionLifted
from amends.casework.cases.models import Case, CaseAccess
from amends.casework.cases.permissions import (
    SEES_RESTRICTED,
    ensure_may_lift,
    ensure_may_restrict,
    is_barred,
    may_work,
)
from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member

REASON_LENGTH = 400


@transaction.atomic
def restrict_case(*, case_id: int, reason: str, by: Member, version: int | None = None) -> Case:
    """From now on only its owner, legal, managers and those let in know of the case; who restricts it is let in too."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    case = locked(case_id, by=by, version=version)
    ensure_may_restrict(by, case)
    if case.restricted:
        raise WrongState(_("This case is restricted already."))
    case.restricted = True
    save(case, "restricted")
    if by.role not in SEES_RESTRICTED and by.pk != case.owner_id:
        give_access(case, by, words, until=None, by=by)
    note_down(case, "case.restricted", by=by, reason=words)
    publish(CaseRestricted(case_id=case.pk))
    return case


@transaction.atomic
def lift_restriction(*, case_id: int, reason: str, by: Member, version: int | None = None) -> Case:
    """Opens the case again to everybody whose department it is; the persons let in need no permission any more."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    case = locked(case_id, by=by, version=version)
    ensure_may_lift(by)
    ensure_restricted(case)
    case.restricted = False
    save(case, "restricted")
    CaseAccess.objects.filter(case=case, ended_at=None).update(ended_at=clock.now())
    note_down(case, "case.restriction_lifted", by=by, reason=words)
    publish(RestrictionLifted(case_id=case.pk))
    return case


@transaction.atomic
def let_in(
    *, case_id: int, member: Member, reason: str, by: Member, until: datetime | None = None
) -> CaseAccess:
    """Lets one person into a restricted case, until a moment or for good; who was let in before has the new terms."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    case = locked(case_id, by=by)
    ensure_may_restrict(by, case)
    ensure_restricted(case)
    if not may_work(member):
        raise Invalid(
            _("%(name)s does not work on cases. Choose somebody else.") % {"name": member}, field="member"
        )
    if is_barred(case, member):
        raise Invalid(
            _("The complaint concerns %(name)s or somebody they lead. Choose somebody else.")
            % {"name": member},
            field="member",
        )
    if until is not None and until <= clock.now():
        raise Invalid(_("This moment has passed already."), field="until")
    access = give_access(case, member, words, until=until, by=by)
    save(case)
    note_down(case, "access.given", by=by, data={"member": member.display_name, "until": until}, reason=words)
    publish(AccessGiven(case_id=case.pk, access_id=access.pk))
    return access


@transaction.atomic
def end_access(*, case_id: int, access_id: int, by: Member) -> CaseAccess:
    """Somebody let in is no longer."""
    case = locked(case_id, by=by)
    ensure_may_restrict(by, case)
    access = CaseAccess.objects.select_related("member").filter(pk=access_id, case=case).first()
    if access is None or access.ended_at is not None:
        raise NotFound(_("This permission is gone already."))
    access.ended_at = clock.now()
    access.save(update_fields=["ended_at"])
    save(case)
    note_down(case, "access.ended", by=by, data={"member": access.member.display_name})
    return access


def give_access(case: Case, member: Member, reason: str, *, until: datetime | None, by: Member) -> CaseAccess:
    CaseAccess.objects.filter(case=case, member=member, ended_at=None).update(ended_at=clock.now())
    return CaseAccess.objects.create(
        case=case, member=member, by=by, reason=reason, until=until, given_at=clock.now()
    )


def ensure_restricted(case: Case) -> None:
    if not case.restricted:
        raise WrongState(_("This case is not restricted; everybody of its department sees it."))
