"""One predicate says who may know of a case; lists, single cases and search all ask it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.actions.beats import locked
from amends.casework.cases.models import Case
from amends.casework.cases.queries import Wanted, case_by_number, cases_matching, visible_cases
from amends.foundation.kernel.errors import NotFound, NotPermitted

PEOPLE = (
    "handler",
    "east_handler",
    "west_handler",
    "lead",
    "east_lead",
    "shops_lead",
    "quality",
    "legal",
    "manager",
    "trainer",
    "administrator",
    "house",
)


@pytest.fixture
def spread(company: Any, register: Callable[..., Any]) -> dict[str, Case]:
    """One case in each department, a restricted one in customer care, and a restricted one of the handler's own."""
    found = {
        place: register(text=f"事情 {place}", department=company.departments[place])
        for place in company.departments
    }
    found["restricted"] = register(text="保密", department=company.care)
    found["own"] = register(text="保密但归我", department=company.west)
    Case.objects.filter(pk__in=[found["restricted"].pk, found["own"].pk]).update(restricted=True)
    Case.objects.filter(pk=found["own"].pk).update(owner=company.handler)
    return found


ALL = {"head", "care", "shops", "east", "west"}


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        # Their own team's, those that stand above it, and their own.
        ("handler", {"care", "head", "own"}),
        ("colleague", {"care", "head"}),
        ("lead", {"care", "head"}),
        ("east_handler", {"east", "shops", "head"}),
        ("west_handler", {"west", "shops", "head"}),
        ("east_lead", {"east", "shops", "head"}),
        ("shops_lead", {"shops", "east", "west", "head"}),
        ("quality", ALL),
        ("legal", ALL | {"restricted", "own"}),
        ("manager", ALL | {"restricted", "own"}),
        ("house", ALL | {"restricted", "own"}),
        ("trainer", set()),
        ("administrator", set()),
    ],
)
def test_each_role_sees_what_it_should(
    company: Any, spread: dict[str, Case], name: str, sees: set[str]
) -> None:
    ids = set(visible_cases(company.members[name]).values_list("pk", flat=True))
    assert {place for place, case in spread.items() if case.pk in ids} == sees


def test_who_was_switched_off_sees_nothing_even_of_their_own(company: Any, spread: dict[str, Case]) -> None:
    company.handler.is_active = False
    company.handler.save()
    assert not visible_cases(company.handler).exists()


def test_who_has_no_department_sees_only_their_own(company: Any, spread: dict[str, Case]) -> None:
    company.handler.department = None
    company.handler.save()
    assert list(visible_cases(company.handler)) == [spread["own"]]


@pytest.mark.parametrize("name", PEOPLE)
def test_whatever_is_seen_in_a_list_or_a_search_passes_the_check_of_the_single_case(
    company: Any, spread: dict[str, Case], name: str
) -> None:
    member = company.members[name]
    listed = {case.pk for case in cases_matching(Wanted(), member=member)}
    searched = {case.pk for case in cases_matching(Wanted(query="事情"), member=member)}
    assert searched <= listed
    for case in spread.values():
        opened = case_by_number(case.number, member=member)
        assert (opened is not None) == (case.pk in listed)
        if case.pk in listed:
            assert locked(case.pk, by=member) == case
        else:
            with pytest.raises((NotFound, NotPermitted)):
                locked(case.pk, by=member)


@pytest.mark.parametrize("name", ["east_handler", "trainer", "administrator"])
def test_a_search_by_number_finds_nothing_that_is_not_for_the_searcher(
    company: Any, spread: dict[str, Case], name: str
) -> None:
    case = spread["care"]
    assert case_by_number(case.number, member=company.members[name]) is None
    assert not cases_matching(Wanted(query=case.number), member=company.members[name]).exists()
