"""A complaint becomes a case at once; everything else follows as jobs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from amends.casework.cases.actions import register_complaint
from amends.casework.cases.choices import MessageKind, Stage
from amends.casework.cases.models import Attachment, Case, Message
from amends.casework.cases.queries import Wanted, cases_matching
from amends.casework.cases.vault import Kept
from amends.casework.customers.actions import record_order
from amends.casework.customers.models import Customer
from amends.casework.customers.rules import Contact
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel.errors import Invalid, NotPermitted, TooLarge
from amends.foundation.kernel.models import Job
from amends.foundation.organisation.models import Department

Register = Callable[..., Case]
PHOTO = Kept("照片.jpg", "image/jpeg", 1234, "a" * 64)


def test_the_words_the_files_and_the_customer_are_kept_at_once(
    company: Any, customer: Any, register: Register
) -> None:
    case = register(
        "饭里有虫子！经理还说正常。", order_number="DD-1", happened="昨天", wish="refund", files=[PHOTO]
    )
    message = case.messages.get()
    assert (message.body, message.kind) == ("饭里有虫子！经理还说正常。", MessageKind.COMPLAINT)
    assert (case.subject, case.stage, case.customer) == ("饭里有虫子", Stage.LISTEN, customer)
    assert case.department == company.care
    assert case.latest_inbound_id == message.pk
    assert Attachment.objects.get().message == message
    assert [entry.action for entry in entries_of(case.chain)] == ["case.registered"]


def test_it_can_be_found_at_once(company: Any, register: Register) -> None:
    case = register("电饭锅冒烟", order_number="DD-2026-77")
    for query in ("冒烟", "王小明", "DD-2026-77", case.number, "13800138000"[-4:], "電飯鍋"):
        assert case in cases_matching(Wanted(query=query), member=company.handler), query


def test_reading_and_clocks_are_asked_for_in_the_same_transaction(register: Register) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        register()
        raise ZeroDivisionError
    assert not Case.objects.exists()
    assert not Job.objects.exists()
    register()
    assert {job.name.rpartition(".")[2] for job in Job.objects.all()} == {
        "read_the_complaint",
        "start_with_the_complaint",
    }


def test_the_same_key_twice_gives_the_same_case(customer: Any, register: Register) -> None:
    first, second = register(idempotency_key="form-1"), register("别的话", idempotency_key="form-1")
    assert first == second
    assert (Case.objects.count(), Message.objects.count()) == (1, 1)


def test_a_key_of_any_length_works(register: Register) -> None:
    assert register(idempotency_key="k" * 5000) == register(idempotency_key="k" * 5000)


def test_the_same_key_twice_adds_no_second_customer(company: Any) -> None:
    for _ in range(2):
        contact = Contact(name="李雷", phone="13900000000")
        register_complaint(
            text="坏了", customer=contact, channel="portal", by=company.portal, idempotency_key="k"
        )
    assert Customer.objects.count() == 1


def test_without_a_key_the_same_words_are_two_complaints(register: Register) -> None:
    assert register() != register()


def test_the_order_says_which_part_of_the_company_it_is_about(
    company: Any, customer: Any, register: Register
) -> None:
    moment = datetime(2026, 6, 18, tzinfo=UTC)
    record_order(
        customer=customer,
        number="E-1",
        product="锅",
        amount=1,
        ordered_at=moment,
        department=company.east,
        by=company.house,
    )
    assert register(order_number=" E-1 ").concerns == company.east
    assert register(order_number="E-2").concerns is None


@pytest.mark.parametrize("role", ["trainer", "administrator"])
def test_who_does_not_work_on_cases_cannot_register_one(company: Any, register: Register, role: str) -> None:
    with pytest.raises(NotPermitted):
        register(by=company.members[role])
    assert not Case.objects.exists()


@pytest.mark.parametrize(("text", "refusal"), [("", Invalid), ("\x00 ", Invalid), ("长" * 200_000, TooLarge)])
def test_a_text_that_says_nothing_or_far_too_much_is_refused(
    register: Register, text: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        register(text)
    assert not Case.objects.exists()


def test_an_unknown_channel_is_refused(register: Register) -> None:
    with pytest.raises(Invalid):
        register(channel="carrier pigeon")


def test_without_any_department_the_message_says_what_to_do(
    company: Any, customer: Any, register: Register
) -> None:
    from amends.foundation.organisation.models import Member

    Member.objects.update(department=None)
    for code in ("east", "west", "shops", "care", "head"):
        Department.objects.get(code=code).delete()
    with pytest.raises(Invalid):
        register()


@pytest.mark.parametrize(
    "text",
    [
        "坏",
        "🙂",
        "🙂🤬👨‍👩‍👧" * 50,
        "长" * 20_000,
        "<script>alert('x')</script><img src=x onerror=alert(1)>",
        "付款\u202e元001\u202c不对",
        "坏\x00了",
        "\ud83d半个",
        "a" * 20_000,
        "?!。，" * 400,
        "\u0301" * 300,
        "ﷺ" * 100,
    ],
)
def test_whatever_people_write_is_kept_read_and_routed(
    company: Any, register: Register, run_jobs: Callable[[], int], text: str
) -> None:
    case = register(text)
    run_jobs()
    case.refresh_from_db()
    assert case.reading is not None
    assert case.owner is not None
    assert case.due_at is not None
    assert case.messages.get().body.strip()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_at_the_same_moment_is_one_case(company: Any) -> None:
    start = threading.Barrier(4)
    results: list[Any] = []

    def send() -> None:
        try:
            start.wait()
            contact = Contact(name="李雷", phone="13900000000")
            results.append(
                register_complaint(
                    text="坏了", customer=contact, channel="portal", by=company.portal, idempotency_key="same"
                ).pk
            )
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(results)) == 1, results
    assert (Case.objects.count(), Message.objects.count(), Customer.objects.count()) == (1, 1, 1)
