"""The promise ledger on the desk: the sheet of a case, and the page of all that is owed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.casework.cases import actions
from amends.casework.cases.models import Case, Promise
from amends.casework.cases.rules.promises import Promised
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Department


@pytest.fixture
def desk(client: Client, company: Any) -> Client:
    client.cookies["django_language"] = "zh-hans"
    client.force_login(company.handler)
    return client


@pytest.fixture
def found(company: Any, owned_case: Case) -> Promise:
    message = actions.post_reply(case_id=owned_case.pk, body="之后联系您。", by=company.handler)
    items = [Promised("之后<联系>您")]
    return actions.record_promises(case_id=owned_case.pk, message=message, items=items, by=company.house)[0]


def to(name: str, case: Case, *rest: int) -> str:
    return reverse(f"desk:{name}", args=[case.number, *rest])


def local(hours: float) -> str:
    return f"{timezone.localtime(clock.now() + timedelta(hours=hours)):%Y-%m-%dT%H:%M}"


def test_what_a_reply_promised_waits_on_the_sheet_and_beside_the_conversation(
    desk: Client, found: Promise, owned_case: Case
) -> None:
    page = desk.get(to("case_promises", owned_case)).content.decode()
    assert "回复里找到的" in page
    assert "之后&lt;联系&gt;您" in page
    case_page = desk.get(to("case", owned_case)).content.decode()
    assert "之后&lt;联系&gt;您" in case_page
    assert "待确认" in case_page


def test_without_a_date_it_is_not_confirmed_and_nothing_typed_is_lost(
    desk: Client, found: Promise, owned_case: Case
) -> None:
    sent = {"form": f"confirm-{found.pk}", "text": "周一回电", "due_at": ""}
    refused = desk.post(to("confirm_promise", owned_case, found.pk), sent)
    assert refused.status_code == 422
    assert "没有日期的承诺等于没有承诺" in refused.content.decode()
    assert "周一回电" in refused.content.decode()
    desk.post(to("confirm_promise", owned_case, found.pk), {**sent, "due_at": local(20)})
    found.refresh_from_db()
    assert (found.state, found.text) == ("open", "周一回电")


def test_a_found_date_that_was_emptied_does_not_come_back_unseen(
    desk: Client, found: Promise, owned_case: Case
) -> None:
    Promise.objects.filter(pk=found.pk).update(due_at=clock.now() + timedelta(hours=30))
    sent = {"form": f"confirm-{found.pk}", "text": "周一回电", "due_at": ""}
    refused = desk.post(to("confirm_promise", owned_case, found.pk), sent)
    assert refused.status_code == 422
    assert "没有日期的承诺等于没有承诺" in refused.content.decode()
    found.refresh_from_db()
    assert found.state == "to_confirm"


def test_it_is_struck_out_with_a_reason(desk: Client, found: Promise, owned_case: Case) -> None:
    url = to("confirm_promise", owned_case, found.pk)
    assert desk.post(url, {"strike": "1", "reason": ""}).status_code == 422
    desk.post(url, {"strike": "1", "reason": "客气话"})
    found.refresh_from_db()
    assert found.state == "struck"


def test_a_promise_by_hand_is_kept_or_broken(desk: Client, owned_case: Case, company: Any) -> None:
    for text in ("回电", "寄新锅"):
        sent = {"form": "add", "text": text, "due_at": local(9), "owner": "colleague"}
        assert desk.post(to("add_promise", owned_case), sent).status_code == 302
    first, second = Promise.objects.order_by("id")
    assert first.owner == company.colleague
    desk.post(to("keep_promise", owned_case, first.pk))
    assert desk.post(to("break_promise", owned_case, second.pk), {"reason": "缺货"}).status_code == 422
    desk.post(to("break_promise", owned_case, second.pk), {"reason": "缺货", "told": "已道歉，改周五"})
    page = desk.get(to("case_promises", owned_case)).content.decode()
    assert "已告知顾客：" in page
    assert "已道歉，改周五" in page
    assert desk.post(to("strike_promise", owned_case, second.pk), {"reason": "x"}).status_code == 409
    Department.objects.update(name="一组", name_hant="一組", name_en="Team one")
    desk.cookies["django_language"] = "zh-hant"
    assert "<td>一組</td>" in desk.get(reverse("desk:promises")).content.decode()
    desk.cookies["django_language"] = "zh-hans"
    ledger = desk.get(reverse("desk:promises") + "?view=broken").content.decode()
    assert "寄新锅" in ledger
    assert "50 %" in ledger


def test_nobody_is_called_what_a_form_says(desk: Client, owned_case: Case) -> None:
    sent = {"form": "add", "text": "回电", "due_at": local(9), "owner": "niemand"}
    assert desk.post(to("add_promise", owned_case), sent).status_code == 422
    assert not Promise.objects.exists()


def test_the_ledger_holds_only_cases_in_sight(desk: Client, found: Promise, company: Any) -> None:
    for view in ("mine", "confirm"):
        assert "之后" in desk.get(reverse("desk:promises") + f"?view={view}").content.decode()
    assert "之后" not in desk.get(reverse("desk:promises") + "?view=due").content.decode()
    desk.force_login(company.west_handler)
    for view in ("mine", "due", "confirm", "kept", "broken", "nonsense"):
        assert "之后" not in desk.get(reverse("desk:promises") + f"?view={view}").content.decode()


def test_another_team_and_a_wrong_method_are_refused(
    desk: Client, found: Promise, owned_case: Case, company: Any
) -> None:
    assert desk.get(to("keep_promise", owned_case, found.pk)).status_code == 405
    assert desk.post(to("case_promises", owned_case)).status_code == 405
    desk.force_login(company.west_handler)
    assert desk.post(to("confirm_promise", owned_case, found.pk), {"due_at": local(5)}).status_code == 404


def test_closing_over_something_open_wants_a_reason(
    desk: Client, found: Promise, owned_case: Case, company: Any
) -> None:
    said = desk.get(to("loose_ends", owned_case)).content.decode()
    assert "待确认的承诺（1）" in said, said
    assert "待兑现的承诺" not in said, "nobody has confirmed yet that it is one"
    desk.force_login(company.west_handler)
    assert desk.get(to("loose_ends", owned_case)).status_code == 404
    desk.force_login(company.handler)
    withdrawn = {"outcome": "WDN", "reason": "撤诉", "how": "phone"}
    desk.post(to("close", owned_case), withdrawn)
    owned_case.refresh_from_db()
    assert owned_case.is_open
    desk.post(to("close", owned_case), {**withdrawn, "left_open": "顾客不再需要"})
    owned_case.refresh_from_db()
    assert not owned_case.is_open
    trail = desk.get(to("case_audit", owned_case)).content.decode()
    assert "顾客不再需要" in trail
    assert "待确认的承诺" in trail
