"""Who may read, write, confirm and retire what the house knows."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from amends.casework.knowledge.choices import Audience
from amends.casework.knowledge.models import ArticleVersion
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import CASEWORKERS, Role
from amends.foundation.organisation.models import Member

WRITE = frozenset({*CASEWORKERS, Role.TRAINER})
CONFIRM = frozenset({Role.LEAD, Role.QUALITY, Role.LEGAL, Role.MANAGER, Role.SYSTEM})
KEEP_CLAUSES = frozenset({Role.LEGAL, Role.QUALITY, Role.MANAGER, Role.SYSTEM})
READ_RESTRICTED = CONFIRM


def visible_to(member: Member | None) -> Q:
    """An SQL predicate over articles, the only one: what a member may read; None is anybody outside the house."""
    if member is None:
        return Q(audience=Audience.PUBLIC, retired_at=None)
    if not member.is_active:
        return Q(pk__in=[])
    if member.role in READ_RESTRICTED:
        return Q()
    return ~Q(audience=Audience.RESTRICTED)


def may_read(member: Member) -> bool:
    """Everybody who works here reads what is meant for the house."""
    return member.is_active


def may_write(member: Member) -> bool:
    return member.is_active and member.role in WRITE


def may_confirm(member: Member) -> bool:
    """Whose word lets an article go out to customers, if somebody else wrote it."""
    return member.is_active and member.role in CONFIRM


def may_keep_clauses(member: Member) -> bool:
    return member.is_active and member.role in KEEP_CLAUSES


def ensure_is_house(member: Member) -> None:
    """What the house notes by itself, nobody enters."""
    if member.role != Role.SYSTEM:
        raise NotPermitted(_("The house notes this by itself."))


def ensure_may_write(member: Member) -> None:
    if not may_write(member):
        raise NotPermitted(
            _("Your role reads articles and does not write them. Tell a team lead what is missing.")
        )


def ensure_may_confirm(member: Member) -> None:
    if not may_confirm(member):
        raise NotPermitted(_("A team lead, quality, legal or a manager decides this about an article."))


def ensure_second_person(member: Member, version: ArticleVersion) -> None:
    """Nobody lets their own words go out to customers."""
    if version.written_by_id == member.pk:
        raise NotPermitted(_("You wrote this yourself. Somebody else has to confirm it."))


def ensure_may_keep_clauses(member: Member) -> None:
    if not may_keep_clauses(member):
        raise NotPermitted(_("Legal, quality or a manager keeps the clauses. Tell them what has changed."))
