"""The customer sees where it stands, withdraws, disputes how it ended, and writes long after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import close_case
from amends.casework.cases.models import Case, CaseLink
from amends.foundation.kernel import clock


def post(client: Client, name: str, case: Case, **data: str) -> Any:
    return client.post(reverse(f"portal:{name}", args=[case.token]), data, follow=True)


def harmless(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(severity="minor", risks=[], has_risk=False)
    return Case.objects.get(pk=case.pk)


def test_the_stage_stands_there_in_plain_words(client: Client, owned_case: Case) -> None:
    page = client.get(reverse("portal:case", args=[owned_case.token])).content.decode()
    assert "我们正在了解并记录事情的经过。" in page


def test_withdrawing_ends_the_case_with_the_customers_words(client: Client, owned_case: Case) -> None:
    case = harmless(owned_case)
    post(client, "withdraw", case, words="店长已经道歉，不追究了")
    case.refresh_from_db()
    assert (case.is_open, case.outcome) == (False, "WDN")
    assert case.messages.filter(body="店长已经道歉，不追究了").exists()


def test_what_is_withdrawn_promises_no_further_answer(
    client: Client, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    case = harmless(owned_case)
    run_jobs()
    assert "前给您消息" in client.get(reverse("portal:case", args=[case.token])).content.decode()
    page = post(
        client, "withdraw", case, words="不追究了"
    ).content.decode()  # its clocks are stopped by the worker later
    assert "您已撤回这件投诉" in page
    assert "前给您消息" not in page


@pytest.mark.parametrize(
    "grave", [{"severity": "critical"}, {"risks": ["privacy"]}, {"late_risks": [{"risk": "mass"}]}]
)
def test_where_others_may_be_concerned_a_person_decides(
    client: Client, owned_case: Case, grave: dict[str, Any]
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(**grave)
    page = post(client, "withdraw", owned_case, words="算了").content.decode()
    owned_case.refresh_from_db()
    assert owned_case.is_open
    assert owned_case.raised_at is not None
    assert "关系到其他人的安全或权益" in page


@pytest.mark.parametrize("name", ["withdraw", "dispute"])
def test_without_words_nothing_happens(client: Client, owned_case: Case, name: str) -> None:
    before = Case.objects.filter(pk=owned_case.pk).values().get()
    post(client, name, owned_case)
    assert Case.objects.filter(pk=owned_case.pk).values().get() == before


@pytest.mark.parametrize("name", ["withdraw", "dispute"])
def test_they_are_no_pages_to_be_opened(client: Client, owned_case: Case, name: str) -> None:
    assert client.get(reverse(f"portal:{name}", args=[owned_case.token])).status_code == 405
    assert client.post(reverse(f"portal:{name}", args=["nothing"])).status_code == 404


def test_a_dispute_opens_the_case_again_within_the_window(
    client: Client, company: Any, owned_case: Case
) -> None:
    close_case(case_id=owned_case.pk, outcome="SUM", reason="当场办好", by=company.handler)
    assert "重新开启" in client.get(reverse("portal:case", args=[owned_case.token])).content.decode()
    post(client, "dispute", owned_case, reason="退款没有到账", idempotency_key="k")
    owned_case.refresh_from_db()
    assert owned_case.is_open
    assert owned_case.messages.filter(body="退款没有到账").exists()


def test_writing_long_after_begins_a_new_case_and_says_its_number(
    client: Client, company: Any, owned_case: Case, settings: Any
) -> None:
    close_case(case_id=owned_case.pk, outcome="SUM", reason="当场办好", by=company.handler)
    before = owned_case.messages.count()
    with clock.at(clock.now() + timedelta(days=settings.AMENDS_REOPEN_DAYS + 1)):
        page = post(
            client, "message", owned_case, body="换的锅又冒烟了", idempotency_key="k2"
        ).content.decode()
        again = post(
            client, "message", owned_case, body="换的锅又冒烟了", idempotency_key="k2"
        ).content.decode()
    link = CaseLink.objects.get()
    assert link.other == owned_case
    assert link.case.number in page
    assert link.case.number in again
    assert (Case.objects.count(), owned_case.messages.count()) == (2, before)


@pytest.mark.parametrize(
    ("outcome", "ending", "words", "silent"),
    [
        ("WDN", {"how": "phone"}, "您已撤回这件投诉", ""),
        (
            "OOS",
            {"referred_to": "市文旅局<b>", "rule": "非本店管理", "told": "当面"},
            "市文旅局&lt;b&gt;",
            "非本店管理",
        ),
        ("EXT", {"referred_to": "消费者协会"}, "现在由消费者协会处理", ""),
        ("CRM", {"referred_to": "南屏派出所"}, "您的投诉已经办结", "南屏派出所"),
        ("OOS", {}, "您的投诉已经办结", ""),
    ],
)
def test_how_it_ended_is_said_in_plain_words(
    client: Client, owned_case: Case, outcome: str, ending: dict[str, str], words: str, silent: str
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(
        phase="closed", outcome=outcome, ending=ending, closed_at=clock.now()
    )
    page = client.get(reverse("portal:case", args=[owned_case.token])).content.decode()
    assert words in page
    assert not silent or silent not in page
