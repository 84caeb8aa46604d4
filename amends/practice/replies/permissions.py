"""Who may write to a customer, and who may be the second pair of eyes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_may_work, may_work, visible_to
from amends.casework.cases.queries.approvals import kept_out, sensitive, verdict_in
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import APPROVERS, DECIDING, Power, Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import (
    Authority,
    absence_now,
    absent_now,
    lead_of,
    line_above,
    rule_in_force,
    stand_ins_of,
)
from amends.foundation.organisation.rules import Verdict
from amends.practice.replies.models import Reply
from amends.practice.replies.text import sums_decided_in, sums_granted

BLOCK_KEEPERS = frozenset({Role.LEAD, Role.MANAGER, Role.ADMINISTRATOR})


def readable_by(member: Member) -> Q:
    """An SQL predicate over replies: those in the cases that this member may see."""
    return Q(case__in=Case.objects.filter(visible_to(member)))


def ensure_may_write(member: Member) -> None:
    ensure_may_work(member)


def may_approve(member: Member, reply: Reply) -> bool:
    """Who did not write it and may approve the sum it names, in their own name or standing in for somebody."""
    return approves_as(member, reply) is not None


def approves_as(member: Member, reply: Reply) -> Member | None:
    """In whose name a member approves a reply; None if in nobody's."""
    return next((name for _reply, name in decidable([reply], member)), None)


def decidable(replies: Iterable[Reply], member: Member) -> list[tuple[Reply, Member | None]]:
    """Those that a member may give back, each with the name in which they may approve it, with every sum it names.

    None where it names more than they may grant. Nobody decides on what they wrote, or in a case that is kept from them,
    and nobody in the place of such a person. Many cost no more statements than one.
    """
    others = [one for one in replies if one.author_id != member.pk] if may_work(member) else []
    if not others:
        return []
    decided = sums_decided_in({one.case_id for one in others if sums_granted(one.body)})
    authority = Authority(member)
    out = kept_out({one.case_id for one in others}, authority.names)
    others = [one for one in others if member.pk not in out[one.case_id]]
    names = [
        _approves_as(authority, one, decided.get(one.case_id, frozenset()), out[one.case_id])
        for one in others
    ]
    return [
        (reply, name)
        for reply, name in zip(others, names, strict=True)
        if name is not None or _approves_some(authority, reply, out[reply.case_id])
    ]


def _approves_some(authority: Authority, reply: Reply, out: Collection[int]) -> bool:
    return any(one.role in APPROVERS for one in _names_for(authority, reply, out))


def _names_for(authority: Authority, reply: Reply, out: Collection[int]) -> list[Member]:
    return [one for one in authority.names if one.pk != reply.author_id and one.pk not in out]


def _approves_as(
    authority: Authority, reply: Reply, decided: frozenset[tuple[float, str]], out: Collection[int]
) -> Member | None:
    # What several sums come to was worked out when it was handed in.
    sums: list[tuple[Decimal | None, str]] = [
        *sums_granted(reply.body, decided=decided),
        (reply.amount, reply.currency),
    ]
    return authority.decides_all_as(
        Power.APPROVE_REPLY,
        dict.fromkeys(sums),
        sensitive=sensitive(reply.case),
        not_for={reply.author_id, *out},
    )


def ensure_may_approve(member: Member, reply: Reply) -> None:
    if member.pk == reply.author_id:
        raise NotPermitted(_("You wrote this reply; somebody else has to approve it."))
    if approves_as(member, reply) is None:
        authority = Authority(member)
        names = _names_for(authority, reply, kept_out({reply.case_id}, authority.names)[reply.case_id])
        if all(verdict_in(reply.case, one, Power.APPROVE_REPLY) != Verdict.YES for one in names):
            raise NotPermitted(
                _(
                    "A team lead, legal or a manager approves replies, or whoever stands in for one of them at the time. You do not now."
                )
            )
        raise NotPermitted(
            _("The amount in this reply is above what you may grant. Ask somebody with a higher limit.")
        )


def may_return(member: Member, reply: Reply) -> bool:
    """Giving back costs nothing, so the limit does not matter for it."""
    return bool(decidable([reply], member))


def ensure_may_return(member: Member, reply: Reply) -> None:
    if not may_return(member, reply):
        raise NotPermitted(_("A team lead, legal or a manager gives replies back; take back your own."))


def somebody_may_approve(reply: Reply) -> bool:
    """Whether there is anybody at all who sees the case, did not write the reply and may approve every sum it names."""
    return next(_who_may_approve(reply), None) is not None


def _who_may_approve(reply: Reply) -> Iterator[Member]:
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
    return (one for one in asked if may_approve(one, reply) and sees(one, reply.case))


def asked_to_approve(reply: Reply) -> list[Member]:
    """Whom a waiting reply is put before: the nearest up the line who may approve it, and who stands in for them.

    While all of these are away the next one up is asked too. Whoever leads the case's department comes first. Where none of
    the line may, it is somebody else who may; where nobody may, whoever leads there hears that it waits.
    """
    lead, found = lead_of(reply.case.department), dict[int, Member]()
    legal = Member.objects.filter(role=Role.LEGAL, is_active=True).order_by("pk")
    for above in (*([lead] if lead else []), *line_above(reply.author), *legal):
        for one in (above, *stand_ins_of(above)):
            if may_approve(one, reply) and sees(one, reply.case):
                found.setdefault(one.pk, one)
        if any(absence_now(one) is None for one in found.values()):
            break
    return list(found.values()) or _others_to_ask(reply, lead)


def _others_to_ask(reply: Reply, lead: Member | None) -> list[Member]:
    able = list(_who_may_approve(reply))
    absent = absent_now(able)
    chosen = next((one for one in able if one.pk not in absent), able[0] if able else lead)
    is_told = chosen is not None and chosen.pk != reply.author_id and sees(chosen, reply.case)
    return [chosen] if chosen is not None and is_told else []


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
