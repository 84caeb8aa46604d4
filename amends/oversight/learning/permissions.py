"""Who may see how well complaints are read, and who may take corrections out of the house."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member

SEE_QUALITY = frozenset(
    {Role.QUALITY, Role.MANAGER, Role.TRAINER, Role.LEAD, Role.ADMINISTRATOR, Role.SYSTEM}
)
EXPORT = frozenset({Role.QUALITY, Role.ADMINISTRATOR, Role.SYSTEM})


def may_see_quality(member: Member) -> bool:
    """Figures about the engine, not about cases or people: the same for all who may see them."""
    return member.is_active and member.role in SEE_QUALITY


def may_export(member: Member) -> bool:
    return member.is_active and member.role in EXPORT


def ensure_may_export(member: Member, *, restricted: bool) -> None:
    """Restricted cases only leave the house by its own command."""
    if not may_export(member):
        raise NotPermitted(_("Quality and administrators may export corrections."))
    if restricted and member.role != Role.SYSTEM:
        raise NotPermitted(_("Restricted cases are exported by the command of the house only."))
