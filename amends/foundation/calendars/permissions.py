"""Who may change what counts as working time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.foundation.calendars.models import HoursChange, Notice
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.permissions import may_administer


def may_enter(member: Member) -> bool:
    """Whether this person may enter hours and notices."""
    return may_administer(member)


def may_decide(member: Member) -> bool:
    """Whether this person may be the second one."""
    return may_administer(member) or (member.is_active and member.role == Role.MANAGER)


def ensure_may_enter(member: Member) -> None:
    if not may_enter(member):
        raise NotPermitted(_("Only an administrator may do this."))


def ensure_may_decide(member: Member, notice: Notice | HoursChange, *, confirm: bool) -> None:
    """Four eyes: the one who entered it cannot confirm it; taking it back is possible."""
    if not may_decide(member):
        raise NotPermitted(_("Only an administrator or a manager may confirm what changes a calendar."))
    if confirm and notice.entered_by_id == member.pk:
        raise NotPermitted(_("A second person has to confirm what you entered yourself."))


def ensure_house(member: Member) -> None:
    """For what only the house itself does, once people have confirmed it."""
    if member.role != Role.SYSTEM:
        raise NotPermitted(_("Amends does this by itself."))
