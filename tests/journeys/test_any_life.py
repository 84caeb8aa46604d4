"""Any life of a case: people try whatever comes to their mind, and the house holds.

Hypothesis plays random legal and illegal acts with the real actions. Nothing that was written is lost, no clock runs in
a closed case, every refusal speaks, the trail verifies, and from wherever a case got to it can be brought to its end.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from amends.casework.cases import actions
from amends.casework.cases.choices import Outcome, Stage
from amends.casework.cases.models import Attachment, Case, Handover, Message, Note, Promise, Task
from amends.casework.clocks.actions import pause_clock, resume_clock
from amends.casework.clocks.models import Clock
from amends.foundation.audit.queries import verify
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.events import gathered, react_now
from amends.oversight.improvement.actions import record_cause
from amends.practice.remedies.actions import choose_option, propose_solutions, reject_proposal
from amends.practice.remedies.models import Option, Proposal
from amends.practice.remedies.rules import OfferedOption
from amends.practice.replies.actions import save_draft
from amends.practice.replies.models import ReplyDraft

WHO = st.sampled_from(
    ["handler", "colleague", "lead", "manager", "legal", "east_handler", "trainer", "portal"]
)
WORKS = st.sampled_from(["handler", "lead", "manager"])
WORDS = st.sampled_from(["", "已核对订单与监控", "Checked the order", "謝謝，收到了", "还是不行，又坏了！"])
SAID = {
    "cause": "装配漏了垫片",
    "responsible": "装配线",
    "countermeasure": "加一道检查",
    "order": "DD-1",
    "reason": "已核实",
    "outcome": "已处理",
}
FOUND = {"responsible": "product", "extent": "single"}


class Life(RuleBasedStateMachine):
    """One case, whatever people do to it."""

    company: Any
    customer: Any
    begun: datetime

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.now, self.case_id = self.begun, 0
        self.kept: dict[str, int] = {}

    def teardown(self) -> None:
        try:
            if self.case_id:
                self.bring_to_its_end()
                found = verify()
                assert found.broken is None, found.broken
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def attempt(self, act: Callable[..., Any], **given: Any) -> Any:
        """Does it some minutes later, with all that others do because of it; a refusal says why, in words."""
        self.now += timedelta(minutes=7)
        with clock.at(self.now), gathered() as events:
            try:
                with transaction.atomic():
                    done = act(**given)
            except Refused as refusal:
                assert str(refusal.message).strip()
                return None
            while events:
                react_now(events.pop(0))
        return done

    def member(self, name: str) -> Any:
        return self.company.portal if name == "portal" else self.company.members[name]

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.case_id)

    @initialize(
        text=st.sampled_from(
            ["电饭锅第三次用就冒烟了，要求退款！", "送晚了两个小时，没人道歉", "蛋糕有点干"]
        ),
        stage=st.sampled_from(Stage.values),
    )
    def register(self, text: str, stage: str) -> None:
        case = self.attempt(
            actions.register_complaint,
            text=text,
            customer=self.customer,
            channel="portal",
            by=self.company.portal,
        )
        self.case_id = case.pk
        self.attempt(actions.assign_case, case_id=case.pk, to=self.company.handler, by=self.company.house)
        while self.case.stage != stage:
            before = self.case.stage
            self.one_regular_step()
            assert self.case.stage != before, f"no way on from {before}"

    @rule()
    def go_the_regular_way(self) -> None:
        if self.case.is_open:
            self.one_regular_step()

    def one_regular_step(self) -> None:
        """What somebody who knows the house does next; where it was done already, the refusal says so."""
        by, stage = self.company.manager, self.case.stage
        given: dict[str, Any] = {"case_id": self.case_id, "by": by}
        if stage == Stage.CONFIRM:
            self.attempt(actions.post_reply, body="收到，我们马上查。", **given)
        if stage == Stage.PROPOSE:
            self.offer(by, 2)
            self.take_the_first()
        elif stage == Stage.CARRY_OUT:
            self.attempt(actions.mark_solved, what="已退款", **given)
            self.attempt(actions.mark_followed_up, what="客户说好了", **given)
        if self.case.stage == stage:
            found = FOUND if stage == Stage.INVESTIGATE else {}
            self.attempt(actions.advance_stage, record="记录", details=found, **given)

    def offer(self, by: Any, count: int) -> None:
        on = localdate(self.now) + timedelta(days=3)
        options = [
            OfferedOption(title=one, amount=Decimal(50), due_on=on) for one in ("退款", "换新")[:count]
        ]
        given = {"case_id": self.case_id, "letter": "请您选择。", "options": options, "by": by}
        self.attempt(propose_solutions, **given)

    def take_the_first(self) -> None:
        option = Option.objects.filter(proposal__case=self.case_id, proposal__decision="").first()
        if option:
            given = {"case_id": self.case_id, "option_id": option.pk, "by": self.company.portal}
            self.attempt(choose_option, **given)

    @rule(who=WHO, to=st.sampled_from(["handler", "colleague", "east_handler"]))
    def assign(self, who: str, to: str) -> None:
        self.attempt(actions.assign_case, case_id=self.case_id, to=self.member(to), by=self.member(who))

    @rule(
        who=WHO,
        words=WORDS,
        detail=st.sampled_from([{}, FOUND, {"how": "phone"}, {"responsible": "weather"}]),
    )
    def write(self, who: str, words: str, detail: dict[str, str]) -> None:
        given = {"case_id": self.case_id, "details": detail, "by": self.member(who)}
        self.attempt(actions.write_record, text=words, **given)

    @rule(who=WORKS, words=WORDS, skip=WORDS)
    def advance(self, who: str, words: str, skip: str) -> None:
        given = {"case_id": self.case_id, "record": words, "skip_reason": skip, "by": self.member(who)}
        if self.case.stage == Stage.INVESTIGATE:
            given["details"] = FOUND
        self.attempt(actions.advance_stage, **given)

    @rule(who=WHO, stage=st.sampled_from([*Stage.values, "nowhere"]), words=WORDS)
    def back(self, who: str, stage: str, words: str) -> None:
        given = {"case_id": self.case_id, "stage": stage, "reason": words, "by": self.member(who)}
        self.attempt(actions.go_back, **given)

    @rule(who=st.sampled_from(["handler", "manager"]), count=st.sampled_from([1, 2, 2]))
    def propose(self, who: str, count: int) -> None:
        self.offer(self.member(who), count)

    @rule(yes=st.booleans(), words=WORDS)
    def answer_options(self, yes: bool, words: str) -> None:
        proposal = Proposal.objects.filter(case=self.case_id).order_by("-round").first()
        if yes:
            self.take_the_first()
        elif proposal:
            given = {"case_id": self.case_id, "proposal_id": proposal.pk, "comment": words}
            self.attempt(reject_proposal, by=self.company.portal, **given)

    @rule(who=WORKS, words=WORDS, what=st.sampled_from(["solved", "followed_up", "take_up", "agree"]))
    def carry_out(self, who: str, words: str, what: str) -> None:
        given: dict[str, Any] = {"case_id": self.case_id, "by": self.member(who)}
        act, name = {
            "solved": (actions.mark_solved, "what"),
            "followed_up": (actions.mark_followed_up, "what"),
            "take_up": (actions.take_up_raised, "words"),
            "agree": (actions.agree_solution, "summary"),
        }[what]
        self.attempt(act, **given, **{name: words})

    @rule(yes=st.booleans())
    def answer_solution(self, yes: bool) -> None:
        act = actions.confirm_solution if yes else actions.dispute_solution
        self.attempt(act, case_id=self.case_id, by=self.company.portal)

    @rule(who=WORKS, cause=st.sampled_from(["QA-MFG", "NH-COM", "nonsense"]))
    def find_cause(self, who: str, cause: str) -> None:
        given = {"case_id": self.case_id, "lesson": "", "measure": "", "by": self.member(who)}
        self.attempt(record_cause, cause=cause, **given)

    @rule(who=WHO, finding=st.sampled_from(["upheld", "not_upheld", "?"]), words=WORDS)
    def judge(self, who: str, finding: str, words: str) -> None:
        point = self.case.grievances.first()
        given = {"case_id": self.case_id, "finding": finding, "reason": words, "by": self.member(who)}
        self.attempt(actions.judge_point, point_id=point.pk if point else 0, **given)

    @rule(who=WHO, outcome=st.sampled_from([*Outcome.values, "?"]), words=WORDS, left=WORDS, told=WORDS)
    def close(self, who: str, outcome: str, words: str, left: str, told: str) -> None:
        ending = {"referred_to": told, "rule": told, "told": told, "duplicate_of": self.case.number}
        given = {"case_id": self.case_id, "reason": words, "left_open": left, "by": self.member(who)}
        self.attempt(actions.close_case, outcome=outcome, ending=ending, **given)

    @rule(who=WHO, words=WORDS)
    def repeat_another(self, who: str, words: str) -> None:
        other = self.attempt(
            actions.register_complaint,
            text="同一个电饭锅",
            customer=self.customer,
            channel="phone",
            by=self.company.portal,
        )
        ending = {"duplicate_of": other.number}
        given = {"case_id": self.case_id, "reason": words, "left_open": words, "by": self.member(who)}
        self.attempt(actions.close_case, outcome="DUP", ending=ending, **given)

    @rule(who=WHO, words=WORDS)
    def reopen(self, who: str, words: str) -> None:
        self.attempt(actions.reopen_case, case_id=self.case_id, reason=words, by=self.member(who))

    @rule(words=WORDS)
    def withdraw(self, words: str) -> None:
        self.attempt(actions.withdraw_complaint, case_id=self.case_id, words=words, by=self.company.portal)

    @rule(words=WORDS)
    def begin_anew(self, words: str) -> None:
        self.attempt(actions.follow_up_case, case_id=self.case_id, text=words, by=self.company.portal)

    @rule(words=WORDS)
    def customer_writes(self, words: str) -> None:
        self.attempt(actions.add_customer_message, case_id=self.case_id, text=words, by=self.company.portal)

    @rule(who=WHO, words=WORDS, what=st.sampled_from(["reply", "note", "draft"]))
    def we_write(self, who: str, words: str, what: str) -> None:
        given: dict[str, Any] = {"case_id": self.case_id, "body": words, "by": self.member(who)}
        if what == "draft":
            self.attempt(save_draft, kind="reply", **given)
        else:
            self.attempt(actions.post_reply if what == "reply" else actions.add_note, **given)

    @rule(who=WHO, place=st.sampled_from(["qa", "east", "law"]), words=WORDS)
    def give_task(self, who: str, place: str, words: str) -> None:
        department = self.company.departments[place]
        given = {"case_id": self.case_id, "kind": department.function, "department": department}
        self.attempt(actions.give_task, asked=words, by=self.member(who), **given)

    @rule(who=st.sampled_from(["quality", "east_handler", "legal", "handler"]), what=st.sampled_from("ardw"))
    def answer_task(self, who: str, what: str) -> None:
        task = Task.objects.filter(case=self.case_id).order_by("-id").first()
        if task is None:
            return
        given: dict[str, Any] = {"task_id": task.pk, "by": self.member(who)}
        act: Callable[..., Any]
        act, more = {
            "a": (actions.accept_task, {}),
            "r": (actions.return_task, {"reason": "不归我们"}),
            "d": (actions.finish_task, {"result": SAID}),
            "w": (actions.withdraw_task, {"reason": "不用了"}),
        }[what]
        self.attempt(act, **given, **more)

    @rule(who=WHO, words=WORDS, days=st.integers(-1, 5))
    def promise(self, who: str, words: str, days: int) -> None:
        due = self.now + timedelta(days=days)
        self.attempt(actions.add_promise, case_id=self.case_id, text=words, due_at=due, by=self.member(who))

    @rule(who=WHO, kept=st.booleans(), words=WORDS)
    def answer_promise(self, who: str, kept: bool, words: str) -> None:
        promise = Promise.objects.filter(case=self.case_id).order_by("-id").first()
        if promise is None:
            return
        given: dict[str, Any] = {"promise_id": promise.pk, "by": self.member(who)}
        if kept:
            self.attempt(actions.keep_promise, **given)
        else:
            self.attempt(actions.break_promise, reason=words, told=words, **given)

    @rule(who=WHO, on=st.booleans())
    def pause(self, who: str, on: bool) -> None:
        one = Clock.objects.filter(case=self.case_id).order_by("-id").first()
        given: dict[str, Any] = {"case_id": self.case_id, "by": self.member(who)}
        if one and on:
            self.attempt(resume_clock, clock_id=one.pk, **given)
        elif one:
            self.attempt(pause_clock, clock_id=one.pk, reason="customer_material", note="等小票", **given)

    @rule(who=WORKS, words=WORDS)
    def ask_handover(self, who: str, words: str) -> None:
        place = self.company.departments["east"]
        given = {"case_id": self.case_id, "department": place, "reason": words, "by": self.member(who)}
        self.attempt(actions.ask_handover, **given)

    @rule(who=st.sampled_from(["east_handler", "handler", "lead"]), what=st.sampled_from("art"))
    def answer_handover(self, who: str, what: str) -> None:
        handover = Handover.objects.filter(case=self.case_id).order_by("-id").first()
        if handover is None:
            return
        given: dict[str, Any] = {"handover_id": handover.pk, "by": self.member(who)}
        if what == "a":
            self.attempt(actions.accept_handover, **given)
        elif what == "r":
            self.attempt(actions.return_handover, reason="人手不够", **given)
        else:
            self.attempt(actions.take_back_handover, **given)

    @rule(who=WHO, words=WORDS, on=st.booleans())
    def restrict(self, who: str, words: str, on: bool) -> None:
        act = actions.restrict_case if on else actions.lift_restriction
        self.attempt(act, case_id=self.case_id, reason=words, by=self.member(who))

    @rule(days=st.sampled_from([1, 3, 29, 31]))
    def time_goes_by(self, days: int) -> None:
        self.now += timedelta(days=days)

    @invariant()
    def nothing_written_is_lost(self) -> None:
        if not self.case_id:
            return
        kept = {
            one.__name__: one.objects.filter(case=self.case_id).count()  # type: ignore[attr-defined]
            for one in (Message, Note, ReplyDraft, Attachment)
        }
        assert all(count >= self.kept.get(name, 0) for name, count in kept.items())
        self.kept = kept

    @invariant()
    def no_clock_runs_in_a_closed_case(self) -> None:
        if self.case_id and not self.case.is_open:
            running = Clock.objects.filter(case=self.case_id, stopped_at=None)
            assert not running.exists(), list(running.values("kind", "started_at"))
            assert self.case.due_at is None

    def bring_to_its_end(self) -> None:
        """From wherever the case got to, the way to a regular end is open to somebody."""
        by = self.company.manager
        while self.case.is_open and self.case.stage != Stage.REVIEW:
            before = self.case.stage
            self.attempt(actions.advance_stage, case_id=self.case_id, skip_reason="结案测试", by=by)
            assert self.case.stage != before, f"no way on from {before}"
        if self.case.is_open:
            self.attempt(record_cause, case_id=self.case_id, cause="QA-MFG", lesson="", measure="", by=by)
            end = {"case_id": self.case_id, "outcome": "UPH", "left_open": "结案测试", "by": by}
            self.attempt(actions.close_case, **end)
        assert not self.case.is_open, f"no end from {self.case.stage}"
        self.no_clock_runs_in_a_closed_case()
        self.nothing_written_is_lost()


@pytest.mark.usefixtures("db")
def test_whatever_people_do_nothing_is_lost_and_every_case_can_end(whole_company: Any, customer: Any) -> None:
    Life.company, Life.customer, Life.begun = whole_company, customer, clock.now()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
