"""Cases as a table that leaves the house."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from amends.casework.cases.actions.viewing import note_viewing
from amends.casework.cases.choices import Door
from amends.casework.cases.models import Case
from amends.casework.readings.choices import CASE_LABELS
from amends.foundation.kernel.cells import neutral
from amends.foundation.organisation.models import Member

Value = str | int | list[str] | None
CASE_FIELDS = (
    *("channel", "phase", "stage", "subject", "order_number", "happened", "wish", "language"),
    *CASE_LABELS,
)
MOMENTS = ("received_at", "due_at", "first_reply_at", "solved_at", "closed_at")
MOST_IN_A_CELL = 32_000


def row_of(case: Case) -> dict[str, Value]:
    """One case; times carry their offset, so that no reader has to guess the zone."""
    return {
        "number": case.number,
        "text": cast(str, getattr(case, "words", "") or ""),
        **{name: getattr(case, name) for name in CASE_FIELDS},
        "customer_name": case.customer.name,
        "customer_phone": case.customer.phone,
        "customer_email": case.customer.email,
        "department": case.department.name,
        "owner": case.owner.username if case.owner else "",
        **{name: moment(getattr(case, name)) for name in MOMENTS},
        "outcome": case.outcome,
    }


def moment(value: datetime | None) -> str:
    return value.astimezone(ZoneInfo(settings.TIME_ZONE)).isoformat(timespec="seconds") if value else ""


COLUMNS = (
    *(
        "number",
        "text",
        *CASE_FIELDS,
        "customer_name",
        "customer_phone",
        "customer_email",
        "department",
        "owner",
    ),
    *(*MOMENTS, "outcome"),
)


def cell(value: Value) -> str:
    if isinstance(value, list):
        return ",".join(value)
    return "" if value is None else str(value)


def write_csv(rows: Iterable[Mapping[str, Value]], file: IO[bytes]) -> int:
    """With a mark at the beginning, by which spreadsheets know the encoding."""
    writer = csv.writer(_Encoded(file))
    file.write(b"\xef\xbb\xbf")
    writer.writerow(COLUMNS)
    return counted(rows, lambda row: writer.writerow([neutral(cell(row[name])) for name in COLUMNS]))


def write_jsonl(rows: Iterable[Mapping[str, Value]], file: IO[bytes]) -> int:
    def write(row: Mapping[str, Value]) -> None:
        file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")

    return counted(rows, write)


def write_xlsx(rows: Iterable[Mapping[str, Value]], file: IO[bytes]) -> int:
    """Every cell is text by type, so that none is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("cases")
    sheet.freeze_panes = "B2"
    sheet.append(list(COLUMNS))

    def inert(value: Value) -> Any:
        one = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", cell(value))[:MOST_IN_A_CELL])
        one.data_type = "s"
        return one

    count = counted(rows, lambda row: sheet.append([inert(row[name]) for name in COLUMNS]))
    book.save(file)
    return count


FORMATS: Mapping[str, Callable[[Iterable[Mapping[str, Value]], IO[bytes]], int]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "jsonl": write_jsonl,
}


def format_of(path: Path | None, wanted: str) -> str:
    """The format asked for, else the one the file's name says, else CSV."""
    ending = path.suffix.lower().lstrip(".") if path else ""
    return wanted or (ending if ending in FORMATS else "csv")


def counted(rows: Iterable[Mapping[str, Value]], write: Callable[[Mapping[str, Value]], object]) -> int:
    count = 0
    for row in rows:
        write(row)
        count += 1
    return count


def rows_of(cases: Iterator[Case], step: Callable[[int], None], *, by: Member) -> Iterator[dict[str, Value]]:
    for case in cases:
        note_viewing(case=case, door=Door.EXPORT, by=by)
        yield row_of(case)
        step(1)


class _Encoded:
    """Lets csv write bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def write(self, words: str) -> None:
        self.file.write(words.encode("utf-8", "replace"))
