"""Corrections leave the house masked, without the customer, and on record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from amends.casework.cases.actions import confirm_reading, correct_reading, mark_concerned, read_case
from amends.casework.cases.models import Case
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel.errors import NotPermitted
from amends.oversight.learning.actions import note_export
from amends.oversight.learning.queries import judged_readings

WORDS = "我是王小明，电话13800138000，邮箱wang@example.com，电饭锅第三次用就冒烟，花了268元，要求退款！"


@pytest.fixture
def judged(company: Any, register: Callable[..., Case]) -> Case:
    case = register(WORDS)
    read_case(case_id=case.pk, by=company.house)
    correct_reading(case_id=case.pk, field="emotion", value="anxious", by=company.handler)
    return confirm_reading(case_id=case.pk, fields=["category"], by=company.handler)


def export(path: Path, *words: str) -> list[dict[str, Any]]:
    call_command("corrections", "export", str(path), *words)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_says_what_was_read_what_people_say_and_by_which_engine(judged: Case, tmp_path: Path) -> None:
    (row,) = export(tmp_path / "corrections.jsonl")
    assert row["read"]["category"] == judged.category
    assert row["corrected"] == {"emotion": "anxious"}
    assert row["confirmed"] == {"category": judged.category}
    assert row["engine"] == judged.reading.engine
    assert row["judged_at"] >= row["read_at"]
    assert set(row) == {
        "text",
        "language",
        "read",
        "corrected",
        "confirmed",
        "engine",
        "read_at",
        "judged_at",
    }


def test_nothing_says_who_the_customer_is(judged: Case, tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    export(path)
    text = path.read_text(encoding="utf-8")
    for word in ("王小明", "13800138000", "wang@example.com", "example.com", judged.number):
        assert word not in text
    assert "268" in text
    assert "冒烟" in text


def test_places_in_the_masked_text_still_fit(judged: Case, tmp_path: Path) -> None:
    (row,) = export(tmp_path / "corrections.jsonl")
    assert len(row["text"]) == len(WORDS)
    amount = next(fact for fact in row["read"]["facts"] if fact["kind"] == "amount")
    assert "268" in row["text"][amount["start"] : amount["end"]]
    assert not any("value" in fact for fact in row["read"]["facts"])


def test_what_nobody_judged_stays_in_the_house(owned_case: Case, tmp_path: Path) -> None:
    assert export(tmp_path / "corrections.jsonl") == []


def test_restricted_cases_stay_unless_asked_for(judged: Case, tmp_path: Path) -> None:
    Case.objects.update(restricted=True)
    assert export(tmp_path / "corrections.jsonl") == []
    assert len(export(tmp_path / "corrections.jsonl", "--with-restricted")) == 1
    entry = AuditEntry.objects.filter(action="corrections.exported").latest("pk")
    assert json.loads(entry.body)["restricted"] is True


def test_who_a_complaint_is_about_does_not_take_it_out(company: Any, judged: Case, tmp_path: Path) -> None:
    mark_concerned(case_id=judged.pk, member=company.quality, reason="信里说的是她", by=company.manager)
    assert export(tmp_path / "hers.jsonl", "--member", "quality") == []
    assert len(export(tmp_path / "all.jsonl")) == 1


def test_the_export_is_on_record(company: Any, judged: Case, tmp_path: Path) -> None:
    export(tmp_path / "corrections.jsonl", "--member", "quality")
    entry = AuditEntry.objects.get(action="corrections.exported")
    assert (entry.chain, entry.actor_id) == ("house", company.quality.pk)
    assert json.loads(entry.body) == {"texts": 1, "restricted": False}


@pytest.mark.parametrize(
    "words", [["--member", "handler"], ["--member", "nobody"], ["--member", "quality", "--with-restricted"]]
)
def test_who_may_not_is_refused_and_nothing_is_written(
    company: Any, judged: Case, tmp_path: Path, words: list[str]
) -> None:
    with pytest.raises(CommandError):
        export(tmp_path / "corrections.jsonl", *words)
    assert list(tmp_path.iterdir()) == []
    assert not AuditEntry.objects.filter(action="corrections.exported").exists()


@pytest.mark.parametrize("who", ["handler", "lead", "manager", "trainer", "legal"])
def test_only_quality_and_administrators_export(company: Any, who: str) -> None:
    with pytest.raises(NotPermitted):
        note_export(count=1, restricted=False, by=company.members[who])


def test_a_folder_that_is_not_there_is_said(judged: Case, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        export(tmp_path / "nowhere" / "corrections.jsonl")


def test_it_costs_the_same_number_of_statements_however_many_there_are(
    company: Any, register: Callable[..., Case], django_assert_num_queries: Any
) -> None:
    for n in range(4):
        case = register(f"第{n}个锅坏了，退款")
        read_case(case_id=case.pk, by=company.house)
        confirm_reading(case_id=case.pk, by=company.handler)
    with django_assert_num_queries(12):
        assert len(list(judged_readings(by=company.house))) == 4
