"""What a customer complained about before is shown to people and read by nothing that decides."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

AMENDS = Path(__file__).resolve().parents[2] / "amends"
RECORD = "amends.casework.customers.rules.record"
# Pages and machines that show the facts with what they rest on.
MAY_READ = {"doors/api/customer_file.py", "doors/desk/queries/customer.py"}


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return found


def test_only_what_shows_the_record_reads_it() -> None:
    readers = {
        str(path.relative_to(AMENDS))
        for path in AMENDS.rglob("*.py")
        if "tests" not in path.parts and RECORD in imports_of(path)
    }
    assert readers == MAY_READ


@pytest.fixture
def often(company: Any, register: Callable[..., Any], customer: Any) -> Any:
    """Somebody who complained six times, of which none was upheld."""
    from amends.casework.cases.actions import assign_case, close_case, read_case

    for n in range(5):
        case = register(subject=f"第{n}次")
        read_case(case_id=case.pk, by=company.house)
        assign_case(case_id=case.pk, to=company.colleague, by=company.house)
        close_case(
            case_id=case.pk, outcome="WDN", ending={"how": "phone"}, reason="顾客撤诉", by=company.colleague
        )
    return customer


def test_neither_range_nor_route_depends_on_how_often_somebody_complained(
    company: Any, often: Any, register: Callable[..., Any]
) -> None:
    from datetime import UTC, datetime

    from amends.casework.cases.actions import read_case
    from amends.casework.cases.queries import candidates_for
    from amends.casework.customers.actions import find_or_add_customer, record_order
    from amends.practice.remedies.queries import advice, option_drafts

    ranges, drafts, candidates = [], [], []
    for n, customer in enumerate(
        (often, find_or_add_customer(name="李雷", phone="13999998888", by=company.portal))
    ):
        record_order(
            customer=customer,
            number=f"F-{n}",
            product="电饭锅",
            amount=Decimal(299),
            ordered_at=datetime(2026, 6, 18, tzinfo=UTC),
            by=company.house,
        )
        case = register(customer=customer, order_number=f"F-{n}")
        case = read_case(case_id=case.pk, by=company.house)
        found = advice(case, member=company.handler)
        ranges.append(found.fair)
        drafts.append([(one.title, one.amount) for one in option_drafts(case, found.fair)])
        candidates.append({one.member_id for one in candidates_for(case)})
    assert ranges[0] is not None
    assert ranges[0] == ranges[1]
    assert drafts[0] == drafts[1]
    assert candidates[0] == candidates[1]


def test_what_a_range_rests_on_says_nothing_of_who_somebody_is() -> None:
    from dataclasses import fields

    from amends.practice.remedies.rules import Facts

    assert {one.name for one in fields(Facts)} == {
        *("severity", "category", "fault", "spent", "tier", "late_hours")
    }


def test_the_cases_of_a_person_are_asked_for_in_one_way() -> None:
    """`Case.objects.of_person(customer)` knows of merged records; a filter by one record would miss their cases."""
    one_record = re.compile(
        r"(Case\.objects|visible_cases\([a-z_]+\)|cases)\s*\.filter\(\s*customer(_id)?=(?!OuterRef)"
    )
    found = [
        str(path.relative_to(AMENDS))
        for path in AMENDS.rglob("*.py")
        if "tests" not in path.parts and one_record.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
