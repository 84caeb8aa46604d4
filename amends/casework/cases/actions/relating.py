"""Linking cases, ending a link, and taking points or messages out of a case into one of its own."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.linking import link
from amends.casework.cases.actions.merging import both_locked
from amends.casework.cases.actions.registering import register_complaint
from amends.casework.cases.choices import CONCERNED_STATES_THAT_COUNT, Direction, LinkKind
from amends.casework.cases.models import Case, CaseLink
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.text import cleaned, kept_key, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.organisation.models import Member

REASON_LENGTH = 400
# What people link by hand; the others come from acts of their own.
BY_HAND = (LinkKind.RELATED, LinkKind.SAME_CAUSE, LinkKind.FOLLOW_UP, LinkKind.CHILD)


@transaction.atomic
def link_cases(*, case_id: int, other_id: int, kind: str, by: Member, reason: str = "") -> CaseLink:
    """Says what a case is to another one; both must be known to whoever says it."""
    if kind not in BY_HAND:
        raise Invalid(_("Choose how the two belong together."), field="kind")
    if case_id == other_id:
        raise Invalid(_("Choose another case."), field="other")
    case, other = both_locked(case_id, other_id, by=by)
    ensure_can_link(case, other, LinkKind(kind))
    made = link(case, other, LinkKind(kind), cleaned(reason)[:REASON_LENGTH], by=by)
    save(case)
    return made


def ensure_can_link(case: Case, other: Case, kind: LinkKind) -> None:
    links = CaseLink.objects.filter(ended_at=None)
    there = links.filter(case__in=(case, other), other__in=(case, other))
    if there.filter(kind=kind).exists():
        raise WrongState(_("The two are linked like this already."))
    if kind != LinkKind.CHILD:
        return
    if links.filter(case=case, kind=kind).exists():
        raise WrongState(_("This case stands under another one already. End that link first."))
    if links.filter(case=other, kind=kind).exists() or links.filter(other=case, kind=kind).exists():
        raise WrongState(_("Cases stand one level under another, no deeper. Choose the topmost case."))


@transaction.atomic
def end_link(*, link_id: int, by: Member) -> CaseLink:
    """The two do not belong together after all; the trail of both keeps that they did."""
    seen = Case.objects.order_by().filter(visible_to(by)).values("pk")
    found = CaseLink.objects.filter(pk=link_id, case__in=seen, other__in=seen).first()
    if found is None:
        raise NotFound(_("This link does not exist, or one of its cases belongs to another team."))
    case, other = both_locked(found.case_id, found.other_id, by=by)
    if not CaseLink.objects.filter(pk=link_id, ended_at=None).update(ended_at=clock.now()):
        raise WrongState(_("This link is ended already. Reload the page."))
    save(case)
    data = {"kind": found.kind, "case": case.number, "other": other.number}
    for one in (case, other):
        note_down(one, "case.unlinked", by=by, data=data)
    return found


@transaction.atomic
def split_case(
    *,
    case_id: int,
    by: Member,
    reason: str,
    point_ids: Sequence[int] = (),
    message_ids: Sequence[int] = (),
    idempotency_key: str | None = None,
) -> Case:
    """Takes points or messages of the customer out into a case of its own, linked to where they came from.

    The words stay in the conversation where they were said; the new case begins with them.
    """
    why = required(reason, limit=REASON_LENGTH, field="reason")
    case = locked(case_id, by=by)
    key = kept_key(idempotency_key)
    if key and (known := Case.objects.filter(idempotency_key=key, links__other=case).first()):
        return known
    ensure_open(case)
    points = list(case.grievances.filter(pk__in=point_ids))
    messages = list(
        case.messages.filter(pk__in=message_ids, direction=Direction.IN).order_by("sent_at", "pk")
    )
    if not points and not messages:
        raise Invalid(_("Choose at least one point or message to take out."), field="points")
    if len(points) != len(set(point_ids)) or len(messages) != len(set(message_ids)):
        raise NotFound(_("Something that you chose is not there any more. Reload the page."))
    if points and len(points) == case.grievances.count():
        raise Invalid(_("Leave at least one point here."), field="points")
    new = register_complaint(
        text="\n".join([*(point.text for point in points), *(one.body for one in messages)]),
        customer=case.customer,
        channel=case.channel,
        order_number=case.order_number,
        department=case.department,
        concerns=case.concerns,
        idempotency_key=key,
        by=by,
    )
    keep_as_close(new, case)
    for point in points:
        note_down(case, "case.point_removed", by=by, data={"text": point.text, "to": new.number})
        point.delete()
    save(case)
    link(new, case, LinkKind.SPLIT, why, by=by)
    return new


def keep_as_close(new: Case, case: Case) -> None:
    """Whoever was to know nothing of the case knows nothing of what was taken out of it."""
    if case.restricted:
        new.restricted = True
        save(new, "restricted", by_house=True)
    for row in case.staff_concerned.filter(state__in=CONCERNED_STATES_THAT_COUNT):
        row.pk, row.case = None, new
        row._state.adding = True
        row.save()
