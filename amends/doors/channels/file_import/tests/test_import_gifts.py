"""The catalogue and the stock come in from a table whole, or not at all, and every wrong row is named."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from amends.doors.channels.file_import.gifts.columns import sample
from amends.doors.channels.file_import.gifts.importing import Outcome, bring_table
from amends.doors.channels.file_import.tests.conftest import as_csv, as_xlsx
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.languages import CODES
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.models import Gift, Movement, StockLevel, Warehouse
from amends.practice.remedies.gifts.queries.balance import differences

Bring = Callable[..., Outcome]
HEAD = ["编码", "名称", "種類", "单价", "价位", "适用场合", "注意"]
TIN = ["TEA", "龙井小罐", "实用小物", "¥36.50", "小礼", "小疏忽、中等不便", "含咖啡因"]


@pytest.fixture
def keeper(company: Any) -> Member:
    member = Member(username="keeper", display_name="库房", role="warehouse", department=company.head)
    member.set_unusable_password()
    member.save()
    return member


@pytest.fixture
def room(company: Any, keeper: Member) -> Warehouse:
    return actions.add_warehouse(code="HZ", name="杭州", department_id=company.head.pk, by=keeper)


@pytest.fixture
def bring(keeper: Member) -> Bring:
    def act(rows: list[list[str]], head: list[str] = HEAD, what: str = "gifts", **other: Any) -> Outcome:
        given = {"name": "表.csv", "content": as_csv(rows, head).encode(), "by": keeper, **other}
        return bring_table(what=what, **given)

    return act


def test_the_catalogue_comes_in_and_again_changes_what_is_new(bring: Bring) -> None:
    box = ["BOX", "月饼", "own", "1,168", "fine", "", ""]
    assert vars(bring([TIN, box]))["new"] == 2
    tin = Gift.objects.get(code="TEA")
    assert (tin.kind, tin.unit_cost, tin.price_class) == ("useful", Decimal("36.50"), "small")
    assert tin.occasions == ["slip", "moderate"] and tin.cautions == ["caffeine"]
    Gift.objects.filter(pk=tin.pk).update(note="手写卡片")
    again = bring([[*TIN[:3], "38", *TIN[4:]], box])
    assert (again.new, again.changed, again.same) == (0, 1, 1)
    tin.refresh_from_db()
    assert tin.unit_cost == 38 and tin.note == "手写卡片"
    assert AuditEntry.objects.filter(action="gifts.imported").count() == 2


@pytest.mark.parametrize(
    ("place", "cell", "said"),
    [
        (0, "=HYPERLINK(1)", "letters, digits"),
        (1, "", "empty"),
        (2, "玩具", "玩具"),
        (3, "=1+1", "=1+1"),
        (3, "-5", "-5"),
        (3, "NaN", "empty"),
        (3, "1e9", "1e9"),
        (4, "贵", "贵"),
        (5, "小疏忽、生日", "生日"),
        (6, "<script>", "script"),
        (1, "女士专用礼盒", "chooses by who"),
        (1, "很" * 81, "81"),
    ],
)
def test_a_wrong_cell_is_named_with_its_line_and_nothing_is_kept(
    bring: Bring, place: int, cell: str, said: str
) -> None:
    bad = [*TIN]
    bad[0], bad[place] = "BAD", cell
    with translation.override("en"):
        outcome = bring([TIN, bad])
    assert [line for line, _why in outcome.problems] == [3]
    assert said in outcome.problems[0][1]
    assert not Gift.objects.exists() and not AuditEntry.objects.filter(chain__startswith="gift").exists()


def test_a_code_stands_once_and_what_is_retired_stays_so(bring: Bring, company: Any) -> None:
    assert bring([TIN, ["tea", *TIN[1:]]]).problems[0][0] == 3
    bring([TIN])
    actions.retire_gift(gift_id=Gift.objects.get().pk, reason="停产", by=company.lead)
    assert "TEA" in bring([TIN]).problems[0][1]


def test_a_cell_that_would_be_a_formula_comes_in_as_words_and_a_workbook_too(bring: Bring) -> None:
    bring(
        [],
        content=as_xlsx([[*HEAD, "备注"], ["TEA", "'=1+1", *TIN[2:3], 36.5, *TIN[4:], "x\x00y"[:1]]]),
        name="a.xlsx",
    )
    assert Gift.objects.get().name == "=1+1"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"x"),
        ("a.csv.gz", b"x"),
        ("a.csv", b""),
        ("a.csv", "编码,名称\nTEA,茶\n".encode()),
        ("a.csv", as_csv([], HEAD).encode()),
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.csv", b"x" * (2 * 1024 * 1024 + 1)),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(bring: Bring, name: str, content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        bring([], name=name, content=content)
    assert str(refused.value.message)


def test_stock_is_added_once_for_a_file(bring: Bring, room: Warehouse) -> None:
    bring([TIN])
    head, rows = ["仓库", "礼品", "数量", "提醒线"], [["HZ", "tea", "４０", "10"], ["hz", "TEA", "2", ""]]
    assert bring(rows, head, "stock").pieces == 42
    level = StockLevel.objects.get()
    assert (level.on_shelf, level.low_at) == (42, 10) and not differences()
    with pytest.raises(Refused):
        bring(rows, head, "stock")
    assert Movement.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["XX", "TEA", "5", ""], "XX"),
        (["HZ", "CUP", "5", ""], "CUP"),
        (["HZ", "TEA", "-5", ""], "-5"),
        (["HZ", "TEA", "2.5", ""], "2.5"),
        (["HZ", "TEA", "0", ""], "1"),
        (["HZ", "TEA", "999999", ""], "100,000"),
        (["HZ", "TEA", "", ""], "how many"),
        (["", "TEA", "5", ""], "empty"),
        (["HZ", "TEA", "5", "", "zu viel"], "more cells"),
    ],
)
def test_a_wrong_row_of_stock_keeps_the_whole_file_out(
    bring: Bring, room: Warehouse, row: list[str], said: str
) -> None:
    bring([TIN])
    head = ["warehouse", "gift", "quantity", "low_at"]
    with translation.override("en"):
        outcome = bring([["HZ", "TEA", "5", "3"], row], head, "stock")
    assert [line for line, _why in outcome.problems] == [3] and said in outcome.problems[0][1]
    assert not Movement.objects.exists() and not StockLevel.objects.exists()


def test_a_closed_warehouse_takes_nothing(bring: Bring, room: Warehouse, keeper: Member) -> None:
    bring([TIN])
    actions.close_warehouse(warehouse_id=room.pk, reason="搬走", by=keeper)
    outcome = bring([["HZ", "TEA", "5", ""]], ["仓库", "礼品", "数量", "提醒线"], "stock")
    assert len(outcome.problems) == 1 and not Movement.objects.exists()


def test_only_those_who_keep_it_read_it_in(bring: Bring, company: Any) -> None:
    for what, member in (("gifts", company.handler), ("stock", company.lead)):
        with pytest.raises(Refused) as refused:
            bring([TIN], what=what, by=member)
        assert refused.value.code == "not_permitted"


@pytest.mark.parametrize("language", CODES)
def test_the_sample_comes_in_as_it_is_in_every_language(bring: Bring, room: Warehouse, language: str) -> None:
    with translation.override(language):
        head, *rows = sample("gifts")
        assert not bring(rows, head).problems
        head, *rows = sample("stock")
        outcome = bring(rows, head, "stock")
    assert not outcome.problems and StockLevel.objects.get().on_shelf == 40
