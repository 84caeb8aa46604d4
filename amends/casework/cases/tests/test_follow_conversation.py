"""The conversation is read on in the background: heat, our effect, late risks, and thanks that wait for nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import (
    add_customer_message,
    close_case,
    confirm_solution,
    correct_reading,
    follow_case,
    following,
    mark_solved,
    post_reply,
    read_case,
    read_message,
)
from amends.casework.cases.choices import MessageKind
from amends.casework.cases.events import CaseReopened, CustomerWrote, RiskNamedLate, SolutionDisputed
from amends.casework.cases.models import Case, Message
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.events import gathered

Write = Callable[[Case, str], Message]


@pytest.fixture
def write(company: Any) -> Write:
    """The customer writes, and the worker reads it."""

    def act(case: Case, text: str) -> Message:
        message = add_customer_message(case_id=case.pk, text=text, by=company.portal)
        read_message(message_id=message.pk, by=company.house)
        message.refresh_from_db()
        case.refresh_from_db()
        return message

    return act


@pytest.fixture
def reply(company: Any) -> Write:
    def act(case: Case, text: str) -> Message:
        return post_reply(case_id=case.pk, body=text, by=company.handler)

    return act


@pytest.fixture
def solved_case(company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case]) -> Case:
    bring_to(owned_case, "carry_out")
    return mark_solved(case_id=owned_case.pk, what="退款已原路退回", by=company.handler)


def actions_of(case: Case) -> list[str]:
    return [entry.action for entry in entries_of(case.chain)]


def test_the_complaint_itself_has_a_heat_that_explains_itself(owned_case: Case) -> None:
    mood = owned_case.messages.get().mood
    assert mood["heat"] == owned_case.heat > 0
    assert sum(part["degrees"] for part in mood["parts"]) == owned_case.heat
    assert owned_case.late_risks == []


def test_what_the_customer_answers_is_read_on_and_our_message_gets_its_effect(
    owned_case: Case, write: Write, reply: Write
) -> None:
    ours = reply(owned_case, "对不起，退款今天18点前到账，到账我再告诉您。")
    before = owned_case.heat
    answer = write(owned_case, "好的，谢谢你这么快处理。")
    ours.refresh_from_db()
    assert (ours.mood["effect"], ours.mood["answer"]) == ("calmed", answer.pk)
    assert owned_case.heat == answer.mood["heat"] < before
    assert ours.mood["change"] == owned_case.heat - before


def test_a_receipt_has_no_effect(company: Any, owned_case: Case, write: Write) -> None:
    receipt = post_reply(
        case_id=owned_case.pk, body="已收到", kind=MessageKind.ACKNOWLEDGEMENT, by=company.house
    )
    write(owned_case, "？？？")
    receipt.refresh_from_db()
    assert receipt.mood == {}


def test_nothing_is_read_in_the_request(company: Any, owned_case: Case) -> None:
    with gathered() as events:
        message = add_customer_message(case_id=owned_case.pk, text="太过分了！", by=company.portal)
    assert events == [CustomerWrote(case_id=owned_case.pk, message_id=message.pk)]
    message.refresh_from_db()
    assert (message.reading, message.mood) == (None, {})


def test_a_threat_that_comes_late_is_a_fact_of_the_case_and_is_told(
    company: Any, register: Callable[..., Case], write: Write
) -> None:
    case = register("送来的杯子颜色不对，想换一个。")
    read_case(case_id=case.pk, by=company.house)
    message = add_customer_message(case_id=case.pk, text="还不处理我就找律师起诉你们！", by=company.portal)
    with gathered() as events:
        read_message(message_id=message.pk, by=company.house)
    assert RiskNamedLate(case_id=case.pk, message_id=message.pk) in events
    case.refresh_from_db()
    assert case.late_risks == [{"risk": "legal", "message": message.pk}]
    assert "legal" in case.risks and case.has_risk
    later = write(case, "我说了，我会找律师起诉你们！")
    assert case.late_risks == [{"risk": "legal", "message": message.pk}]
    assert "late" not in later.mood
    message.refresh_from_db()
    assert message.mood["late"] == ["legal"]


def test_a_late_risk_that_a_person_finds_wrong_is_not_told_any_longer(
    company: Any, register: Callable[..., Case], write: Write
) -> None:
    case = register("送来的杯子颜色不对，想换一个。")
    read_case(case_id=case.pk, by=company.house)
    write(case, "还不处理我就找律师起诉你们！")
    correct_reading(case_id=case.pk, field="risks", value=[], by=company.lead)
    follow_case(case_id=case.pk, by=company.house)
    case.refresh_from_db()
    assert (case.risks, case.late_risks, case.has_risk) == ([], [], False)


def test_a_corrected_emotion_moves_the_point(company: Any, owned_case: Case) -> None:
    correct_reading(case_id=owned_case.pk, field="emotion", value="calm", by=company.lead)
    correct_reading(case_id=owned_case.pk, field="intensity", value=0, by=company.lead)
    follow_case(case_id=owned_case.pk, by=company.house)
    cool = Case.objects.get(pk=owned_case.pk)
    assert cool.heat < owned_case.heat
    assert cool.messages.get().mood["heat"] == cool.heat
    follow_case(case_id=owned_case.pk, by=company.house)
    assert Case.objects.get(pk=owned_case.pk).touched_at == cool.touched_at


def test_words_that_came_in_before_the_complaint_was_read_are_followed_too(
    company: Any, registered_case: Case
) -> None:
    message = add_customer_message(case_id=registered_case.pk, text="还没好？", by=company.portal)
    read_message(message_id=message.pk, by=company.house)
    read_case(case_id=registered_case.pk, by=company.house)
    moods = [one.mood["sign"] for one in registered_case.messages.order_by("id")]
    assert moods == ["plain", "impatient"]


def test_reading_a_message_again_changes_nothing(company: Any, owned_case: Case, write: Write) -> None:
    message = write(owned_case, "？？？")
    before = Case.objects.filter(pk=owned_case.pk).values().get()
    read_message(message_id=message.pk, by=company.house)
    assert Case.objects.filter(pk=owned_case.pk).values().get() == before


def test_of_a_very_long_conversation_the_first_and_the_latest_are_followed(
    monkeypatch: pytest.MonkeyPatch, owned_case: Case, write: Write
) -> None:
    monkeypatch.setattr(following, "MESSAGES_FOLLOWED", 3)
    for n in range(5):
        write(owned_case, f"第{n}句，还没有人理我")
    assert [one.pk for one in following.followed(owned_case)] == [
        one.pk for one in [*owned_case.messages.order_by("id")[:1], *owned_case.messages.order_by("id")[3:]]
    ]


# --- thanks, and what has still not arrived ------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["好的，谢谢，收到了", "唔該晒", "thanks, all sorted", "嗯"])
def test_thanks_for_a_solved_case_change_nothing_and_wait_for_nobody(
    solved_case: Case, write: Write, words: str
) -> None:
    solved_at = solved_case.solved_at
    write(solved_case, words)
    assert (solved_case.solved_at, solved_case.unread, solved_case.is_open) == (solved_at, False, True)
    assert "case.thanks_received" in actions_of(solved_case)
    assert "case.solution_disputed" not in actions_of(solved_case)


@pytest.mark.parametrize("words", ["好的，谢谢，收到了", "唔該晒", "thanks, all sorted"])
def test_thanks_do_not_reopen_a_closed_case(company: Any, owned_case: Case, write: Write, words: str) -> None:
    close_case(case_id=owned_case.pk, outcome="SUM", reason="当场办好", by=company.handler)
    write(owned_case, words)
    assert (owned_case.is_open, owned_case.unread) == (False, False)
    assert "case.reopened" not in actions_of(owned_case)


UNSETTLED = ["谢谢，但是还没到账", "唔該晒，不過仲未收到錢", "Thanks, but it still hasn't arrived."]


@pytest.mark.parametrize("words", UNSETTLED)
def test_what_has_still_not_arrived_takes_up_a_solved_case(
    company: Any, solved_case: Case, words: str
) -> None:
    confirm_solution(case_id=solved_case.pk, by=company.portal)
    message = add_customer_message(case_id=solved_case.pk, text=words, by=company.portal)
    with gathered() as events:
        read_message(message_id=message.pk, by=company.house)
    assert SolutionDisputed(case_id=solved_case.pk) in events
    solved_case.refresh_from_db()
    assert (solved_case.solved_at, solved_case.confirmed_at, solved_case.unread) == (None, None, True)


@pytest.mark.parametrize("words", UNSETTLED)
def test_what_has_still_not_arrived_reopens_a_closed_case(company: Any, owned_case: Case, words: str) -> None:
    close_case(case_id=owned_case.pk, outcome="SUM", reason="当场办好", by=company.handler)
    message = add_customer_message(case_id=owned_case.pk, text=words, by=company.portal)
    with gathered() as events:
        read_message(message_id=message.pk, by=company.house)
    assert CaseReopened(case_id=owned_case.pk) in events
    owned_case.refresh_from_db()
    assert (owned_case.is_open, owned_case.unread) == (True, True)


def test_a_case_that_was_closed_without_a_solution_is_left_to_people(
    company: Any, owned_case: Case, write: Write
) -> None:
    close_case(case_id=owned_case.pk, outcome="INV", reason="同一件事", by=company.handler)
    write(owned_case, "还没到账")
    assert (owned_case.is_open, owned_case.unread) == (False, True)


def test_a_new_matter_in_a_closed_case_is_left_to_people(
    company: Any, owned_case: Case, write: Write
) -> None:
    close_case(case_id=owned_case.pk, outcome="SUM", reason="当场办好", by=company.handler)
    write(owned_case, "另外想问一下，会员积分怎么用？")
    assert (owned_case.is_open, owned_case.unread) == (False, True)


def test_thanks_after_an_unanswered_question_leave_it_waiting(solved_case: Case, write: Write) -> None:
    write(solved_case, "发票什么时候能开？")
    write(solved_case, "谢谢")
    assert solved_case.unread


def test_thanks_for_an_open_matter_still_wait_for_us(owned_case: Case, write: Write) -> None:
    write(owned_case, "好的，谢谢")
    assert owned_case.unread


def test_what_was_disputed_before_is_not_disputed_again(
    company: Any, solved_case: Case, write: Write
) -> None:
    write(solved_case, "还没到账")
    with clock.at(clock.now() + timedelta(hours=1)):
        write(solved_case, "还没到账")
    assert actions_of(solved_case).count("case.solution_disputed") == 1
