"""Harm that is told of is found in three languages; what is denied, feared, sold against or came from elsewhere is not."""

from __future__ import annotations

import pytest

from amends.understanding import read

TOLD = (
    "服务员把热汤洒在我手上，烫伤了，医药费花了320元，要求赔偿",
    "被你们餐厅的热水烫到了手，起了两个水泡",
    "孩子在游乐区被铁片划破了脸，缝了五针",
    "在你们店门口滑倒，手腕骨折，去医院拍片",
    "开蚝油瓶的时候瓶口裂开，把我手割伤了",
    "吃了你们的凉皮，当晚全家上吐下泻",
    "面霜才用两天，满脸红疹",
    "咬一口月饼崩掉了半颗牙",
    "菜里面吃到一截钢丝",
    "侍應打翻滾湯，燙傷咗我隻手，睇醫生用咗 $860",
    "我食完碗魚蛋粉就肚痾，仲要請假",
    "小朋友被電動門夾到手指，腫起來了",
    "吃了兩口就過敏，喉嚨腫起來送急診",
    "Your waiter spilled hot soup and scalded my hand.",
    "I slipped on your wet floor and fractured my wrist.",
    "Two of us got food poisoning after the buffet.",
    "I found a piece of glass in my salad.",
    "I cracked a tooth on a stone in the bread and it hurts.",
)
NOT_TOLD = (
    "烫伤膏发错了型号，要求换货",
    "水温太低，根本不可能烫伤人，说是热水器",
    "苹果有好几个摔伤了，要求退款",
    "手机屏幕被划伤了一道，要求换新",
    "发烫到手机都拿不住，要求退货",
    "吃完没有过敏，就是分量太少，跟图片差太多",
    "本人因车祸造成骨折，信用卡逾期，希望分期还款",
    "新车提回来车门就有一道刮伤，要求处理",
    "The pizza was burned and nobody said sorry.",
    "You hurt my feelings and I want an apology.",
    "The emergency room bill was charged to me twice.",
    "Nobody was injured, but the shelf fell down at night.",
    "You cut my hours of service short without telling me.",
)


@pytest.mark.parametrize("text", TOLD)
def test_harm_is_a_risk_the_matter_and_severe(text: str) -> None:
    found = read(text)
    assert "safety" in found.risks
    assert found.category == "safety"
    assert found.severity in {"severe", "critical"}


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_hurt_nobody_is_no_harm(text: str) -> None:
    found = read(text)
    assert "safety" not in found.risks
    assert found.category != "safety"


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("喺你哋度買嘅茶葉一開封就受潮發霉，三盒一共 $680，要求退錢。", "quality"),
        ("茶葉受潮發霉，680元三盒，要退款", "quality"),
        ("茶葉受潮發霉，你們還多收了運費，680元三盒", "billing"),
    ],
)
def test_what_faulty_goods_had_cost_is_no_complaint_about_the_bill(text: str, category: str) -> None:
    found = read(text)
    assert found.category == category or (category == "billing" and "billing" in found.category_all)


def test_who_was_hurt_and_also_charged_wrongly_complains_of_both() -> None:
    assert read("热汤烫伤了我的手，结账还多收了88元服务费").category_all == ("safety", "billing")
    assert "billing" not in read("热汤烫伤了我的手，医药费花了320元").category_all
