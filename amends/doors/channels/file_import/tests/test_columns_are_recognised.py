from __future__ import annotations

import pytest

from amends.doors.channels.file_import.choices import Target
from amends.doors.channels.file_import.rules.columns import map_columns
from amends.foundation.kernel.search import fold


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (["text", "name"], {Target.TEXT: "text", Target.NAME: "name"}),
        (
            ["投诉内容", "姓名", "手机号"],
            {Target.TEXT: "投诉内容", Target.NAME: "姓名", Target.PHONE: "手机号"},
        ),
        (
            ["投訴內容", "聯繫電話", "訂單號"],
            {Target.TEXT: "投訴內容", Target.PHONE: "聯繫電話", Target.ORDER_NUMBER: "訂單號"},
        ),
        (["* 内容（必填）", "Created At"], {Target.TEXT: "* 内容（必填）", Target.RECEIVED_AT: "Created At"}),
        (
            ["CONTENT", "Order_No", "E-Mail"],
            {Target.TEXT: "CONTENT", Target.ORDER_NUMBER: "Order_No", Target.EMAIL: "E-Mail"},
        ),
        (["标题", "正文"], {Target.SUBJECT: "标题", Target.TEXT: "正文"}),
        (["body", "text"], {Target.TEXT: "text"}),
        (["ｔｅｘｔ"], {Target.TEXT: "ｔｅｘｔ"}),
        (
            ["customer.name", "customer.phone", "text"],
            {Target.NAME: "customer.name", Target.PHONE: "customer.phone", Target.TEXT: "text"},
        ),
        (["foo", "bar"], {}),
        ([], {}),
    ],
)
def test_columns_are_known_by_name(columns: list[str], found: dict[Target, str]) -> None:
    assert dict(map_columns(columns, {}, fold).columns) == found


def test_what_was_chosen_by_hand_comes_first() -> None:
    layout = map_columns(["text", "说明", "other"], {Target.TEXT: "说明"}, fold)
    assert layout.columns[Target.TEXT] == "说明"
    assert layout.unused == ("text", "other")


def test_no_column_is_two_things() -> None:
    layout = map_columns(["text"], {Target.SUBJECT: "text"}, fold)
    assert dict(layout.columns) == {Target.SUBJECT: "text"}
