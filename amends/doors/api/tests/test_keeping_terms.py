"""How long things are kept, read by other systems."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases.actions.keeping_terms import decide_term, enter_term
from amends.casework.cases.choices import Kept
from amends.casework.cases.rules.keeping import Term
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import machine_of, problem_in
from amends.foundation.kernel import clock

PATH = "/keeping-terms"


def test_it_says_what_counts_and_every_version(company: Any) -> None:
    for length, confirm in ((5, True), (7, False)):
        term = Term(Kept.FILES, 0, length, clock.today(), "Rule 9")
        row = enter_term(term=term, reason="contract", places=["CN"], by=company.administrator)
        decide_term(term_id=row.pk, confirm=confirm, places=["CN"], by=company.manager)
    term = Term(Kept.SAFETY_FILES, 0, None, clock.today(), "Rule 9")
    enter_term(term=term, reason="safety", places=["CN"], by=company.administrator)
    files, safety, addresses = machine_of(company.legal, Scope.KEEPING_READ).get(PATH).json()["items"]
    assert (files["kept"], files["unit"], files["length"], files["version"]) == ("files", "years", 5, 1)
    assert [(one["version"], one["state"], one["length"]) for one in files["versions"]] == [
        (2, "turned_down", 7),
        (1, "confirmed", 5),
    ]
    assert (files["versions"][1]["entered_by"], files["versions"][1]["decided_by"]) == (
        "administrator",
        "manager",
    )
    assert (safety["length"], safety["version"], safety["versions"][0]["state"]) == (5, 0, "waiting")
    assert safety["versions"][0]["length"] is None and safety["versions"][0]["decided_by"] is None
    assert (addresses["unit"], addresses["length"], addresses["law"]) == ("days", 90, None)


@pytest.mark.parametrize("who", ["handler", "lead", "quality"])
def test_it_is_for_those_who_read_the_page(company: Any, who: str) -> None:
    answer = machine_of(company.members[who], Scope.KEEPING_READ).get(PATH)
    assert problem_in(answer, 403)["code"] == "not_permitted"


def test_it_takes_its_scope_and_changes_nothing(company: Any) -> None:
    others = [one for one in Scope if one != Scope.KEEPING_READ]
    assert "keeping:read" in problem_in(machine_of(company.manager, *others).get(PATH), 403)["detail"]
    machine = machine_of(company.manager, Scope.KEEPING_READ)
    assert machine.post(PATH, {}).status_code == 405
