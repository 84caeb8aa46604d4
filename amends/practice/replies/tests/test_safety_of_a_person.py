"""A letter speaks of somebody's safety where their words do, and not because food was dreadful."""

from __future__ import annotations

import pytest

from amends.content.files import load
from amends.practice.replies.drafting import DraftRequest, draft_reply
from amends.practice.replies.tests.generated_cases import NOW


def speaks_of_safety(language: str, text: str) -> bool:
    request = DraftRequest(
        "first_response", language, complaint=text, risks=("violence",), owner="Lin", now=NOW
    )
    return load("letters", language)["urgent"]["violence"][0] in draft_reply(request)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "催收天天打电话，逼得我想跳楼，真的活不下去了。"),
        ("zh-Hans", "你们的配送员在楼下打人，还威胁我说知道我住哪里。"),
        ("zh-Hant", "被你們催收逼到想死，每天都睡不著。"),
        ("zh-Hans", "每天被这样催，我真的撑不下去了。"),
        ("en", "I cannot take this any longer, these calls have me at breaking point."),
        ("en", "Your driver threatened to hit me when I asked for my parcel."),
        ("en", "These calls never stop and I do not want to live any more."),
    ],
)
def test_who_is_in_danger_is_called(language: str, text: str) -> None:
    assert speaks_of_safety(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hant", "煙肉撻完全唔知食緊乜，隔籬枱個男仔都係食到想死咁款。"),
        ("zh-Hans", "跳楼价买的鞋子，穿两天就开胶，客服也不回。"),
        ("zh-Hans", "小区里要建医院，辐射对每一位业主都是极大的威胁。"),
        ("en", "The soup was cold and the waiter forgot our order twice."),
    ],
)
def test_nobody_is_comforted_about_a_danger_that_is_none(language: str, text: str) -> None:
    assert not speaks_of_safety(language, text)


def asks_after_the_hurt(language: str, text: str) -> bool:
    request = DraftRequest(
        "first_response", language, complaint=text, category="safety", owner="Lin", now=NOW
    )
    return load("letters", language)["urgent"]["hurt"][0] in draft_reply(request)


@pytest.mark.parametrize(
    ("language", "text", "asks"),
    [
        ("zh-Hans", "店门口拖完地没放牌子，我在门口滑倒，手肘擦伤了一片。", True),
        ("zh-Hant", "店門口拖完地沒放牌子，我在門口滑倒，手肘擦傷一片。", True),
        ("en", "The floor was wet without a sign and I slipped and sprained my wrist.", True),
        ("zh-Hans", "店门口拖完地没放牌子，我差点滑倒，幸好没人受伤。", False),
        ("zh-Hant", "樓梯的燈壞了一個月，昨晚鄰居差點摔倒，沒有人受傷。", False),
        ("en", "The floor was wet without a sign and I nearly slipped; nobody was hurt.", False),
        ("zh-Hans", "门夹到孩子的手，肿了一大块。", True),
        ("zh-Hant", "條樓梯濕晒，我跌咗落樓梯，整親隻腳。", True),
        ("en", "My son slipped on your wet floor and broke his arm.", True),
        ("zh-Hans", "地没拖干，我滑倒了，膝盖磕了一下。", True),
        ("zh-Hans", "没有扶手，我妈摔断了腿。", True),
        ("zh-Hans", "孩子被电梯门夹住了手。", True),
        ("zh-Hant", "沒有扶手，我媽跌倒了。", True),
        ("en", "No one put a sign up and my 80-year-old mother fell on your stairs.", True),
        ("zh-Hans", "厨房水龙头破裂，水漫了一地，差点触电。", False),
        ("zh-Hans", "手机屏幕破了，充电时烫得吓人，手续费还被划走。", False),
        ("zh-Hant", "插頭燙到變形，樓梯扶手斷了一截。", False),
        ("en", "My back door is broken and my hand mixer burnt out; I stumbled upon a recall notice.", False),
        ("zh-Hans", "箱子摔坏了，里面的东西也碎了，无人受伤。", False),
        ("zh-Hans", "充电宝充电时烫到不敢碰，外壳都鼓起来了。", False),
        ("zh-Hant", "電梯突然下墜，幸好無人受傷。", False),
        ("en", "The new kettle sparked and the breaker tripped.", False),
        ("en", "The front wheel fell off my new bike.", False),
        ("en", "It burnt my carpet, and my complaint slipped through the cracks.", False),
    ],
)
def test_who_was_hurt_is_asked_how_they_are(language: str, text: str, asks: bool) -> None:
    assert asks_after_the_hurt(language, text) is asks


def test_danger_is_never_met_as_a_spoilt_meal() -> None:
    text = "蛋糕上的牌子点蜡烛时烧起来了，黑烟，桌布也烫了个洞，把三个小孩吓哭了。没人受伤。"
    draft = draft_reply(
        DraftRequest("first_response", complaint=text, category="safety", owner="Lin", now=NOW)
    )
    assert "安全" in draft and "餐" not in draft
