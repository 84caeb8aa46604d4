"""A clause is said back only where it is whole and sober; else the letter names what it is about."""

from __future__ import annotations

import pytest

from amends.content.files import LANGUAGES, load
from amends.practice.replies.check import Grievance, check_reply
from amends.practice.replies.drafting import DraftRequest, SaidFact, draft_reply
from amends.practice.replies.drafting.details import waited
from amends.practice.replies.drafting.fields import AT_HOME, HOME
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.drafting.restate import points_of
from amends.practice.replies.drafting.runs import restated
from amends.practice.replies.drafting.whole import MASK, beginning_of, stands
from amends.practice.replies.tests.generated_cases import NOW


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hans", "就这售后水平"),
        ("zh-Hans", "服务态度真是绝了"),
        ("zh-Hans", "我没见过这么抠门的商家"),
        ("zh-Hans", "本人于2021年5月"),
        ("zh-Hans", "打过两次服务热线"),
        ("zh-Hans", "未经我本人同意"),
        ("zh-Hans", "让全家人没法吃饭"),
        ("zh-Hans", "某某家电有限公司"),
        ("zh-Hans", "好不容易等到天亮"),
        ("zh-Hans", "为防以后再堵"),
        ("zh-Hans", "未经本人授权"),
        ("zh-Hans", "店里说（这个不归我们管"),
        ("zh-Hant", "個manager又唔肯出來"),
        ("zh-Hant", "這種態度也太離譜"),
        ("en", "on when the courier rang nobody was in"),
        ("en", "the invoice was sent to my"),
        ("en", "I spoke with " + MASK + " about the lock"),
        ("en", "she said '' it is closed"),
        ("en", "u guys never came"),
        ("en", "the lamp is broken, could you send another"),
        ("zh-Hans", "这台灯就像是赠品"),
    ],
)
def test_what_is_torn_or_a_jeer_does_not_stand(language: str, words: str) -> None:
    assert not stands(words, words, language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hans", "热水器用了三天就漏水"),
        ("zh-Hans", "APP更新以后打不开"),
        ("zh-Hans", "物流太慢了"),
        ("zh-Hant", "主菜送上來已經涼了"),
        ("en", "the lid never closed properly"),
        ("en", "our parcel was left in the rain"),
    ],
)
def test_a_whole_sentence_stands(language: str, words: str) -> None:
    assert stands(words, words, language)


@pytest.mark.parametrize(
    ("language", "said", "heard"),
    [
        ("zh-Hans", "最气人的是冰柜半夜停了两次电", "冰柜半夜停了两次电"),
        ("zh-Hans", "灯管不亮了.开关按下去没有反应", "灯管不亮了，开关按下去没有反应"),
        ("zh-Hans", "7.5元的手续费一直没有退给我", "7.5元的手续费一直没有退给您"),
        ("zh-Hans", "为什么不绑卡就不给开票", "不绑卡就不给开票的原因"),
        ("zh-Hans", "约的是14:30", "约的是14:30"),
        ("zh-Hans", "可惜灯一直在闪", "灯一直在闪"),
        ("zh-Hans", "为什么总是我们排最后", ""),
        ("zh-Hans", "没有你好之类的问候语", "没有你好之类的问候语"),
        ("zh-Hans", "小区水管夜里又爆了、维修电话一直没有人接", "小区水管夜里又爆了，维修电话一直没有人接"),
        ("zh-Hant", "支汽水冇氣，等咗四十分鐘飯都未嚟", "等了四十分鐘"),
        ("zh-Hant", "塊雞扒真係唔夠熟", "雞扒沒有煮熟"),
        ("zh-Hant", "你地我只可以講唔值呢個價", ""),
        ("zh-Hant", "浴室沒有熱水，十分不用心的民宿", "浴室沒有熱水"),
        ("zh-Hant", "真的不值得，枕頭有霉味", "枕頭有霉味"),
        ("zh-Hant", "浴室的門非常有重量，毛巾沒有換過", "浴室的門非常有重量，毛巾沒有換過"),
        ("en", "I wrote to XXXX and the heater still doesnt work", ""),
        ("en", "On XX/XX/2021 the heater stopped working again", "the heater stopped working again"),
        ("en", "@lampshop have still not sent the bulb", "we have still not sent the bulb"),
        ("en", "Additionally, the bill was never corrected", "the bill was never corrected"),
        ("en", "The lamp in room 4 is still NOT working", "the lamp in room 4 is still not working"),
        ("en", "Good evening @lampshop, the bulb was never sent", "the bulb was never sent"),
        ("en", "Now they are charging me twice", "now they are charging you twice"),
    ],
)
def test_a_point_is_said_in_plain_whole_words(language: str, said: str, heard: str) -> None:
    assert restated(said, load("letters", language), language) == heard


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("诉求停止短信的骚扰", ()),
        ("上午十点订的蛋糕，下午三点才到，全额退还没送到的那份", ("上午十点订的蛋糕，下午三点才到",)),
        ("他还欠我爸爸工钱三千元", ("他还欠您爸爸工钱三千元",)),
        ("前台让客人自己去街对面吃饭", ("前台让客人自己去街对面吃饭",)),
    ],
)
def test_a_short_text_is_said_back_and_a_wish_is_none_of_it(said: str, heard: tuple[str, ...]) -> None:
    points = points_of(
        (Grievance(said, "service"),), load("letters", "zh-Hans"), "zh-Hans", "service", whole=said
    )
    assert points.phrases == heard


def test_items_of_a_list_are_not_run_together() -> None:
    text = "1.浴室的门关不上 2.送的毛巾是湿的 3.服务良好"
    points = points_of((Grievance(text, "quality"),), load("letters", "zh-Hans"), "zh-Hans", "quality")
    assert points.phrases == ("浴室的门关不上", "送的毛巾是湿的")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "12路公交车下午改线，不再到我们小区的站台，末班车也提前了半小时，老人看病没有车坐"),
        ("zh-Hant", "社區門口的公車常常脫班，昨天司機過站不停，末班車也取消了，學生沒有車坐"),
        (
            "en",
            "The number 7 bus drove past our stop twice this week and the last bus was cancelled without notice.",
        ),
    ],
)
def test_a_bus_that_does_not_come_is_public_transport(language: str, text: str) -> None:
    request = DraftRequest(
        kind="first_response",
        language=language,
        complaint=text,
        grievances=(Grievance(text, "service"),),
        category="service",
        now=NOW,
    )
    assert matters_of(request, language)[0].key == "transit"
    draft = draft_reply(request)
    assert check_reply(draft, complaint=text, context=request.check_context()) == []


def test_a_matter_knows_the_field_it_speaks_of() -> None:
    fields = {key for key in load("fields", "en") if key != "version"}
    assert set(HOME.values()) <= fields
    assert HOME.keys() <= {key for language in LANGUAGES for key in load("matters", language)}
    assert all(field in AT_HOME[key] for key, field in HOME.items() if key in AT_HOME)


@pytest.mark.parametrize(
    ("before", "words", "after", "heard"),
    [
        ("I have waited ", "three weeks", " for the part", "three weeks"),
        ("our home of over ", "20 years", " is at risk", ""),
        ("an interest of 4 pounds over ", "90 days", " when I", ""),
    ],
)
def test_only_a_wait_is_called_one(before: str, words: str, after: str, heard: str) -> None:
    fact = SaidFact("duration", words, before, after)
    assert waited(DraftRequest(kind="first_response", language="en", facts=(fact,), now=NOW)) == heard


@pytest.mark.parametrize(
    ("text", "heard"), [("锁坏了。门打不开", "锁坏了。"), ("It broke. It never work", "It broke.")]
)
def test_a_long_text_is_heard_up_to_its_last_whole_sentence(text: str, heard: str) -> None:
    assert beginning_of(text, len(text) - 1) == heard
    assert beginning_of(text, len(text)) == text


def test_no_sentence_about_a_wait_says_that_it_lasts_until_today() -> None:
    """Two hours on the day of a birthday are over: “it has been two hours” is said of the present."""
    for sentence in load("letters", "en")["apology"]["waited"]:
        assert "It has been" not in sentence
