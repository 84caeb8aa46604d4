"""Retraining shows first, writes only when told to, keeps what was before, and goes back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from amends.casework.cases.actions import correct_reading, read_case
from amends.casework.cases.models import Case
from amends.casework.readings.actions import (
    go_back,
    preview,
    read_text,
    start_anew,
    take_into_use,
    weigh_lesson,
)
from amends.casework.readings.queries import house_folder, house_weights
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel.errors import Invalid, NotPermitted, WrongState

STAMPS = "会员印花第{n}次没有到账，门店说系统里查不到"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    start_anew()
    yield
    monkeypatch.undo()
    start_anew()


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    read = preview(STAMPS.format(n=1))
    assert read["category"] != "billing"
    return [
        {
            "text": STAMPS.format(n=n),
            "read": read,
            "corrected": {"category": "billing"},
            "confirmed": {"kind": "complaint"},
        }
        for n in range(40)
    ]


@pytest.fixture
def file(rows: list[dict[str, Any]], tmp_path: Path) -> Path:
    path = tmp_path / "corrections.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def retrain(*words: object) -> str:
    out = io.StringIO()
    call_command("retrain", *map(str, words), stdout=out)
    return out.getvalue()


def test_it_shows_gain_and_loss_and_changes_nothing(db: None, file: Path) -> None:
    said = retrain("--from", file)
    assert "category" in said
    assert "billing" in said
    assert house_weights().version() == 0
    assert not house_folder().exists()
    assert not AuditEntry.objects.exists()


def test_applied_it_reads_from_the_next_start_and_the_reading_says_so(db: None, file: Path) -> None:
    retrain("--from", file, "--apply")
    text = "会员印花又没有到账"
    assert read_text(text).engine == "amends-1"
    start_anew()
    reading = read_text(text)
    assert (reading.data["category"], reading.engine) == ("billing", "amends-1+house-1")
    entry = AuditEntry.objects.get(action="engine.taught")
    assert json.loads(entry.body)["version"] == 1


def test_the_weights_before_it_are_kept_and_one_can_go_back(db: None, file: Path) -> None:
    retrain("--from", file, "--apply")
    retrain("--from", file, "--apply")
    assert sorted(path.name for path in house_folder().glob("*.npz")) == ["0001.npz", "0002.npz"]
    retrain("--back")
    assert house_weights().version() == 1
    retrain("--back")
    start_anew()
    assert read_text("会员印花又没有到账").engine == "amends-1"
    with pytest.raises(CommandError):
        retrain("--back")
    assert AuditEntry.objects.filter(action="engine.taken_back").count() == 2


def test_it_learns_from_the_corrections_of_this_house(
    company: Any, register: Callable[..., Case], rows: list[dict[str, Any]]
) -> None:
    for row in rows:
        case = read_case(case_id=register(row["text"]).pk, by=company.house)
        correct_reading(case_id=case.pk, field="category", value="billing", by=company.handler)
    assert "billing" in retrain()


def test_too_few_corrections_are_refused_with_their_number(
    db: None, rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows[:7]), encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        retrain("--from", path, "--apply")
    assert "7" in str(refusal.value)
    assert "30" in str(refusal.value)
    assert house_weights().version() == 0


@pytest.mark.parametrize("line", ["not json", "[1]", '{"a": ', "null"])
def test_a_bad_line_is_named(db: None, file: Path, line: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\n\n" + line, encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        retrain("--from", file)
    assert "42" in str(refusal.value)


def test_rows_that_say_nothing_of_use_are_passed_over(db: None) -> None:
    odd: list[dict[str, Any]] = [
        {},
        {"text": 3, "corrected": {"category": "billing"}},
        {"text": "锅坏了", "corrected": "billing"},
        {"text": "锅坏了", "corrected": {"facts": []}, "confirmed": None},
    ]
    with pytest.raises(Invalid) as refusal:
        weigh_lesson(odd * 20)
    assert "0" in str(refusal.value.message)


def test_what_gains_nothing_is_not_taken_into_use(db: None, company: Any, rows: list[dict[str, Any]]) -> None:
    same = []
    for row in rows:
        read = preview(row["text"])
        said = {"category": read["category"], "kind": read["kind"]}
        same.append({"text": row["text"], "read": read, "corrected": {}, "confirmed": said})
    lesson = weigh_lesson(same)
    assert lesson.heads == ()
    with pytest.raises(WrongState):
        take_into_use(lesson=lesson, by=company.administrator)


@pytest.mark.parametrize("who", ["handler", "lead", "quality", "manager", "trainer", "legal"])
def test_only_who_runs_the_house_teaches_the_engine(
    company: Any, rows: list[dict[str, Any]], who: str
) -> None:
    with pytest.raises(NotPermitted):
        go_back(by=company.members[who])
    with pytest.raises(NotPermitted):
        take_into_use(lesson=weigh_lesson(rows), by=company.members[who])
    assert house_weights().version() == 0


def test_a_file_that_is_not_there_is_said(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        retrain("--from", tmp_path / "nothing.jsonl")
