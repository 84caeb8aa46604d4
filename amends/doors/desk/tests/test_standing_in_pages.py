"""What is seen of somebody standing in: by whoever wrote, by whoever is away, and on the page of one's absences."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases.actions import ask_approval, decide_approval
from amends.casework.cases.models import Case
from amends.doors.desk.queries.notices import way_to
from amends.foundation.kernel import clock
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.actions import delegate, enter_absence
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Delegation, Member
from amends.practice.replies.actions import approve_reply, submit_reply
from amends.practice.replies.models import Reply

BODY = "王女士您好，电饭锅冒烟让您受惊了，我们道歉。明天12:00前我给您换货的办法，赔偿您800元。"
QUEUE = "/desk/approvals/"
# A case as any member sees it takes 20 statements at most; the rest finds those who are asked.
MOST = 31


def page(member: Any, path: str) -> str:
    client = Client(headers={"accept-language": "en"})
    client.force_login(member)
    return client.get(path).content.decode()


def case_page(case: Case) -> str:
    return reverse("desk:case", args=[case.number])


@pytest.fixture
def standing_in(company: Any) -> Delegation:
    now = clock.now()
    week = now + timedelta(days=7)
    enter_absence(member=company.lead, starts_at=now, ends_at=week, deputy=None, by=company.lead)
    return delegate(to=company.colleague, starts_at=now, ends_at=week, reason="休假", by=company.lead)


@pytest.fixture
def waiting(company: Any, owned_case: Case, standing_in: Delegation) -> Reply:
    return submit_reply(case_id=owned_case.pk, body=BODY, by=company.handler)


def test_the_author_sees_before_whom_it_was_put_and_who_is_away(
    company: Any, owned_case: Case, waiting: Reply
) -> None:
    shown = page(company.handler, case_page(owned_case))
    assert f"It was put before: {company.lead.display_name} (away until " in shown
    assert f"), {company.colleague.display_name}</p>" in shown
    assert "It was put before" not in page(company.colleague, case_page(owned_case))


def test_finding_them_costs_the_author_s_page_the_same_however_many_may_approve(
    client: Client, company: Any, owned_case: Case, waiting: Reply
) -> None:
    client.force_login(company.handler)

    def cost() -> int:
        client.get(case_page(owned_case))
        with CaptureQueriesContext(connection) as seen:
            client.get(case_page(owned_case))
        return len(seen)

    few = cost()
    assert few <= MOST
    Member.objects.bulk_create(
        Member(username=f"{role}{n}", display_name=f"{role}{n}", role=role, department=company.care)
        for role in (Role.LEAD, Role.MANAGER)
        for n in range(6)
    )
    assert cost() == few
    # Nobody up the line may grant it any more.
    Reply.objects.filter(pk=waiting.pk).update(amount=9000)
    assert cost() == few


def test_the_remark_on_the_sum_does_not_speak_to_the_reader_of_their_own_limit(
    company: Any, owned_case: Case, waiting: Reply
) -> None:
    assert "over_authority" in {one["code"] for one in waiting.findings}
    shown = page(company.colleague, case_page(owned_case))
    assert "a sum above the writer’s limit" in shown
    for said in ("your limit", "您的权限"):
        assert said not in shown


def test_the_decision_stands_before_the_note_so_that_a_phone_shows_it(
    company: Any, owned_case: Case, waiting: Reply
) -> None:
    shown = page(company.colleague, case_page(owned_case))
    assert shown.index("data-waiting-bar") < shown.index('class="composer-box"')


def test_whoever_was_away_reads_what_was_decided_in_their_place(
    company: Any, owned_case: Case, waiting: Reply
) -> None:
    assert "Decided in your place" not in page(company.lead, QUEUE)
    asked = ask_approval(
        case_id=owned_case.pk, power="grant", amount=Decimal(700), what="等了三周", by=company.handler
    )
    decide_approval(request_id=asked.pk, grant=True, by=company.colleague)
    approve_reply(reply_id=waiting.pk, by=company.colleague)
    shown = page(company.lead, QUEUE).partition("Decided in your place")[2]
    for words in ("¥700", "Granted", "¥800", owned_case.number, company.colleague.display_name):
        assert words in shown, words
    assert "Decided in your place" not in page(company.colleague, QUEUE)


def test_the_author_is_told_and_led_to_the_line_that_says_so(
    company: Any, owned_case: Case, waiting: Reply, run_jobs: Any
) -> None:
    approve_reply(reply_id=waiting.pk, by=company.colleague)
    run_jobs()
    notice = Notice.objects.get(member=company.handler, data__what="reply_approved_for")
    said = f"{company.colleague.display_name} approved your reply for {company.lead.display_name}"
    assert said in page(company.handler, reverse("desk:notices"))
    assert way_to(notice) == f"{case_page(owned_case)}#approved-{waiting.pk}"
    assert f'id="approved-{waiting.pk}"' in page(company.handler, case_page(owned_case))


def test_what_was_decided_in_one_s_own_name_is_not_listed_there(
    company: Any, owned_case: Case, waiting: Reply
) -> None:
    approve_reply(reply_id=waiting.pk, by=company.lead)
    assert "Decided in your place" not in page(company.lead, QUEUE)


def test_whoever_enters_an_absence_learns_where_their_authority_goes(company: Any) -> None:
    said = "Who decides and reads replies in your place"
    assert said in page(company.lead, reverse("desk:own"))
    assert said not in page(company.handler, reverse("desk:own"))
