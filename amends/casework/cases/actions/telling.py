"""Telling members what concerns them in a case; each happening is told once, and to nobody who did it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localdate

from amends.casework.cases.choices import TaskState
from amends.casework.cases.models import (
    ApprovalRequest,
    Case,
    CaseAccess,
    CaseMerge,
    Handover,
    KeepingTerm,
    Meeting,
    Message,
    Promise,
    Task,
)
from amends.casework.cases.queries.approvals import next_to_ask
from amends.casework.cases.queries.attention import concerned_with, people_of, who_leads, with_deputy
from amends.foundation.audit.models import AuditEntry as Entry
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Delegation, Member

# What makes a case wait for somebody who leads, and how they are told.
RAISING = {"case.raised": "raised", "case.withdrawal_asked": "withdrawal"}


def tell(
    case: Case,
    kind: NoticeKind,
    origin: str,
    to: Iterable[int | None],
    data: dict[str, Any] | None = None,
    *,
    not_to: int | None = None,
) -> None:
    members = {one for one in to if one is not None and one != not_to}
    if members:
        notify(to=members, kind=kind, origin=origin, case_id=case.pk, number=case.number, data=data)


def tell_the_owner(case_id: int, member_id: int) -> None:
    """That a case is theirs now, unless they took it themselves or it went on already."""
    case = Case.objects.get(pk=case_id)
    given = (
        Entry.objects.filter(chain=case.chain, action="case.assigned").order_by("-n").values("n", "actor_id")
    )
    latest = given.first()
    if case.owner_id == member_id and latest is not None:
        tell(
            case,
            NoticeKind.ASSIGNED,
            f"given:{case_id}:{latest['n']}",
            [member_id],
            not_to=latest["actor_id"],
        )


def tell_of_task(task_id: int, what: str) -> None:
    """Those asked hear that something is asked, urged or raised; those who asked hear of the answer."""
    task = Task.objects.select_related("case", "department").get(pk=task_id)
    data = {"what": what, "task": task.pk, "department": task.department.code}
    times = f"{task.urged}.{task.raised}.{task.steps.count()}"
    if what == "raised":
        lead = who_leads(task.department)
        tell(task.case, NoticeKind.URGED, f"task:{task_id}:{what}:{times}", [lead], data)
    elif what in {"given", "urged"}:
        kind = NoticeKind.TASK if what == "given" else NoticeKind.URGED
        asked = [task.accepted_by_id or task.person_id]
        if asked == [None]:
            asked = [*people_of(task.department)]
        tell(task.case, kind, f"task:{task_id}:{what}:{times}", asked, data, not_to=task.given_by_id)
    elif task.state in {TaskState.RETURNED, TaskState.DONE}:
        tell(
            task.case,
            NoticeKind.TASK,
            f"task:{task_id}:{what}:{times}",
            [task.given_by_id, *with_deputy(task.case.owner)],
            data,
            not_to=task.ended_by_id,
        )


def tell_of_handover(handover_id: int, what: str) -> None:
    one = Handover.objects.select_related("case", "department").get(pk=handover_id)
    data = {"what": what, "handover": one.pk, "department": one.department.code}
    origin = f"handover:{handover_id}:{what}"
    if what == "asked":
        asked = [one.person_id] if one.person_id else people_of(one.department)
        tell(one.case, NoticeKind.HANDOVER, origin, asked, data, not_to=one.asked_by_id)
    else:
        tell(one.case, NoticeKind.HANDOVER, origin, [one.asked_by_id], data, not_to=one.answered_by_id)


def tell_of_promise(promise_id: int) -> None:
    """Whoever keeps a promise hears of it at the hour that was chosen, and while they are absent their deputy too."""
    one = Promise.objects.select_related("case", "owner").get(pk=promise_id)
    if one.ended_at is not None or one.due_at is None:
        return
    tell(
        one.case,
        NoticeKind.PROMISE,
        f"promise:{promise_id}:reminded",
        with_deputy(one.owner),
        {"promise": one.pk, "due": one.due_at.isoformat()},
    )


def tell_of_meeting(meeting: Meeting, what: str, *, not_to: int | None) -> None:
    """Those who take part hear when it is, that it does not take place, or that its minutes can be read."""
    data = {"what": what, "meeting": meeting.pk, "at": meeting.at.isoformat()}
    people = [*meeting.participants.values_list("pk", flat=True)]
    tell(meeting.case, NoticeKind.MEETING, f"meeting:{meeting.pk}:{what}", people, data, not_to=not_to)


def tell_of_approval(request_id: int, what: str) -> None:
    """Whoever is asked hears of the question, whoever asked of the answer."""
    asks = ("case__department", "asked_by__department", "asked_of")
    one = ApprovalRequest.objects.select_related(*asks).get(pk=request_id)
    data = {"what": what, "request": one.pk}
    if what == "asked":
        asked = one.asked_of or next_to_ask(one) or next_to_ask(one, present_only=False)
        to = [asked.pk if asked else who_leads(one.case.department)]
        origin = f"approval:{request_id}:asked:{one.asked_of_id or 0}"
        tell(one.case, NoticeKind.APPROVAL, origin, to, data, not_to=one.asked_by_id)
    else:
        origin = f"approval:{request_id}:{what}"
        tell(one.case, NoticeKind.APPROVAL, origin, [one.asked_by_id], data, not_to=one.decided_by_id)


def tell_of_risk(case_id: int, message_id: int) -> None:
    """A risk that came up later is for the owner and for who leads."""
    case = Case.objects.select_related("department").get(pk=case_id)
    risks = [one["risk"] for one in case.late_risks if one.get("message") == message_id]
    to = [*with_deputy(case.owner), who_leads(case.department)]
    tell(case, NoticeKind.RISK, f"risk:{message_id}", to, {"risks": risks})


def tell_of_access(access_id: int) -> None:
    one = CaseAccess.objects.select_related("case", "by").get(pk=access_id)
    tell(
        one.case,
        NoticeKind.ACCESS,
        f"access:{access_id}",
        [one.member_id],
        {"by": str(one.by)},
        not_to=one.by_id,
    )


def tell_of_message(case_id: int, message_id: int, what: str) -> None:
    """The owner and those who watch hear that the customer wrote, or that we answered."""
    message = Message.objects.select_related("case").get(pk=message_id)
    data = {"what": what, "message": message.pk}
    origin = f"message:{message_id}"
    tell(
        message.case, NoticeKind.WATCHED, origin, concerned_with(message.case), data, not_to=message.author_id
    )


def tell_of_turn(case_id: int, what: str) -> None:
    """The same when a case is closed or opened again, and when the customer answers what we offered or did."""
    case = Case.objects.get(pk=case_id)
    turn = (
        Entry.objects.filter(chain=case.chain, action=f"case.{what}").order_by("-n").values("n", "actor_id")
    )
    latest = turn.first()
    if latest is not None:
        origin = f"turn:{case_id}:{latest['n']}"
        tell(
            case, NoticeKind.WATCHED, origin, concerned_with(case), {"what": what}, not_to=latest["actor_id"]
        )


def tell_of_rejection(case_id: int, origin: str, number: int) -> None:
    """That the customer wants none of what was offered in this round."""
    case = Case.objects.get(pk=case_id)
    data = {"what": "rejected", "round": number}
    tell(case, NoticeKind.WATCHED, f"rejected:{origin}", concerned_with(case), data)


def tell_of_raise(case_id: int) -> None:
    """Whoever leads hears that they have to look: a second round was turned down, or a grave case is to be withdrawn."""
    case = Case.objects.select_related("department").get(pk=case_id)
    raised = Entry.objects.filter(chain=case.chain, action__in=RAISING).order_by("-n").values("n", "action")
    latest = raised.first()
    if case.raised_at is None or latest is None:
        return
    data = {"what": RAISING[latest["action"]]}
    tell(case, NoticeKind.APPROVAL, f"raised:{case_id}:{latest['n']}", [who_leads(case.department)], data)


def tell_of_merge(merge_id: int, what: str) -> None:
    """Those of both cases hear that they are one now, or two again."""
    one = CaseMerge.objects.select_related("case", "main").get(pk=merge_id)
    by = one.undone_by_id if what == "unmerged" else one.made_by_id
    for case, other in ((one.case, one.main), (one.main, one.case)):
        data = {"what": what, "other": other.pk}
        origin = f"merge:{merge_id}:{what}:{case.pk}"
        tell(case, NoticeKind.WATCHED, origin, concerned_with(case), data, not_to=by)


def tell_who_stands_in(delegation_id: int) -> None:
    """Who is to decide in another's place hears of it, and of an end before the day that was said."""
    row = Delegation.objects.select_related("member").get(pk=delegation_id)
    what = "begins" if row.ended_at is None else "ended"
    days = {"from": localdate(row.starts_at).isoformat(), "until": localdate(row.last_day).isoformat()}
    notify(
        to=[row.delegate_id],
        kind=NoticeKind.DEPUTY,
        origin=f"delegation:{delegation_id}:{what}",
        case_id=0,
        number="",
        data={"what": what, "by": row.member.display_name, **days},
    )


def tell_of_term(term_id: int) -> None:
    """Those who may confirm how long things are kept hear that a version waits for them."""
    row = KeepingTerm.objects.filter(pk=term_id, confirmed=None).first()
    if row is None:
        return
    managers = Member.objects.filter(role=Role.MANAGER, is_active=True).exclude(pk=row.entered_by_id)
    notify(
        to=managers.values_list("pk", flat=True),
        kind=NoticeKind.KEEPING,
        origin=f"keeping_term:{term_id}",
        case_id=0,
        number="",
        data={"kept": row.kept},
    )
