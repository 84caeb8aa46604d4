"""The calendar page: who sees and changes what, and that refused entries stay on the screen."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.foundation.calendars.actions import enter_notice, set_up_mainland
from amends.foundation.calendars.models import Calendar, Notice, SpecialDay
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

pytestmark = pytest.mark.django_db
PAGE = "/desk/calendars/"
YEAR = "2027-02-06 至 2027-02-12 放假 春节\n2027-02-20 上班 春节"


@pytest.fixture
def calendar() -> Calendar:
    return set_up_mainland(by=house_member())


@pytest.fixture
def signed_in() -> Callable[[Role], Client]:
    def sign_in(role: Role) -> Client:
        client = Client()
        client.force_login(Member.objects.create(username=role, display_name=role, role=role))
        return client

    return sign_in


def shown(client: Client, words: str = "") -> str:
    answer = client.get(PAGE + words)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_sees_it_and_only_an_administrator_changes_it(
    calendar: Calendar, signed_in: Callable[[Role], Client]
) -> None:
    handler, administrator = signed_in(Role.HANDLER), signed_in(Role.ADMINISTRATOR)
    assert 'name="week"' not in shown(handler) and "09:00-12:00 13:30-18:00" in shown(handler)
    assert 'name="week"' in shown(administrator)
    for address in (
        reverse("desk:calendar_hours", args=["cn"]),
        reverse("desk:calendar_notice", args=["cn"]),
    ):
        assert handler.post(address, {"week": ["09:00-10:00"] * 7}).status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_a_due_time_is_worked_out_step_by_step(
    calendar: Calendar, signed_in: Callable[[Role], Client]
) -> None:
    page = shown(signed_in(Role.HANDLER), "?start=2026-02-13T10:00&length=7wd")
    assert "2026-03-02 10:00" in page and "2026-02-15 – 02-23" in page and "第 7 个工作日" in page


@pytest.mark.parametrize(
    "words",
    ["?start=soon&length=7wd", "?start=2026-02-13T10:00&length=long", "?start=9998-01-01T00:00&length=9999y"],
)
def test_what_cannot_be_worked_out_is_said(
    calendar: Calendar, signed_in: Callable[[Role], Client], words: str
) -> None:
    assert 'role="alert"' in shown(signed_in(Role.HANDLER), words)


@pytest.mark.parametrize(
    "words", ["?year=abcd", "?year=99999", "?year=0000", "?year=²²²²", "?calendar=nothing"]
)
def test_odd_addresses_show_the_page(
    calendar: Calendar, signed_in: Callable[[Role], Client], words: str
) -> None:
    assert "春节" in shown(signed_in(Role.HANDLER), words) or "year" in words


def test_hours_that_are_refused_stay_in_the_form(
    calendar: Calendar, signed_in: Callable[[Role], Client]
) -> None:
    week = ["09:00-08:00"] * 5 + ["", ""]
    answer = signed_in(Role.ADMINISTRATOR).post(reverse("desk:calendar_hours", args=["cn"]), {"week": week})
    assert answer.status_code == 422
    assert answer.content.decode().count('value="09:00-08:00"') == 5


def test_a_year_is_entered_by_one_and_confirmed_by_another(
    calendar: Calendar, signed_in: Callable[[Role], Client], run_jobs: Callable[[], int]
) -> None:
    administrator, manager = signed_in(Role.ADMINISTRATOR), signed_in(Role.MANAGER)
    entered = {"year": "2027", "source": "国办通知", "days": YEAR}
    assert administrator.post(reverse("desk:calendar_notice", args=["cn"]), entered).status_code == 302
    notice = Notice.objects.get()
    address = reverse("desk:decide_notice", args=[notice.pk])
    assert address in shown(manager) and "核对无误，确认" not in shown(manager)
    answer = manager.post(address, {"answer": "confirm"}, follow=True).content.decode()
    assert "影响范围还在试算" in answer and not SpecialDay.objects.filter(day__year=2027).exists()
    run_jobs()
    assert "核对无误，确认" not in shown(administrator) and "核对无误，确认" in shown(manager)
    administrator.post(address, {"answer": "confirm"})
    assert not SpecialDay.objects.filter(day__year=2027).exists()
    manager.post(address, {"answer": "confirm"})
    assert SpecialDay.objects.filter(day__year=2027).count() == 8
    assert "2027-02-06 – 02-12" in shown(manager, "?year=2027")


def test_days_that_fall_away_are_named_before_anybody_confirms(
    calendar: Calendar, signed_in: Callable[[Role], Client]
) -> None:
    """A notice replaces a year: one that holds a single day would take Spring Festival away without a word."""
    administrator, manager = signed_in(Role.ADMINISTRATOR), signed_in(Role.MANAGER)
    days = {"year": "2026", "days": "2026-11-30 放假 店庆"}
    administrator.post(reverse("desk:calendar_notice", args=["cn"]), days)
    for client in (administrator, manager):
        waits = shown(client).partition("等第二个人")[2].partition("工作时间")[0]
        assert "2026-02-15 – 02-23" in waits and "2026-10-01 – 10-07" in waits


def test_the_days_of_a_known_year_are_changed_from_what_they_are(
    calendar: Calendar, signed_in: Callable[[Role], Client]
) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    page = shown(client, "?year=2026&change=1")
    days = unescape(page.partition('name="days"')[2].partition(">")[2].partition("</textarea>")[0])
    assert "2026-02-15 - 2026-02-23 放假 春节" in days and "2026-02-14 上班 春节" in days
    client.post(reverse("desk:calendar_notice", args=["cn"]), {"year": "2026", "days": days})
    notice = Notice.objects.get()
    known = SpecialDay.objects.filter(day__year=2026).order_by("day").values_list("day", "kind", "name")
    assert notice.days == [[day.isoformat(), kind, name] for day, kind, name in known]
    assert "change=1" not in shown(signed_in(Role.HANDLER), "?year=2026")


def test_a_year_that_cannot_be_read_stays_in_the_form(
    calendar: Calendar, signed_in: Callable[[Role], Client]
) -> None:
    answer = signed_in(Role.ADMINISTRATOR).post(
        reverse("desk:calendar_notice", args=["cn"]), {"year": "2027", "days": "春节放假七天 <b>"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "春节放假七天 &lt;b&gt;</textarea>" in page


def test_what_was_entered_is_shown_as_text(calendar: Calendar, signed_in: Callable[[Role], Client]) -> None:
    enter_notice(
        calendar=calendar,
        year=2027,
        text="2027-02-06 放假 <script>x</script>",
        source="<i>",
        by=house_member(),
    )
    page = shown(signed_in(Role.MANAGER))
    assert "<script>x" not in page and "&lt;script&gt;x" in page and "<i>" not in page


def test_a_house_without_calendars_says_so(signed_in: Callable[[Role], Client]) -> None:
    assert "还没有日历" in shown(signed_in(Role.HANDLER))


NEW = {"code": "weekend", "name": "周末班 <b>", "zone": "Asia/Hong_Kong", "like": "cn"}


def test_one_more_calendar_begins_as_the_one_shown_and_changes_nothing_else(
    client: Client, company: Any
) -> None:
    mainland = set_up_mainland(by=company.house)
    client.force_login(company.administrator)
    answer = client.post("/desk/calendars/add", NEW, follow=True)
    page = answer.content.decode()
    assert "周末班 &lt;b&gt;" in page and "全单位" in page
    made = Calendar.objects.get(code="weekend")
    assert (made.zone, made.week, made.is_default) == ("Asia/Hong_Kong", mainland.week, False)
    assert made.special_days.count() == mainland.special_days.count()


def test_a_due_time_is_told_by_the_clocks_of_the_place(client: Client, company: Any) -> None:
    mainland = set_up_mainland(by=company.house)
    Calendar.objects.filter(pk=mainland.pk).update(zone="America/New_York")
    client.force_login(company.administrator)
    page = shown(client, "?start=2026-11-26T10:00&length=1h")
    assert "2026-11-26 11:00" in page
    assert "America/New_York" in page


@pytest.mark.parametrize("wrong", [{"code": "Ä"}, {"name": " "}, {"zone": "Moon/Crater"}, {"code": "cn"}])
def test_a_calendar_that_cannot_be_is_refused_and_stands_in_the_form(
    client: Client, company: Any, wrong: dict[str, str]
) -> None:
    set_up_mainland(by=company.house)
    client.force_login(company.administrator)
    answer = client.post("/desk/calendars/add", {**NEW, **wrong})
    assert answer.status_code == 422
    assert Calendar.objects.count() == 1


def test_who_may_not_and_what_is_no_post_is_refused(client: Client, company: Any) -> None:
    set_up_mainland(by=company.house)
    for who in ("handler", "lead", "quality"):
        client.force_login(company.members[who])
        assert client.post("/desk/calendars/add", NEW).status_code == 403
    client.force_login(company.administrator)
    assert client.get("/desk/calendars/add").status_code == 405
    assert Calendar.objects.count() == 1


def test_how_a_length_is_written_stands_below_its_field(
    calendar: Calendar, signed_in: Callable[[Role], Client]
) -> None:
    """Above it the field stood lower than the one beside it."""
    form = shown(signed_in(Role.HANDLER)).partition('class="due-form"')[2].partition("</form>")[0]
    assert form.index('name="length"') < form.index('id="length-help"')
