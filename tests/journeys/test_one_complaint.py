"""One complaint from the customer's words to the closed case: the customer in a browser, staff by their actions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case, Promise
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import running
from amends.foundation.audit.queries import entries_of, verify
from amends.foundation.kernel import clock
from amends.foundation.kernel.models import Job
from amends.oversight.improvement.actions import record_cause
from amends.oversight.improvement.rules import causes_in
from amends.oversight.insights.queries import report
from amends.practice.remedies.actions import propose_solutions
from amends.practice.remedies.rules import OfferedOption
from amends.practice.replies.actions import approve_reply, submit_reply
from amends.practice.replies.choices import ReplyState
from amends.practice.surveys.models import Rating

WORDS = (
    "7月2日在东区店买的电饭锅，第三次用就冒烟了，吓得我赶紧拔了插头。打了五次客服电话都说会回电，没有一个人回。"
    "我要求退款299元，并且给我一个说法，再不处理我就打12315投诉！"
)
REPLY = {
    "zh": "王小明先生，您好。电饭锅第三次用就冒烟，您又打了五次电话没有人回，换了谁都会生气，这是我们的不对。"
    "我叫处理员，从现在起由我负责到底。锅请先不要再用，照片我已经看到了。我会在明天18:00前把查到的情况打电话告诉您。",
    "letter": "王小明先生，您好。事情查清楚了：这一批的温控器有问题，五次来电也没有派到人。下面两种办法请您选一个，选好后我来办。",
}


class Story:
    """The customer's browser, the members, and a clock that moves on from step to step."""

    def __init__(self, client: Client, company: Any, run_jobs: Callable[[], int], start: datetime) -> None:
        self.client, self.company, self.run_jobs, self.now = client, company, run_jobs, start
        self.case: Case = None  # type: ignore[assignment]

    def later(self, hours: float) -> None:
        self.now += timedelta(hours=hours)

    def do(self, act: Callable[..., Any], **what: Any) -> Any:
        """Somebody acts, and the worker does what follows."""
        with clock.at(self.now):
            done = act(**what)
            self.run_jobs()
        if self.case is not None:
            self.case.refresh_from_db()
        return done

    def post(self, page: str, *more: object, **data: Any) -> str:
        """The customer sends a form and reads the page that follows."""
        path = reverse(f"portal:{page}", args=[self.case.token, *more] if self.case else [])
        answer = self.do(self.client.post, path=path, data=data, follow=True)
        assert answer.status_code == 200, answer.content.decode()
        return str(answer.content.decode())

    def runs(self) -> set[str]:
        return {one.kind for one in running(self.case.pk)}


@pytest.fixture
def story(client: Client, company: Any, run_jobs: Callable[[], int], files: Any, no_limits: None) -> Story:
    client.cookies["django_language"] = "zh-hans"
    # In the morning: what is promised "today" before midnight would be due within minutes.
    morning = timezone.localtime(clock.now() - timedelta(days=9)).replace(hour=10, minute=0)
    return Story(client, company, run_jobs, morning)


def complain(story: Story, photo: bytes) -> None:
    data = {
        "text": WORDS,
        "name": "王小明",
        "phone": "138 0013 8000",
        "idempotency_key": "story",
        "files": [SimpleUploadedFile("冒烟.jpg", photo, "image/jpeg")],
    }
    page = story.post("complain", **data)
    story.case = Case.objects.get()
    assert story.case.number in page


def is_read_routed_and_clocked(story: Story) -> None:
    case = story.case
    assert (case.kind, case.language) == ("complaint", "zh-Hans")
    assert "refund" in case.demands
    assert "regulator" in case.risks
    assert case.grievances.exists()
    assert case.owner in {story.company.handler, story.company.colleague}
    assert case.assigned_reason
    assert story.runs() == {"first_response", "solution"}
    assert case.due_at == case.received_at + timedelta(hours=24)


def answer(story: Story) -> None:
    """The handler confirms the points and replies; a case with a regulator in it needs a second pair of eyes."""
    owner = story.case.owner
    story.do(
        cases.advance_stage, case_id=story.case.pk, record="冒烟、五次电话没人管、要退款和说法", by=owner
    )
    reply = story.do(submit_reply, case_id=story.case.pk, body=REPLY["zh"], by=owner)
    reply.refresh_from_db()
    if reply.state == ReplyState.AWAITING_APPROVAL:
        story.do(approve_reply, reply_id=reply.pk, by=story.company.lead)
    assert story.case.first_reply_at is not None
    assert story.runs() == {"solution"}
    page = story.client.get(reverse("portal:case", args=[story.case.token])).content.decode()
    assert "由我负责到底" in page


def offer(story: Story) -> int:
    """Called as promised and investigated, two options are offered; the customer finds them on their page."""
    owner = story.case.owner
    for promise in Promise.objects.filter(case=story.case):
        story.do(cases.confirm_promise, promise_id=promise.pk, by=owner)
        story.do(cases.keep_promise, promise_id=promise.pk, by=owner)
    for point in story.case.grievances.all():
        story.do(
            cases.judge_point,
            case_id=story.case.pk,
            point_id=point.pk,
            finding="upheld",
            reason="查证属实",
            by=owner,
        )
    restated = "您的意思是：锅冒烟、五次电话没人管，要退款和说法，对吗？——对。"
    story.do(cases.advance_stage, case_id=story.case.pk, record=restated, by=owner)
    story.do(
        cases.advance_stage,
        case_id=story.case.pk,
        record="温控器批次问题；来电未派单",
        details={"responsible": "product", "extent": "systemic"},
        by=owner,
    )
    on = timezone.localdate(story.now) + timedelta(days=2)
    options = [
        OfferedOption("全额退款299元", "原路退回", "钱回来", "要另买锅", Decimal(299), on),
        OfferedOption("换新款并补偿60元", "明天送到", "马上有锅用", "", Decimal(60), on),
    ]
    proposal = story.do(
        propose_solutions,
        case_id=story.case.pk,
        letter=REPLY["letter"],
        options=options,
        by=story.company.manager,
    )
    assert story.runs() == set()
    page = story.client.get(reverse("portal:case", args=[story.case.token])).content.decode()
    assert "全额退款299元" in page
    assert "换新款并补偿60元" in page
    return int(proposal.pk)


def choose(story: Story, proposal_id: int) -> None:
    page = story.client.get(reverse("portal:case", args=[story.case.token])).content.decode()
    first = re.findall(r'name="option" value="(\d+)"', page)[0]
    story.post("decide", proposal_id, answer="yes", option=first)
    assert (story.case.stage, story.case.agreed_at is not None) == ("carry_out", True)


def put_right(story: Story) -> None:
    owner = story.case.owner
    story.do(cases.mark_solved, case_id=story.case.pk, what="已原路退款299元", by=owner)
    assert story.runs() == {"follow_up"}
    story.later(3)
    story.post("confirm", answer="yes")
    assert story.case.confirmed_at is not None
    page = story.post("rate", solved="5", treated="4", comment="退得很快🙂")
    assert "Traceback" not in page
    assert (Rating.objects.get().solved, Rating.objects.get().treated) == (5, 4)
    story.do(cases.mark_followed_up, case_id=story.case.pk, what="电话回访，客户满意", by=owner)
    assert story.runs() == set()


def learn_and_close(story: Story) -> None:
    owner = story.case.owner
    story.do(cases.advance_stage, case_id=story.case.pk, by=owner)
    cause = next(one.code for one in causes_in("zh-Hans") if one.group == "QA")
    story.do(
        record_cause, case_id=story.case.pk, cause=cause, lesson="来电要派单", measure="停售本批", by=owner
    )
    story.do(cases.close_case, case_id=story.case.pk, outcome="UPH", by=owner)
    assert not story.case.is_open


def test_a_complaint_goes_the_whole_way(story: Story, photo: bytes) -> None:
    complain(story, photo)
    is_read_routed_and_clocked(story)
    # Feelings lead in it: a direction is due within a working hour.
    story.later(0.5)
    answer(story)
    story.later(20)
    proposal_id = offer(story)
    story.later(5)
    choose(story, proposal_id)
    story.later(24)
    put_right(story)
    story.later(24)
    learn_and_close(story)

    assert all(one.was_met for one in Clock.objects.all())
    assert not Job.objects.exclude(state="done").exists()
    trail = [entry.action for entry in entries_of(story.case.chain)]
    wanted = [
        "case.registered",
        "case.read",
        "case.assigned",
        "solution.chosen",
        "case.solved",
        "case.closed",
    ]
    assert [action for action in trail if action in wanted] == wanted
    found = verify()
    assert found.broken is None
    assert found.entries >= len(trail) > 15
    received = timezone.localdate(story.case.received_at)
    figures = report(
        story.company.manager, since=received - timedelta(days=1), until=received + timedelta(days=1)
    )
    assert (figures.totals["received"], figures.totals["closed"], figures.totals["upheld"]) == (1, 1, 1)
    assert figures.totals["answered_in_time_share"] == 1
    page = story.client.get(reverse("portal:case", args=[story.case.token])).content.decode()
    assert "温控器批次问题；来电未派单" not in page


def test_a_complaint_that_is_not_put_right_at_once_comes_round_again(story: Story, photo: bytes) -> None:
    complain(story, photo)
    answer(story)
    proposal_id = offer(story)
    story.later(1)
    story.post("decide", proposal_id, answer="no", reason="太少了，要加上运费", idempotency_key="no-1")
    assert story.runs() == {"solution"}
    assert story.case.unread
    on = timezone.localdate(story.now) + timedelta(days=2)
    options = [OfferedOption("退款并补运费", due_on=on), OfferedOption("换新并补运费", due_on=on)]
    second = story.do(
        propose_solutions,
        case_id=story.case.pk,
        letter=REPLY["letter"],
        options=options,
        by=story.company.manager,
    )
    choose(story, second.pk)
    owner = story.case.owner
    story.do(cases.mark_solved, case_id=story.case.pk, what="已退款", by=owner)
    story.later(5)
    story.post("confirm", answer="no", reason="钱还没到", idempotency_key="no-2")
    assert (story.runs(), story.case.solved_at) == ({"solution"}, None)
    story.later(24)
    story.do(cases.mark_solved, case_id=story.case.pk, what="银行已到账", by=owner)
    story.do(cases.mark_followed_up, case_id=story.case.pk, what="到账了", by=owner)
    learn_and_close(story)
    story.post("message", body="用了一周又冒烟", idempotency_key="again")
    assert story.case.unread
    story.do(cases.reopen_case, case_id=story.case.pk, reason="客户说又冒烟", by=owner)
    assert (story.case.stage, story.runs()) == ("investigate", {"solution"})
    assert verify().broken is None
