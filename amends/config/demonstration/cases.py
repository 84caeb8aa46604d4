"""The cases, played through the very actions that people use, each at the time it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from amends.casework.cases import actions as cases
from amends.casework.cases.actions.closing import EARLY
from amends.casework.cases.choices import Confirmed, Outcome, PointFinding, Responsible, Stage, Systemic
from amends.casework.cases.models import Case
from amends.casework.cases.queries import visible_cases
from amends.casework.cases.rules import STAGES
from amends.casework.clocks.actions import apply_effect
from amends.casework.customers.models import Customer
from amends.config.demonstration import authority, daily, deadlines, handbook
from amends.config.demonstration.company import FOLDER, lines
from amends.config.demonstration.engagements import Engagements, answer_open_tasks, settle_agreed
from amends.config.demonstration.giving import give_with_reasons
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.kernel.events import gathered, react_now
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import absence_now, house_member, portal_member
from amends.oversight.improvement.actions import record_cause
from amends.practice.remedies.actions import choose_option, propose_solutions, reject_proposal
from amends.practice.remedies.models import Option, Proposal
from amends.practice.remedies.rules import OfferedOption
from amends.practice.replies.actions import ensure_may_leave
from amends.practice.surveys.actions import rate_case

T = TypeVar("T")
Act = Callable[[], object]
BRIEF = timedelta(minutes=2)
SOON = 0.4
LETTER = {
    "zh-Hans": "事情已经查清楚了，这次是我们让您受累。下面有几种处理办法，请您按自己的情况选一个；如果都不合适，也请直接告诉我们您的想法。",
    "zh-Hant": "事情已經查清楚了，這次是我們讓您受累。下面有幾種處理辦法，請您依自己的情況選一個；如果都不合適，也請直接告訴我們您的想法。",
    "en": "We now know what happened, and we are sorry for the trouble it caused you. Please choose the way that suits you best; if none does, tell us what would.",
}
RESTATED = {
    "zh-Hans": "您的意思是：{points}对吗？——顾客说是的。",
    "zh-Hant": "您的意思是：{points}對嗎？——顧客說是的。",
    "en": "You mean: {points} Is that right? – The customer says yes.",
}
# Why a customer turned down two rounds of options, after which the case goes up.
TURNED_DOWN = {
    "D110": (
        "退课费是应该的，可我为这节课请了两次假，这个损失一句都没提。",
        "还是原来那两样，没有听进去。请让能做主的人来跟我谈。",
    )
}
# Who or what answers for a cause, by its group and by some of its codes.
RESPONSIBLE = {
    "QA-PKG": Responsible.PACKAGING,
    "QA-TRN": Responsible.CARRIER,
    "QA": Responsible.PRODUCT,
    "NH": Responsible.STAFF,
    "NC": Responsible.MISUNDERSTANDING,
}
PASSED_ON = {
    "referred_to": "商场物业服务中心",
    "rule": "商户排烟由商场物业管理，不在门店经营范围",
    "told": "当日电话告知顾客，并短信附上对方电话",
}
ENDINGS = {Outcome.OOS: PASSED_ON, Outcome.WDN: {"how": Confirmed.PHONE.value}}
ANSWERED_DIRECTLY = "来信已直接答复，不需要后面的步骤。"


def rows() -> Iterator[dict[str, Any]]:
    for file in sorted(FOLDER.glob("cases-*.jsonl")):
        yield from lines(file.name)


def key_of(row: dict[str, Any]) -> str:
    return f"demo:{row['key']}"


class Player:
    """Plays cases one after the other, for a company that was loaded before."""

    def __init__(
        self,
        people: dict[str, Member],
        customers: dict[str, Customer],
        departments: dict[str, Department],
        now: datetime,
    ) -> None:
        self.people, self.customers, self.departments, self.now = people, customers, departments, now
        self.portal, self.house = portal_member(), house_member()

    def start_of(self, row: dict[str, Any]) -> datetime:
        return self.now - timedelta(days=row["days_ago"])

    def receive(self, row: dict[str, Any]) -> None:
        """The complaint comes in. A new one is read and routed by the worker, like any; the others have a story."""
        start = self.start_of(row)
        if row["stage"] == "new":
            with clock.at(start):
                self.register(row)
        else:
            with clock.at(start), gathered():
                self.register(row)

    def tell(self, row: dict[str, Any]) -> None:
        """What happened to a complaint afterwards; told once, however often it is asked for."""
        case = Case.objects.get(idempotency_key=key_of(row))
        if row["stage"] == "new" or case.owner_id is not None:
            return
        start = self.start_of(row)
        case = self.at(start + BRIEF, lambda: self.take(case, row))
        CaseScript(self, case, row, start).play()
        self.at(self.now, lambda: authority.tell_of(row["key"], case, self.people, self.now))
        if row["stage"] != "closed":
            daily.remind_in_time(case.pk, self.now, self.house)

    def take(self, case: Case, row: dict[str, Any]) -> Case:
        cases.read_case(case_id=case.pk, by=self.house)
        apply_effect(case_id=case.pk, happening="complaint_registered", at=case.received_at, by=self.house)
        give_with_reasons(case.pk, self.handler_of(row), by=self.house)
        case = Case.objects.select_related("owner").get(pk=case.pk)
        daily.judge(case, row["key"], case.owner or self.house)
        return case

    def handler_of(self, row: dict[str, Any]) -> Member:
        """Whoever the story names, or their deputy while they are away."""
        named = self.people[row["handler"]]
        absence = absence_now(named)
        return absence.deputy if absence and absence.deputy else named

    def register(self, row: dict[str, Any]) -> Case:
        return cases.register_complaint(
            text=row["text"],
            subject=row["subject"],
            customer=self.customers[row["customer"]],
            channel=row["channel"],
            order_number=row["order"] or "",
            concerns=self.departments.get(row["department"]),
            idempotency_key=key_of(row),
            by=self.portal,
        )

    def at(self, moment: datetime, act: Callable[[], T]) -> T:
        """Does something at a moment of the past, and then what others do because of it."""
        with clock.at(moment), gathered() as events:
            done = act()
            while events:
                react_now(events.pop(0))
        return done


class CaseScript:
    """What happened to one case after it came in, in the order it happened."""

    def __init__(self, player: Player, case: Case, row: dict[str, Any], start: datetime) -> None:
        self.player, self.row, self.start = player, row, start
        self.case, self.case_id, self.language = case, case.pk, row["language"]
        self.age = (player.now - start) / timedelta(hours=1)
        self.handler = player.people[row["handler"]]

    def play(self) -> None:
        last = 0.0
        for last, act in sorted(self.acts(), key=lambda one: one[0]):
            self.player.at(self.moment(last), act)
        self.end(last)

    def moment(self, hours: float) -> datetime:
        """So long after the complaint came in, or the morning after, and never in the future."""
        return min(daily.by_day(self.start + timedelta(hours=hours)), self.player.now)

    def acts(self) -> Iterator[tuple[float, Act]]:
        yield from self.words()
        yield from self.steps()
        yield from self.offers()
        for hours, what in deadlines.waits(self.row):
            yield hours, partial(deadlines.wait, self.case_id, what, self.handler)
        yield from handbook.ticks(self.row, self.case_id, self.handler)
        yield from Engagements(
            self.row["key"], self.case_id, self.player.people, self.start, self.player.now
        ).acts()

    def words(self) -> Iterator[tuple[float, Act]]:
        """What was noted, and said to and by the customer."""
        row = self.row
        for note in row.get("notes", []):
            yield note["hours"], partial(self.note, note)
        for message in row.get("customer_messages", []):
            yield message["hours"], partial(self.customer_writes, message["text"])
        for hours, text in daily.calmed(self.case, row):
            yield hours, partial(self.customer_writes, text)
        for reply in [*row.get("replies", []), *([row["first_reply"]] if "first_reply" in row else [])]:
            yield reply["hours"], partial(self.reply, reply["text"])

    def steps(self) -> Iterator[tuple[float, Act]]:
        """What was done in a stage, and the customer's judgement of it."""
        row = self.row
        written = {"points_confirmed": self.confirm_points, "finding": self.find}
        for name, act in {**written, "followup": self.follow_up, "rating": self.rate}.items():
            if name in row:
                yield row[name]["hours"], partial(act, row[name])
        if "carried_out" in row:
            yield daily.carried_out_at(row, self.age), partial(self.carry_out, row["carried_out"])

    def offers(self) -> Iterator[tuple[float, Act]]:
        """The options put before the customer, and the answers to them."""
        row = self.row
        if "options" in row:
            yield row["options_hours"], self.propose
        if row["key"] in TURNED_DOWN:
            first, second = TURNED_DOWN[row["key"]]
            yield row["options_hours"] + 20, partial(self.turn_down, first)
            yield row["options_hours"] + 30, self.propose
            yield row["options_hours"] + 50, partial(self.turn_down, second)
        if "chosen" in row:
            yield row["chosen_hours"], self.choose

    def note(self, note: dict[str, Any]) -> None:
        author = self.player.people[note["author"]]
        knows = visible_cases(author).filter(pk=self.case_id).exists()
        cases.add_note(case_id=self.case_id, body=note["text"], by=author if knows else self.handler)

    def customer_writes(self, text: str) -> None:
        cases.add_customer_message(case_id=self.case_id, text=text, by=self.player.portal)

    def reply(self, text: str) -> None:
        cases.post_reply(case_id=self.case_id, body=text, by=self.handler)

    def confirm_points(self, entry: dict[str, Any]) -> None:
        self.reach(Stage.LISTEN)
        cases.advance_stage(case_id=self.case_id, record=entry["text"], by=self.handler)

    def find(self, entry: dict[str, Any]) -> None:
        self.reach(Stage.INVESTIGATE)
        cases.write_record(
            case_id=self.case_id, text=entry["text"], details=self.responsibility(), by=self.handler
        )

    def responsibility(self) -> dict[str, str]:
        """Who answers for it, and whether it will happen again, as the company's records say by their cause."""
        cause = self.row.get("cause", "")
        who = RESPONSIBLE.get(cause) or RESPONSIBLE.get(cause[:2]) or Responsible.PROCESS
        wide = Systemic.SYSTEMIC if self.row.get("measure") else Systemic.SINGLE
        measure = {"long_term": self.row["measure"]} if self.row.get("measure") else {}
        return {"responsible": who.value, "extent": wide.value, **measure}

    def propose(self) -> None:
        self.reach(Stage.PROPOSE)
        today = clock.today()
        options = [
            OfferedOption(
                title=option["title"],
                description=option.get("description", ""),
                pros=option.get("pros", ""),
                cons=option.get("cons", "").strip("-"),
                amount=Decimal(str(option["amount"])) if option.get("amount") else None,
                due_on=today + timedelta(days=max(1, int(option.get("due_days", 3)))),
            )
            for option in self.row["options"]
        ]
        letter = LETTER[self.language]
        propose_solutions(
            case_id=self.case_id, letter=letter, options=options, by=self.who_may_offer(options, letter)
        )

    def who_may_offer(self, options: list[OfferedOption], letter: str) -> Member:
        """The handler, or the manager where the amount or the weight of the case is above a handler's authority."""
        manager = self.player.people["manager"]
        if (
            max((option.amount or Decimal(0) for option in options), default=Decimal(0))
            > self.handler.approval_limit
        ):
            return manager
        try:
            case = Case.objects.get(pk=self.case_id)
            ensure_may_leave(case=case, words=letter, kind="solution", by=self.handler)
        except NotPermitted:
            return manager
        return self.handler

    def turn_down(self, why: str) -> None:
        proposal = Proposal.objects.filter(case=self.case_id).latest("round")
        reject_proposal(case_id=self.case_id, proposal_id=proposal.pk, comment=why, by=self.player.portal)

    def choose(self) -> None:
        options = Option.objects.filter(proposal__case=self.case_id).order_by("position")
        choose_option(case_id=self.case_id, option_id=options[self.row["chosen"]].pk, by=self.player.portal)

    def carry_out(self, entry: dict[str, Any]) -> None:
        if Case.objects.get(pk=self.case_id).agreed_at is None:
            cases.agree_solution(case_id=self.case_id, summary=entry["text"][:120], by=self.handler)
        cases.mark_solved(case_id=self.case_id, what=entry["text"], by=self.handler)
        settle_agreed(self.case_id, by=self.handler)

    def follow_up(self, entry: dict[str, Any]) -> None:
        cases.mark_followed_up(case_id=self.case_id, what=entry["text"], by=self.handler)

    def rate(self, entry: dict[str, Any]) -> None:
        case = Case.objects.get(pk=self.case_id)
        if case.solved_at is None:
            return
        if entry["solved"] >= 3:
            cases.confirm_solution(case_id=self.case_id, by=self.player.portal)
        rate_case(
            case_id=self.case_id,
            solved=entry["solved"],
            treated=entry["treated"],
            comment=entry.get("comment", ""),
            by=self.player.portal,
        )

    def reach(self, stage: Stage) -> None:
        """Goes on to a stage; what is not on record there is skipped with a reason, as on the desk."""
        case = Case.objects.get(pk=self.case_id)
        while STAGES.index(Stage(case.stage)) < STAGES.index(stage):
            case = self.go_on(case)

    def go_on(self, case: Case) -> Case:
        """One stage further; where a severe case skips one, the manager answers for it."""
        step: dict[str, Any] = {
            "case_id": self.case_id,
            "skip_reason": ANSWERED_DIRECTLY,
            "record": self.restated(case),
            "details": {"how": Confirmed.PHONE.value} if self.restated(case) else {},
        }
        try:
            return cases.advance_stage(**step, by=self.handler)
        except NotPermitted:
            return cases.advance_stage(**step, by=self.player.people["manager"])

    def restated(self, case: Case) -> str:
        """What was said back to the customer once the points were taken down, in the customer's language."""
        if case.stage != Stage.CONFIRM or "points_confirmed" not in self.row:
            return ""
        return RESTATED[self.language].format(points=self.row["points_confirmed"]["text"])

    def end(self, last: float) -> None:
        """Leaves the case in the stage the company's records say, or closed, soon after the last that happened."""
        stage = self.row["stage"]
        moment = self.moment(max(last, self.row.get("closed_hours", last + SOON)))
        if stage in Stage.values:
            self.player.at(moment, partial(self.reach, Stage(stage)))
        else:
            self.player.at(moment, self.close)

    def judge_points(self, outcome: str) -> None:
        """What was found of each point, as the company's records say of the whole."""
        found = {Outcome.UPH: PointFinding.UPHELD, Outcome.PUP: PointFinding.PARTLY}
        why = self.row.get("finding", {}).get("text") or self.row.get("lesson") or ANSWERED_DIRECTLY
        for point in Case.objects.get(pk=self.case_id).grievances.filter(finding=""):
            cases.judge_point(
                case_id=self.case_id,
                point_id=point.pk,
                finding=found.get(Outcome(outcome), PointFinding.NOT_UPHELD),
                reason=why,
                cause=self.row.get("cause", ""),
                responsible=self.responsibility()["responsible"],
                remedy=self.row["options"][self.row["chosen"]]["title"] if "chosen" in self.row else "",
                by=self.handler,
            )

    def close(self) -> None:
        answer_open_tasks(self.case_id)
        outcome = self.row.get("outcome") or Outcome.SUM
        if "cause" not in self.row and outcome not in EARLY:
            outcome = Outcome.SUM
        if outcome not in EARLY:
            self.judge_points(outcome)
            self.reach(Stage.REVIEW)
            record_cause(
                case_id=self.case_id,
                cause=self.row["cause"],
                lesson=self.row.get("lesson", ""),
                measure=self.row.get("measure", ""),
                by=self.handler,
            )
        settle_agreed(self.case_id, by=self.handler)
        cases.close_case(
            case_id=self.case_id,
            outcome=outcome,
            reason=self.row.get("lesson") or ANSWERED_DIRECTLY,
            ending=ENDINGS.get(outcome),
            by=self.handler,
        )
