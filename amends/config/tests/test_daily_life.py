"""The demonstration looks like a desk that runs well: what its people do as a matter of course."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localtime

from amends.casework.cases.models import Case
from amends.casework.clocks.models import Reminder
from amends.config.demonstration import daily
from amends.config.demonstration.cases import rows
from amends.foundation.kernel import clock
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.notices.models import Notice


def test_nobody_acts_at_night_and_what_comes_first_stays_first() -> None:
    midnight = localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = [daily.by_day(midnight + timedelta(minutes=10 * n)) for n in range(6 * 48)]
    assert all(8 <= localtime(one).hour < 22 for one in moments)
    assert moments == sorted(moments)


def test_every_judgement_names_a_case_once() -> None:
    keys = {row["key"] for row in rows()}
    named = [key for part in daily.table("judged.toml")["severity"].values() for key in part]
    assert len(named) == len(set(named))
    assert set(named) <= keys


def test_whoever_takes_a_case_puts_its_severity_right(owned_case: Case, company: Any) -> None:
    daily.judge(owned_case, "D208", company.handler)
    owned_case.refresh_from_db()
    assert owned_case.severity == "critical"
    daily.judge(owned_case, "no such case", company.handler)
    owned_case.refresh_from_db()
    assert owned_case.severity == "critical"


@pytest.mark.django_db
def test_reminders_are_given_when_they_were_due_and_old_notices_are_seen(
    owned_case: Case, company: Any, run_jobs: Any
) -> None:
    run_jobs()
    later = clock.now() + timedelta(days=5)
    with clock.at(later):
        daily.remind_in_time(owned_case.pk, later, company.house)
        given = Reminder.objects.filter(clock__case=owned_case)
        assert given.exists()
        assert all(one.given_at < later for one in given)
        daily.see_what_is_old(later)
        old = Notice.objects.filter(created_at__lt=later - daily.SEEN_AFTER)
        assert old.exists()
        assert not old.filter(seen_at=None).exists()


def test_a_bell_counts_few(company: Any, owned_case: Case) -> None:
    for n in range(daily.UNREAD + 5):
        notify(
            to=[company.handler.pk, company.lead.pk],
            kind=NoticeKind.WATCHED,
            origin=f"test:{n}",
            case_id=owned_case.pk,
            number=owned_case.number,
        )
    daily.leave_few_unread()
    for member in (company.handler, company.lead):
        unread = Notice.objects.filter(member=member, seen_at=None)
        assert unread.count() == daily.UNREAD
        assert unread.filter(origin=f"test:{daily.UNREAD + 4}").exists()
