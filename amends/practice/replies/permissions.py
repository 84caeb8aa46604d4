"""Who may write to a customer, and who may be the second pair of eyes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from itertools import chain

from django.db.models import Q, Value
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_may_work, may_work, visible_to
from amends.casework.cases.queries.approvals import kept_out, sensitive
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import APPROVERS, HOME_CURRENCY, Power, Role
from amends.foundation.organisation.models import Absence, Delegation, Department, Member
from amends.foundation.organisation.queries import (
    absent_now,
    lead_of,
    line_above,
    matrix,
    stood_in_for_by,
    verdict_on,
)
from amends.foundation.organisation.rules import Rule, Verdict, abroad, shipped
from amends.practice.replies.models import Reply
from amends.practice.replies.text import sums_decided_in, sums_granted, words_answered_in

# One statement with more parts than this would be too long for some databases.
LOOKED_UP_AT_ONCE = 100
BLOCK_KEEPERS = frozenset({Role.LEAD, Role.MANAGER, Role.ADMINISTRATOR})


def readable_by(member: Member) -> Q:
    """An SQL predicate over replies: those in the cases that this member may see."""
    return Q(case__in=Case.objects.filter(visible_to(member)))


def ensure_may_write(member: Member) -> None:
    ensure_may_work(member)


class Rules:
    """What the matrix says now of approving replies, read once."""

    def __init__(self) -> None:
        cells = next(row for power, row in matrix() if power == Power.APPROVE_REPLY)
        self._cells = {cell.role: cell for cell in cells}

    def roles(self) -> list[str]:
        """Those that may approve at all."""
        return [role for role, cell in self._cells.items() if cell.rule.may]

    def rule_of(self, power: str, role: str, *, currency: str) -> Rule:
        """What holds for a role in a currency; one that is not set for another currency is told by that of the home one."""
        cell = self._cells.get(role)
        if cell is None:
            return shipped(power, role)
        return cell.rule if currency == HOME_CURRENCY else cell.abroad.get(currency) or abroad(cell.rule)


class Approvers:
    """In whose names people may approve replies; many replies and many people cost no more statements than one.

    `names` holds for each of them first themselves, then those they stand in for. Nobody decides on what they wrote, or in a
    case that is kept from them, and nobody in the place of such a person.
    """

    def __init__(
        self, replies: Collection[Reply], names: Mapping[int, Sequence[Member]], rules: Rules | None = None
    ) -> None:
        self._names = names
        self._rules = rules or Rules()
        with_sums = {one.case_id for one in replies if sums_granted(one.body)}
        decided, answered = sums_decided_in(with_sums), words_answered_in(with_sums)
        self._sums = {
            one.pk: _sums_in(one, decided.get(one.case_id, frozenset()), answered.get(one.case_id))
            for one in replies
        }
        self._kept_out = kept_out({one.case_id for one in replies}, chain.from_iterable(names.values()))

    def is_kept_out(self, member: Member, reply: Reply) -> bool:
        """Whether its case is about the member or about somebody they lead, be that only proposed so far."""
        return member.pk in self._kept_out[reply.case_id]

    def approves_as(self, member: Member, reply: Reply) -> Member | None:
        """In whose name a member may approve it, with every sum it names; None if in nobody's."""
        return next(
            (one for one in self._names_for(member, reply) if self._covers(one, reply, self._sums[reply.pk])),
            None,
        )

    def would_without_sums(self, member: Member, reply: Reply) -> bool:
        """Whether only the sums could keep a member from approving it."""
        return any(
            self._covers(one, reply, [(None, HOME_CURRENCY)]) for one in self._names_for(member, reply)
        )

    def may_return(self, member: Member, reply: Reply) -> bool:
        """Whoever may approve gives back too; it costs nothing, so the limit does not matter for it."""
        return self.approves_as(member, reply) is not None or any(
            one.role in APPROVERS for one in self._names_for(member, reply)
        )

    def _names_for(self, member: Member, reply: Reply) -> list[Member]:
        barred = {reply.author_id, *self._kept_out[reply.case_id]}
        if member.pk in barred or not may_work(member):
            return []
        return [one for one in self._names[member.pk] if one.pk not in barred]

    def _covers(self, name: Member, reply: Reply, sums: Iterable[tuple[Decimal | None, str]]) -> bool:
        weighty = sensitive(reply.case)
        return all(
            verdict_on(
                name,
                Power.APPROVE_REPLY,
                amount=amount,
                currency=currency,
                sensitive=weighty,
                rule_of=self._rules.rule_of,
            )
            == Verdict.YES
            for amount, currency in sums
        )


def _sums_in(
    reply: Reply, decided: frozenset[tuple[float, str]], answered: str | None
) -> list[tuple[Decimal | None, str]]:
    """What it grants anew; what it only notes of the words it answers is none of it."""
    granted = sums_granted(reply.body, complaint=answered, decided=decided)
    return [*granted, (reply.amount, reply.currency)]


def _approvers_of(member: Member, replies: Collection[Reply]) -> Approvers:
    return Approvers(replies, {member.pk: (member, *stood_in_for_by(member))})


def may_approve(member: Member, reply: Reply) -> bool:
    """Who did not write it and may approve the sum it names, in their own name or standing in for somebody."""
    return any(name is not None for _reply, name in decidable([reply], member))


def decidable(replies: Iterable[Reply], member: Member) -> list[tuple[Reply, Member | None]]:
    """Those that a member may give back, each with the name in which they may approve it, with every sum it names.

    None where it names more than they may grant. Many cost no more statements than one.
    """
    others = [one for one in replies if one.author_id != member.pk] if may_work(member) else []
    if not others:
        return []
    approvers = _approvers_of(member, others)
    names = ((one, approvers.approves_as(member, one)) for one in others)
    return [(reply, name) for reply, name in names if name is not None or approvers.may_return(member, reply)]


def ensure_may_approve(member: Member, reply: Reply) -> Member:
    """The name in which a member approves it: their own, or that of somebody they stand in for."""
    if member.pk == reply.author_id:
        raise NotPermitted(_("You wrote this reply; somebody else has to approve it."))
    approvers = _approvers_of(member, [reply])
    _ensure_not_kept_out(approvers, member, reply)
    name = approvers.approves_as(member, reply)
    if name is not None:
        return name
    if approvers.would_without_sums(member, reply):
        raise NotPermitted(
            _("The amount in this reply is above what you may grant. Ask somebody with a higher limit.")
        )
    raise NotPermitted(
        _(
            "A team lead, legal or a manager approves replies, or whoever stands in for one of them at the time. You do not now."
        )
    )


def ensure_may_return(member: Member, reply: Reply) -> None:
    approvers = _approvers_of(member, [reply])
    if member.pk != reply.author_id:
        _ensure_not_kept_out(approvers, member, reply)
    if not approvers.may_return(member, reply):
        raise NotPermitted(_("A team lead, legal or a manager gives replies back; take back your own."))


def _ensure_not_kept_out(approvers: Approvers, member: Member, reply: Reply) -> None:
    """Whoever might decide otherwise hears why it is not for them; of others nothing is said."""
    if member.role in APPROVERS and approvers.is_kept_out(member, reply):
        raise NotPermitted(
            _("This case may be about you or somebody you lead, so its replies are decided by somebody else.")
        )


class Asking:
    """Before whom replies are put that wait for approval: the people are read once, however many replies there are."""

    def __init__(self, replies: Collection[Reply]) -> None:
        rules, now = Rules(), clock.now()
        running = Delegation.objects.filter(ended_at=None, starts_at__lte=now, ends_at__gt=now).order_by("id")
        stood_for, self._stand_ins = defaultdict[int, list[Member]](list), defaultdict[int, list[int]](list)
        for row in running.select_related("member__department"):
            self._stand_ins[row.member_id].append(row.delegate_id)
            if row.member.is_active:
                stood_for[row.delegate_id].append(row.member)
        chosen = Q(role__in={*rules.roles(), *APPROVERS}) | Q(pk__in=stood_for)
        # Those with the highest limit first: mostly one of them may.
        people = Member.objects.filter(chosen, is_active=True).order_by("-approval_limit", "pk")
        self._people = {one.pk: one for one in people}
        names = {one.pk: (one, *stood_for[one.pk]) for one in self._people.values()}
        self._approvers = Approvers(replies, names, rules)
        self._cases = {one.case_id for one in replies}
        self._seen: dict[int, set[int]] = {}
        self._lead_of, self._line_above = cache(lead_of), cache(line_above)

    @cached_property
    def absent(self) -> dict[int, Absence]:
        """Of all who might be asked, those who are away now."""
        return absent_now(self._people.values())

    def away(self, people: Collection[Member]) -> dict[int, Absence]:
        """Of these and of all who might be asked, those who are away now."""
        others = [one for one in people if one.pk not in self._people]
        return self.absent | absent_now(others) if others else self.absent

    def able(self, reply: Reply) -> list[Member]:
        """All who see the case, did not write the reply and may approve every sum it names."""
        return self._who_may(reply, self._people)

    def before_whom(self, reply: Reply) -> list[Member]:
        """The nearest up the line who may approve it, and who stands in for them.

        While all of these are away the next one up is asked too. Whoever leads the case's department comes first. Where
        none of the line may, it is somebody else who may; where nobody may, whoever leads there hears that it waits.
        """
        line = [[above, *self._stand_ins[above]] for above in self._line_of(reply)]
        may = {one.pk: one for one in self._who_may(reply, chain.from_iterable(line))}
        found: dict[int, Member] = {}
        for together in line:
            found |= {one: may[one] for one in together if one in may}
            if found.keys() - self.absent:
                break
        return list(found.values()) or self._others(reply)

    def _line_of(self, reply: Reply) -> dict[int, None]:
        lead = self._lead_of(reply.case.department)
        legal = sorted(one.pk for one in self._people.values() if one.role == Role.LEGAL)
        above = [one.pk for one in (*([lead] if lead else []), *self._line_above(reply.author))]
        return dict.fromkeys([*above, *legal])

    def _others(self, reply: Reply) -> list[Member]:
        able, lead = self.able(reply), self._lead_of(reply.case.department)
        chosen = next((one for one in able if one.pk not in self.absent), able[0] if able else lead)
        if chosen is None or chosen.pk == reply.author_id:
            return []
        return [chosen] if self._see([chosen], reply) else []

    def _who_may(self, reply: Reply, among: Iterable[int]) -> list[Member]:
        known = (self._people[one] for one in dict.fromkeys(among) if one in self._people)
        return self._see([one for one in known if self._approvers.approves_as(one, reply)], reply)

    def _see(self, people: Collection[Member], reply: Reply) -> list[Member]:
        """Those of these people who may know of its case; whoever is new here is looked up in all the cases at once."""
        new = [one for one in people if one.pk not in self._seen]
        for start in range(0, len(new), LOOKED_UP_AT_ONCE):
            self._look_up(new[start : start + LOOKED_UP_AT_ONCE])
        return [one for one in people if reply.case_id in self._seen[one.pk]]

    def _look_up(self, people: Collection[Member]) -> None:
        self._seen |= {one.pk: set() for one in people}
        cases = Case.objects.order_by().filter(pk__in=self._cases)
        first, *others = (
            cases.filter(visible_to(one)).annotate(by=Value(one.pk)).values_list("pk", "by") for one in people
        )
        for case, by in first.union(*others, all=True):
            self._seen[by].add(case)


def somebody_may_approve(reply: Reply) -> bool:
    """Whether there is anybody at all who sees the case, did not write the reply and may approve every sum it names."""
    return bool(Asking([reply]).able(reply))


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
