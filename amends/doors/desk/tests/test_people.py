"""An administrator adds people and departments and gives new passwords; nobody else does."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from amends.foundation.calendars.models import Calendar
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Department, Member

pytestmark = pytest.mark.django_db
NEW = {
    "username": "xiaoli",
    "password": "Xiao-Li-2026!",
    "display_name": "李小丽",
    "role": "handler",
    "skills": ["quality"],
    "languages": ["zh-Hans"],
    "capacity": "20",
    "approval_limit": "300",
    "limit_currency": ["hkd", "TWD", ""],
    "limit_sum": ["1,200", "", ""],
}


@pytest.fixture
def administrator(client: Client, company: Any) -> Client:
    client.force_login(Member.objects.filter(role="administrator")[0])
    return client


def test_somebody_who_was_added_can_sign_in(administrator: Client) -> None:
    place = Department.objects.order_by("pk")[0]
    answer = administrator.post("/desk/people/new/", {**NEW, "department": place.pk})
    assert answer.status_code == 302
    added = authenticate(username="xiaoli", password="Xiao-Li-2026!")
    assert isinstance(added, Member)
    assert (added.limit_in("CNY"), added.limits_abroad) == (300, {"HKD": "1200.00"})
    assert (added.display_name, added.department, added.skills, added.capacity) == (
        "李小丽",
        place,
        ["quality"],
        20,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "12345"),
        ("username", "a b"),
        ("display_name", " "),
        ("capacity", "many"),
        ("role", "system"),
        ("limit_currency", ["CNY", "", ""]),
        ("limit_sum", ["", "", "5"]),
        ("approval_limit", "-1"),
    ],
)
def test_what_cannot_be_used_is_refused_and_stays_in_the_form(
    administrator: Client, field: str, value: str
) -> None:
    answer = administrator.post("/desk/people/new/", {**NEW, field: value})
    assert answer.status_code == 422
    kept = "display_name" if field != "display_name" else "username"
    assert NEW[kept] in answer.content.decode()
    assert not Member.objects.filter(username=NEW["username"]).exists()


def test_a_new_password_replaces_the_old_one(administrator: Client) -> None:
    administrator.post("/desk/people/new/", NEW)
    administrator.post("/desk/people/xiaoli/password", {"password": "Other-Pass-77"})
    assert authenticate(username="xiaoli", password="Xiao-Li-2026!") is None
    assert authenticate(username="xiaoli", password="Other-Pass-77") is not None


def test_a_weak_new_password_changes_nothing(administrator: Client) -> None:
    administrator.post("/desk/people/new/", NEW)
    administrator.post("/desk/people/xiaoli/password", {"password": "12345"})
    assert authenticate(username="xiaoli", password="Xiao-Li-2026!") is not None


def test_a_department_is_added_below_another_and_may_take_new_complaints(administrator: Client) -> None:
    above = Department.objects.order_by("pk")[0]
    administrator.post("/desk/departments/", {"code": "CD", "name": "成都", "parent": above.pk})
    added = Department.objects.get(code="CD")
    assert added.path == f"{above.path}CD/"
    administrator.post("/desk/departments/CD/take-in")
    assert list(Department.objects.filter(takes_in=True)) == [added]


def test_a_department_works_by_a_calendar_of_its_own(administrator: Client) -> None:
    above = Department.objects.order_by("pk")[0]
    administrator.post("/desk/departments/", {"code": "CD", "name": "成都", "parent": above.pk})
    Calendar.objects.create(
        code="shop", name="门店", zone="Asia/Shanghai", week=["10:00-21:00"] * 7, changed_at=clock.now()
    )
    hours = reverse("desk:department_hours", args=[above.code])
    page = administrator.post(hours, {"calendar": "shop"}, follow=True).content.decode()
    assert "同上级：门店" in page
    administrator.post(hours, {"calendar": "unknown"})
    above.refresh_from_db()
    assert (above.calendar, administrator.get(hours).status_code) == ("shop", 405)
    assert above.name in administrator.get(reverse("desk:calendars"), {"calendar": "shop"}).content.decode()


@pytest.mark.parametrize("code", ["", "a b", "x" * 41, "../etc"])
def test_a_code_that_cannot_be_used_is_refused(administrator: Client, code: str) -> None:
    before = Department.objects.count()
    assert administrator.post("/desk/departments/", {"code": code, "name": "成都"}).status_code == 422
    assert Department.objects.count() == before


@pytest.mark.parametrize("role", ["handler", "lead", "quality", "legal", "manager", "trainer"])
@pytest.mark.parametrize(
    "path",
    ["/desk/people/new/", "/desk/departments/", "/desk/departments/x/hours", "/desk/people/x/password"],
)
def test_nobody_else_may(client: Client, company: Any, role: str, path: str) -> None:
    client.force_login(Member.objects.filter(role=role)[0])
    assert client.post(path, NEW).status_code == 403
    assert not Member.objects.filter(username="xiaoli").exists()


def test_a_password_is_only_set_by_sending_a_form(administrator: Client) -> None:
    assert administrator.get("/desk/people/handler/password").status_code == 405


def test_strangers_cannot_sign_up_and_nothing_promises_mail(client: Client) -> None:
    for path in ("/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"):
        assert client.get(path).status_code == 404
