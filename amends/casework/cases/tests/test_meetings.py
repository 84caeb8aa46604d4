"""Joint meetings: convened, signed and then left as they are, and what was decided becomes tasks and promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Case, Meeting
from amends.casework.cases.permissions import handles, visible_to
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.notices.models import Notice


@pytest.fixture
def convened(whole_company: Any, owned_case: Case) -> Meeting:
    return actions.convene_meeting(
        case_id=owned_case.pk,
        at=clock.now() + timedelta(hours=2),
        agenda="现场看锅",
        place="东店二楼",
        participants=[whole_company.quality],
        with_customer=True,
        by=whole_company.handler,
    )


@pytest.fixture
def signed(whole_company: Any, convened: Meeting) -> Meeting:
    with clock.at(clock.now() + timedelta(hours=3)):
        return actions.sign_minutes(
            meeting_id=convened.pk,
            minutes="确认冒烟",
            decisions=["送检温控器", "周五前给结果", " "],
            by=whole_company.handler,
        )


def test_whoever_convenes_takes_part(convened: Meeting, whole_company: Any) -> None:
    assert set(convened.participants.all()) == {whole_company.handler, whole_company.quality}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"at": None}, "at"),
        ({"place": ""}, "place"),
        ({"link": "ftp://x"}, "link"),
        ({"agenda": ""}, "agenda"),
    ],
)
def test_a_meeting_has_a_time_a_place_and_an_agenda(
    whole_company: Any, owned_case: Case, change: dict[str, Any], field: str
) -> None:
    values = {"at": clock.now(), "agenda": "看锅", "place": "东店", "participants": [], **change}
    with pytest.raises(Invalid) as refused:
        actions.convene_meeting(case_id=owned_case.pk, by=whole_company.handler, **values)
    assert refused.value.field == field


def test_minutes_are_signed_after_it_was_held(convened: Meeting, whole_company: Any) -> None:
    with pytest.raises(WrongState):
        actions.sign_minutes(meeting_id=convened.pk, minutes="x", decisions=[], by=whole_company.handler)


def test_only_who_took_part_signs_the_minutes(convened: Meeting, whole_company: Any) -> None:
    with clock.at(clock.now() + timedelta(hours=3)):
        with pytest.raises(NotPermitted) as refused:
            actions.sign_minutes(meeting_id=convened.pk, minutes="x", decisions=[], by=whole_company.lead)
        assert str(whole_company.handler) in str(refused.value)
        actions.sign_minutes(meeting_id=convened.pk, minutes="x", decisions=[], by=whole_company.quality)


def test_signed_minutes_stay_as_they_are_and_are_added_to(signed: Meeting, whole_company: Any) -> None:
    assert signed.written_by == whole_company.handler
    for act in (
        lambda: actions.sign_minutes(
            meeting_id=signed.pk, minutes="别的", decisions=[], by=whole_company.handler
        ),
        lambda: actions.call_off_meeting(meeting_id=signed.pk, reason="x", by=whole_company.handler),
    ):
        with pytest.raises(WrongState):
            act()
    actions.add_to_minutes(meeting_id=signed.pk, text="客户还提到噪音", by=whole_company.lead)
    assert [one.text for one in signed.additions.all()] == ["客户还提到噪音"]
    signed.refresh_from_db()
    assert signed.minutes == "确认冒烟"


def test_what_is_not_signed_is_not_added_to(convened: Meeting, whole_company: Any) -> None:
    with pytest.raises(WrongState):
        actions.add_to_minutes(meeting_id=convened.pk, text="x", by=whole_company.handler)


def test_each_decision_becomes_one_task_or_one_promise(signed: Meeting, whole_company: Any) -> None:
    first, second = signed.decisions.all()
    actions.make_task_of(
        decision_id=first.pk, kind="quality", department=whole_company.qa, by=whole_company.handler
    )
    actions.make_promise_of(
        decision_id=second.pk, due_at=clock.now() + timedelta(days=2), by=whole_company.handler
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.task is not None
    assert first.task.asked == "送检温控器"
    assert second.promise is not None
    assert (second.promise.text, second.promise.source) == ("周五前给结果", "meeting")
    with pytest.raises(WrongState):
        actions.make_promise_of(
            decision_id=first.pk, due_at=clock.now() + timedelta(days=2), by=whole_company.handler
        )


def test_decisions_that_are_too_many_or_too_long_are_refused(convened: Meeting, whole_company: Any) -> None:
    with clock.at(clock.now() + timedelta(hours=3)):
        for decisions in (["x"] * 21, ["x" * 401]):
            with pytest.raises(Invalid):
                actions.sign_minutes(
                    meeting_id=convened.pk, minutes="x", decisions=decisions, by=whole_company.handler
                )


def test_a_wrong_team_or_role_is_refused(convened: Meeting, owned_case: Case, whole_company: Any) -> None:
    with pytest.raises(NotFound):
        actions.call_off_meeting(meeting_id=convened.pk, reason="x", by=whole_company.west_handler)
    with pytest.raises(NotFound):
        actions.make_promise_of(decision_id=999, due_at=None, by=whole_company.handler)
    with pytest.raises(NotPermitted):
        actions.convene_meeting(
            case_id=owned_case.pk,
            at=clock.now(),
            agenda="x",
            place="x",
            participants=[],
            by=whole_company.trainer,
        )


@pytest.fixture
def restricted(whole_company: Any, owned_case: Case) -> Case:
    return actions.restrict_case(case_id=owned_case.pk, reason="涉及隐私", by=whole_company.legal)


def seen_by(member: Any) -> set[int]:
    return set(Case.objects.filter(visible_to(member)).values_list("pk", flat=True))


def meet(case: Case, *people: Any, by: Any) -> Meeting:
    return actions.convene_meeting(
        case_id=case.pk,
        at=clock.now() + timedelta(hours=1),
        agenda="立会",
        place="东店",
        participants=people,
        by=by,
    )


def test_whoever_takes_part_sees_the_case_until_the_meeting_is_over(
    whole_company: Any, owned_case: Case
) -> None:
    guest = whole_company.east_handler
    assert owned_case.pk not in seen_by(guest)
    meeting = meet(owned_case, guest, by=whole_company.handler)
    assert owned_case.pk in seen_by(guest)
    actions.call_off_meeting(meeting_id=meeting.pk, reason="改电话沟通", by=whole_company.handler)
    assert owned_case.pk not in seen_by(guest)


@pytest.mark.parametrize("who", ["east_handler", "west_handler"])
def test_a_guest_leaves_notes_and_signs_but_the_case_stays_with_who_handles_it(
    whole_company: Any, owned_case: Case, who: str
) -> None:
    guest, case_id = whole_company.members[who], owned_case.pk
    meeting = meet(owned_case, guest, by=whole_company.handler)
    assert not handles(guest, owned_case)
    actions.add_note(case_id=case_id, body="我带样品去", by=guest)
    for act in (
        lambda: actions.write_record(case_id=case_id, text="x", by=guest),
        lambda: actions.go_back(case_id=case_id, stage="listen", reason="x", by=guest),
        lambda: actions.call_off_meeting(meeting_id=meeting.pk, reason="x", by=guest),
        lambda: meet(owned_case, by=guest),
    ):
        with pytest.raises(NotPermitted):
            act()
    with clock.at(clock.now() + timedelta(hours=2)):
        signed = actions.sign_minutes(meeting_id=meeting.pk, minutes="看过", decisions=[], by=guest)
    assert signed.written_by == guest


def test_taking_part_takes_nothing_from_who_handles_the_case(whole_company: Any, owned_case: Case) -> None:
    meet(owned_case, whole_company.quality, by=whole_company.handler)
    assert handles(whole_company.handler, owned_case)
    assert handles(whole_company.quality, owned_case)


def test_in_a_restricted_case_a_guest_only_looks(whole_company: Any, restricted: Case) -> None:
    meet(restricted, whole_company.quality, by=whole_company.handler)
    assert restricted.pk in seen_by(whole_company.quality)
    assert not handles(whole_company.quality, restricted)
    assert handles(whole_company.legal, restricted)


def test_of_a_restricted_case_only_the_named_take_part_and_see_it(
    whole_company: Any, restricted: Case
) -> None:
    meet(restricted, whole_company.east_handler, by=whole_company.handler)
    assert restricted.pk in seen_by(whole_company.east_handler)
    assert restricted.pk not in seen_by(whole_company.quality)


def test_whom_the_case_is_about_neither_takes_part_nor_comes_to_see_it(
    whole_company: Any, owned_case: Case
) -> None:
    guest = whole_company.east_handler
    meet(owned_case, guest, by=whole_company.handler)
    actions.mark_concerned(case_id=owned_case.pk, member=guest, reason="录音", by=whole_company.legal)
    assert owned_case.pk not in seen_by(guest)
    with pytest.raises(Invalid) as refused:
        meet(owned_case, guest, by=whole_company.handler)
    assert refused.value.field == "participants"


def test_whose_role_has_no_cases_takes_no_part(whole_company: Any, owned_case: Case) -> None:
    with pytest.raises(Invalid):
        meet(owned_case, whole_company.administrator, by=whole_company.handler)
    assert not Meeting.objects.exists()


def told_of_meetings(member: Any) -> list[str]:
    found = Notice.objects.filter(member=member, kind="meeting").order_by("pk")
    return [one.data["what"] for one in found]


def test_those_who_take_part_are_told_and_whoever_did_it_is_not(
    whole_company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    handler, examiner = whole_company.handler, whole_company.quality
    held, dropped = meet(owned_case, examiner, by=handler), meet(owned_case, examiner, by=handler)
    run_jobs()
    assert told_of_meetings(examiner) == ["convened", "convened"] and not told_of_meetings(handler)
    actions.call_off_meeting(meeting_id=dropped.pk, reason="顾客改期", by=handler)
    Meeting.objects.filter(pk=held.pk).update(at=clock.now() - timedelta(hours=1))
    actions.sign_minutes(meeting_id=held.pk, minutes="都说清楚了。", decisions=[], by=handler)
    run_jobs()
    assert sorted(told_of_meetings(examiner)[2:]) == ["called_off", "signed"] and not told_of_meetings(
        handler
    )
