"""The promise ledger: found or entered, confirmed with a date, then kept, broken or struck out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.actions.reminding import remind_of_promise, remind_of_promises
from amends.casework.cases.choices import PromiseState
from amends.casework.cases.models import Case, Promise
from amends.casework.cases.rules.promises import (
    NEXT,
    Promised,
    can_become,
    hangs_on_the_options,
    reminder_for,
    share_kept,
    without_doubles,
)
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.actions import enter_absence

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def made(company: Any, owned_case: Case) -> Promise:
    return actions.add_promise(
        case_id=owned_case.pk,
        text="明天中午前回电",
        due_at=clock.now() + timedelta(days=1),
        by=company.handler,
    )


@pytest.fixture
def found(company: Any, owned_case: Case) -> list[Promise]:
    message = actions.post_reply(
        case_id=owned_case.pk, body="我们三天内退款，之后联系您。", by=company.handler
    )
    items = [Promised("三天内退款", clock.now() + timedelta(days=3)), Promised("之后联系您")]
    return actions.record_promises(case_id=owned_case.pk, message=message, items=items, by=company.house)


@pytest.mark.parametrize("state", list(PromiseState))
@pytest.mark.parametrize("after", list(PromiseState))
def test_only_what_the_table_says_may_come_of_a_promise(state: PromiseState, after: PromiseState) -> None:
    assert can_become(state, after) is (after in NEXT[state])


@pytest.mark.parametrize(
    ("hours", "before"),
    [(48, 44), (8, 4), (4, 2), (1, 0.5)],
)
def test_a_reminder_comes_four_hours_before_or_halfway(hours: float, before: float) -> None:
    due = NOON + timedelta(hours=hours)
    assert reminder_for(due, NOON) == NOON + timedelta(hours=before)


def test_what_is_late_already_reminds_at_once() -> None:
    assert reminder_for(NOON - timedelta(hours=1), NOON) == NOON - timedelta(hours=1)


def test_the_share_kept_is_none_before_any_time_has_come() -> None:
    assert (share_kept(0, 0), share_kept(3, 1), share_kept(0, 2)) == (None, 75, 0)


def test_the_same_words_bind_once_with_the_time_that_is_known() -> None:
    assert without_doubles([Promised(" 退款 "), Promised("退款", NOON), Promised("  ")]) == [
        Promised("退款", NOON)
    ]


def test_what_a_reply_promised_is_listed_once_and_waits_to_be_confirmed(
    company: Any, owned_case: Case, found: list[Promise]
) -> None:
    assert [(one.text, one.state) for one in found] == [
        ("三天内退款", "to_confirm"),
        ("之后联系您", "to_confirm"),
    ]
    message = found[0].message
    assert message is not None
    again = actions.record_promises(
        case_id=owned_case.pk, message=message, items=[Promised("三天内退款")], by=company.house
    )
    assert again == []
    assert Promise.objects.count() == 2


def test_said_again_in_a_later_reply_it_binds_once_while_it_is_owed_and_not_late(
    company: Any, owned_case: Case, found: list[Promise]
) -> None:
    def in_another_reply(days: int) -> list[Promise]:
        with clock.at(clock.now() + timedelta(days=days)):
            message = actions.post_reply(case_id=owned_case.pk, body=f"第{days}天", by=company.handler)
            items = [Promised("三天内退款", clock.now() + timedelta(days=3)), Promised("三天内换新")]
            return actions.record_promises(
                case_id=owned_case.pk, message=message, items=items, by=company.house
            )

    assert [one.text for one in in_another_reply(1)] == ["三天内换新"]
    assert [one.text for one in in_another_reply(4)] == ["三天内退款"]


def test_confirming_wants_a_date_and_may_change_the_words(company: Any, found: list[Promise]) -> None:
    dated, undated = found
    actions.confirm_promise(promise_id=dated.pk, by=company.handler)
    with pytest.raises(Invalid) as missing:
        actions.confirm_promise(promise_id=undated.pk, by=company.handler)
    assert missing.value.field == "due_at"
    on = clock.now() + timedelta(days=4)
    actions.confirm_promise(promise_id=undated.pk, text="周一联系您", due_at=on, by=company.handler)
    undated.refresh_from_db()
    assert (undated.state, undated.text, undated.due_at) == ("open", "周一联系您", on)
    assert undated.remind_at is not None and undated.remind_at <= on - timedelta(hours=4)


def test_a_promise_is_kept_once(company: Any, made: Promise) -> None:
    actions.keep_promise(promise_id=made.pk, by=company.handler)
    made.refresh_from_db()
    assert (made.state, made.ended_by) == ("kept", company.handler)
    with pytest.raises(WrongState):
        actions.keep_promise(promise_id=made.pk, by=company.handler)


def test_a_broken_one_says_why_and_what_the_customer_was_told(company: Any, made: Promise) -> None:
    for reason, told, field in (("", "已道歉", "reason"), ("快递延误", " ", "told")):
        with pytest.raises(Invalid) as refused:
            actions.break_promise(promise_id=made.pk, reason=reason, told=told, by=company.handler)
        assert refused.value.field == field
    actions.break_promise(promise_id=made.pk, reason="快递延误", told="已道歉，改周五", by=company.handler)
    made.refresh_from_db()
    assert (made.state, made.reason, made.told) == ("broken", "快递延误", "已道歉，改周五")
    assert AuditEntry.objects.get(action="promise.broken").reason == "快递延误"


def test_what_was_no_promise_is_struck_with_a_reason(company: Any, found: list[Promise]) -> None:
    actions.strike_promise(promise_id=found[1].pk, reason="只是客气话", by=company.handler)
    found[1].refresh_from_db()
    assert found[1].state == "struck"


def test_a_promise_by_hand_has_words_and_a_time_to_come(company: Any, owned_case: Case) -> None:
    later = clock.now() + timedelta(days=1)
    for text, due, field in (("", later, "text"), ("回电", None, "due_at"), ("回电", clock.now(), "due_at")):
        with pytest.raises(Invalid) as refused:
            actions.add_promise(case_id=owned_case.pk, text=text, due_at=due, by=company.handler)
        assert refused.value.field == field


def test_whoever_keeps_it_works_on_the_case(company: Any, owned_case: Case) -> None:
    with pytest.raises(Invalid) as stranger:
        actions.add_promise(
            case_id=owned_case.pk,
            text="回电",
            due_at=clock.now() + timedelta(days=1),
            owner=company.west_handler,
            by=company.handler,
        )
    assert stranger.value.field == "owner"


def test_a_wrong_team_and_a_wrong_role_are_refused(company: Any, owned_case: Case, made: Promise) -> None:
    with pytest.raises(NotFound):
        actions.keep_promise(promise_id=made.pk, by=company.west_handler)
    with pytest.raises(NotFound):
        actions.keep_promise(promise_id=made.pk, by=company.trainer)
    with pytest.raises(NotPermitted):
        actions.add_promise(
            case_id=owned_case.pk, text="回电", due_at=clock.now() + timedelta(days=1), by=company.trainer
        )
    with pytest.raises(WrongState):
        actions.confirm_promise(promise_id=made.pk, by=company.handler)


def test_promises_are_kept_after_the_case_is_closed_too(
    company: Any, owned_case: Case, made: Promise
) -> None:
    actions.close_case(
        case_id=owned_case.pk,
        outcome="WDN",
        ending={"how": "phone"},
        reason="撤诉",
        left_open="客户同意下周再补寄",
        by=company.handler,
    )
    actions.keep_promise(promise_id=made.pk, by=company.handler)
    made.refresh_from_db()
    assert made.state == "kept"


def test_whoever_keeps_it_is_reminded_once_in_working_time(company: Any, owned_case: Case) -> None:
    # A Thursday, ten in the morning in Shanghai; the reminder falls on midnight and comes the next morning.
    morning = datetime(2026, 11, 26, 2, tzinfo=UTC)
    with clock.at(morning):
        made = actions.add_promise(
            case_id=owned_case.pk,
            text="回电",
            due_at=morning + timedelta(hours=26),
            remind_at=morning + timedelta(hours=14),
            by=company.handler,
        )
    for hours, reminded in ((0, False), (15, False), (24, True), (24, True)):
        with clock.at(morning + timedelta(hours=hours)):
            remind_of_promises()
        made.refresh_from_db()
        assert (made.reminded_at is not None) is reminded
    assert made.reminded_at == morning + timedelta(hours=24)
    assert AuditEntry.objects.filter(action="promise.reminded").count() == 1


def test_the_bell_rings_at_the_hour_chosen_for_who_keeps_it_and_for_their_deputy(
    company: Any, owned_case: Case, run_jobs: Callable[..., Any]
) -> None:
    morning = datetime(2026, 11, 26, 2, tzinfo=UTC)
    with clock.at(morning):
        enter_absence(
            member=company.handler,
            starts_at=morning,
            ends_at=morning + timedelta(days=1),
            deputy=company.colleague,
            by=company.lead,
        )
        rows = {"case_id": owned_case.pk, "due_at": morning + timedelta(hours=4), "by": company.handler}
        actions.add_promise(text="回电", remind_at=morning + timedelta(hours=1), **rows)
        kept = actions.add_promise(text="寄样品", remind_at=morning + timedelta(hours=1), **rows)
        actions.keep_promise(promise_id=kept.pk, by=company.handler)
    with clock.at(morning + timedelta(hours=1)):
        for _twice in range(2):
            remind_of_promises()
            run_jobs()
        told = Notice.objects.filter(kind="promise", origin__startswith="promise:")
        assert sorted(told.values_list("member__username", flat=True)) == ["colleague", "handler"]


def test_what_is_due_when_nobody_works_is_reminded_of_before_they_leave(
    company: Any, owned_case: Case
) -> None:
    # Made on a Thursday at ten in Shanghai, due on Sunday at noon: on Monday it would be too late.
    morning = datetime(2026, 11, 26, 2, tzinfo=UTC)
    with clock.at(morning):
        weekend, tuesday = (
            actions.add_promise(
                case_id=owned_case.pk,
                text=text,
                due_at=morning + timedelta(days=days, hours=2),
                by=company.handler,
            )
            for text, days in (("周日回电", 3), ("周二回电", 5))
        )
    assert weekend.remind_at == datetime(2026, 11, 27, 9, tzinfo=UTC)
    assert tuesday.remind_at == morning + timedelta(days=5, hours=-2)


def test_only_the_house_reminds_and_only_of_what_is_owed(company: Any, made: Promise) -> None:
    with pytest.raises(NotPermitted):
        remind_of_promise(promise_id=made.pk, by=company.manager)
    actions.keep_promise(promise_id=made.pk, by=company.handler)
    with clock.at(clock.now() + timedelta(days=2)):
        assert remind_of_promise(promise_id=made.pk, by=company.house) is None


@pytest.mark.parametrize(
    ("words", "hangs"),
    [
        ("我会在三个工作日内为您全额退款", True),
        ("12月3日前把新的礼盒补寄给您", True),
        ("我們會在週五前安排師傅上門維修", True),
        ("We will refund you within three days and call you then", True),
        ("退款到账后我会电话通知您", True),
        ("我们在12月2日下午五点前把钱退到您的账户", True),
        ("三天內把這筆錢退給您", True),
        ("周五前把十八元打到您的卡上", True),
        ("You have your money back by 2 December", True),
        ("都由我在12月2日前办妥", True),
        ("都由我在12月2日前辦好", True),
        ("十二点前给您回电，说明钱什么时候到账", False),
        ("周五前给您回电，说明办到哪一步、什么时候办好", False),
        ("明天18点前我给您打电话，说明退款怎么安排", False),
        ("I will call you by six to arrange the refund", False),
        ("周五前我把调查结果告诉您", False),
        ("下周一前查清是谁经手的", False),
    ],
)
def test_what_is_given_hangs_on_the_options_and_a_call_does_not(words: str, hangs: bool) -> None:
    assert hangs_on_the_options(words) is hangs
