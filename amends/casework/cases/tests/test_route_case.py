"""The house finds somebody for a case, and offers again what nobody could take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import assign_case, close_case, read_case, reopen_case, route_case
from amends.casework.cases.actions.offering import offer_waiting_cases
from amends.casework.cases.models import Case, Workload
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member


def test_the_fittest_person_of_the_team_gets_it_and_the_reason_is_written(
    company: Any, registered_case: Case
) -> None:
    read = read_case(case_id=registered_case.pk, by=company.house)
    Member.objects.filter(pk=company.colleague.pk).update(skills=[read.category])
    case = route_case(case_id=registered_case.pk, by=company.house)
    assert case.owner == company.colleague
    assert ["skill", case.category] in case.assigned_reason
    assert Workload.objects.get(member=company.colleague).open_cases == 1


CANTONESE = "你哋嘅外賣遲咗成個鐘先到，啲嘢食凍晒，打電話去又冇人聽，畀返錢我啦！"
MANDARIN = "你們的外賣遲了整整一個鐘頭才到，東西都冷了，打電話去又沒有人接，把錢退給我！"


@pytest.mark.parametrize(("text", "owner"), [(CANTONESE, "colleague"), (MANDARIN, "handler")])
def test_words_in_cantonese_go_to_whoever_knows_it(
    company: Any, register: Callable[..., Case], text: str, owner: str
) -> None:
    Member.objects.update(languages=["zh-Hant"], skills=[])
    Member.objects.filter(pk=company.colleague.pk).update(languages=["zh-Hant", "yue"])
    Member.objects.exclude(pk__in=[company.handler.pk, company.colleague.pk]).update(presence="away")
    case = read_case(case_id=register(text=text).pk, by=company.house)
    assert case.language == "zh-Hant"
    case = route_case(case_id=case.pk, by=company.house)
    assert case.owner == company.members[owner]
    assert (["language", "yue"] in case.assigned_reason) is (text == CANTONESE)


def test_whoever_works_where_it_happened_can_get_it_and_their_team_sees_it(
    company: Any, register: Callable[..., Case]
) -> None:
    Member.objects.filter(username__in=["handler", "colleague"]).update(presence="away")
    case = register(concerns=company.east)
    case = route_case(case_id=case.pk, by=company.house)
    assert case.owner == company.east_handler
    assert case.department == company.east


def test_it_is_never_given_to_somebody_absent_and_waits_instead(company: Any, registered_case: Case) -> None:
    Member.objects.update(presence="away")
    assert route_case(case_id=registered_case.pk, by=company.house).owner is None


def test_routing_again_changes_nothing(company: Any, owned_case: Case) -> None:
    version = Case.objects.get(pk=owned_case.pk).version
    case = route_case(case_id=owned_case.pk, by=company.house)
    assert (case.owner, case.version) == (company.handler, version)


def test_what_nobody_could_take_is_offered_again_with_the_earliest_due_first(
    company: Any, register: Callable[..., Case]
) -> None:
    Member.objects.update(presence="away")
    early, late, unread = register(), register(), register()
    for case, hours in ((late, 9), (early, 1)):
        read_case(case_id=case.pk, by=company.house)
        Case.objects.filter(pk=case.pk).update(due_at=clock.now() + timedelta(hours=hours))
    Member.objects.filter(pk=company.handler.pk).update(presence="present", capacity=1)
    offer_waiting_cases()
    owners = {case.pk: case.owner for case in Case.objects.all()}
    assert owners == {early.pk: company.handler, late.pk: None, unread.pk: None}


def test_the_number_of_open_cases_follows_every_change(company: Any, owned_case: Case) -> None:
    def open_cases() -> dict[str, int]:
        return dict(Workload.objects.values_list("member__username", "open_cases"))

    assert open_cases() == {"handler": 1}
    assign_case(case_id=owned_case.pk, to=company.colleague, by=company.lead)
    assert open_cases() == {"handler": 0, "colleague": 1}
    close_case(case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.lead)
    assert open_cases() == {"handler": 0, "colleague": 0}
    reopen_case(case_id=owned_case.pk, reason="又坏了", by=company.lead)
    assert open_cases() == {"handler": 0, "colleague": 1}
    assign_case(case_id=owned_case.pk, to=None, by=company.lead)
    assert open_cases() == {"handler": 0, "colleague": 0}
