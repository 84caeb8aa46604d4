"""The pages about budgets: who sees what, what is refused stays entered, and the tables that leave the house balance."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import ask_approval
from amends.casework.cases.models import Case
from amends.doors.desk.queries.approval_texts import both_sides
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions import Carrying, Wish, carry_out_grant, grant_remedy
from amends.practice.remedies.budget import actions
from amends.practice.remedies.budget.models import Budget, Entry
from amends.practice.remedies.budget.queries import left_in
from amends.practice.remedies.payments.models import Instruction

LIST = reverse("desk:budgets")


@pytest.fixture
def finance(company: Any) -> Member:
    member = Member(username="finance", display_name="=finance", role="finance", department=company.head)
    member.set_unusable_password()
    member.save()
    return member


@pytest.fixture
def sign_in() -> Callable[[Member], Client]:
    def act(member: Member) -> Client:
        client = Client()
        client.force_login(member)
        return client

    return act


@pytest.fixture
def open_for(company: Any) -> Callable[..., Budget]:
    def act(team: str, amount: int = 1000, currency: str = "CNY", days: int = 0) -> Budget:
        today = clock.today()
        return actions.open_budget(
            department_id=company.departments[team].pk,
            currency=currency,
            starts_on=today + timedelta(days=days),
            ends_on=today + timedelta(days=days + 20),
            amount=Money(Decimal(amount), currency),
            by=company.manager,
        )

    return act


def give(company: Any, team: str, amount: str, reference: str, currency: str = "CNY") -> Any:
    hold = actions.reserve(
        department_id=company.departments[team].pk,
        amount=Money(Decimal(amount), currency),
        on=clock.today(),
        reference=reference,
        by=company.handler,
    )
    actions.commit(hold_id=hold.pk, by=company.handler)
    return actions.settle(hold_id=hold.pk, by=company.handler)


def test_each_sees_what_is_theirs(
    company: Any, finance: Member, open_for: Callable[..., Budget], sign_in: Callable[..., Client]
) -> None:
    care, east = open_for("care", 1234), open_for("east", 5678)
    pages = {
        "finance": (200, True, True, True),
        "manager": (200, True, True, True),
        "lead": (200, True, False, False),
        "east_lead": (200, False, True, False),
        "handler": (200, True, False, False),
        "quality": (200, False, False, False),
        "administrator": (403, False, False, False),
        "trainer": (403, False, False, False),
    }
    for name, (status, sees_care, sees_east, opens) in pages.items():
        member = finance if name == "finance" else company.members[name]
        answer = sign_in(member).get(LIST)
        text = answer.content.decode()
        assert answer.status_code == status, name
        assert ("1,234.00" in text, "5,678.00" in text) == (sees_care, sees_east), name
        assert (reverse("desk:open_budget") in text) == opens, name
    whole = {
        "finance": (200, 200), "manager": (200, 200), "lead": (200, 404), "east_lead": (404, 200), "handler": (404, 404),
    }  # fmt: skip
    for name, wanted in whole.items():
        client = sign_in(finance if name == "finance" else company.members[name])
        found = tuple(client.get(reverse("desk:budget", args=[one.pk])).status_code for one in (care, east))
        assert found == wanted, name


def test_the_number_of_statements_does_not_grow_with_the_journal(
    company: Any,
    open_for: Callable[..., Budget],
    sign_in: Callable[..., Client],
    django_assert_max_num_queries: Any,
) -> None:
    budget = open_for("care")
    for n in range(12):
        give(company, "care", "1.50", f"g{n}")
    client = sign_in(company.manager)
    with django_assert_max_num_queries(24):
        client.get(reverse("desk:budget", args=[budget.pk]))
    with django_assert_max_num_queries(24):
        client.get(LIST)


def test_finance_grants_money_to_a_team(
    company: Any, finance: Member, sign_in: Callable[..., Client], open_for: Callable[..., Budget]
) -> None:
    client, today = sign_in(finance), clock.today()
    form = {
        "department": company.care.pk,
        "currency": "CNY",
        "amount": "1,200.50",
        "warn_at_percent": "75",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=30)).isoformat(),
    }
    assert client.post(reverse("desk:open_budget"), form).status_code == 302
    made = Budget.objects.get()
    assert (str(left_in(made)), made.warn_at_percent, made.opened_by) == ("¥1,200.50", 75, finance)
    wrong = (
        ("amount", "viel", 422), ("amount", "NaN", 422), ("amount", "0.001", 422), ("amount", "-5", 422),
        ("amount", "9" * 40, 422), ("currency", "¥", 422), ("starts_on", "2026-13-01", 422), ("department", "x", 404),
        ("starts_on", today.isoformat(), 409), ("warn_at_percent", "101", 422),
    )  # fmt: skip
    for field, value, status in wrong:
        answer = client.post(reverse("desk:open_budget"), {**form, field: value})
        assert answer.status_code == status, (field, value)
        assert 'role="alert"' in answer.content.decode()
        if field != "amount":
            assert "1,200.50" in answer.content.decode()
    assert Budget.objects.count() == 1
    for by, status in ((company.lead, 403), (company.handler, 403)):
        assert sign_in(by).post(reverse("desk:open_budget"), form).status_code == status
    assert client.get(reverse("desk:open_budget")).status_code == 405


def test_the_forms_of_a_budget_act_and_keep_what_was_refused(
    company: Any, finance: Member, open_for: Callable[..., Budget], sign_in: Callable[..., Client]
) -> None:
    budget, other, later = open_for("care"), open_for("east"), open_for("care", 500, days=30)
    client = sign_in(finance)

    def send(form: str, **data: Any) -> Any:
        return client.post(reverse(f"desk:{form}_budget", args=[budget.pk]), {"reason": "按申请", **data})

    assert send("change", way="raise", amount="200", warn_at_percent="80").status_code == 302
    assert send("change", way="lower", amount="100", warn_at_percent="90").status_code == 302
    assert send("change", way="raise", amount="", warn_at_percent="70").status_code == 302
    assert send("move", to=other.pk, amount="50").status_code == 302
    assert (str(left_in(budget)), str(left_in(other))) == ("¥1,050.00", "¥1,050.00")
    budget.refresh_from_db()
    assert budget.warn_at_percent == 70
    hold = actions.reserve(
        department_id=company.care.pk,
        amount=Money(Decimal(10)),
        on=clock.today(),
        reference="grant:1",
        by=company.handler,
    )
    before = Entry.objects.count()
    for form, data, status in (
        ("change", {"way": "lower", "amount": "99999", "warn_at_percent": "70"}, 409),
        ("change", {"way": "", "amount": "1", "warn_at_percent": "70"}, 422),
        ("move", {"to": "", "amount": "1"}, 404),
        ("carry", {"into": other.pk}, 422),
        ("close", {}, 409),
    ):
        answer = send(form, **data)
        assert answer.status_code == status, (form, data)
        assert "按申请" in answer.content.decode()
    assert Entry.objects.count() == before
    assert send("carry", into=later.pk, with_left="on").status_code == 302
    assert send("close").status_code == 302
    hold.refresh_from_db()
    assert hold.budget == later
    assert str(left_in(later)) == "¥1,540.00"
    page = client.get(reverse("desk:budget", args=[budget.pk])).content.decode()
    assert reverse("desk:close_budget", args=[budget.pk]) not in page
    assert client.get(reverse("desk:budget", args=[later.pk])).context["lines"]["until"] == clock.today()
    for form in ("change", "move", "carry", "close"):
        for by in (company.lead, company.handler):
            answer = sign_in(by).post(reverse(f"desk:{form}_budget", args=[later.pk]), {"reason": "r"})
            assert answer.status_code == 403


def rows_of(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_books_of_a_period_leave_the_house_balanced(
    company: Any, finance: Member, open_for: Callable[..., Budget], sign_in: Callable[..., Client]
) -> None:
    care = open_for("care")
    open_for("east", 70, "HKD")
    actions.change_budget(budget_id=care.pk, by_amount=Money(Decimal(1)), reason="=1+1", by=finance)
    give(company, "care", "12.34", "@grant:1")
    today = clock.today()
    client = sign_in(finance)
    client.cookies["django_language"] = "en"
    period = {
        "since": (today - timedelta(days=1)).isoformat(),
        "until": (today + timedelta(days=1)).isoformat(),
    }

    def taken(what: str) -> list[list[str]]:
        return rows_of(client.post(reverse("desk:export_budgets"), {**period, "what": what}))

    journal = taken("journal")
    assert journal[0][1] == "Time (Asia/Shanghai)"
    booked = [row for row in journal[1:] if len(row) == 13 and row[0] != "Total"]
    assert len(booked) == 2 * Entry.objects.count()
    assert {"'=1+1", "'@grant:1", "'=finance"} <= {cell for row in booked for cell in row}
    totals = [row for row in journal if row[0] == "Total"]
    assert [(row[4], row[11], row[12]) for row in totals] == [
        ("CNY", "1038.02", "1038.02"),
        ("HKD", "70.00", "70.00"),
    ]
    assert sum(Decimal(row[11] or 0) for row in booked if row[4] == "CNY") == Decimal("1038.02")
    assert ("Asia/Shanghai" in journal[-2][0], journal[-1]) == (True, ["Debit equals credit."])
    balance = taken("balance")
    assert [row[5:] for row in balance if row[0] == "Total"] == [
        ["0.00", "0.00", "1038.02", "1038.02", "1001.00", "1001.00"],
        ["0.00", "0.00", "70.00", "70.00", "70.00", "70.00"],
    ]
    assert AuditEntry.objects.filter(action="budget.exported").count() == 2
    for data, status in (({"what": "all"}, 422), ({"what": "journal", "until": "2001-01-01"}, 422)):
        assert client.post(reverse("desk:export_budgets"), {**period, **data}).status_code == status
    assert sign_in(company.lead).post(reverse("desk:export_budgets"), period).status_code == 403


def test_a_notice_about_a_budget_leads_to_it(
    company: Any, finance: Member, open_for: Callable[..., Budget], sign_in: Callable[..., Client]
) -> None:
    budget = open_for("care")
    data = {"budget": budget.pk, "percent": 81, "team": "care"}
    notify(
        to=[finance.pk, company.lead.pk], kind=NoticeKind.BUDGET, origin="b", case_id=0, number="", data=data
    )
    for member in (finance, company.lead):
        client = sign_in(member)
        assert "81" in client.get(reverse("desk:notices")).content.decode()
        notice = Notice.objects.get(member=member)
        answer = client.post(reverse("desk:notice", args=[notice.pk]))
        assert answer["Location"] == reverse("desk:budget", args=[budget.pk])


def test_a_line_of_the_journal_says_what_it_is_for_and_leads_to_cases_that_one_may_see(
    company: Any,
    finance: Member,
    owned_case: Case,
    sign_in: Callable[..., Client],
    open_for: Callable[..., Budget],
) -> None:
    budget = open_for("care")
    wish = Wish(kind="waiver", basis="goodwill", reason="多等了两天", amount=Decimal(20))
    granted = grant_remedy(case_id=owned_case.pk, wish=wish, by=company.manager)
    give(company, "care", "1.50", "柜台 7")
    owed = Wish(kind="refund", basis="entitlement", reason="多收了", amount=Decimal(15))
    paid = grant_remedy(case_id=owned_case.pk, wish=owed, by=company.manager)
    carry_out_grant(grant_id=paid.pk, carrying=Carrying(order_number="W1"), by=company.manager)
    refund = reverse("desk:refund", args=[Instruction.objects.get(reference=paid.reference).pk])
    page = reverse("desk:budget", args=[budget.pk])
    for member, sees in ((company.manager, True), (finance, False)):
        journal = sign_in(member).get(page).content.decode().partition('id="journal"')[2]
        assert "减免费用" in journal and "柜台 7" in journal and granted.reference not in journal
        assert owned_case.number in journal
        assert (refund in journal) != sees, member
        assert (f"#grant-{granted.pk}" in journal) == sees, member
    today = clock.today().isoformat()
    taken = {"what": "journal", "since": today, "until": today}
    table = rows_of(sign_in(finance).post(reverse("desk:export_budgets"), taken))
    said = {row[7] for row in table[1:] if len(row) == 13}
    assert f"减免费用 · {owned_case.number}" in said and "柜台 7" in said
    assert not any(one.startswith("grant:") for one in said)


@pytest.mark.parametrize(("granted", "short"), [(400, True), (600, False)])
def test_who_decides_is_told_that_the_budget_is_not_enough(
    company: Any, owned_case: Case, open_for: Callable[..., Budget], granted: int, short: bool
) -> None:
    open_for("care", amount=granted)
    words: dict[str, Any] = {"power": Power.GRANT, "what": "想多退一些", "amount": Decimal(501)}
    request = ask_approval(case_id=owned_case.pk, by=company.handler, **words)
    assert both_sides([request], owned_case, company.lead)[request.pk]["is_short"] is short
