"""Who is told of a reply that waits, and what somebody may do who stands in for whoever approves it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from amends.casework.cases.models import Case, StaffConcerned
from amends.foundation.kernel import clock, periodic
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.kernel.jobs import run_due
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.actions import delegate, end_delegation, enter_absence
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Delegation, Department, Member
from amends.practice.replies.actions import approve_reply, return_reply, submit_reply
from amends.practice.replies.actions.telling import tell_newly_asked
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import decidable
from amends.practice.replies.tests.conftest import GOOD, member

PAYS = GOOD + "另外退还您 300 元。"
DAY = timedelta(days=1)


@pytest.fixture
def manager(lead: Member) -> Member:
    return member("陈总", lead.department, Role.MANAGER, 5000)  # type: ignore[arg-type]


@pytest.fixture
def standing_in(lead: Member, colleague: Member) -> Delegation:
    return stand_in(colleague, for_=lead)


def stand_in(who: Member, *, for_: Member) -> Delegation:
    now = clock.now()
    return delegate(to=who, starts_at=now, ends_at=now + DAY, reason="休假", by=for_)


def second_lead(lead: Member, limit: int) -> Member:
    return member("第二位组长", lead.department, Role.LEAD, limit)  # type: ignore[arg-type]


def away(who: Member) -> None:
    now = clock.now()
    enter_absence(member=who, starts_at=now, ends_at=now + DAY, deputy=None, by=who)


def told_of(reply: Reply) -> set[Member]:
    run_due(reraise=True)
    rows = Notice.objects.filter(data__what="reply", data__reply=reply.pk).select_related("member")
    return {one.member for one in rows}


def test_who_stands_in_for_the_lead_is_told_too(
    grave_case: Case, handler: Member, lead: Member, colleague: Member, standing_in: Delegation
) -> None:
    assert told_of(submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)) == {lead, colleague}


def test_while_the_lead_is_away_and_nobody_stands_in_the_next_one_up_is_told_too(
    grave_case: Case, handler: Member, lead: Member, manager: Member
) -> None:
    away(lead)
    assert told_of(submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)) == {lead, manager}


def test_whoever_stands_in_is_enough_while_the_lead_is_away(
    grave_case: Case,
    handler: Member,
    lead: Member,
    colleague: Member,
    manager: Member,
    standing_in: Delegation,
) -> None:
    away(lead)
    assert told_of(submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)) == {lead, colleague}


def test_who_is_asked_only_since_an_absence_began_is_told_then_and_nobody_twice(
    grave_case: Case, handler: Member, lead: Member, manager: Member
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    assert told_of(reply) == {lead}
    away(lead)
    periodic.enqueue_due()
    assert told_of(reply) == {lead, manager}
    tell_newly_asked()
    assert Notice.objects.filter(data__what="reply").count() == 2


def test_what_no_longer_waits_is_put_before_nobody_else(
    grave_case: Case, handler: Member, lead: Member, manager: Member
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    assert told_of(reply) == {lead}
    return_reply(reply_id=reply.pk, reason="请先核对。", by=lead)
    away(lead)
    tell_newly_asked()
    assert told_of(reply) == {lead}


def test_where_nobody_up_the_line_may_approve_it_whoever_else_may_is_told(
    case: Case, lead: Member, stranger: Member, elsewhere: Department
) -> None:
    second = second_lead(lead, 1000)
    Member.objects.filter(pk__in=[lead.pk, stranger.pk]).update(approval_limit=100)
    guest = member("借调", elsewhere)
    Case.objects.filter(pk=case.pk).update(owner=guest)
    assert told_of(submit_reply(case_id=case.pk, body=PAYS, by=guest)) == {second}


def test_where_nobody_may_approve_it_whoever_leads_there_hears_that_it_waits(
    grave_case: Case, handler: Member, lead: Member
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    Reply.objects.filter(pk=reply.pk).update(amount=Decimal(9000))
    assert told_of(reply) == {lead}


def concern(case: Case, who: Member, by: Member) -> None:
    StaffConcerned.objects.create(
        case=case, member=who, state="proposed", source="person", by=by, named_at=clock.now()
    )


def test_the_authority_of_whoever_the_complaint_is_about_is_not_used_in_it(
    grave_case: Case,
    handler: Member,
    lead: Member,
    colleague: Member,
    manager: Member,
    standing_in: Delegation,
) -> None:
    concern(grave_case, lead, handler)
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    assert told_of(reply) == {manager}
    for one, why in ((lead, "可能涉及您"), (colleague, "代行")):
        assert not decidable([reply], one)
        with pytest.raises(NotPermitted) as refused:
            approve_reply(reply_id=reply.pk, by=one)
        assert why in str(refused.value.message)
    with pytest.raises(NotPermitted) as refused:
        return_reply(reply_id=reply.pk, reason="请先核对。", by=lead)
    assert "可能涉及您" in str(refused.value.message)


def test_nor_is_that_of_whoever_leads_the_person_it_is_about(
    grave_case: Case,
    handler: Member,
    lead: Member,
    colleague: Member,
    onlooker: Member,
    standing_in: Delegation,
) -> None:
    Member.objects.filter(pk=onlooker.pk).update(line_manager=lead)
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    assert decidable([reply], colleague)
    concern(grave_case, onlooker, handler)
    assert not decidable([reply], colleague)


def test_of_several_sums_one_name_carries_them_all(case: Case, handler: Member, lead: Member) -> None:
    second = second_lead(lead, 500)
    stand_in(second, for_=lead)
    reply = submit_reply(case_id=case.pk, body=GOOD + "另外退还您400元，再赔偿您200元。", by=handler)
    assert reply.amount == Decimal(600)
    approve_reply(reply_id=reply.pk, by=second)
    reply.refresh_from_db()
    assert reply.approved_for == lead


def test_who_stands_in_for_the_author_hears_nothing_of_a_sum(
    grave_case: Case, lead: Member, colleague: Member, manager: Member, standing_in: Delegation
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=lead)
    with pytest.raises(NotPermitted) as refused:
        approve_reply(reply_id=reply.pk, by=colleague)
    assert "代行" in str(refused.value.message)


def test_a_sum_above_the_lead_is_put_before_whoever_may_grant_it(
    case: Case, handler: Member, lead: Member, manager: Member
) -> None:
    Member.objects.filter(pk=lead.pk).update(approval_limit=100)
    assert told_of(submit_reply(case_id=case.pk, body=PAYS, by=handler)) == {manager}


def test_what_the_lead_wrote_is_put_before_the_next_one_up_and_not_before_their_stand_in(
    grave_case: Case, lead: Member, manager: Member, standing_in: Delegation
) -> None:
    assert told_of(submit_reply(case_id=grave_case.pk, body=GOOD, by=lead)) == {manager}


def test_what_only_legal_may_approve_is_put_before_legal(
    grave_case: Case, lead: Member, stranger: Member
) -> None:
    Member.objects.filter(pk=stranger.pk).update(role=Role.LEGAL)
    assert told_of(submit_reply(case_id=grave_case.pk, body=GOOD, by=lead)) == {stranger}


def test_who_stands_in_does_not_approve_their_own_words(
    grave_case: Case, colleague: Member, manager: Member, standing_in: Delegation
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=colleague)
    with pytest.raises(NotPermitted) as refused:
        approve_reply(reply_id=reply.pk, by=colleague)
    assert "您写的" in str(refused.value.message)


def test_who_stands_in_reaches_as_far_as_the_other_and_may_give_back_what_is_above(
    case: Case, handler: Member, lead: Member, colleague: Member, manager: Member, standing_in: Delegation
) -> None:
    Member.objects.filter(pk=lead.pk).update(approval_limit=Decimal(100))
    reply = submit_reply(case_id=case.pk, body=PAYS, by=handler)
    with pytest.raises(NotPermitted) as refused:
        approve_reply(reply_id=reply.pk, by=colleague)
    assert "金额" in str(refused.value.message)
    assert decidable([reply], colleague)
    return_reply(reply_id=reply.pk, reason="金额请先商量。", by=colleague)
    reply.refresh_from_db()
    assert (reply.state, reply.returned_by) == (ReplyState.RETURNED, colleague)


def test_once_it_has_ended_they_hear_that_they_stand_in_no_more(
    grave_case: Case, handler: Member, lead: Member, colleague: Member, standing_in: Delegation
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    end_delegation(delegation_id=standing_in.pk, by=lead)
    with pytest.raises(NotPermitted) as refused:
        approve_reply(reply_id=reply.pk, by=colleague)
    assert "代行" in str(refused.value.message)
    assert not decidable([reply], colleague)


def test_the_author_hears_who_let_it_go_out_and_in_whose_place(
    grave_case: Case, handler: Member, lead: Member, colleague: Member, standing_in: Delegation
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    approve_reply(reply_id=reply.pk, by=colleague)
    run_due(reraise=True)
    told = Notice.objects.get(member=handler, data__what="reply_approved_for").data
    assert (told["by"], told["for"]) == (colleague.display_name, lead.display_name)


def test_of_what_was_approved_in_one_s_own_name_only_that_is_said(
    grave_case: Case, handler: Member, lead: Member
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    approve_reply(reply_id=reply.pk, by=lead)
    run_due(reraise=True)
    assert Notice.objects.get(member=handler, data__what="reply_approved").data["by"] == lead.display_name
