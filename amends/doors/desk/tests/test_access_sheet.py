"""The sheet “Access”: restricting, letting in, keeping out, and the record of who looked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.casework.cases.actions import (
    close_case,
    lift_restriction,
    link_cases,
    mark_concerned,
    restrict_case,
)
from amends.casework.cases.models import Case, CaseViewing
from amends.foundation.kernel import clock


def signed_in(member: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(member)
    return client


def url(name: str, case: Case, *more: int) -> str:
    return reverse(f"desk:{name}", args=[case.number, *more])


def test_a_lead_restricts_lets_in_and_ends_it(company: Any, owned_case: Case) -> None:
    desk = signed_in(company.lead)
    desk.post(url("restrict", owned_case), {"reason": "涉及未成年人"})
    assert Case.objects.get(pk=owned_case.pk).restricted
    day = (clock.today() + timedelta(days=3)).isoformat()
    desk.post(url("let_in", owned_case), {"member": "colleague", "reason": "协助调查", "until": day})
    page = desk.get(url("case_access", owned_case)).content.decode()
    assert "协助调查" in page
    assert f"until {day}<" in page
    assert signed_in(company.colleague).get(url("case", owned_case)).status_code == 200
    access = owned_case.accesses.get(member=company.colleague)
    desk.post(url("end_access", owned_case, access.pk))
    assert signed_in(company.colleague).get(url("case", owned_case)).status_code == 404


def test_the_sheet_says_who_restricted_the_case_when_and_why(company: Any, owned_case: Case) -> None:
    desk = signed_in(company.legal)
    assert "Restricted by" not in desk.get(url("case_access", owned_case)).content.decode()
    restrict_case(case_id=owned_case.pk, reason="涉及<未成年人>", by=company.legal)
    page = desk.get(url("case_access", owned_case)).content.decode()
    said = page.partition("Restricted by ")[2].partition("</p>")[0]
    assert said.startswith(str(company.legal))
    assert f"{timezone.localtime(clock.now()):%Y-%m-%d}" in said
    assert "涉及&lt;未成年人&gt;" in said
    lift_restriction(case_id=owned_case.pk, reason="已和解", by=company.legal)
    assert "Restricted by" not in desk.get(url("case_access", owned_case)).content.decode()


def test_what_was_entered_and_refused_stands_in_the_form_again(company: Any, owned_case: Case) -> None:
    restrict_case(case_id=owned_case.pk, reason="保密", by=company.legal)
    answer = signed_in(company.legal).post(
        url("let_in", owned_case),
        {"form": "let-in", "member": "", "reason": "很长的理由", "until": "2020-01-01"},
    )
    assert answer.status_code == 422
    # In the form it was typed in, and in no other one.
    assert answer.content.decode().count("很长的理由") == 1
    assert answer.content.decode().count('role="alert"') == 1


def test_who_marks_themselves_comes_to_the_list(company: Any, owned_case: Case) -> None:
    desk = signed_in(company.handler)
    answer = desk.post(url("mark_concerned", owned_case), {"member": "handler", "reason": "是我接待的"})
    assert answer["Location"] == reverse("desk:list")
    assert desk.get(url("case", owned_case)).status_code == 404


def test_who_is_kept_out_is_named_beside_those_who_see_it(company: Any, owned_case: Case) -> None:
    words = "Never: those it concerns, and their line managers"
    desk = signed_in(company.manager)
    assert words not in desk.get(url("case_access", owned_case)).content.decode()
    mark_concerned(case_id=owned_case.pk, member=company.colleague, reason="录音里是他", by=company.manager)
    _before, _words, after = desk.get(url("case_access", owned_case)).content.decode().partition(words)
    assert company.colleague.display_name in after.partition("</li>")[0]


@pytest.mark.parametrize("name", ["restrict", "lift", "let_in", "mark_concerned"])
def test_changes_are_not_made_by_looking(company: Any, owned_case: Case, name: str) -> None:
    assert signed_in(company.manager).get(url(name, owned_case)).status_code == 405


@pytest.mark.parametrize("name", ["restrict", "lift", "let_in", "mark_concerned"])
@pytest.mark.parametrize(("who", "status"), [("east_handler", 404), ("trainer", 403), ("administrator", 403)])
def test_others_are_refused(company: Any, owned_case: Case, name: str, who: str, status: int) -> None:
    answer = signed_in(company.members[who]).post(url(name, owned_case), {"reason": "x"})
    assert answer.status_code == status


def test_an_ordinary_case_leaves_no_trace_of_being_looked_at(company: Any, owned_case: Case) -> None:
    signed_in(company.handler).get(url("case", owned_case))
    assert not CaseViewing.objects.exists()


def test_a_restricted_case_notes_each_person_once_an_hour(company: Any, owned_case: Case) -> None:
    restrict_case(case_id=owned_case.pk, reason="保密", by=company.legal)
    start = clock.now().replace(minute=5)
    for minutes in (0, 20, 70):
        with clock.at(start + timedelta(minutes=minutes)):
            for name in ("case", "case_access", "case_audit"):
                assert signed_in(company.handler).get(url(name, owned_case)).status_code == 200
    assert CaseViewing.objects.filter(member=company.handler, door="desk").count() == 2


def test_the_log_is_for_legal_managers_and_the_owner_not_for_who_was_let_in(
    company: Any, owned_case: Case
) -> None:
    restrict_case(case_id=owned_case.pk, reason="保密", by=company.lead)
    for who, shown in (("handler", True), ("legal", True), ("manager", True), ("lead", False)):
        page = signed_in(company.members[who]).get(url("case_access", owned_case)).content.decode()
        assert ("Who looked at it" in page) is shown


def test_the_trail_of_the_house_hides_what_must_not_be_known(company: Any, owned_case: Case) -> None:
    restrict_case(case_id=owned_case.pk, reason="绝密理由甲", by=company.legal)
    mark_concerned(case_id=owned_case.pk, member=company.manager, reason="绝密理由乙", by=company.legal)
    for who in ("quality", "administrator", "manager"):
        page = signed_in(company.members[who]).get(reverse("desk:audit")).content.decode()
        assert "绝密理由" not in page
    assert "绝密理由乙" in signed_in(company.legal).get(reverse("desk:audit")).content.decode()


def test_the_trail_of_a_linked_case_does_not_name_one_that_must_not_be_known(
    company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    other = register(text="另一件事")
    link_cases(case_id=owned_case.pk, other_id=other.pk, kind="same_cause", reason="一起查", by=company.lead)
    addresses = (url("case_audit", owned_case), reverse("desk:audit"))
    for address in addresses:
        assert other.number in signed_in(company.manager).get(address).content.decode()
    mark_concerned(case_id=other.pk, member=company.manager, reason="点名", by=company.legal)
    for address in addresses:
        page = signed_in(company.manager).get(address).content.decode()
        assert "一起查" in page and other.number not in page
    assert other.number in signed_in(company.legal).get(addresses[0]).content.decode()


def test_the_end_of_a_duplicate_does_not_name_a_first_case_that_must_not_be_known(
    company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    first = register(text="同一件事，先来的")
    ending = {"duplicate_of": first.number}
    close_case(case_id=owned_case.pk, outcome="DUP", reason="同一件事", ending=ending, by=company.handler)
    assert first.number in signed_in(company.manager).get(url("case_course", owned_case)).content.decode()
    mark_concerned(case_id=first.pk, member=company.manager, reason="点名", by=company.legal)
    assert first.number not in signed_in(company.manager).get(url("case_course", owned_case)).content.decode()


def test_who_is_kept_out_is_not_listed_among_those_who_see_it(company: Any, owned_case: Case) -> None:
    company.colleague.line_manager = company.manager
    company.colleague.save()
    mark_concerned(case_id=owned_case.pk, member=company.colleague, reason="录音", by=company.legal)
    page = signed_in(company.legal).get(url("case_access", owned_case))
    listed = {one for rule in page.context["rules"] for one in rule["who"]}
    assert listed == {company.handler, company.legal}
