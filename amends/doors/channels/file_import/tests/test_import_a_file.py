from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from amends.casework.cases.models import Case, Message
from amends.casework.customers.models import Customer
from amends.doors.channels.file_import.tests.conftest import HEADER, ROWS, as_csv, as_jsonl, as_xlsx, run
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel.models import Job

pytestmark = pytest.mark.usefixtures("centre")
Write = Callable[..., Path]
OBJECTS = [
    {
        "text": text,
        "customer": {"name": name, "phone": phone},
        "order_no": order,
        "date": date,
        "渠道": channel,
    }
    for text, name, phone, order, date, channel in ROWS
]


def test_a_csv_file_comes_in(write: Write) -> None:
    printed = run(write("march.csv", as_csv()))
    assert Case.objects.count() == 3, printed
    case = Case.objects.order_by("id").first()
    assert case is not None
    assert (case.customer.name, case.customer.phone_digits) == ("林小满", "13900010001")
    assert (case.order_number, case.channel) == ("S-2001", "phone")
    assert case.received_at == datetime.fromisoformat("2026-03-02T09:05+08:00")
    assert [message.body for message in Message.objects.order_by("id")] == [row[0] for row in ROWS]
    assert [one.channel for one in Case.objects.order_by("id")] == ["phone", "wechat", "file"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["march.csv", "march.csv.gz"])
def test_in_any_usual_encoding(write: Write, encoding: str, name: str) -> None:
    run(write(name, as_csv(), encoding))
    assert sorted(Message.objects.values_list("body", flat=True)) == sorted(row[0] for row in ROWS)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_with_any_usual_delimiter(write: Write, delimiter: str) -> None:
    content = "\n".join(delimiter.join(line) for line in [HEADER, *ROWS])
    run(write("march.txt", content))
    assert Case.objects.count() == 3


@pytest.mark.parametrize("name", ["march.jsonl", "march.jsonl.gz", "march.json", "march"])
def test_json_lines_come_in(write: Write, name: str) -> None:
    run(write(name, as_jsonl(OBJECTS)))
    assert sorted(Customer.objects.values_list("name", flat=True)) == sorted(row[1] for row in ROWS)


def test_a_workbook_comes_in(write: Write) -> None:
    lines = [HEADER, [*ROWS[0][:2], 13900010001, 2001.0, datetime(2026, 3, 2, 9, 5), None], ROWS[1]]
    run(write("march.xlsx", as_xlsx(lines)))
    case = Case.objects.order_by("id")[0]
    assert (case.customer.phone_digits, case.order_number) == ("13900010001", "2001")
    assert case.received_at == datetime.fromisoformat("2026-03-02T09:05+08:00")
    assert Case.objects.count() == 2


def test_a_dry_run_shows_everything_and_changes_nothing(write: Write) -> None:
    path = write("march.csv", as_csv([*ROWS, ["", "无话", "", "", "", ""]]))
    printed = run(path, "--dry-run")
    assert "内容" in printed and "林小满" in printed and ROWS[0][0][:20] in printed
    assert "5" in printed
    assert not Case.objects.exists() and not Customer.objects.exists()
    assert list(path.parent.iterdir()) == [path]


def test_the_worker_reads_what_came_in_like_any_complaint(write: Write) -> None:
    run(write("march.csv", as_csv()))
    assert Job.objects.filter(name__endswith="read_the_complaint").count() == 3
    assert AuditEntry.objects.filter(action="case.registered").count() == 3


def test_an_import_is_on_record(write: Write) -> None:
    run(write("march.csv", as_csv()))
    data = AuditEntry.objects.get(action="cases.imported").data
    assert (data["file"], data["new"], data["rejected"]) == ("march.csv", 3, 0)


def test_a_column_can_be_named_by_hand(write: Write) -> None:
    run(write("march.csv", "说的话,谁\n水壶漏水,林小满\n"), "--column", "text=说的话", "--column", "name=谁")
    assert Case.objects.get().customer.name == "林小满"


def test_the_title_stands_in_where_there_are_no_words(write: Write) -> None:
    run(write("march.csv", "标题,内容\n热水壶漏水,\n客房太吵,隔壁装修到半夜\n"))
    assert set(Message.objects.values_list("body", flat=True)) == {"热水壶漏水", "隔壁装修到半夜"}


def test_a_thousand_rows_come_in_by_batches(write: Write) -> None:
    rows = [{"id": f"r{n}", "text": f"第{n}件：快递晚到两天，外箱破损"} for n in range(1000)]
    printed = run(write("many.jsonl", as_jsonl(rows)))
    assert Case.objects.count() == 1000, printed
    assert "1,000" in printed


def test_who_wrote_in_traditional_characters_is_answered_in_them(write: Write) -> None:
    text = "訂購的鳳梨酥禮盒壓壞了，門市說不能退，請儘快處理。"
    header = ["內容", "姓名", "手機號碼", "訂單編號", "日期", "管道"]
    row = [text, "鄭小姐", "0912345678", "", "2026-06-02 09:05", "電話"]
    run(write("june.csv", as_csv([row], header), "big5"))
    case = Case.objects.get()
    assert (case.language, case.customer.language) == ("zh-Hant", "zh-Hant")
