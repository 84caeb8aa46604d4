"""What it costs to find those before whom waiting replies are put, and that none of these replies is left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock, periodic
from amends.foundation.kernel.jobs import run_due
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.actions import delegate, end_absence, enter_absence
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Absence, Member
from amends.practice.replies.actions import telling
from amends.practice.replies.actions.telling import tell_all_asked, tell_newly_asked
from amends.practice.replies.choices import ReplyKind, ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import Asking
from amends.practice.replies.tests.conftest import GOOD, START, member

DAY = timedelta(days=1)
PAYS = GOOD + "另外退还您 9000 元。"


def wait(case: Case, author: Member, count: int, body: str = GOOD) -> list[Reply]:
    what = {"case": case, "author": author, "kind": ReplyKind.FIRST_RESPONSE, "body": body}
    state = {"state": ReplyState.AWAITING_APPROVAL, "submitted_at": clock.now()}
    return Reply.objects.bulk_create(Reply(**what, **state) for _n in range(count))


def away(who: Member, *, starts_in: timedelta = timedelta(0)) -> Absence:
    starts_at = clock.now() + starts_in
    return enter_absence(member=who, starts_at=starts_at, ends_at=starts_at + DAY, deputy=None, by=who)


def told() -> set[tuple[int, Member]]:
    rows = Notice.objects.filter(data__what="reply").select_related("member")
    return {(one.data["reply"], one.member) for one in rows}


def cost(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


@pytest.fixture
def manager(lead: Member) -> Member:
    return member("陈总", lead.department, Role.MANAGER, 5000)  # type: ignore[arg-type]


def test_a_turn_in_which_nothing_changed_costs_the_same_however_much_waits(
    case: Case, handler: Member, lead: Member, manager: Member
) -> None:
    away(manager)
    with clock.at(START + timedelta(hours=1)):
        wait(case, handler, 1)
        few = cost(tell_newly_asked)
        wait(case, handler, 30)
        assert cost(tell_newly_asked) == few <= 2
    assert not told()


def test_what_is_told_already_costs_the_same_however_much_waits(
    case: Case, handler: Member, lead: Member, manager: Member
) -> None:
    wait(case, handler, 1)
    tell_all_asked()
    few = cost(tell_all_asked)
    wait(case, handler, 30)
    tell_all_asked()
    assert cost(tell_all_asked) == few


def test_nobody_beyond_the_first_page_is_left_out(
    case: Case, handler: Member, lead: Member, manager: Member
) -> None:
    waiting = wait(case, handler, telling.AT_ONCE + 1)
    tell_all_asked()
    assert told() == {(one.pk, lead) for one in waiting}
    away(lead)
    tell_newly_asked()
    assert told() == {(one.pk, who) for one in waiting for who in (lead, manager)}


def test_an_absence_that_was_entered_before_counts_from_the_moment_it_begins(
    case: Case, handler: Member, lead: Member, manager: Member
) -> None:
    (reply,) = wait(case, handler, 1)
    away(lead, starts_in=timedelta(hours=2))
    tell_newly_asked()
    assert told() == {(reply.pk, lead)}
    with clock.at(START + timedelta(hours=2)):
        tell_newly_asked()
    assert told() == {(reply.pk, lead), (reply.pk, manager)}


def test_when_who_stood_in_is_away_again_or_stands_in_no_more_the_next_one_up_is_told(
    case: Case, handler: Member, lead: Member, colleague: Member, manager: Member
) -> None:
    (reply,) = wait(case, handler, 1)
    away(lead)
    now = clock.now()
    delegate(to=colleague, starts_at=now, ends_at=now + timedelta(hours=3), reason="休假", by=lead)
    tell_newly_asked()
    assert told() == {(reply.pk, lead), (reply.pk, colleague)}
    with clock.at(START + timedelta(hours=3)):
        tell_newly_asked()
    assert (reply.pk, manager) in told()


def test_whoever_came_back_is_enough_for_what_is_handed_in_since(
    case: Case, handler: Member, lead: Member, manager: Member
) -> None:
    row = away(lead)
    end_absence(absence_id=row.pk, by=lead)
    (reply,) = wait(case, handler, 1)
    tell_newly_asked()
    assert told() == {(reply.pk, lead)}


def test_other_changes_are_noticed_within_the_hour(
    case: Case, handler: Member, lead: Member, manager: Member
) -> None:
    (reply,) = wait(case, handler, 1)
    periodic.enqueue_due()
    run_due(reraise=True)
    Member.objects.filter(pk=lead.pk).update(role=Role.HANDLER)
    with clock.at(START + timedelta(hours=1)):
        periodic.enqueue_due()
        run_due(reraise=True)
    assert told() == {(reply.pk, lead), (reply.pk, manager)}


def test_finding_them_costs_the_same_however_many_may_approve_and_however_large_the_sum(
    case: Case, handler: Member, lead: Member, manager: Member
) -> None:
    (reply,) = wait(case, handler, 1, PAYS)

    def asked() -> list[Member]:
        return Asking([reply]).before_whom(reply)

    assert asked() == [lead]
    few = cost(asked)
    for n in range(6):
        member(f"经理{n}", lead.department, Role.MANAGER, 5000)  # type: ignore[arg-type]
        member(f"组长{n}", lead.department, Role.LEAD, 1000)  # type: ignore[arg-type]
    assert cost(asked) == few
    Member.objects.filter(display_name="经理3").update(approval_limit=Decimal(20000))
    assert [one.display_name for one in asked()] == ["经理3"]
    assert cost(asked) <= few + 1


def test_many_people_are_looked_up_in_parts(
    case: Case, handler: Member, lead: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.practice.replies.permissions.LOOKED_UP_AT_ONCE", 2)
    others = [member(f"组长{n}", lead.department, Role.LEAD, 1000) for n in range(4)]  # type: ignore[arg-type]
    (reply,) = wait(case, handler, 1)
    assert set(Asking([reply]).able(reply)) == {lead, *others}
