"""The cases of somebody who is away for long or leaves go to others by a list; due times stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.assigning import (
    Reasons,
    choose_with_room,
    ensure_can_take,
    ensure_stays_here,
    give,
    lock_desks,
    lock_many,
)
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.text import required
from amends.foundation.kernel.errors import Invalid, NotPermitted, Refused
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.permissions import leads, may_administer

AT_ONCE, REASON_LENGTH = 200, 400


@dataclass
class HandedOn:
    """What became of a list: cases given, and those that stay, each with why."""

    given: list[Case] = field(default_factory=list)
    refused: list[tuple[Case, str]] = field(default_factory=list)


def ensure_may_hand_on(by: Member, member: Member) -> None:
    if may_administer(by) or not leads(by, member):
        raise NotPermitted(_("Their team lead, their line manager or a manager hands cases on."))


@transaction.atomic
def hand_on_cases(
    *, member: Member, case_ids: Sequence[int], to: Member | None, reason: str, by: Member
) -> HandedOn:
    """Gives the chosen open cases of a member to one person, or each by the rule; what cannot go stays and says why."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    ensure_may_hand_on(by, member)
    if to is not None and to.pk == member.pk:
        raise Invalid(_("Choose somebody else than the person the cases are with."), field="to")
    theirs = Case.objects.open().filter(visible_to(by), owner=member, pk__in=list(case_ids)[:AT_ONCE])
    chosen = list(theirs.values_list("pk", flat=True))
    if not chosen:
        raise Invalid(_("Choose at least one open case from the list."), field="cases")
    done = HandedOn()
    cases = [one for one in lock_many(chosen, by=by) if one.owner_id == member.pk and one.is_open]
    lock_desks(member.pk, *([to.pk] if to else []))
    for case in cases:
        try:
            hand_on(case, member, to, words, by=by)
            done.given.append(case)
        except Refused as refusal:
            done.refused.append((case, str(refusal.message)))
    return done


def hand_on(case: Case, member: Member, to: Member | None, words: str, *, by: Member) -> None:
    reasons: Reasons = [["handed_on", str(by), str(member)], ["because", words]]
    if to is not None:
        ensure_can_take(case, to, by=by)
        ensure_stays_here(case, to)
        give(case, to, reasons, by=by)
        return
    choice = choose_with_room(case)
    found = Member.objects.filter(pk=choice.member_id or 0).first()
    reasons += [list(one) for one in choice.reasons]
    if found is not None and found.pk == member.pk:
        raise Invalid(_("By the rule it would go to the same person. Choose somebody by name."))
    give(case, found, reasons, by=by)
