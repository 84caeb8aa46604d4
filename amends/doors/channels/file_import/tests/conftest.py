from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from amends.foundation.organisation.models import Department

HEADER = ["内容", "姓名", "手机号", "订单号", "日期", "渠道"]
ROWS = [
    ["电热水壶烧了三次就跳闸，维修点说要等配件", "林小满", "13900010001", "S-2001", "2026/3/2 9:05", "电话"],
    ["預訂的海景房到店變成了背街的房間", "陳太太", "+852 9000 0002", "H-310", "2026年3月3日", "微信"],
    ["The parcel arrived open and one mug was missing", "Ann Lee", "13900010003", "S-2003", "2026-03-04", ""],
]


@pytest.fixture
def centre(db: None) -> Department:
    return Department.objects.create(code="centre", name="顾客服务中心", takes_in=True)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file into a folder of this test's own."""

    def act(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        data = content if isinstance(content, bytes) else content.encode(encoding)
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    return act


def as_csv(rows: list[list[str]] | None = None, header: list[str] | None = None) -> str:
    lines = [HEADER if header is None else header, *(ROWS if rows is None else rows)]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)


def as_jsonl(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_xlsx(lines: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def run(path: Path, *words: str) -> str:
    """What the command prints; a CommandError's text too, as it ends the output a person sees."""
    out = StringIO()
    try:
        call_command("import", str(path), *words, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()
