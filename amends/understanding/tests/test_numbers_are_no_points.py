"""An order's number, a sum, or one more thing that is asked for tells nothing that went wrong: it is never a point of its own."""

from __future__ import annotations

import pytest

from amends.understanding import read


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (
            "订单GD02-105482，昨天在光复路店买的八寸鲜奶草莓蛋糕，258元，说好下午三点送，结果五点半才到。"
            "孩子生日吃了以后上吐下泻，晚上送医院急诊，医生说是食物中毒，花了1260元。打了四次电话都没人管，"
            "店员还说“别人吃都没事”。请退款、赔医药费，并且给我一个正式的道歉。",
            ["五点半才到", "上吐下泻", "别人吃都没事"],
        ),
        ("訂單編號HK-22031，等了三個鐘都冇人送嚟，蛋糕仲溶晒，我要退款、賠損失。", ["等了三個鐘"]),
        ("Order no. 4471-220, the kettle leaked all over the counter. I want my money back.", ["leaked"]),
    ],
)
def test_each_point_tells_what_went_wrong(text: str, points: list[str]) -> None:
    found = [text[one.start : one.end] for one in read(text).grievances]
    assert len(found) == len(points), found
    assert all(words in one for words, one in zip(points, found, strict=True)), found


@pytest.mark.parametrize("text", ["订单123456", "一共258元"])
def test_where_nothing_else_is_said_it_is_kept(text: str) -> None:
    reading = read(text)
    assert reading.kind != "complaint" or reading.grievances


@pytest.mark.parametrize("text", ["多扣了1260元，一直没人解释。", "赔医药费的事拖了两个月没人理。"])
def test_a_sum_or_a_payment_that_went_wrong_stays_a_point(text: str) -> None:
    first = text.partition("，")[0].rstrip("。")
    assert any(first in text[one.start : one.end] for one in read(text).grievances)
