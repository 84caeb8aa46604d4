"""What somebody will do unless they are heard is no thing that went wrong: it is never a point of its own."""

from __future__ import annotations

import pytest

from amends.understanding import read


@pytest.mark.parametrize(
    ("text", "about", "threat"),
    [
        ("面包里吃出一根头发，店员说不可能。我要求退款，再这样我就打12315！", "头发", "12315"),
        ("酒店床单有血迹，前台态度很差。你们再不退钱我就去法院起诉。", "态度很差", "法院"),
        ("订单拖了十天，打电话没人接，不退款我就曝光你们！", "没人接", "曝光"),
        ("麵包裡吃出一根頭髮，店員說不可能。我要求退款，再這樣我就找記者！", "頭髮", "記者"),
        ("外賣遲咗兩個鐘，打電話冇人聽，再唔處理我就去消委會投訴！", "遲咗", "消委會"),
        ("The cake arrived two hours late and cold. If it is not refunded today I will go to the press.", "late", "press"),
    ],
)  # fmt: skip
def test_a_threat_is_not_what_is_complained_about(text: str, about: str, threat: str) -> None:
    points = [text[one.start : one.end] for one in read(text).grievances]
    assert any(about in point for point in points), points
    assert not any(threat in point for point in points), points


@pytest.mark.parametrize(
    "text",
    [
        "客服不到十分钟就把我的电话挂了，态度恶劣。",
        "投诉之后再打电话就把我拉黑了，没有人管。",
        "手机买了不到一周就打不开，售后不给修。",
    ],
)
def test_what_was_done_to_the_customer_stays_a_point(text: str) -> None:
    first = text.partition("，")[0]
    assert any(first in text[one.start : one.end] for one in read(text).grievances)
