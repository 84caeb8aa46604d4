"""The customer's pages name hours at which the house is at work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.casework.cases.choices import PromiseState
from amends.casework.cases.models import Case, Promise
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import promised_at
from amends.doors.portal.pages import case_page, received_page
from amends.foundation.kernel import clock

# Ten in the morning in Shanghai, a Monday.
MORNING = datetime(2026, 11, 30, 2, tzinfo=UTC)
NIGHT = MORNING + timedelta(hours=17)


def hour(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%d %H:%M") if moment else ""


@pytest.fixture
def due_at_night(owned_case: Case) -> Case:
    Clock.objects.create(
        case=owned_case, kind="first_response", started_at=MORNING, due_at=NIGHT, unpaused_due_at=NIGHT
    )
    return owned_case


def test_the_page_of_a_case_names_the_evening_before(client: Client, due_at_night: Case) -> None:
    with clock.at(MORNING):
        assert hour(case_page(due_at_night)["answer_by"]) == "30 18:00"
        page = client.get(reverse("portal:case", args=[due_at_night.token])).content.decode()
    assert "18:00" in page and "03:00" not in page


def first_step(case: Case) -> str:
    return str(case_page(case)["steps"][1]["text"])


@pytest.mark.parametrize("hours", [0, 4, 7, 9, 14, 16])
def test_it_is_the_same_hour_whenever_somebody_looks(due_at_night: Case, hours: int) -> None:
    """Once it has passed, the page names no other: neither the night it is due in nor the morning after."""
    now = MORNING + timedelta(hours=hours)
    with clock.at(now):
        assert hour(case_page(due_at_night)["answer_by"]) == ("30 18:00" if hours < 8 else "")
        assert "18:00" in first_step(due_at_night)


def test_what_is_due_later_is_not_named_in_its_place(due_at_night: Case) -> None:
    later = MORNING + timedelta(days=2)
    Clock.objects.create(
        case=due_at_night, kind="solution", started_at=MORNING, due_at=later, unpaused_due_at=later
    )
    with clock.at(NIGHT - timedelta(hours=5)):
        assert case_page(due_at_night)["answer_by"] is None
    with clock.at(NIGHT + timedelta(hours=5)):
        assert hour(case_page(due_at_night)["answer_by"]) == "02 10:00"


@pytest.mark.parametrize("evening", [10, 12])
def test_a_promise_is_named_for_the_hour_that_was_chosen(owned_case: Case, evening: int) -> None:
    call = MORNING + timedelta(hours=evening)
    Clock.objects.create(
        case=owned_case, kind="promise", started_at=MORNING, due_at=call, unpaused_due_at=call
    )
    with clock.at(MORNING):
        assert case_page(owned_case)["answer_by"] == call


def test_a_late_promise_does_not_hide_what_is_said_earlier(due_at_night: Case) -> None:
    call = MORNING + timedelta(hours=10)
    Clock.objects.create(
        case=due_at_night, kind="promise", started_at=MORNING, due_at=call, unpaused_due_at=call
    )
    with clock.at(MORNING):
        assert hour(case_page(due_at_night)["answer_by"]) == "30 18:00"
    with clock.at(MORNING + timedelta(hours=9)):
        assert hour(case_page(due_at_night)["answer_by"]) == "30 20:00"


def test_what_was_just_received_is_answered_by_day(registered_case: Case) -> None:
    """Received at three at night: a day later it is night again."""
    Case.objects.filter(pk=registered_case.pk).update(received_at=NIGHT)
    registered_case.refresh_from_db()
    with clock.at(NIGHT):
        page: dict[str, Any] = received_page(registered_case)
        raw = [promised_at(registered_case, kind) for kind in ("first_response", "solution")]
    assert all(timezone.localtime(one).hour == 3 for one in raw if one)
    named = [page["answer_by"], page["solution_by"]]
    assert all(9 <= timezone.localtime(one).hour <= 18 for one in named)


@pytest.mark.parametrize(
    ("received", "due_at", "named"),
    [
        (MORNING, NIGHT, "30 18:00"),
        (MORNING + timedelta(hours=7, minutes=10), MORNING + timedelta(hours=11, minutes=10), "30 21:10"),
    ],
)
def test_what_was_received_is_promised_for_one_hour_and_none_after_it_is_due(
    monkeypatch: pytest.MonkeyPatch, registered_case: Case, received: datetime, due_at: datetime, named: str
) -> None:
    """At ten past five with four hours left the house closes too soon, and opens too late."""
    Case.objects.filter(pk=registered_case.pk).update(received_at=received)
    registered_case.refresh_from_db()
    monkeypatch.setattr("amends.doors.portal.pages.promised_at", lambda _case, _kind: due_at)
    for later in (0, 30, 180, 500):
        with clock.at(received + timedelta(minutes=later)):
            assert hour(received_page(registered_case)["answer_by"]) == named


def said_in_a_letter(case: Case, due_at: datetime) -> None:
    """A promise found in a sent letter that nobody has looked at yet."""
    Promise.objects.create(
        case=case,
        text="到时告诉您查到的",
        state=PromiseState.TO_CONFIRM,
        made_by=case.owner,
        made_at=MORNING,
        owner=case.owner,
        due_at=due_at,
    )


def test_the_page_says_the_hour_that_the_letter_said(client: Client, due_at_night: Case) -> None:
    """Before anybody has confirmed that it is owed: the customer has read it."""
    said = MORNING + timedelta(hours=5)
    said_in_a_letter(due_at_night, said)
    with clock.at(MORNING):
        assert case_page(due_at_night)["answer_by"] == said
        assert "15:00" in client.get(reverse("portal:case", args=[due_at_night.token])).content.decode()
    with clock.at(said + timedelta(minutes=1)):
        assert hour(case_page(due_at_night)["answer_by"]) == "30 18:00"


def test_who_should_have_heard_is_told_so(client: Client, due_at_night: Case) -> None:
    address = reverse("portal:case", args=[due_at_night.token])
    late = "说好的时间已过"
    with clock.at(MORNING):
        assert late not in client.get(address).content.decode()
    with clock.at(NIGHT + timedelta(hours=1)):
        assert late in client.get(address).content.decode()


def test_what_has_ended_promises_no_word(due_at_night: Case) -> None:
    said_in_a_letter(due_at_night, MORNING + timedelta(days=4))
    with clock.at(MORNING):
        assert case_page(due_at_night)["answer_by"] is not None
        Case.objects.filter(pk=due_at_night.pk).update(phase="closed")
        due_at_night.refresh_from_db()
        assert case_page(due_at_night)["answer_by"] is None
