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
    ("text", "about", "plan"),
    [
        ("电饭煲内胆涂层脱落，粘在饭上。我已经委托律师，准备起诉你们。", "脱落", "律师"),
        ("热水器漏水，师傅来了三次没修好。我们正在咨询律师。", "没修好", "律师"),
        ("浴室天花板滲水三個月，管理處一直不理。我已經找了律師，準備提告。", "不理", "律師"),
        ("The coating of the pan came off after two weeks. I have instructed a solicitor.", "came off", "solicitor"),
        ("Nobody ever called back about the leak. We are talking to our lawyer, and we will sue.", "called back", "lawyer"),
    ],
)  # fmt: skip
def test_what_was_set_about_against_the_house_is_no_point_either(text: str, about: str, plan: str) -> None:
    points = [text[one.start : one.end] for one in read(text).grievances]
    assert any(about in point for point in points), points
    assert not any(plan in point for point in points), points
    assert "legal" in read(text).risks


@pytest.mark.parametrize(
    "text",
    [
        "你们的律师函寄到了我单位，同事都看见了。",
        "客服不到十分钟就把我的电话挂了，态度恶劣。",
        "投诉之后再打电话就把我拉黑了，没有人管。",
        "手机买了不到一周就打不开，售后不给修。",
    ],
)
def test_what_was_done_to_the_customer_stays_a_point(text: str) -> None:
    first = text.partition("，")[0]
    assert any(first in text[one.start : one.end] for one in read(text).grievances)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("蛋糕晚了三天才到，曲奇碎了一大半。我要求退款，向我道歉，说明为什么晚了。", "向我道歉"),
        ("洗衣機漏水，師傅約了兩次都沒來。請退錢，並給我一個交代。", "交代"),
    ],
)
def test_one_more_thing_that_is_asked_for_is_no_point(text: str, asked: str) -> None:
    points = [text[one.start : one.end] for one in read(text).grievances]
    assert points
    assert not any(point.endswith(asked) for point in points), points
