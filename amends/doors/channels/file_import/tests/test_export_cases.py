from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from amends.casework.cases.actions import register_complaint
from amends.casework.cases.models import Case
from amends.casework.customers.rules import Contact
from amends.doors.channels.file_import.tests.conftest import run
from amends.foundation.audit.models import AuditEntry
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import house_member

HOSTILE = "=cmd|' /C calc'!A0"


@pytest.fixture
def cases(centre: Department) -> list[Case]:
    contact = Contact(name="@林", phone="+8613900010001")
    texts = [HOSTILE, "水壶漏水，要求退货", "第三件\n两行"]
    return [
        register_complaint(text=text, customer=contact, channel="shop", by=house_member()) for text in texts
    ]


def export(path: Path, *words: str) -> None:
    call_command("export", "--out", str(path), *words, stderr=io.StringIO())


def table_in(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def test_a_csv_holds_every_case_and_no_formula(cases: list[Case], tmp_path: Path) -> None:
    export(tmp_path / "cases.csv")
    rows = table_in(tmp_path / "cases.csv")
    assert [row["number"] for row in rows] == [case.number for case in cases]
    assert rows[0]["text"] == "'" + HOSTILE
    assert (rows[0]["customer_name"], rows[0]["customer_phone"]) == ("'@林", "'+8613900010001")
    assert rows[2]["text"] == "第三件\n两行"
    assert rows[0]["received_at"].endswith("+08:00")
    assert (tmp_path / "cases.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_workbook_holds_text_only(cases: list[Case], tmp_path: Path) -> None:
    export(tmp_path / "cases.xlsx")
    book = openpyxl.load_workbook(tmp_path / "cases.xlsx")
    lines = list(book.active.iter_rows())
    assert len(lines) == 4
    assert lines[1][1].value == HOSTILE and lines[1][1].data_type != "f"


def test_json_lines_hold_the_words_as_they_are(cases: list[Case], tmp_path: Path) -> None:
    export(tmp_path / "cases.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "cases.jsonl").read_text("utf-8").splitlines()]
    assert rows[0]["text"] == HOSTILE and rows[0]["demands"] == []


def test_standard_output_takes_the_table(
    cases: list[Case], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    call_command("export", "--phase", "open", stderr=io.StringIO())
    assert capfdbinary.readouterr().out.decode("utf-8-sig").count("A2") >= 3


def test_only_what_the_member_may_see_is_written(cases: list[Case], tmp_path: Path) -> None:
    hotel = Department.objects.create(code="hotel", name="滨江酒店")
    Member.objects.create_user("he", display_name="何前台", role=Role.HANDLER, department=hotel)
    export(tmp_path / "cases.csv", "--member", "he")
    assert table_in(tmp_path / "cases.csv") == []


def test_cases_can_be_narrowed(cases: list[Case], tmp_path: Path) -> None:
    export(tmp_path / "cases.csv", "--query", "漏水")
    assert [row["text"] for row in table_in(tmp_path / "cases.csv")] == ["水壶漏水，要求退货"]
    export(tmp_path / "closed.csv", "--phase", "closed")
    assert table_in(tmp_path / "closed.csv") == []


def test_who_exported_is_on_record(cases: list[Case], tmp_path: Path) -> None:
    export(tmp_path / "cases.csv")
    assert AuditEntry.objects.get(action="cases.exported").data == {"format": "csv", "cases": 3}


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMINISTRATOR])
def test_who_works_on_no_cases_exports_none(cases: list[Case], tmp_path: Path, role: Role) -> None:
    Member.objects.create_user("li", display_name="李", role=role)
    with pytest.raises(CommandError):
        export(tmp_path / "cases.csv", "--member", "li")
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_leaves_no_half_table(cases: list[Case], tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        export(tmp_path / "nowhere" / "cases.csv")
    with pytest.raises(CommandError):
        call_command("export", "--format", "xlsx", stderr=io.StringIO())


def test_an_export_can_be_imported_elsewhere(cases: list[Case], tmp_path: Path) -> None:
    export(tmp_path / "cases.csv")
    run(tmp_path / "cases.csv")
    assert Case.objects.filter(messages__body=HOSTILE).count() == 2


def test_the_cost_does_not_grow_with_the_rows(
    cases: list[Case], tmp_path: Path, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(9):
        export(tmp_path / "cases.csv")
