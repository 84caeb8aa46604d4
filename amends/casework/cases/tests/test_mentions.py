"""Whoever is named in a note is told, also without watching; who may not see the case is named to the writer at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Case, Note
from amends.casework.cases.rules.mentions import named_in
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted
from amends.foundation.notices.actions import choose_kinds
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.actions import end_absence, enter_absence

NAMES = {"王芳": 1, "王芳芳": 2, "lea": 3, "Lea Li": 4}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("请@王芳 看一下", ["王芳"]),
        ("请@王芳芳看一下，@王芳也看", ["王芳芳", "王芳"]),
        ("＠王芳：全角也算", ["王芳"]),
        ("@lea please", ["lea"]),
        ("@Lea Li please", ["Lea Li"]),
        ("@leander is somebody else", []),
        ("wang@lea.com is an address", []),
        ("@王芳 @王芳", ["王芳"]),
        ("nobody @ all", []),
    ],
)
def test_who_is_named_by_a_note(words: str, named: list[str]) -> None:
    assert named_in(words, NAMES) == named


def test_a_mention_arrives_without_watching_and_although_nothing_else_is_wanted(
    company: Any, owned_case: Case
) -> None:
    choose_kinds(wanted=[], by=company.colleague)
    actions.add_note(case_id=owned_case.pk, body="@colleague 请看监控", by=company.handler)
    notice = Notice.objects.get(member=company.colleague)
    assert (notice.kind, notice.case_id, notice.number) == ("mention", owned_case.pk, owned_case.number)
    assert "监控" not in str(notice.data)


def test_the_same_note_sent_twice_tells_once(company: Any, owned_case: Case) -> None:
    for _time in range(2):
        actions.add_note(
            case_id=owned_case.pk, body="@colleague 请看", idempotency_key="once", by=company.handler
        )
    assert Notice.objects.filter(member=company.colleague).count() == 1


def test_who_may_not_see_the_case_is_named_to_the_writer_and_hears_nothing(
    company: Any, owned_case: Case
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.add_note(case_id=owned_case.pk, body="@west_handler 请看", by=company.handler)
    assert "west_handler先生" in str(refused.value)
    assert not Notice.objects.exists()
    assert not Note.objects.exists()


def test_two_of_one_name_are_told_apart_by_their_user_names(company: Any, owned_case: Case) -> None:
    for one in (company.colleague, company.lead):
        one.display_name = "王芳"
        one.save()
    with pytest.raises(Invalid):
        actions.add_note(case_id=owned_case.pk, body="@王芳 请看", by=company.handler)
    actions.add_note(case_id=owned_case.pk, body="@lead 请看", by=company.handler)
    assert Notice.objects.get().member == company.lead


@pytest.mark.parametrize(("name", "refusal"), [("trainer", NotPermitted), ("west_handler", NotFound)])
def test_a_mention_from_outside_reaches_nobody(
    company: Any, owned_case: Case, name: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        actions.add_note(case_id=owned_case.pk, body="@colleague", by=company.members[name])
    assert not Notice.objects.exists()


def test_people_hear_of_what_is_asked_of_them_once(
    whole_company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    actions.assign_case(case_id=owned_case.pk, to=whole_company.colleague, by=whole_company.lead)
    actions.give_task(
        case_id=owned_case.pk,
        kind="quality",
        department=whole_company.qa,
        asked="查",
        by=whole_company.colleague,
    )
    actions.watch_case(case_id=owned_case.pk, by=whole_company.handler)
    actions.add_customer_message(case_id=owned_case.pk, text="还没好吗？", by=whole_company.portal)
    run_jobs()
    told = set(Notice.objects.values_list("member__username", "kind"))
    assert {
        ("colleague", "assigned"),
        ("quality", "task"),
        ("handler", "watched"),
        ("colleague", "watched"),
    } <= told
    assert ("lead", "assigned") not in told


def test_a_deputy_hears_of_the_case_while_its_owner_is_absent(
    company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    now = clock.now()
    absence = enter_absence(
        member=company.handler,
        starts_at=now,
        ends_at=now + timedelta(days=2),
        deputy=company.colleague,
        by=company.lead,
    )

    def told(text: str) -> set[str]:
        actions.add_customer_message(case_id=owned_case.pk, text=text, by=company.portal)
        run_jobs()
        latest = Notice.objects.filter(kind="watched").latest("pk").origin
        return set(Notice.objects.filter(origin=latest).values_list("member__username", flat=True))

    assert told("还没好吗？") == {"handler", "colleague"}
    end_absence(absence_id=absence.pk, by=company.handler)
    assert told("今天能给个答复吗？") == {"handler"}
