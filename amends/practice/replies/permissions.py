"""Who may write to a customer, and who may be the second pair of eyes."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_may_work, may_work, visible_to
from amends.casework.cases.queries.approvals import sensitive, verdict_in
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import APPROVERS, DECIDING, Power, Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import decides_as, rule_in_force
from amends.foundation.organisation.rules import Verdict
from amends.practice.replies.models import Reply
from amends.practice.replies.text import sums_decided, sums_granted

BLOCK_KEEPERS = frozenset({Role.LEAD, Role.MANAGER, Role.ADMINISTRATOR})


def readable_by(member: Member) -> Q:
    """An SQL predicate over replies: those in the cases that this member may see."""
    return Q(case__in=Case.objects.filter(visible_to(member)))


def ensure_may_write(member: Member) -> None:
    ensure_may_work(member)


def may_approve(member: Member, reply: Reply) -> bool:
    """Who did not write it and may approve the sum it names, in their own name or standing in for somebody."""
    return may_work(member) and member.pk != reply.author_id and approves_as(member, reply) is not None


def approves_as(member: Member, reply: Reply) -> Member | None:
    """In whose name a member approves a reply, with every sum it names; never in that of its author."""
    named = sums_granted(reply.body)
    if named:
        named = sums_granted(reply.body, decided=sums_decided(reply.case))
    # What several sums come to was worked out when it was handed in.
    sums: list[tuple[Decimal | None, str]] = [*named, (reply.amount, reply.currency)]
    names = [
        decides_as(
            member,
            Power.APPROVE_REPLY,
            amount=amount,
            currency=currency,
            sensitive=sensitive(reply.case),
            not_for=reply.author_id,
        )
        for amount, currency in dict.fromkeys(sums)
    ]
    return None if None in names else names[0]


def ensure_may_approve(member: Member, reply: Reply) -> None:
    if member.pk == reply.author_id:
        raise NotPermitted(_("You wrote this reply; somebody else has to approve it."))
    if approves_as(member, reply) is None:
        if verdict_in(reply.case, member, Power.APPROVE_REPLY) != Verdict.YES:
            raise NotPermitted(_("A team lead, legal or a manager approves replies."))
        raise NotPermitted(
            _("The amount in this reply is above what you may grant. Ask somebody with a higher limit.")
        )


def may_return(member: Member, reply: Reply) -> bool:
    """Giving back costs nothing, so the limit does not matter for it."""
    if member.pk == reply.author_id or not may_work(member):
        return False
    return member.role in APPROVERS or approves_as(member, reply) is not None


def ensure_may_return(member: Member, reply: Reply) -> None:
    if not may_return(member, reply):
        raise NotPermitted(_("A team lead, legal or a manager gives replies back; take back your own."))


def somebody_may_approve(reply: Reply) -> bool:
    """Whether there is anybody at all who sees the case, did not write the reply and may approve every sum it names."""
    roles = [one for one in DECIDING if rule_in_force(Power.APPROVE_REPLY, one).may]
    now = clock.now()
    stands_in = Q(
        stands_in__ended_at=None,
        stands_in__starts_at__lte=now,
        stands_in__ends_at__gt=now,
        stands_in__member__role__in=roles,
    )
    people = Member.objects.filter(Q(role__in=roles) | stands_in, is_active=True).exclude(pk=reply.author_id)
    # Those with the highest limit first: mostly one of them may.
    asked = people.distinct().order_by("-approval_limit", "pk")
    return any(may_approve(one, reply) and sees(one, reply.case) for one in asked)


def sees(member: Member, case: Case) -> bool:
    return Case.objects.filter(visible_to(member), pk=case.pk).exists()


def ensure_is_author(member: Member, reply: Reply) -> None:
    if member.pk != reply.author_id:
        raise NotPermitted(_("Only the author takes a reply back."))


def may_keep_blocks(member: Member) -> bool:
    """Whoever leads keeps the words of their team; managers and administrators keep everybody's."""
    return member.is_active and member.role in BLOCK_KEEPERS


def ensure_may_keep_blocks(member: Member, department: Department) -> None:
    if not may_keep_blocks(member):
        raise NotPermitted(_("A team lead, a manager or an administrator keeps the text blocks."))
    below = member.department is not None and department.path.startswith(member.department.path)
    if member.role == Role.LEAD and not below:
        raise NotPermitted(_("You keep the text blocks of your own team and of those below it."))


def may_set_check(member: Member) -> bool:
    """Managers and administrators say what the check lets pass, and stand as the second person for one another."""
    return member.is_active and member.role in (Role.MANAGER, Role.ADMINISTRATOR)


def ensure_may_set_check(member: Member) -> None:
    if not may_set_check(member):
        raise NotPermitted(_("Only a manager or an administrator may change what the check lets pass."))


def ensure_may_confirm_check(member: Member, entered_by: int) -> None:
    """Four eyes: who entered a version cannot confirm it; taking it back is possible."""
    ensure_may_set_check(member)
    if member.pk == entered_by:
        raise NotPermitted(_("A second person has to confirm what you entered yourself."))
