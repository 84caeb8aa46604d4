"""Who has a case and why, what waits, the rules of giving, and a member's own page, on screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from amends.casework.cases import actions
from amends.casework.cases.actions.beats import note_down
from amends.casework.cases.models import AssignmentPolicy, AssignmentReview, Case, Relief
from amends.doors.desk.reason_words import WORDS, others_words, reason_text, reason_words
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Absence, Member


def url(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def told(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def waiting(company: Any, register: Callable[..., Case]) -> Case:
    Member.objects.filter(role="handler").update(presence="away")
    case = actions.read_case(case_id=register().pk, by=company.house)
    return actions.route_case(case_id=case.pk, by=company.house)


def test_a_case_is_given_to_somebody_else_than_who_has_it(
    client: Client, company: Any, owned_case: Case
) -> None:
    client.force_login(company.lead)
    form = (
        told(client, url("case", owned_case.number)).partition('id="assign-to"')[2].partition("</select>")[0]
    )
    assert f'value="{company.lead.username}"' in form
    assert f'value="{company.handler.username}"' not in form
    sheet = told(client, url("case_assignment", owned_case.number)).partition('name="to"')[2]
    sheet = sheet.partition("</select>")[0]
    assert f'value="{company.lead.username}"' in sheet
    assert f'value="{company.handler.username}"' not in sheet


def test_the_reasons_are_told_as_people_say_them() -> None:
    reasons = [
        ["skill", "billing"],
        ["language", "zh-Hant"],
        ["load", 6.5, 12],
        ["knows_customer", 65, "A26-000007"],
        ["beside", "小王", "load"],
        ["without", "off_duty", 2],
    ]
    with translation.override("zh-hans"):
        assert reason_text(reasons).endswith("手上负荷 6.5/12；2 个月前接待过这位顾客")
        assert others_words(reasons) == ["小王：手上更满", "2 人不在班"]
        assert reason_text([["waits", 3], ["without", "off_duty", 3]]) == "3 人会处理；3 人不在班"


@pytest.fixture
def met_before(company: Any, owned_case: Case, register: Callable[..., Case]) -> Case:
    """Its owner has it because they looked after the customer in an earlier case."""
    earlier = register(customer=owned_case.customer)
    beside = ["beside", "小王", "knows_customer", earlier.number]
    reasons = [["knows_customer", 65, earlier.number], ["load", 6.5, 12], beside]
    Case.objects.filter(pk=owned_case.pk).update(assigned_reason=reasons)
    note_down(
        owned_case,
        "case.assigned",
        by=company.house,
        data={"before": None, "after": company.handler.pk, "reasons": reasons},
    )
    return earlier


def told_of(client: Client, case: Case, reader: Member) -> list[bool]:
    """Whether the case page, the sheet of assignment and the trail tell that the customer is known."""
    client.force_login(reader)
    pages = [told(client, url(name, case.number)) for name in ("case", "case_assignment", "case_audit")]
    assert all("手上负荷 6.5/12" in page for page in pages)
    assert ("小王" in pages[1]) == ("接待过这位顾客" in pages[1])
    return ["接待过这位顾客" in page for page in pages]


def test_that_somebody_knows_the_customer_is_told_to_whoever_may_know_of_the_earlier_case(
    client: Client, company: Any, owned_case: Case, met_before: Case
) -> None:
    assert told_of(client, owned_case, company.colleague) == [True] * 3
    Case.objects.filter(pk=met_before.pk).update(restricted=True)
    assert told_of(client, owned_case, company.colleague) == [False] * 3
    assert told_of(client, owned_case, company.manager) == [True] * 3


def test_a_reason_of_another_version_is_left_out() -> None:
    assert reason_words(["of_tomorrow", 1]) == ""
    assert reason_text([["of_tomorrow", 1]]) == ""
    assert set(WORDS) >= {"given_back", "handed_over", "because"}


@pytest.mark.parametrize("name", ["handler", "colleague", "lead", "manager"])
def test_the_sheet_says_why_and_offers_what_this_person_may_do(
    client: Client, company: Any, owned_case: Case, name: str
) -> None:
    client.force_login(company.members[name])
    page = told(client, url("case_assignment", owned_case.number))
    assert ("give-back" in page) is (name == "handler")
    assert ("assignment/take" in page) is (name != "handler")
    assert ("give-to" in page) is (name in {"lead", "manager"})


def test_taking_giving_back_and_giving_with_a_reason(
    client: Client, company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    number = owned_case.number
    client.force_login(company.handler)
    answer = client.post(url("give_back_case", number), {"reason": ""})
    assert answer.status_code == 422
    client.post(url("give_back_case", number), {"reason": "认识这位顾客"})
    assert Case.objects.get().owner is None
    client.force_login(company.colleague)
    client.post(url("take_case", number))
    assert Case.objects.get().owner == company.colleague
    client.force_login(company.lead)
    answer = client.post(url("give_case", number), {"to": "handler", "reason": " "})
    assert (answer.status_code, Case.objects.get().owner) == (422, company.colleague)
    answer = client.post(url("give_case", number), {"to": "nobody", "reason": "保留这句话"})
    assert answer.status_code == 422
    assert "保留这句话" in answer.content.decode()
    client.post(url("give_case", number), {"to": "handler", "reason": "她请假"})
    assert Case.objects.get().owner == company.handler
    answer = client.post(url("give_case", number), {"to": "handler", "reason": "再给一次"})
    assert answer.status_code == 422
    page = told(client, url("case_assignment", number))
    assert "认识这位顾客" in page
    assert "她请假" in page


def test_whom_the_complaint_is_about_cannot_be_given_it(
    client: Client, company: Any, owned_case: Case
) -> None:
    client.force_login(company.lead)
    offered = 'value="colleague"'
    assert offered in client.get(url("case_assignment", owned_case.number)).content.decode()
    actions.mark_concerned(case_id=owned_case.pk, member=company.colleague, reason="点名", by=company.lead)
    assert offered not in client.get(url("case_assignment", owned_case.number)).content.decode()
    answer = client.post(url("give_case", owned_case.number), {"to": "colleague", "reason": "换人"})
    assert answer.status_code == 422
    assert str(company.colleague) in answer.content.decode()


def test_a_rest_refuses_a_heated_case_and_stands_beside_the_name_for_the_lead_alone(
    client: Client, company: Any, owned_case: Case
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(heat=90)
    actions.assign_case(case_id=owned_case.pk, to=company.colleague, by=company.house)
    now = clock.now()
    rest = Relief.objects.create(
        member=company.handler, case=owned_case, starts_at=now, ends_at=now + timedelta(hours=4)
    )
    sheet, give = url("case_assignment", owned_case.number), url("give_case", owned_case.number)
    for by, told_why in ((company.lead, True), (company.manager, False)):
        client.force_login(by)
        assert ("前不派激烈案件" in told(client, sheet)) is told_why
        answer = client.post(give, {"to": "handler", "reason": "她熟悉这位顾客"})
        assert answer.status_code == 422
        assert ("缓冲期" in answer.content.decode()) is told_why
        assert "她熟悉这位顾客" in answer.content.decode()
    client.force_login(company.handler)
    client.post(url("rest", rest.pk), {"act": "end"})
    client.force_login(company.lead)
    client.post(give, {"to": "handler", "reason": "她熟悉这位顾客"})
    assert Case.objects.get(pk=owned_case.pk).owner == company.handler


def test_the_queue_says_why_and_a_lead_gives_anyway(client: Client, company: Any, waiting: Case) -> None:
    client.force_login(company.lead)
    page = told(client, url("waiting"))
    assert waiting.number in page
    answer = client.post(url("give_case", waiting.number), {"to": "handler", "reason": "", "from": "waiting"})
    assert answer.status_code == 422
    answer = client.post(
        url("give_case", waiting.number), {"to": "handler", "reason": "我叫他回来", "from": "waiting"}
    )
    assert answer["Location"] == url("waiting")
    assert Case.objects.get().owner == company.handler
    client.force_login(company.east_lead)
    assert waiting.number not in told(client, url("waiting"))


@pytest.mark.parametrize(
    ("name", "args", "allowed"),
    [
        ("waiting", [], {"lead", "legal", "manager"}),
        ("assignment_rules", [], {"lead", "quality", "manager"}),
        ("hand_on", ["handler"], {"lead", "manager"}),
        ("absences", ["handler"], {"handler", "lead", "manager", "administrator"}),
        ("own", [], {"handler", "lead", "quality", "legal", "manager", "trainer", "administrator"}),
    ],
)
def test_who_gets_to_which_page(
    client: Client, company: Any, name: str, args: list[str], allowed: set[str]
) -> None:
    for who in ("handler", "lead", "quality", "legal", "manager", "trainer", "administrator"):
        client.force_login(company.members[who])
        assert (client.get(url(name, *args)).status_code == 200) is (who in allowed), who


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("take_case", ["A26-000001"]),
        ("give_back_case", ["A26-000001"]),
        ("give_case", ["A26-000001"]),
        ("answer_review", ["A26-000001", 1]),
        ("set_assignment_rule", ["care"]),
        ("enter_own_absence", []),
        ("own_strengths", []),
        ("rest", [1]),
        ("end_absence", [1]),
    ],
)
def test_nothing_is_changed_by_looking(client: Client, company: Any, name: str, args: list[object]) -> None:
    client.force_login(company.lead)
    assert client.get(url(name, *args)).status_code == 405


def test_another_team_is_told_that_there_is_no_such_case(
    client: Client, company: Any, owned_case: Case
) -> None:
    client.force_login(company.east_lead)
    assert client.get(url("case_assignment", owned_case.number)).status_code == 404
    assert client.post(url("take_case", owned_case.number)).status_code == 404


def test_a_manager_sets_a_rule_and_tries_another_without_changing_anything(
    client: Client, company: Any, owned_case: Case
) -> None:
    data = {"method": "capacity", "hot_per_shift": "2", "relief_hours": "0", "reason": "试行"}
    client.force_login(company.lead)
    assert client.post(url("set_assignment_rule", "care"), data).status_code == 403
    client.force_login(company.manager)
    for wrong in ({"hot_per_shift": "²"}, {"relief_hours": "-1"}, {"method": "x"}, {"reason": ""}):
        answer = client.post(url("set_assignment_rule", "care"), {**data, **wrong})
        assert answer.status_code == 422, wrong
    assert AssignmentPolicy.objects.count() == 0
    client.post(url("set_assignment_rule", "care"), data)
    assert AssignmentPolicy.objects.get().relief_hours == 0
    page = told(client, url("assignment_rules") + "?department=care&method=round_robin")
    assert str(company.colleague) in page or str(company.handler) in page
    assert client.get(url("assignment_rules") + "?department=\x00&method=x").status_code == 200


def test_an_absence_is_entered_by_days_and_ended(client: Client, company: Any) -> None:
    client.force_login(company.handler)
    first = clock.today()
    for wrong in ({}, {"first": "morgen", "last": "x"}, {"first": "9999-12-31", "last": "9999-12-31"}):
        assert client.post(url("enter_own_absence"), wrong).status_code == 422
    data = {
        "first": first.isoformat(),
        "last": (first + timedelta(days=2)).isoformat(),
        "deputy": "colleague",
    }
    client.post(url("enter_own_absence"), data)
    row = Absence.objects.get()
    assert (row.deputy, row.ends_at - row.starts_at) == (company.colleague, timedelta(days=3))
    client.force_login(company.colleague)
    assert client.post(url("end_absence", row.pk)).status_code == 403
    client.force_login(company.lead)
    client.post(url("end_absence", row.pk))
    row.refresh_from_db()
    assert row.ended_at is not None


def test_a_rest_is_shown_to_the_person_and_their_lead_and_to_nobody_else(
    client: Client, company: Any, owned_case: Case
) -> None:
    now = clock.now()
    Relief.objects.create(
        member=company.handler, case=owned_case, starts_at=now, ends_at=now + timedelta(hours=4)
    )
    words = f"me/rest/{Relief.objects.get().pk}"
    for who, path, seen in (
        ("handler", url("own"), True),
        ("lead", url("absences", "handler"), False),
        ("administrator", url("absences", "handler"), False),
    ):
        client.force_login(company.members[who])
        assert (words in told(client, path)) is seen, who
    for who, seen in (("lead", True), ("manager", False)):
        client.force_login(company.members[who])
        assert ("前不派激烈案件" in told(client, url("waiting"))) is seen, who
    client.force_login(company.handler)
    assert client.post(url("rest", Relief.objects.get().pk), {"hours": "９９９"}).status_code == 422
    client.post(url("rest", Relief.objects.get().pk), {"act": "end"})
    assert Relief.objects.get().ended_at is not None


def test_a_lead_answers_a_late_risk_on_the_sheet(client: Client, company: Any, owned_case: Case) -> None:
    Case.objects.update(risks=["legal"], late_risks=[{"risk": "legal", "message": 1}])
    review = actions.review_owner(case_id=owned_case.pk, by=company.house)
    assert review is not None
    client.force_login(company.handler)
    answer = client.post(
        url("answer_review", owned_case.number, review.pk), {"answer": "keep", "reason": "我行"}
    )
    assert answer.status_code == 403
    client.force_login(company.lead)
    assert owned_case.number in told(client, url("waiting"))
    client.post(url("answer_review", owned_case.number, review.pk), {"answer": "mine", "reason": "涉诉"})
    assert (Case.objects.get().owner, AssignmentReview.objects.get().answer) == (company.lead, "given")


def test_cases_are_handed_on_from_a_list(client: Client, company: Any, owned_case: Case) -> None:
    client.force_login(company.lead)
    path = url("hand_on", "handler")
    assert owned_case.number in told(client, path)
    data = {"cases": [str(owned_case.pk), "x", "9" * 30], "to": "colleague", "reason": ""}
    answer = client.post(path, data)
    assert answer.status_code == 422
    client.post(path, {**data, "reason": "离职"})
    assert Case.objects.get().owner == company.colleague
    client.force_login(company.east_lead)
    assert client.get(path).status_code == 403


def test_strengths_and_ones_own_limit_are_kept(client: Client, company: Any) -> None:
    client.force_login(company.handler)
    for cap in ("-1", "99", "x", "²"):
        assert client.post(url("own_strengths"), {"strengths": ["facts"], "hot_cap": cap}).status_code == 422
    client.post(url("own_strengths"), {"strengths": ["facts"], "hot_cap": "1"})
    member = Member.objects.get(pk=company.handler.pk)
    assert (member.strengths, member.hot_cap) == (["facts"], 1)


def test_levels_stand_in_the_form_about_a_person(client: Client, company: Any) -> None:
    client.force_login(company.administrator)
    data = {
        "display_name": "小林",
        "role": "handler",
        "department": str(company.care.pk),
        "skills": ["quality", "billing"],
        "level-quality": "3",
        "level-billing": "2",
        "level-safety": "9",
        "languages": ["zh-Hans"],
        "capacity": "12",
        "approval_limit": "200",
        "is_active": "on",
        "calendar": "none-such",
    }
    client.post(url("person", "handler"), data)
    member = Member.objects.get(pk=company.handler.pk)
    assert (member.skill_levels, member.calendar, member.capacity) == ({"quality": 3}, "", 12)


def test_who_is_absent_is_called_so_wherever_a_case_is_given(
    client: Client, company: Any, owned_case: Case
) -> None:
    now = clock.now()
    Absence.objects.create(
        member=company.lead,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(days=1),
        entered_by=company.manager,
        entered_at=now,
    )
    client.force_login(company.manager)
    several = client.post(url("bulk"), {"kind": "assign", "cases": owned_case.pk}).content.decode()
    pages = [told(client, url(name, owned_case.number)) for name in ("case", "case_assignment")]
    pages.append(told(client, url("hand_on", "handler")))
    for page in (*pages, several):
        form = page.partition('name="to"')[2].partition("</select>")[0]
        assert "不在岗" in form.partition(f'value="{company.lead.username}"')[2].partition("</option>")[0]


def test_an_absence_is_told_by_its_last_day(client: Client, company: Any, owned_case: Case) -> None:
    today = clock.today()
    last = today + timedelta(days=2)
    client.force_login(company.handler)
    client.post(url("enter_own_absence"), {"first": today.isoformat(), "last": last.isoformat()})
    client.force_login(company.lead)
    assert f"不在岗，至 {last:%m-%d}<" in told(client, url("waiting"))
    assert f"{last:%m-%d}。</p>" in told(client, url("hand_on", "handler"))
