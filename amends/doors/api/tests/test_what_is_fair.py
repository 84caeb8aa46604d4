"""What is fair in a case, by the interface for machines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from amends.casework.cases.models import Case
from amends.casework.customers.actions import record_order
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import Machine, machine_of
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member


def test_range_like_cases_and_laws_in_codes(
    machine: Machine, case: Case, stranger: Member, handler: Member
) -> None:
    record_order(
        customer=case.customer,
        number="A-1",
        product="水壶",
        amount=Decimal(200),
        ordered_at=clock.now(),
        by=house_member(),
    )
    Case.objects.filter(pk=case.pk).update(order_number="A-1", severity="minor", category="quality")
    path = f"/cases/{case.number}/fair-range"
    found: dict[str, Any] = machine.get(path).json()
    assert (found["edition"], found["range"]["lowest"], found["range"]["highest"]) == (0, "20.00", "30.00")
    assert [one["code"] for one in found["range"]["reasons"]] == ["band", "fault_open"]
    assert (found["precedents"]["count"], found["precedents"]["is_small"]) == (0, True)
    assert machine_of(stranger).get(path).status_code == 404
    assert machine_of(handler, Scope.COMPLAINTS_WRITE).get(path).status_code == 403
