"""What a draft takes a complaint to be about, and how a list of faults or a rude line is said back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from amends.content.files import LANGUAGES, load, shape_differences
from amends.practice.replies.check import Grievance, check_reply
from amends.practice.replies.drafting import DraftRequest, draft_reply
from amends.practice.replies.drafting.fields import AT_HOME, field_of
from amends.practice.replies.drafting.matters import FIELD, PLAIN, matters_of
from amends.practice.replies.tests.generated_cases import NOW


def complaint(language: str, text: str, category: str, risks: tuple[str, ...] = ()) -> DraftRequest:
    points = tuple(Grievance(one.strip(), category) for one in re.split(r"[。！]|[.!] ", text) if one.strip())
    return DraftRequest(
        kind="first_response",
        language=language,
        complaint=text,
        grievances=points[:3],
        category=category,
        risks=risks,
        now=NOW,
    )


# (language, category, text, the matters that may be spoken of, the field)
MATTERS = [
    # A hotel, with a word of food and one of a courier in it.
    (
        "zh-Hans",
        "quality",
        "酒店的外卖要自己下楼拿。房间墙角发霉，床单是潮的。早餐只有冷馒头。退房的时候前台没有人。",
        {"field.stay", "dirty", "facility"},
        "stay",
    ),
    (
        "zh-Hant",
        "quality",
        "入住當天櫃檯沒有人。房間的棉被是濕的，浴室有霉味。早餐的蛋是冷的。半夜走廊很吵。",
        {"field.stay", "dirty", "facility"},
        "stay",
    ),
    (
        "en",
        "quality",
        "The hotel room smelled of damp and there was mould on the bathroom wall. Breakfast was cold. "
        "The sheets were stained and nobody was at the front desk. We left after one night.",
        {"field.stay", "dirty"},
        "stay",
    ),
    # A coupon runs out; nothing that is eaten does.
    (
        "zh-Hans",
        "quality",
        "活动送的分期免息券不让用，害我多花了钱，券都快过期了。",
        {"plain.quality", "field.goods", "field.bank", "promise"},
        "",
    ),
    (
        "zh-Hant",
        "quality",
        "折價券不讓用，害我多花了錢，券都快過期了。",
        {"plain.quality", "field.goods", "promise", "plain.any"},
        "",
    ),
    # Make-up, in which "the lid" and "the shade" have nothing of a room.
    (
        "zh-Hans",
        "quality",
        "买的粉底液一上脸就结块。口红的盖子是松的，包装盒也压瘪了。赠品没有寄。",
        {"field.goods", "faulty", "plain.quality", "promise"},
        "goods",
    ),
    (
        "en",
        "quality",
        "The foundation I bought from your store went lumpy within a week. The mascara was dried out. "
        "The lipstick came in a torn package.",
        {"field.goods", "faulty", "plain.quality"},
        "goods",
    ),
    # Proof of a debt.
    (
        "en",
        "billing",
        "Your letter says I owe 640 dollars. I asked for validation of the debt and nobody sent me the original agreement. "
        "I have no knowledge of this account and the balance.",
        {"proof"},
        "bank",
    ),
    (
        "zh-Hans",
        "billing",
        "贵行说我有一笔贷款。我没有借过这笔款，多次请你们出示合同和放款凭证，至今没有给我。",
        {"proof"},
        "bank",
    ),
    (
        "zh-Hant",
        "billing",
        "貴行說我有一筆貸款未還。我沒有借過這筆款，請你們提供合約和撥款證據，到現在都沒有給我。",
        {"proof"},
        "bank",
    ),
    # A dinner, by a single dish or by many small things.
    (
        "zh-Hant",
        "quality",
        "叫咗三個菜，牛肉有異味。湯係凍嘅。甜品又唔甜，侍應收錯單。",
        {"field.meal", "taste", "dirty", "plain.quality"},
        "meal",
    ),
    # Who is blamed and hung up on was treated badly, and was not without an answer.
    (
        "en",
        "attitude",
        "When I phoned, the young man at your counter told me it was our own fault and hung up.",
        {"rude", "plain.attitude"},
        "",
    ),
    # Where only one thing is said, it is spoken of.
    ("zh-Hans", "billing", "押金三百元，两个月没退。", {"deposit", "refund"}, ""),
    ("en", "service", "My parcel never arrived. The courier said it was delivered to a shop.", {"late"}, ""),
]


@pytest.mark.parametrize(("language", "category", "text", "matters", "field"), MATTERS)
def test_the_matter_is_weighed_over_the_whole_text(
    language: str, category: str, text: str, matters: set[str], field: str
) -> None:
    request = complaint(language, text, category)
    found = {one.key for one in matters_of(request, language)}
    assert found <= matters, found
    assert not field or field_of(request, language) == field
    draft = draft_reply(request)
    assert check_reply(draft, complaint=text, context=request.check_context()) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "前台说话还可以。路过的人提到过快递。"),
        ("zh-Hant", "朋友提過貴公司的抽獎。今天天氣很冷。"),
        ("en", "A friend once mentioned a flight. I only came in to say hello."),
    ],
)
def test_a_stray_word_decides_nothing(language: str, text: str) -> None:
    request = complaint(language, text, "attitude")
    assert [one for one in matters_of(request, language) if not one.key.startswith((PLAIN, FIELD))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_points_of_many_kinds_without_a_matter_are_met_neutrally(language: str) -> None:
    text = {"zh-Hans": "实在过不下去", "zh-Hant": "實在過不下去", "en": "enough is enough"}[language]
    points = tuple(Grievance(text, one) for one in ("attitude", "quality", "policy"))
    request = replace(complaint(language, text, "service"), grievances=points)
    assert [one.key for one in matters_of(request, language)] == ["plain.any"]
    assert load("matters", language)["plain"]["any"]["name"] in draft_reply(request)


# (language, the complaint, what has to be said back, what must not be)
LISTS = [
    (
        "zh-Hans",
        "1.键盘有两个键按不下去 2.屏幕左下角漏光 3.风扇声音很大，晚上吵得睡不着 4.外壳颜色我挺喜欢",
        ("两个键按不下去", "漏光", "声音很大"),
        ("挺喜欢",),
    ),
    (
        "zh-Hant",
        "1.房間的牆壁發霉 2.棉被是濕的 3.冷氣半夜停了兩次，沒有人來修 4.地點不錯",
        ("牆壁發霉", "停了兩次"),
        ("地點不錯",),
    ),
    (
        "zh-Hans",
        "投诉1：河道离楼只有10米，原来规划是15米。 投诉2：暗渠无故改成了明渠。 投诉3：工地没有围挡。",
        ("离楼只有10米", "改成了明渠"),
        ("投诉2",),
    ),
    (
        "en",
        "The zip broke on the second day. The lining is torn under the arm. The seller never answered my two letters. "
        "The colour is lovely.",
        ("the zip broke", "the lining is torn", "never answered"),
        ("lovely",),
    ),
]


@pytest.mark.parametrize(("language", "text", "wanted", "unwanted"), LISTS)
def test_a_list_in_one_point_is_said_back_by_its_main_items(
    language: str, text: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    request = DraftRequest(
        kind="first_response",
        language=language,
        complaint=text,
        grievances=(Grievance(text, "quality"),),
        category="quality",
        now=NOW,
    )
    draft = draft_reply(request)
    assert [one for one in wanted if one not in draft.lower()] == [], draft
    assert [one for one in unwanted if one in draft] == [], draft


@pytest.mark.parametrize(
    ("language", "text", "subject", "never"),
    [
        (
            "zh-Hans",
            "这家酒店的房间，只想骂脏话！前台sb！床单什么玩意！",
            "这次住宿的情况",
            "脏话|sb|玩意",
        ),
        (
            "zh-Hant",
            "餐廳上菜嗰陣果個碟餸嘔心到攞命佢地仲話係咁㗎啦食到成肚氣都唔知點解埋單仲要咁貴",
            "餐點和用餐的情況",
            "嘔心|攞命|佢地",
        ),
        ("en", "Fancied a burger & boy do i regret it. Absolutely piss poor fries.", "your meal", "piss|boy"),
    ],
)
def test_what_cannot_be_said_back_cleanly_is_named_by_what_was_used(
    language: str, text: str, subject: str, never: str
) -> None:
    request = complaint(language, text, "quality")
    draft = draft_reply(request)
    assert subject in draft, draft
    assert not re.search(never, draft), draft


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("zh-Hans", "演出取消了，页面显示不能退票", "“演出取消了，页面显示不能退票”"),
        ("zh-Hant", "演出取消了，頁面顯示無法退票", "「演出取消了，頁面顯示無法退票」"),
        (
            "en",
            "Reached out to my bank twice, still got nothing",
            "“Reached out to my bank twice, still got nothing”",
        ),
    ],
)
def test_a_point_is_told_as_the_customer_met_it(language: str, text: str, wanted: str) -> None:
    """A quote is word for word, and what could not be had does not sound like a refusal of ours."""
    request = complaint(language, text, "billing")
    assert wanted in draft_reply(request)


def test_a_law_that_is_quoted_is_no_point() -> None:
    text = (
        "Section 604 states a person shall not furnish an account without my written consent. "
        "The adverse item on my credit report was never mine."
    )
    draft = draft_reply(complaint("en", text, "privacy"))
    assert "604" not in draft
    assert "was never yours" in draft


def test_the_fields_have_the_same_parts_and_ways_that_are_written() -> None:
    assert [
        one for one in shape_differences("fields") if ".doing" not in one
    ] == []  # only English has another form
    fields = {key for key in load("fields", "en") if key != "version"}
    assert set().union(*AT_HOME.values()) <= fields
    assert AT_HOME.keys() <= {key for language in LANGUAGES for key in load("matters", language)}
    for language in LANGUAGES:
        ways = load("letters", language)["option"]
        for key in fields:
            table = load("fields", language)[key]
            assert set(table["ways"]) <= ways.keys(), key
            assert len(table["feel"]) >= 2, key
            re.compile(table["words"])


@pytest.mark.parametrize(
    ("language", "text", "not_said"),
    [
        ("zh-Hans", "在酒店入住一晚，早餐的豆浆是馊的，说了也没人换。", "房间"),
        ("zh-Hant", "入住飯店一晚，早餐冷了，種類又少，反映了也沒人理。", "房間"),
        (
            "en",
            "We stayed two nights at the hotel. The breakfast was cold and the coffee had run out.",
            "room",
        ),
    ],
)
def test_what_is_promised_for_a_breakfast_is_not_about_rooms(language: str, text: str, not_said: str) -> None:
    """Where only the field is known, the promise fits all that may have gone wrong in it."""
    request = complaint(language, text, "quality")
    (matter,) = matters_of(request, language)
    assert matter.key in ("field.stay", "dirty")
    assert not_said not in matter.prevent
    assert not_said not in draft_reply(request)


@pytest.mark.parametrize(
    ("language", "text", "not_said"),
    [
        ("zh-Hans", "孩子在房间洗澡时水突然滚烫，右臂烫伤起泡，送医院急诊。", "批次|留样|剩下的"),
        ("zh-Hant", "孩子在房間洗澡時水突然滾燙，右臂燙傷起泡，送醫院急診。", "批次|留樣|剩下的"),
        ("en", "The shower ran scalding hot, my son was burnt and we had to go to hospital.", "batch|sample"),
    ],
)
def test_what_is_promised_for_a_scald_is_not_about_food(language: str, text: str, not_said: str) -> None:
    request = complaint(language, text, "safety", ("safety",))
    assert matters_of(request, language)[0].key == "illness"
    assert not re.search(not_said, draft_reply(request))


@pytest.mark.parametrize(
    ("text", "category", "demands", "wanted", "never"),
    [
        ("别克昂科威变速箱换挡顿挫", "quality", ("repair",), "部件换成新的", "换一件新的"),
        ("点了两份粥，催了三次，一个半小时才送到", "service", (), "补偿", "专送"),
        ("记账软件太差劲了，一记账就闪退", "quality", (), "技术同事|人工办理", "换一件新的"),
        (
            "我们小区后面的河道又黑又臭，请部门处理",
            "policy",
            ("stop",),
            "请主管的同事去核实",
            "停下这样的做法，并",
        ),
    ],
)
def test_the_ways_out_fit_the_thing(
    text: str, category: str, demands: tuple[str, ...], wanted: str, never: str
) -> None:
    """No car is exchanged, no meal is brought again that came, no app is replaced by a new one."""
    request = DraftRequest(
        kind="solution",
        complaint=text,
        grievances=(Grievance(text, category),),
        category=category,
        demands=demands,
    )
    draft = draft_reply(request)
    assert re.search(wanted, draft), draft
    assert never not in draft, draft
    assert check_reply(draft, complaint=text, context=request.check_context()) == []


# (trade, text, its field): the word by which the house is called tells nothing of the matter, and no hotel sells what a guest carries.
IN_A_TRADE = [
    ("finance", "堂堂一个大银行APP搞得这么差", "bank"),
    ("finance", "在你们银行办的理财亏了一半", "bank"),
    ("finance", "门口停车位太少", ""),
    ("tourism", "手机充电没有插座，电视屏幕花了，空调不冷，房间还漏水", "stay"),
]


@pytest.mark.parametrize(("trade", "text", "field"), IN_A_TRADE)
def test_a_house_is_spoken_for_in_the_fields_of_its_trade(trade: str, text: str, field: str) -> None:
    asked = replace(complaint("zh-Hans", text, "quality"), trades=(trade,))
    assert field_of(asked, "zh-Hans") == field


def test_without_a_trade_or_with_one_that_is_at_home_anywhere_every_field_is_open() -> None:
    text = "手机充电没有插座，电视屏幕花了，空调不冷，房间还漏水"
    asked = complaint("zh-Hans", text, "quality")
    assert field_of(asked, "zh-Hans") == "stay"
    assert field_of(replace(asked, trades=("energy",)), "zh-Hans") == "stay"


def test_no_matter_of_another_trade_is_spoken_of() -> None:
    asked = complaint("zh-Hans", "说好三天发货，物流一直没有动，催了也没人理。", "service")
    assert [one.key for one in matters_of(asked, "zh-Hans")] == ["late"]
    in_a_bank = replace(asked, trades=("finance",))
    assert "late" not in {one.key for one in matters_of(in_a_bank, "zh-Hans")}


MONEY_BACK = {
    "zh-Hans": ("借款利息高，超出了年利率的百分之二十四", "利息多收了，多收的什么时候退还给我", "把钱退给您"),
    "zh-Hant": (
        "借款利息高，超出了年利率的百分之二十四，不知道怎麼算的",
        "利息多收了，多收的什麼時候退還給我",
        "退還款項",
    ),
    "en": ("The interest is far above what I was told.", "They overcharged me. I want a refund.", "a refund"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_back_is_said_to_be_wanted_only_where_words_ask_for_it(language: str) -> None:
    unsaid, said, wish = MONEY_BACK[language]
    for text, is_wanted in ((unsaid, False), (said, True), ("", True)):
        asked = replace(complaint(language, text, "billing"), demands=("refund", "action"))
        asked = replace(asked, grievances=asked.grievances or (Grievance(unsaid, "billing"),))
        assert (wish in draft_reply(asked)) == is_wanted
