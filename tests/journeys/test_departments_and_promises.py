"""A complaint that needs other departments: a task goes out, comes back, goes elsewhere, and a promise is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Case, Promise, Task, TaskStep
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.queries import loose_ends
from amends.foundation.audit.queries import verify
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import WrongState
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions import approve_reply, send_reply, submit_reply

REPLY = (
    "您好：锅第三次用就冒烟，换作谁都会害怕，我向您道歉。退款我来办，三个工作日内原路退回。"
    "我明天下午三点前给您回电话，说明冒烟的原因。回复这条消息就能找到我。"
)


def test_from_the_complaint_over_two_departments_to_the_kept_promise(
    whole_company: Any, register: Any, run_jobs: Any, bring_to: Any
) -> None:
    case = register(happened="昨天")
    run_jobs()
    case.refresh_from_db()
    assert case.owner is not None
    handler = case.owner

    # Quality accepts, finds that it was the transport, and returns it with that reason.
    task = actions.give_task(
        case_id=case.pk, kind="quality", department=whole_company.qa, asked="为什么冒烟", by=handler
    )
    actions.accept_task(task_id=task.pk, by=whole_company.quality)
    actions.return_task(task_id=task.pk, reason="锅没有问题，是运输进水", by=whole_company.quality)

    # The shop, which would not see the case otherwise, does the rest.
    shop = whole_company.east_handler
    assert not Case.objects.filter(visible_to(shop), pk=case.pk).exists()
    actions.give_task_again(task_id=task.pk, kind="business", department=whole_company.east, by=handler)
    assert Case.objects.filter(visible_to(shop), pk=case.pk).exists()
    with pytest.raises(WrongState):
        actions.close_case(case_id=case.pk, outcome="WDN", ending={"how": "phone"}, reason="试试", by=handler)
    actions.accept_task(task_id=task.pk, by=shop)
    result = {"order": "618-1", "reason": "运输进水", "outcome": "已换干燥包装，新锅明天寄出"}
    actions.finish_task(task_id=task.pk, result=result, by=shop)
    assert not Case.objects.filter(visible_to(shop), pk=case.pk).exists()
    steps = list(TaskStep.objects.filter(case=case).values_list("turn", flat=True))
    assert steps == ["given", "accepted", "returned", "given", "accepted", "done"]
    assert Task.objects.get(pk=task.pk).result == result

    promises = promised_in_a_reply(case, handler, whole_company)

    # Nothing may be left over when the case is closed.
    for point in case.grievances.all():
        actions.judge_point(
            case_id=case.pk, point_id=point.pk, finding="upheld", reason="运输进水，属实", by=handler
        )
    case.refresh_from_db()
    bring_to(case, "review")
    actions.mark_cause_recorded(case_id=case.pk, cause="LO-01", by=handler)
    assert {str(kind): n for kind, n in loose_ends(case).items()} == {"promise": 2}
    with pytest.raises(WrongState):
        actions.close_case(case_id=case.pk, outcome="UPH", by=handler)
    for one in promises:
        actions.keep_promise(promise_id=one.pk, by=handler)
    closed = actions.close_case(case_id=case.pk, outcome="UPH", by=handler)
    assert not closed.is_open
    assert verify().broken is None


def promised_in_a_reply(case: Case, handler: Member, company: Any) -> list[Promise]:
    """The answer promises two things, which the handler confirms."""
    reply = submit_reply(case_id=case.pk, body=REPLY, by=handler)
    reply.refresh_from_db()
    if reply.state == "awaiting_approval":
        approve_reply(reply_id=reply.pk, by=company.lead)
    with clock.at(clock.now() + timedelta(minutes=2)):
        send_reply(reply_id=reply.pk, by=company.house)
    promises = list(Promise.objects.filter(case=case).order_by("id"))
    assert [one.state for one in promises] == ["to_confirm", "to_confirm"]
    assert all(one.due_at is not None and one.due_at > clock.now() for one in promises)
    for one in promises:
        actions.confirm_promise(promise_id=one.pk, by=handler)
    return promises
