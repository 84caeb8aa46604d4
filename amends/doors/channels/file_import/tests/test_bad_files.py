from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation

from amends.casework.cases.models import Case, Message
from amends.casework.customers.models import Customer
from amends.doors.channels.file_import.rejected import Rejected
from amends.doors.channels.file_import.tables import Row
from amends.doors.channels.file_import.tests.conftest import HEADER, ROWS, as_csv, as_jsonl, as_xlsx, run

pytestmark = pytest.mark.usefixtures("centre")
Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("blank.csv", b" \n\n"),
        ("header.csv", "内容,姓名\n".encode()),
        ("empty.jsonl.gz", b""),
        ("none.jsonl", b"[]\n17\n"),
        ("cut.xlsx", as_xlsx([HEADER, *ROWS])[:500]),
        ("empty.xlsx", as_xlsx([])),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(write: Write, name: str, content: bytes) -> None:
    printed = run(write(name, content))
    assert printed and "Traceback" not in printed
    assert not Case.objects.exists()


def test_a_damaged_archive_is_refused(write: Write) -> None:
    path = write("cut.csv.gz", as_csv())
    path.write_bytes(path.read_bytes()[:-20])
    assert "cut.csv.gz" in run(path)
    assert not Case.objects.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "nowhere.csv" in run(tmp_path / "nowhere.csv")


def test_a_wrong_column_names_those_found_and_those_possible(write: Write) -> None:
    printed = run(write("wrong.csv", as_csv(header=["说了啥", "姓名", "手机号", "订单号", "日期", "渠道"])))
    assert "说了啥" in printed and "投诉内容" in printed and "--column text=" in printed
    assert not Case.objects.exists()


@pytest.mark.parametrize("choice", ["text=没有这列", "words=内容", "text", "=内容", "text="])
def test_a_wrong_choice_of_columns_is_refused(write: Write, choice: str) -> None:
    printed = run(write("march.csv", as_csv()), "--column", choice)
    assert (choice.partition("=")[2] or "text") in printed and not Case.objects.exists()


@pytest.mark.parametrize(
    ("words", "name"), [(("--encoding", "klingon"), "klingon"), (("--member", "nobody"), "nobody")]
)
def test_wrong_options_are_refused(write: Write, words: tuple[str, ...], name: str) -> None:
    assert name in run(write("march.csv", as_csv()), *words)
    assert not Case.objects.exists()


def test_bad_rows_are_named_and_the_good_ones_come_in(write: Write) -> None:
    bad = [
        ["", "没说话", "", "", "", ""],
        ["日期不对", "林", "", "", "明年", ""],
        ["字" * 60_001, "", "", "", "", ""],
        ["单号太长", "", "", "9" * 61, "", ""],
        ["未来的事", "", "", "", "2999-01-01", ""],
    ]
    path = write("march.csv", as_csv([ROWS[0], *bad, ROWS[1]]))
    printed = run(path)
    assert Case.objects.count() == 2
    rejected = (path.parent / "march.csv.rejected.csv").read_text("utf-8-sig").splitlines()
    assert rejected[0] == "行号,问题," + ",".join(HEADER)
    assert [line.split(",")[0] for line in rejected[1:]] == ["3", "4", "5", "6", "7"]
    assert "march.csv.rejected.csv" in printed


def test_a_corrected_table_of_rejected_rows_comes_in(write: Write) -> None:
    path = write("march.csv", as_csv([["=cmd|calc", "李", "+8613900010009", "", "明年", ""], ROWS[0]]))
    run(path)
    rejected = path.parent / "march.csv.rejected.csv"
    assert "'=cmd|calc" in rejected.read_text("utf-8-sig")
    rejected.write_text(rejected.read_text("utf-8-sig").replace("明年", "2026-03-01"), "utf-8")
    run(rejected)
    assert sorted(Message.objects.values_list("body", flat=True)) == sorted(["=cmd|calc", ROWS[0][0]])
    assert Customer.objects.filter(phone="+8613900010009").exists()


def test_corrections_are_not_written_over(write: Write) -> None:
    path = write("march.csv", as_csv([["", "没说话", "", "", "", ""], ROWS[0]]))
    run(path)
    first = path.parent / "march.csv.rejected.csv"
    first.write_text("mine", "utf-8")
    assert "march.csv.rejected.2.csv" in run(path)
    run(path)
    assert first.read_text("utf-8") == "mine"
    assert not (path.parent / "march.csv.rejected.3.csv").exists()


@pytest.mark.parametrize(
    "text",
    [
        "差",
        "🙂🙂🙂",
        "<script>alert('x')</script>",
        "a\x00b",
        "\u202e钱退\u202c",
        "=HYPERLINK('http://x')",
        "'; DROP TABLE cases_case; --",
        "第一行\n第二行，还有逗号",
    ],
)
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_hostile_cells_are_only_words(write: Write, text: str, kind: str) -> None:
    content = (
        as_csv([[text, text[:40], "13900010001", "", "", ""]])
        if kind == "csv"
        else as_jsonl([{"text": text}])
    )
    run(write(f"march.{kind}", content))
    assert not set(Message.objects.get().body) & {"\x00", "\u202e"}


def test_damaged_characters_come_in_and_are_counted(write: Write) -> None:
    good = as_csv([*ROWS, ["这一行坏了一个字", "", "", "", "", ""]]).encode()
    broken = good.replace("坏了".encode(), "坏".encode() + b"\xe4\xba", 1)
    printed = run(write("march.csv", broken))
    assert Case.objects.count() == 4
    assert "�" in printed and "这一行坏�一个字" in Message.objects.latest("id").body


def test_rows_of_the_wrong_width_do_not_shift_into_other_columns(write: Write) -> None:
    path = write("march.csv", "内容,姓名\n水壶漏水,林,多余的\n房间太吵\n")
    run(path)
    assert Message.objects.get().body == "房间太吵"
    assert "水壶漏水" in (path.parent / "march.csv.rejected.csv").read_text("utf-8-sig")


def test_broken_lines_of_json_are_rejected_as_they_are(write: Write) -> None:
    path = write("march.jsonl", '{"text": "好的一行"}\n{"text": "坏的\n[1]\n{"text": "\\ud83d 半个字"}\n')
    run(path)
    assert Case.objects.count() == 2
    assert '{""text"": ""坏的' in (path.parent / "march.jsonl.rejected.csv").read_text("utf-8-sig")


def test_a_quotation_mark_that_is_not_closed_swallows_nothing_silently(write: Write) -> None:
    path = write("march.csv", '内容\n第一件事\n"没关的引号' + "字" * 1_100_000)
    printed = run(path)
    assert Case.objects.count() == 1
    assert "3" in printed and (path.parent / "march.csv.rejected.csv").exists()


@pytest.mark.parametrize("phone", ["无", "-", "未留", "N/A"])
def test_a_phone_that_is_none_makes_no_common_customer(write: Write, phone: str) -> None:
    run(
        write("march.csv", as_csv([["第一件", "甲", phone, "", "", ""], ["第二件", "乙", phone, "", "", ""]]))
    )
    assert sorted(Customer.objects.values_list("name", "phone")) == [("乙", ""), ("甲", "")]


def test_a_folder_that_cannot_be_written_does_not_lose_the_rejected_rows(
    write: Write, tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("march.csv", as_csv([["", "没说话", "", "", "", ""], ROWS[0]]))
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    opened = Path.open

    def only_var(self: Path, mode: str = "r", *rest: object, **more: object) -> object:
        if "x" in mode and self.parent != settings.VAR:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", only_var)
    assert str(settings.VAR / "march.csv.rejected.csv") in run(path)


@pytest.mark.parametrize(
    ("language", "first"), [("en", "line,problem"), ("zh-hans", "行号,问题"), ("zh-hant", "列號,問題")]
)
def test_the_table_of_rejected_rows_begins_in_the_reader_s_language_and_once(
    language: str, first: str
) -> None:
    again = Rejected(("行号", "問題", "problem", "内容"))
    again.add(Row(3, {"行号": "9", "問題": "日期不对", "problem": "", "内容": "饭是冷的"}), "日期不对")
    with translation.override(language):
        lines = again.content().decode("utf-8-sig").splitlines()
    assert lines == [f"{first},内容", "3,日期不对,饭是冷的"]
