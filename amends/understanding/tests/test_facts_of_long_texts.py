"""Whatever a long text is made of, the facts found lie inside it, apart from one another, and no kind floods the rest.

How long it takes is looked at by `tools/growth.py`, which tries the same pieces: no time is certain on a shared machine.
"""

from collections import Counter
from itertools import pairwise

import pytest

from amends.understanding.batch import Batch
from amends.understanding.pages import pages_of
from amends.understanding.steps import facts
from amends.understanding.steps.facts import MOST_OF_ONE_KIND

LENGTH = 20_000

# Each begins, or goes on with, a pattern of facts; some are repeated alone, some with a blank between.
PIECES = (
    "1", "12 ", "1,", "1.", "1-", "1/", "*", "* ", "(12) ", "+1 ", "a1", "A-1 ", "@", "a.b@c.", "一", "三千", "百", "万", "几", "半", "成", "个",
    "元", "1元", "块5", "$", "¥1", "年", "2024年", "2024-1-", "1月", "5日", "3号", "周", "周三", "三天前", "昨天", "昨天下午3点", "春节", "去年", "上个",
    "两个小时", "三个半月", "订单", "订单号1", "单号: ", "尾号12", "卡号", "护照", "深公(南)受字〔2024〕", "工号1", "姓王", "客服", "客服王", "王经理", "小王说",
    "店", "路", "路1号", "万达", "文化路的", "手机", "买了", "买了一台", "打", "打客服", "打了五次", "给", "给他", "跟客服说", "把", "找客服", "联系了", "多次",
    "第三次投诉", "投诉", "去", "跑了", "发了两封", "the ", "at The ", "Oak Street ", "Mr A ", "agent Bob ", "two ", "an hour and ", "order no ", "order A1 ",
    "called you ", "sent two emails ", "my phone ", "in 2 ", "3rd may ", "last monday ", "half ", "5 dollars ", "two hundred ", "passport *",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_facts_of_a_long_text_are_sound(piece: str) -> None:
    text = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    found = facts.find(pages_of(Batch.of([text]), [None])[0])
    assert all(0 <= fact.start < fact.end <= LENGTH for fact in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert max(Counter(fact.kind for fact in found).values(), default=0) <= MOST_OF_ONE_KIND
