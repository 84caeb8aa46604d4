"""Who may write to a customer, and who may be the second pair of eyes."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_may_work, may_work, visible_to
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import APPROVERS
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import Reply


def readable_by(member: Member) -> Q:
    """An SQL predicate over replies: those in the cases that this member may see."""
    return Q(case__in=Case.objects.filter(visible_to(member)))


def ensure_may_write(member: Member) -> None:
    ensure_may_work(member)


def may_approve(member: Member, reply: Reply) -> bool:
    """A team lead, legal or a manager who did not write it, and who may grant the sum it names."""
    return (
        may_work(member)
        and member.role in APPROVERS
        and member.pk != reply.author_id
        and within_limit(member, reply.amount)
    )


def within_limit(member: Member, amount: Decimal | None) -> bool:
    return amount is None or amount <= member.approval_limit


def ensure_may_approve(member: Member, reply: Reply) -> None:
    if member.role not in APPROVERS:
        raise NotPermitted(_("A team lead, legal or a manager approves replies."))
    if member.pk == reply.author_id:
        raise NotPermitted(_("You wrote this reply; somebody else has to approve it."))
    if not within_limit(member, reply.amount):
        raise NotPermitted(
            _("The amount in this reply is above what you may grant. Ask somebody with a higher limit.")
        )


def ensure_may_return(member: Member, reply: Reply) -> None:
    """Giving back costs nothing, so the limit does not matter for it."""
    if member.role not in APPROVERS or member.pk == reply.author_id:
        raise NotPermitted(_("A team lead, legal or a manager gives replies back; take back your own."))


def ensure_is_author(member: Member, reply: Reply) -> None:
    if member.pk != reply.author_id:
        raise NotPermitted(_("Only the author takes a reply back."))
