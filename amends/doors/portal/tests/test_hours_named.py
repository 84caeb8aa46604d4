"""The customer's pages name hours at which the house is at work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.casework.cases.models import Case
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


def test_in_the_evening_it_names_the_next_morning(due_at_night: Case) -> None:
    with clock.at(NIGHT - timedelta(hours=5)):
        assert hour(case_page(due_at_night)["answer_by"]) == "01 09:00"


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
