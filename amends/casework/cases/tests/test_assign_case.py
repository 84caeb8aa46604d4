"""People take cases and give them to one another."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases.actions import assign_case
from amends.casework.cases.models import Case
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel.errors import Invalid, NotPermitted


def test_a_handler_takes_a_case(company: Any, registered_case: Case) -> None:
    case = assign_case(case_id=registered_case.pk, to=company.handler, by=company.handler)
    assert case.owner == company.handler
    assert case.assigned_reason == [["by_hand", str(company.handler)]]


def test_a_handler_cannot_give_a_case_to_somebody_else_or_back(company: Any, owned_case: Case) -> None:
    for to in (company.colleague, None):
        with pytest.raises(NotPermitted):
            assign_case(case_id=owned_case.pk, to=to, by=company.handler)


def test_a_lead_gives_a_case_with_a_reason(company: Any, owned_case: Case) -> None:
    case = assign_case(case_id=owned_case.pk, to=company.colleague, reason="她懂\x00家电", by=company.lead)
    assert case.assigned_reason == [["by_hand", str(company.lead)], ["because", "她懂家电"]]
    entry = entries_of(case.chain).last()
    assert entry is not None
    assert (entry.action, entry.actor_id) == ("case.assigned", company.lead.pk)


def test_giving_it_to_another_team_takes_it_there(company: Any, owned_case: Case) -> None:
    case = assign_case(case_id=owned_case.pk, to=company.east_handler, by=company.manager)
    assert case.department == company.east


def test_giving_it_to_whoever_has_it_changes_nothing(company: Any, owned_case: Case) -> None:
    entries = AuditEntry.objects.count()
    case = assign_case(case_id=owned_case.pk, to=company.handler, by=company.lead)
    assert case.version == owned_case.version
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("name", ["trainer", "administrator", "switched_off"])
def test_it_cannot_be_given_to_somebody_who_does_not_work_on_cases(
    company: Any, owned_case: Case, name: str
) -> None:
    to = company.members.get(name, company.colleague)
    to.is_active = name != "switched_off"
    with pytest.raises(Invalid) as refusal:
        assign_case(case_id=owned_case.pk, to=to, by=company.lead)
    assert refusal.value.field == "to"
