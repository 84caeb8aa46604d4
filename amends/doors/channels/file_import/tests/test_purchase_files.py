"""A file of orders or contracts that somebody chose: looked at without a trace, taken in once, forgotten after a week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from amends.casework.customers.models import Contract, Customer, Identity, Order
from amends.doors.channels.file_import.models import PurchaseFile
from amends.doors.channels.file_import.purchases.columns import sample
from amends.doors.channels.file_import.purchases.entries import kind_in
from amends.doors.channels.file_import.purchases.taking import (
    ROWS_AT_ONCE,
    carry_on,
    counts_of,
    drop_purchases,
    forget_files,
    look_over,
    read_purchases,
    refused_table,
    take_purchases,
)
from amends.doors.channels.file_import.tests.conftest import as_csv, as_xlsx
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.languages import CODES

Read = Callable[..., PurchaseFile]
HEAD = ["订单号", "会员号", "姓名", "手机号", "商品名称", "数量", "实付金额", "下单时间", "部门"]
KETTLE = ["W1", "C-1", "林小满", "13900010001", "电热水壶", "1", "¥1,299.00", "2026/3/2 9:05", "east"]
TEA = ["W2", "C-2", "陈太太", "13900010002", "茶具", "2", "480元", "2026年3月3日", ""]


@pytest.fixture
def read(company: Any) -> Read:
    def act(rows: list[list[str]], head: list[str] = HEAD, **other: Any) -> PurchaseFile:
        given = {"name": "订单.csv", "content": as_csv(rows, head).encode(), "kind": "orders", **other}
        return read_purchases(**{"by": company.administrator, **given})

    return act


def verdicts(file: PurchaseFile) -> list[str]:
    return [one["verdict"] for one in file.found]


def test_a_look_leaves_no_trace_and_says_what_would_happen(read: Read, company: Any) -> None:
    file = read([KETTLE, TEA, [*KETTLE[:6], "很多钱", *KETTLE[7:]]])
    assert verdicts(file) == ["new", "new", "refused"] and file.found[2]["line"] == 4
    for model in (Order, Customer, Identity):
        assert not model.objects.exists()
    assert not AuditEntry.objects.exclude(chain="house").exists()
    assert not AuditEntry.objects.filter(action="orders.imported").exists()


def test_what_is_taken_in_is_what_was_said_and_the_person_is_on_record(read: Read, company: Any) -> None:
    file = read([KETTLE, TEA])
    take_purchases(file_id=file.pk, by=company.administrator)
    assert sorted(Order.objects.values_list("number", flat=True)) == ["W1", "W2"]
    entry = AuditEntry.objects.get(action="orders.imported")
    assert entry.actor_id == company.administrator.pk and '"new":2' in entry.body
    with pytest.raises(Refused) as refused:
        take_purchases(file_id=file.pk, by=company.manager)
    assert refused.value.code == "wrong_state"
    assert AuditEntry.objects.filter(action="orders.imported").count() == 1


def test_a_long_file_is_looked_at_and_taken_in_by_jobs(
    read: Read, company: Any, run_jobs: Callable[[], int]
) -> None:
    rows = [[f"W{n}", f"C-{n}", "林小满", "", *KETTLE[4:]] for n in range(ROWS_AT_ONCE + 1)]
    wrong = ["W-wrong", "C-0", "林小满", "", *KETTLE[4:6], "much", *KETTLE[7:]]
    with translation.override("en"):
        file = read([*rows, wrong])
    assert file.looked_at is None and file.found == []
    with pytest.raises(Refused) as refused:
        take_purchases(file_id=file.pk, by=company.administrator)
    assert refused.value.code == "wrong_state"
    run_jobs()
    file.refresh_from_db()
    assert "amount" in file.found[-1]["why"]
    assert verdicts(file) == [*["new"] * len(rows), "refused"] and not Order.objects.exists()
    assert take_purchases(file_id=file.pk, by=company.manager).done_at is None
    assert not Order.objects.exists()
    run_jobs()
    file.refresh_from_db()
    assert file.done_at is not None and Order.objects.count() == len(rows)
    assert AuditEntry.objects.get(action="orders.imported").actor_id == company.manager.pk
    carry_on(file.pk, "en")
    look_over(file.pk, "en")
    assert AuditEntry.objects.filter(action="orders.imported").count() == 1


def test_changes_are_named_and_what_the_file_has_no_column_for_stays(read: Read, company: Any) -> None:
    """A file without the branch took every order out of it, and a dollar became a yuan."""
    first = read([[*KETTLE, "USD"]], [*HEAD, "币种"])
    take_purchases(file_id=first.pk, by=company.administrator)
    head, row = HEAD[:-1], [*KETTLE[:6], "1199", KETTLE[7]]
    again = read([row], head)
    assert verdicts(again) == ["changed"] and list(again.found[0]["changes"]) == ["amount"]
    take_purchases(file_id=again.pk, by=company.administrator)
    order = Order.objects.get()
    assert (order.department, order.currency, order.amount) == (company.east, "USD", 1199)
    assert verdicts(read([row], head)) == ["same"]


def test_who_took_a_contract_in_stands_in_the_trail_of_the_customer(read: Read, company: Any) -> None:
    row, head = ["K7", "维保", "2026-01-01", "13900010007"], ["合同号", "合同种类", "起始日期", "手机号"]
    take_purchases(file_id=read([row], head, kind="contracts").pk, by=company.administrator)
    chain = Contract.objects.get(number="K7").customer.chain
    (entry,) = AuditEntry.objects.filter(chain=chain)
    assert entry.actor_id == company.administrator.pk
    assert entry.data["file"] == PurchaseFile.objects.get().name, "and the file that it stood in"


def test_a_contract_keeps_its_end_and_sum_where_the_file_names_none(read: Read, company: Any) -> None:
    head = ["合同号", "会员号", "种类", "起始日", "结束日", "合同金额", "合同内容"]
    whole = ["K1", "C-1", "维保", "2026-01-01", "2026-12-31", "4800", "壶"]
    take_purchases(file_id=read([whole], head, kind="contracts").pk, by=company.legal)
    short = read([whole[:4]], head[:4], kind="contracts")
    assert verdicts(short) == ["same"]
    take_purchases(file_id=short.pk, by=company.administrator)
    kept = Contract.objects.get()
    assert (str(kept.ends_on), kept.amount, kept.subject) == ("2026-12-31", 4800, "壶")


@pytest.mark.parametrize(
    ("place", "cell", "said"),
    [
        (0, "=HYPERLINK(1)", "formula"),
        (0, "2.02601E+11", "shortened"),
        (3, "1.39E+10", "shortened"),
        (6, "=1+1", "not an amount"),
        (6, "1.299,00", "not an amount"),
        (6, "1e9", "not an amount"),
        (6, "-5", "negative"),
        (6, "", "empty"),
        (5, "0", "more than nothing"),
        (7, "2999-01-01", "future"),
        (7, "32.13.2026", "not a date"),
        (8, "moon", "no department moon"),
        (4, "壶\ufffd", "cannot be read"),
    ],
)
def test_a_wrong_line_is_named_and_takes_no_good_one_with_it(
    read: Read, company: Any, place: int, cell: str, said: str
) -> None:
    bad = [*KETTLE]
    bad[place] = cell
    with translation.override("en"):
        file = read([bad, TEA])
    assert verdicts(file) == ["refused", "new"] and said in file.found[0]["why"]
    take_purchases(file_id=file.pk, by=company.administrator)
    assert list(Order.objects.values_list("number", flat=True)) == ["W2"]


def test_of_two_lines_with_one_number_the_second_is_refused(read: Read, company: Any) -> None:
    with translation.override("en"):
        file = read([KETTLE, [*KETTLE[:6], "99", *KETTLE[7:]]])
    assert verdicts(file) == ["new", "refused"] and "line 2" in file.found[1]["why"]
    take_purchases(file_id=file.pk, by=company.administrator)
    assert Order.objects.get().amount == 1299


def test_the_order_of_another_customer_is_refused_in_the_look_already(read: Read, company: Any) -> None:
    take_purchases(file_id=read([KETTLE]).pk, by=company.administrator)
    stolen = read([["W1", "C-9", "别人", "13700000000", *KETTLE[4:]]])
    assert verdicts(stolen) == ["refused"]


def test_refused_lines_come_back_and_come_in_once_mended(read: Read, company: Any) -> None:
    file = read([[*KETTLE[:6], "很多钱", *KETTLE[7:]], TEA])
    file = take_purchases(file_id=file.pk, by=company.administrator)
    assert len(file.rows) == 1
    table = refused_table(file).decode("utf-8-sig")
    assert "W1" in table and "W2" not in table
    mended = read([], content=table.replace("很多钱", "1299").encode(), name="订单-未通过.csv")
    assert verdicts(mended) == ["new"]


def test_a_table_of_a_spreadsheet_in_taiwan_comes_in(read: Read, company: Any) -> None:
    head = "訂單編號,顧客編號,產品,金額,下單時間\n"
    file = read([], content=(head + "HK-1,C-1,鳳梨酥禮盒,168,2026-03-02 09:05\n").encode("big5"))
    assert verdicts(file) == ["new"]
    take_purchases(file_id=file.pk, by=company.administrator)
    assert Order.objects.get(number="HK-1").product == "鳳梨酥禮盒"


def test_gbk_comes_in_and_so_does_a_workbook(read: Read, company: Any) -> None:
    assert verdicts(read([], content=as_csv([TEA], HEAD).encode("gbk"))) == ["new"]
    assert verdicts(read([], content=as_xlsx([HEAD, KETTLE]), name="a.xlsx")) == ["new"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.exe", b"x", "Choose a .csv"),
        ("a.csv", b"", "The file is empty, or the page was sent again"),
        ("a.csv", "订单号,商品名称\nW1,壶\n".encode(), "amount"),
        ("a.csv", as_csv([], HEAD).encode(), "No row"),
        ("a.xlsx", b"PK\x03\x04broken", "readable"),
        ("a.csv", b"x" * (2 * 1024 * 1024 + 1), "two megabytes"),
        ("a.csv", (as_csv([], HEAD) + "x\n" * 2001).encode(), "2,000 rows"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(read: Read, name: str, content: bytes, said: str) -> None:
    with translation.override("en"), pytest.raises(Refused) as refused:
        read([], name=name, content=content)
    assert said in str(refused.value.message)
    assert not PurchaseFile.objects.exists()


def test_only_those_who_know_every_customer_and_administrators(read: Read, company: Any) -> None:
    file = read([KETTLE])
    for member in (company.handler, company.lead, company.trainer):
        for act in (
            lambda by: read([KETTLE], by=by),
            lambda by: take_purchases(file_id=file.pk, by=by),
            lambda by: drop_purchases(file_id=file.pk, by=by),
        ):
            with pytest.raises(Refused) as refused:
                act(member)
            assert refused.value.code == "not_permitted"
    for member in (company.administrator, company.manager, company.legal, company.quality):
        assert verdicts(read([KETTLE], by=member)) == ["new"]


def test_files_go_after_a_week_or_when_somebody_removes_them(read: Read, company: Any) -> None:
    with clock.at(clock.now() - timedelta(days=8)):
        old = read([TEA])
    fresh = read([KETTLE])
    forget_files()
    assert list(PurchaseFile.objects.all()) == [fresh] and old.pk != fresh.pk
    drop_purchases(file_id=fresh.pk, by=company.manager)
    with pytest.raises(Refused) as refused:
        take_purchases(file_id=fresh.pk, by=company.manager)
    assert refused.value.code == "not_found"


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("kind", ["orders", "contracts"])
def test_the_sample_comes_in_as_it_is_in_every_language(
    read: Read, company: Any, kind: str, language: str
) -> None:
    with translation.override(language):
        head, *rows = sample(kind)
        file = read(rows, head, kind=kind)
    assert counts_of(file) == {"new": len(rows), "changed": 0, "same": 0, "refused": 0}, file.found
    assert set(file.columns.values()) == set(head)


@pytest.mark.parametrize(
    ("head", "row", "language"),
    [
        (HEAD, KETTLE, "zh-Hans"),
        (
            ["訂單編號", "會員編號", "姓名", "手機號碼", "商品名稱", "數量", "金額", "下單時間", "部門"],
            ["W3", "C-3", "林小滿", "0912345678", "麻糬", "1", "480", "2026-03-02 09:05", ""],
            "zh-Hant",
        ),
        (
            ["number", "reference", "name", "phone", "product", "quantity", "amount", "ordered_at", "shop"],
            ["W4", "C-4", "Rachel Leung", "85291234567", "Oolong tea", "1", "48", "2026-03-02 09:05", ""],
            "en",
        ),
    ],
)
def test_a_new_customer_is_written_to_in_the_language_of_the_file(
    read: Read, company: Any, head: list[str], row: list[str], language: str
) -> None:
    file = read([row], head)
    take_purchases(file_id=file.pk, by=company.administrator)
    assert Customer.objects.get().language == language, file.found


def test_an_unknown_kind_of_contract_is_told_which_there_are(read: Read) -> None:
    with translation.override("zh-hans"):
        head = ["合同号", "合同种类", "起始日期", "电话"]
        file = read([["K1", "保修", "2026-01-01", "13900010001"]], head, kind="contracts")
        assert "可填：延保、" in file.found[0]["why"]


@pytest.mark.parametrize(
    ("said", "kind"), [("组织", "organisation"), ("公司", "organisation"), ("个人", "person"), ("", "person")]
)
def test_an_organisation_comes_in_as_one(read: Read, company: Any, said: str, kind: str) -> None:
    file = read([[*KETTLE, said]], [*HEAD, "客户类型"])
    take_purchases(file_id=file.pk, by=company.administrator)
    assert Customer.objects.get().kind == kind


def test_an_unknown_kind_of_customer_is_told_which_there_are(read: Read) -> None:
    with translation.override("zh-hans"):
        file = read([[*KETTLE, "火星人"]], [*HEAD, "客户类型"])
        assert "可填：个人、" in file.found[0]["why"]


@pytest.mark.parametrize("words", ["维保", "維護保養", "维护保养", "maintenance", "Maintenance"])
def test_a_kind_of_contract_is_known_in_either_script(words: str) -> None:
    """Many write the longer word in simplified characters too."""
    assert kind_in(words) == "maintenance"
