"""Whatever a text is made of, eight times its length takes about eight times as long to look for facts, never sixty-four."""

from time import process_time

import pytest

from amends.understanding.batch import Batch
from amends.understanding.page import Page
from amends.understanding.pages import pages_of
from amends.understanding.steps import facts

LONG = 200_000
TIMES = 8
TOO_STEEP = 3.0
# Below this a clock says little.
LEAST_SECONDS = 0.02

# Each begins, or goes on with, a pattern of facts; some are repeated alone, some with a blank between.
PIECES = (
    "1", "12 ", "1,", "1.", "1-", "1/", "*", "* ", "(12) ", "+1 ", "a1", "A-1 ", "@", "a.b@c.", "一", "三千", "百", "万", "几", "半", "成", "个",
    "元", "1元", "块5", "$", "¥1", "年", "2024年", "2024-1-", "1月", "5日", "3号", "周", "周三", "三天前", "昨天", "昨天下午3点", "春节", "去年", "上个",
    "两个小时", "三个半月", "订单", "订单号1", "单号: ", "尾号12", "卡号", "护照", "深公(南)受字〔2024〕", "工号1", "姓王", "客服", "客服王", "王经理", "小王说",
    "店", "路", "路1号", "万达", "文化路的", "手机", "买了", "买了一台", "打", "打客服", "打了五次", "给", "给他", "跟客服说", "把", "找客服", "联系了", "多次",
    "第三次投诉", "投诉", "去", "跑了", "发了两封", "the ", "at The ", "Oak Street ", "Mr A ", "agent Bob ", "two ", "an hour and ", "order no ", "order A1 ",
    "called you ", "sent two emails ", "my phone ", "in 2 ", "3rd may ", "last monday ", "half ", "5 dollars ", "two hundred ", "passport *",
)  # fmt: skip


def page_of(piece: str, length: int) -> Page:
    text = (piece * (length // len(piece) + 1))[:length]
    return pages_of(Batch.of([text]), [None])[0]


def seconds(page: Page) -> float:
    began = process_time()
    found = facts.find(page)
    took = process_time() - began
    assert all(0 <= fact.start < fact.end <= len(page.text) for fact in found)
    return took


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_in_step_with_the_length(piece: str) -> None:
    short = min(seconds(page_of(piece, LONG // TIMES)) for _ in range(2))
    long = seconds(page_of(piece, LONG))
    assert long <= TOO_STEEP * TIMES * max(short, LEAST_SECONDS / TIMES)
