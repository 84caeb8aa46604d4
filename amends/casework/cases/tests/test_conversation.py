"""Messages of the customer and to the customer, and notes that stay inside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import add_customer_message, add_note, close_case, mark_read, post_reply
from amends.casework.cases.choices import Direction, MessageKind
from amends.casework.cases.models import Case, Message, Note
from amends.casework.cases.queries import Wanted, cases_matching, conversation, notes_of
from amends.casework.cases.vault import Kept
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, TooLarge

WRITERS: tuple[Callable[..., Any], ...] = (
    lambda case, text, **more: add_customer_message(case_id=case.pk, text=text, **more),
    lambda case, text, **more: post_reply(case_id=case.pk, body=text, **more),
    lambda case, text, **more: add_note(case_id=case.pk, body=text, **more),
)


def test_what_a_customer_adds_makes_the_case_unread(company: Any, owned_case: Case) -> None:
    mark_read(case_id=owned_case.pk, by=company.handler)
    files = [Kept("a.png", "image/png", 5, "b" * 64)]
    message = add_customer_message(case_id=owned_case.pk, text="还有一张照片", files=files, by=company.portal)
    owned_case.refresh_from_db()
    assert owned_case.unread
    assert owned_case.latest_inbound_id == message.pk
    assert [file.name for file in message.attachments.all()] == ["a.png"]
    assert owned_case in cases_matching(Wanted(query="一张照片"), member=company.handler)


def test_a_customer_can_write_to_a_closed_case_and_it_is_marked_unread(
    company: Any, owned_case: Case
) -> None:
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    add_customer_message(case_id=owned_case.pk, text="又坏了", by=company.portal)
    owned_case.refresh_from_db()
    assert (owned_case.is_open, owned_case.unread) == (False, True)


def test_our_first_reply_is_the_first_response_and_later_ones_are_not(company: Any, owned_case: Case) -> None:
    first = clock.now() + timedelta(hours=1)
    with clock.at(first):
        post_reply(case_id=owned_case.pk, body="收到，我在查。", by=company.handler)
    with clock.at(first + timedelta(hours=1)):
        post_reply(case_id=owned_case.pk, body="查到了。", by=company.handler)
    owned_case.refresh_from_db()
    assert owned_case.first_reply_at == first
    assert not owned_case.unread


def test_an_automatic_receipt_is_no_first_response(company: Any, owned_case: Case) -> None:
    post_reply(case_id=owned_case.pk, body="已收到", kind=MessageKind.ACKNOWLEDGEMENT, by=company.house)
    owned_case.refresh_from_db()
    assert owned_case.first_reply_at is None
    assert owned_case.unread


def test_a_note_is_no_message(company: Any, owned_case: Case) -> None:
    note = add_note(case_id=owned_case.pk, body="客户是老教师，打电话要慢。", by=company.handler)
    assert notes_of(owned_case) == [note]
    assert [message.direction for message in conversation(owned_case)] == [Direction.IN]
    assert not cases_matching(Wanted(query="老教师"), member=company.handler).exists()


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_key_twice_is_written_once(
    company: Any, owned_case: Case, write: Callable[..., Any]
) -> None:
    first = write(owned_case, "一句话", by=company.handler, idempotency_key="k" * 200)
    assert write(owned_case, "另一句", by=company.handler, idempotency_key="k" * 200) == first
    assert Message.objects.count() + Note.objects.count() == 2


@pytest.mark.parametrize("write", WRITERS)
def test_a_key_of_another_case_shows_nothing_of_that_case(
    company: Any, owned_case: Case, register: Callable[..., Case], write: Callable[..., Any]
) -> None:
    write(register("另一件"), "秘密", by=company.handler, idempotency_key="k")
    with pytest.raises(Conflict):
        write(owned_case, "一句话", by=company.handler, idempotency_key="k")


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(("text", "refusal"), [(" \x00\n", Invalid), ("长" * 200_000, TooLarge)])
def test_empty_and_endless_texts_are_refused(
    company: Any, owned_case: Case, write: Callable[..., Any], text: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        write(owned_case, text, by=company.handler)
    assert Message.objects.count() + Note.objects.count() == 1


@pytest.mark.parametrize("write", WRITERS)
def test_any_text_of_one_character_or_more_is_kept_as_it_was_written(
    company: Any, owned_case: Case, write: Callable[..., Any]
) -> None:
    for text in ("好", "🙂🤬", "<b>粗</b>&amp;", "長" * 20_000):
        assert write(owned_case, text, by=company.handler).body == text


def test_only_its_owner_marks_a_case_as_read(company: Any, owned_case: Case) -> None:
    assert mark_read(case_id=owned_case.pk, by=company.lead).unread
    assert not mark_read(case_id=owned_case.pk, by=company.handler).unread
    version = Case.objects.get(pk=owned_case.pk).version
    assert mark_read(case_id=owned_case.pk, by=company.handler).version == version
