"""Orders and contracts come in from tables like complaints do: looked at first, once, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from amends.casework.customers.models import Contract, Customer, Identity, Order
from amends.doors.channels.file_import.tests.conftest import as_csv, as_jsonl, as_xlsx
from amends.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.usefixtures("centre")
Write = Callable[..., Path]
HEADER = [
    "订单号",
    "会员号",
    "姓名",
    "手机号",
    "商品名称",
    "料号",
    "数量",
    "实付金额",
    "下单时间",
    "送达日期",
]
ROWS = [
    [
        "W1",
        "C-1",
        "林小满",
        "13900010001",
        "电热水壶",
        "DRS-17",
        "1",
        "¥1,299.00",
        "2026/3/2 9:05",
        "2026-03-05",
    ],
    ["W2", "C-2", "陳太太", "+852 9000 0002", "茶具", "", "2", "480元", "2026年3月3日", ""],
    ["W3", "C-1", "林小满", "13900010001", "滤芯", "LX-2", "3", "90", "20260310", ""],
]


def run(path: Path, *words: str) -> str:
    out = StringIO()
    try:
        call_command("import_orders", str(path), *words, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("orders.csv", as_csv(ROWS, HEADER)),
        ("orders.csv.gz", as_csv(ROWS, HEADER)),
        ("orders.xlsx", as_xlsx([HEADER, *ROWS])),
        ("orders.jsonl", as_jsonl([dict(zip(HEADER, row, strict=True)) for row in ROWS])),
    ],
)
def test_orders_come_in_whatever_the_format(write: Write, name: str, content: Any) -> None:
    printed = run(write(name, content))
    assert Order.objects.count() == 3, printed
    first = Order.objects.get(number="W1")
    assert (str(first.amount), first.part_number, str(first.delivered_on)) == (
        "1299.00",
        "DRS-17",
        "2026-03-05",
    )
    assert first.customer == Order.objects.get(number="W3").customer
    assert Customer.objects.count() == 2
    assert Identity.objects.filter(customer=first.customer, verified_at=None).count() == 0
    assert AuditEntry.objects.get(chain="house", action="orders.imported").body.count('"new":3') == 1


def test_a_dry_run_changes_nothing(write: Write) -> None:
    printed = run(write("orders.csv", as_csv(ROWS, HEADER)), "--dry-run")
    assert "W1" in printed and not Order.objects.exists() and not Customer.objects.exists()


def test_run_again_it_goes_on_and_doubles_nothing(write: Write) -> None:
    path = write("orders.csv", as_csv(ROWS, HEADER))
    run(write("part.csv", as_csv(ROWS[:1], HEADER)))
    run(path)
    run(path)
    assert (Order.objects.count(), Customer.objects.count(), Identity.objects.count()) == (3, 2, 4)


@pytest.mark.parametrize(
    ("column", "cell"),
    [(7, "很多钱"), (7, "-5"), (8, "去年"), (1, ""), (4, ""), (6, "0"), (0, "")],
)
def test_what_cannot_come_in_is_kept_with_its_reason(write: Write, column: int, cell: str) -> None:
    bad = list(ROWS[0])
    bad[column] = cell
    if column == 1:
        bad[3] = ""
    path = write("orders.csv", as_csv([bad, *ROWS[1:]], HEADER))
    run(path)
    assert sorted(Order.objects.values_list("number", flat=True)) == ["W2", "W3"]
    kept = path.with_name("orders.csv.rejected.csv").read_text("utf-8-sig").splitlines()
    assert len(kept) == 2 and kept[1].split(",")[0] == "2" and kept[1].split(",")[1]


def test_an_order_of_another_customer_is_rejected(write: Write) -> None:
    run(write("orders.csv", as_csv(ROWS, HEADER)))
    stolen = list(ROWS[0])
    stolen[1:4] = ["C-9", "别人", "13700000000"]
    run(write("later.csv", as_csv([stolen], HEADER)))
    assert Order.objects.get(number="W1").customer.reference == "C-1"
    assert not Customer.objects.filter(reference="C-9").exists()


def test_a_table_without_what_is_needed_is_refused_with_what_it_holds(write: Write) -> None:
    printed = run(write("orders.csv", as_csv([["W1", "壶"]], ["订单号", "商品名称"])))
    assert "商品名称" in printed and "--column" in printed
    assert not Order.objects.exists()


def test_contracts_come_in_too(write: Write) -> None:
    header = ["合同编号", "会员号", "客户名称", "种类", "合同金额", "起始日期", "终止日期"]
    rows = [
        ["HT-1", "F-1", "云栖书店", "维保", "4800", "2026-01-01", "2026-12-31"],
        ["HT-2", "F-1", "云栖书店", "supply", "", "2026-01-01", ""],
        ["HT-3", "F-1", "云栖书店", "不知道", "", "2026-01-01", ""],
        ["HT-4", "F-1", "云栖书店", "Lease", "", "2026-02-01", "2026-01-01"],
    ]
    run(write("contracts.csv", as_csv(rows, header)), "--what", "contracts")
    kinds = list(Contract.objects.order_by("number").values_list("number", "kind"))
    assert kinds == [("HT-1", "maintenance"), ("HT-2", "supply")]
    assert Customer.objects.get().name == "云栖书店"


def test_a_column_that_nobody_reads_is_said(write: Write) -> None:
    """An end of a contract under a name of its own went unread, and nobody was told."""
    header = ["合同号", "会员号", "种类", "起始日", "结束日", "颜色"]
    path = write("合同.csv", as_csv([["K9", "C-1", "维保", "2026-01-01", "2026-12-31", "红"]], header))
    told = run(path, "--what", "contracts", "--dry-run")
    assert "结束日 → " in told
    assert "未用到的列：颜色" in told
