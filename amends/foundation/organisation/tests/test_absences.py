"""Being away, coming back, and what people say of themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.models import Job
from amends.foundation.organisation.actions import describe_oneself, end_absence, enter_absence
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import absence_now, absences_of, led_by

DAY = timedelta(days=1)


def enter(member: Member, by: Member, start: int = 0, end: int = 3, deputy: Member | None = None) -> Any:
    now = clock.now()
    return enter_absence(
        member=member, starts_at=now + start * DAY, ends_at=now + end * DAY, deputy=deputy, by=by
    )


@pytest.mark.parametrize("who", ["handler", "lead", "manager", "administrator"])
def test_oneself_whoever_leads_and_an_administrator_enter_an_absence(company: Any, who: str) -> None:
    row = enter(company.handler, company.members[who], deputy=company.colleague)
    assert absence_now(company.handler) == row
    assert absences_of(company.handler) == [row]
    end_absence(absence_id=row.pk, by=company.members[who])
    assert absence_now(company.handler) is None
    assert Job.objects.filter(name__endswith="offer_what_waits").exists()


@pytest.mark.parametrize("who", ["colleague", "east_lead", "legal", "trainer"])
def test_nobody_else_does(company: Any, who: str) -> None:
    row = enter(company.handler, company.handler)
    with pytest.raises(NotPermitted):
        enter(company.handler, company.members[who], start=10, end=12)
    with pytest.raises(NotPermitted):
        end_absence(absence_id=row.pk, by=company.members[who])


def test_what_makes_no_sense_is_refused(company: Any) -> None:
    me = company.handler
    for start, end in ((2, 1), (-5, -1), (0, 500)):
        with pytest.raises(Invalid):
            enter(me, me, start, end)
    for deputy in (me, company.trainer, company.house):
        with pytest.raises(Invalid):
            enter(me, me, deputy=deputy)
    row = enter(me, me)
    with pytest.raises(WrongState):
        enter(me, me, start=1, end=2)
    with pytest.raises(NotFound):
        end_absence(absence_id=row.pk + 9, by=me)
    end_absence(absence_id=row.pk, by=me)
    with pytest.raises(WrongState):
        end_absence(absence_id=row.pk, by=me)


def test_people_describe_themselves_with_words_that_are_offered(company: Any) -> None:
    describe_oneself(strengths=["patient", "facts"], hot_cap=0, by=company.handler)
    assert (company.handler.strengths, company.handler.hot_cap) == (["facts", "patient"], 0)
    for strengths, cap in ((["young"], None), ([], 51), ([], -1)):
        with pytest.raises(Invalid):
            describe_oneself(strengths=strengths, hot_cap=cap, by=company.handler)
    with pytest.raises(NotPermitted):
        describe_oneself(strengths=[], hot_cap=None, by=company.house)


@pytest.mark.parametrize(
    ("who", "led"),
    [
        ("lead", {"handler", "colleague"}),
        ("shops_lead", {"east_handler", "west_handler", "east_lead"}),
        ("handler", set()),
    ],
)
def test_whom_somebody_leads(company: Any, who: str, led: set[str]) -> None:
    assert set(led_by(company.members[who]).values_list("username", flat=True)) == led
