"""Rows are written so that either database reads them; every kind of column the house has is known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.config.operations.backup.schema import LEFT_OUT, current_models, tables_of
from amends.config.operations.backup.values import Kind, line_of, reader_of, row_of, writer_of


@given(st.lists(st.none() | st.text(), min_size=1))
def test_any_text_comes_back(row: list[str | None]) -> None:
    line = line_of(row, [writer_of(Kind.TEXT)] * len(row)).decode()
    assert line.count("\n") == 1
    assert row_of(line[:-1], [reader_of(Kind.TEXT)] * len(row)) == row


@pytest.mark.parametrize(
    ("kind", "kept", "written", "read"),
    [
        (Kind.FLAG, True, "t", 1),
        (Kind.FLAG, 0, "f", 0),
        (Kind.WHOLE, 7, "7", 7),
        (Kind.FLOAT, 0.1, "0.1", 0.1),
        (Kind.DECIMAL, 12.5, "12.50", "12.50"),
        (Kind.DECIMAL, 100, "100.00", "100.00"),
        (Kind.MOMENT, "2026-03-01 10:00:00", "2026-03-01 10:00:00+00", "2026-03-01 10:00:00"),
        (
            Kind.MOMENT,
            "2026-03-01 10:00:00.500000",
            "2026-03-01 10:00:00.500000+00",
            "2026-03-01 10:00:00.500000",
        ),
        (Kind.DAY, "2026-03-01", "2026-03-01", "2026-03-01"),
        (
            Kind.KEY,
            "0b6f1d0c5d1c4f5e9a3a2b1c0d9e8f70",
            "0b6f1d0c-5d1c-4f5e-9a3a-2b1c0d9e8f70",
            "0b6f1d0c5d1c4f5e9a3a2b1c0d9e8f70",
        ),
        (Kind.JSON, '{"a": "\\n"}', '{"a": "\\\\n"}', '{"a": "\\n"}'),
    ],
)
def test_each_kind_as_sqlite_keeps_it(kind: Kind, kept: Any, written: str, read: Any) -> None:
    line = line_of([kept], [writer_of(kind, 2)]).decode()[:-1]
    assert line == written
    assert row_of(line, [reader_of(kind)]) == [read]


@pytest.mark.parametrize("written", ["2026-03-01 10:00:00.5+00", "2026-03-01 18:00:00.5+08"])
def test_a_moment_as_postgresql_writes_it(written: str) -> None:
    assert reader_of(Kind.MOMENT)(written) == "2026-03-01 10:00:00.500000"


def test_every_table_is_in_a_backup_or_left_out_for_a_reason() -> None:
    names = {model._meta.db_table for model in current_models()}
    kept = {table.name for table in tables_of(current_models())}
    assert names - kept == {*LEFT_OUT}
