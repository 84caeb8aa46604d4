"""Telling who is to approve a reply, whose was given back, whose blocks rest on what changed, and who quoted it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from amends.casework.cases.actions.telling import tell
from amends.casework.cases.models import Case
from amends.casework.cases.queries.attention import who_leads
from amends.casework.knowledge.actions.telling import told_once
from amends.casework.knowledge.choices import Happened
from amends.casework.knowledge.models import Clause
from amends.casework.knowledge.queries import quotations_resting_on
from amends.foundation.kernel import clock
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.choices import HOUSE
from amends.foundation.organisation.models import Absence, Delegation
from amends.practice.replies.models import Reply, TextBlock
from amends.practice.replies.permissions import Asking, may_keep_blocks

AT_ONCE = 200
# The job's turn comes each minute; one that comes late still finds what happened since the one before.
LOOKS_BACK = timedelta(minutes=3)


def tell_approver(reply_id: int) -> None:
    """Those it is put before; others who may approve find it in their queue."""
    put_before(list(replies_that_wait().filter(pk=reply_id)))


def tell_newly_asked() -> None:
    """While replies wait, an absence or a standing in may begin or end: whoever is asked from then on is told too, each once."""
    if somebody_came_or_went(clock.now() - LOOKS_BACK):
        tell_all_asked()


def tell_all_asked() -> None:
    """The same for whatever else changes before whom they are put: a role, a limit, a department, a complaint about somebody."""
    last = 0
    while replies := list(replies_that_wait().filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        put_before(replies)
        last = replies[-1].pk


def replies_that_wait() -> QuerySet[Reply]:
    return Reply.objects.waiting_for_approval().select_related("case__department", "author__department")


def put_before(replies: Collection[Reply]) -> None:
    """Tells those who were not told yet; the people are read once for all of these replies."""
    asking = Asking(replies)
    asked = {f"reply:{one.pk}:asked": (one, asking.before_whom(one)) for one in replies}
    people = {one.pk for _reply, those in asked.values() for one in those}
    told = set(Notice.objects.filter(member__in=people, origin__in=asked).values_list("origin", "member"))
    for origin, (reply, those) in asked.items():
        to = [one.pk for one in those if (origin, one.pk) not in told]
        data = {"what": "reply", "reply": reply.pk}
        tell(reply.case, NoticeKind.APPROVAL, origin, to, data, not_to=reply.author_id)


def somebody_came_or_went(since: datetime) -> bool:
    """Whether an absence or a standing in was entered, began or ended since then; nothing more is asked each minute."""
    lately = (since, clock.now())
    turns = Q(starts_at__range=lately) | Q(ends_at__range=lately) | Q(ended_at__range=lately)
    went = Absence.objects.filter(turns | Q(entered_at__range=lately))
    return went.exists() or Delegation.objects.filter(turns | Q(made_at__range=lately)).exists()


def tell_approved(reply_id: int) -> None:
    """Its author hears who let it go out, and in whose place."""
    reply = Reply.objects.select_related("case", "approved_by", "approved_for").get(pk=reply_id)
    if reply.approved_by is None:
        return
    data: dict[str, object] = {"what": "reply_approved", "reply": reply.pk, "by": str(reply.approved_by)}
    if reply.approved_for is not None:
        data |= {"what": "reply_approved_for", "for": str(reply.approved_for)}
    tell(reply.case, NoticeKind.APPROVAL, f"reply:{reply_id}:approved", [reply.author_id], data)


def tell_author(reply_id: int) -> None:
    """Whose reply was given back and by whom; where it was stopped on its way, whoever had approved it hears of it too."""
    reply = Reply.objects.select_related("case", "returned_by").get(pk=reply_id)
    by = reply.returned_by
    stopped = by is None or by.username == HOUSE
    data: dict[str, object] = {"what": "reply_stopped" if stopped else "reply_returned", "reply": reply.pk}
    if by is not None and not stopped:
        data["by"] = by.display_name
    tell(reply.case, NoticeKind.APPROVAL, f"reply:{reply_id}:returned", [reply.author_id], data)
    if stopped and reply.approved_by_id:
        told = {**data, "what": "reply_approved_stopped"}
        tell(reply.case, NoticeKind.APPROVAL, f"reply:{reply_id}:stopped", [reply.approved_by_id], told)


def tell_keepers(clause_id: int, said: Mapping[str, str]) -> None:
    """Of each block in use that rests on the clause: who wrote it last, if they still keep blocks, and who leads its team."""
    clause = Clause.objects.filter(pk=clause_id).first()
    if clause is None:
        return
    blocks = TextBlock.objects.filter(bases__clause=clause, retired_at=None)
    for block in blocks.select_related("department", "updated_by"):
        last = block.updated_by.pk if may_keep_blocks(block.updated_by) else None
        notify(
            to={one for one in (last, who_leads(block.department)) if one is not None},
            kind=NoticeKind.ARTICLE,
            origin=f"block:{block.pk}:clause:{told_once(clause, said)}",
            case_id=0,
            number="",
            data={"what": "block", "block": block.title, "clause": clause.code, **said},
        )


def tell_quoters(clause_id: int, said: Mapping[str, str]) -> None:
    """Who put words that rest on the clause into a reply of a case that is open still: each once a case and happening."""
    clause = Clause.objects.filter(pk=clause_id).first()
    if clause is None or said["happened"] == Happened.ON:
        return
    people: dict[int, set[int | None]] = {}
    is_open = Case.objects.open().order_by()
    for quotation in quotations_resting_on(clause, among=is_open.values("pk")):
        people.setdefault(quotation.case_id, set()).add(quotation.by_id)
    for case in is_open.filter(pk__in=people):
        origin = f"quoted:{case.pk}:{told_once(clause, said)}"
        data = {"what": "quoted", "clause": clause.code, **said}
        tell(case, NoticeKind.WATCHED, origin, people[case.pk], data)
