"""Drafts promise hours at which the house is at work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from amends.doors.desk.queries.letter import times_named
from amends.practice.replies.drafting import DraftRequest

# Ten in the morning in Shanghai, a Monday.
MORNING = datetime(2026, 11, 30, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
LASTS = timedelta(hours=72)


def at_work(moment: datetime) -> bool:
    local = timezone.localtime(moment)
    return 9 * 60 <= local.hour * 60 + local.minute <= 18 * 60


def opens_between(first: datetime, last: datetime) -> bool:
    """Whether a full hour of the house lies between two moments, the last one left out."""
    full = timezone.localtime(first).replace(minute=0, second=0, microsecond=0) + HOUR
    while full < last:
        if at_work(full):
            return True
        full += HOUR
    return False


def said_in_a_letter(promised: datetime | None, since: datetime, now: datetime) -> tuple[datetime, datetime]:
    """The next word and the solution as a draft names them in the end."""
    update_by, solution_by = times_named(promised, since, now)
    draft = DraftRequest(kind="holding", now=now, update_by=update_by, solution_by=solution_by)
    return draft.update_before_solution(), draft.moment("solution_by", 72)


@pytest.mark.parametrize("hours", range(0, 24, 2))
@pytest.mark.parametrize("left", [None, 1, 5, 12, 20, 26, 28, 30, 40, 47, 72])
@pytest.mark.django_db
def test_letters_name_no_hour_of_the_night(hours: int, left: int | None) -> None:
    now = MORNING + timedelta(hours=hours, minutes=20)
    promised = now + timedelta(hours=left) if left else None
    for since in (now, promised - LASTS if promised else now):
        update, solution = said_in_a_letter(promised, since, now)
        assert now < update < solution
        if opens_between(now + HOUR, solution):
            assert at_work(update) and at_work(solution)


@pytest.mark.django_db
def test_in_the_evening_the_next_word_is_not_promised_for_after_hours() -> None:
    now = MORNING + timedelta(hours=9, minutes=30)
    for promised in (now + timedelta(hours=40), now + timedelta(hours=1), None):
        update, _solution = said_in_a_letter(promised, now, now)
        assert timezone.localtime(update).strftime("%d %H:%M") == "01 18:00"


@pytest.mark.parametrize("hours", [7, 9, 11, 14])
@pytest.mark.django_db
def test_a_solution_is_promised_for_no_later_than_it_is_due(hours: int) -> None:
    """Due at three at night: the evening before, and once that has passed no morning after it."""
    due_at = MORNING + timedelta(hours=17)
    now = MORNING + timedelta(hours=hours)
    assert said_in_a_letter(due_at, MORNING - LASTS, now)[1] <= due_at


@pytest.mark.django_db
def test_the_solution_has_the_same_hour_in_every_letter() -> None:
    due_at = MORNING + timedelta(hours=17)
    letters = {
        said_in_a_letter(due_at, MORNING, MORNING + timedelta(minutes=left))[1] for left in (0, 200, 400, 470)
    }
    assert [timezone.localtime(one).strftime("%d %H:%M") for one in letters] == ["30 18:00"]
