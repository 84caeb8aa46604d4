"""Clause pages say what a text is called and where a clause holds, and show no key of a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.knowledge import actions
from amends.casework.knowledge.actions.clauses import Said
from amends.casework.knowledge.models import Clause
from amends.doors.desk.queries.shipped_names import shipped_name


@pytest.fixture
def reader(company: Any) -> Client:
    client = Client()
    client.cookies["django_language"] = "zh-hans"
    client.force_login(company.legal)
    return client


def add(company: Any, code: str, jurisdiction: str) -> Clause:
    said = Said(
        names={"zh-Hans": "及时受理"}, words={"zh-Hans": "应当及时受理。"}, source="标准", sureness="P"
    )
    return actions.add_clause(
        code=code, kind="policy", jurisdiction=jurisdiction, said=said, by=company.legal
    )


def test_letters_and_advice_are_called_by_their_names(reader: Client, company: Any) -> None:
    for code, name in (("ISO-ACK", "受理回执"), ("CN-ODR", "指引")):
        add(company, code, "CN")
        page = reader.get(reverse("desk:clause", args=[code])).content.decode()
        assert name in page
        assert not [key for key in ("acknowledgement.", "step.", "risk.regulator") if key in page]


def test_the_list_says_where_a_clause_holds(reader: Client, company: Any) -> None:
    add(company, "ISO-ACK", "*")
    page = reader.get(reverse("desk:clauses")).content.decode()
    assert "国际标准" in page and "· *" not in page


@pytest.mark.parametrize(
    ("folder", "path", "empty"),
    [
        ("letters", "apology.privacy", False),
        ("letters", "option.refund", False),
        ("playbook", "risk.regulator", False),
        ("playbook", "category.quality", False),
        ("playbook", "step.bring_in_legal", True),
    ],
)
def test_no_name_is_a_key(folder: str, path: str, empty: bool) -> None:
    name = shipped_name(folder, path)
    assert bool(name) is not empty and path.partition(".")[0] not in name


def test_a_language_that_still_calls_the_old_source_is_marked_with_it(reader: Client, company: Any) -> None:
    said = Said(
        names={"zh-Hans": "及时受理", "en": "In time"},
        words={"zh-Hans": "应当及时受理。", "en": "Take it up in time."},
        source="标准第 9 条",
        sureness="P",
        sources={"en": "Standard, section 9"},
    )
    clause = actions.add_clause(code="IN-TIME", kind="policy", said=said, by=company.legal)
    path = reverse("desk:clause", args=["IN-TIME"])
    assert "以下语言" not in reader.get(path).content.decode()
    moved = replace(said, source="标准第 10 条")
    actions.change_clause(clause_id=clause.pk, said=moved, why="条号变了", by=company.legal)
    page = reader.get(path).content.decode()
    assert '<q lang="en">Standard, section 9</q>' in page and '<q lang="en">Take it' not in page
    reader.post(reverse("desk:look_over_clause", args=["IN-TIME"]), {"language": "en"})
    assert "以下语言" not in reader.get(path).content.decode()
