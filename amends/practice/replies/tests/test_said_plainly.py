"""A short complaint is said back whole and in its order, however it was typed; where nothing was told, the letter asks."""

from __future__ import annotations

import re

import pytest

from amends.content.files import LANGUAGES, load
from amends.practice.replies.check import Grievance, check_reply
from amends.practice.replies.check.words import language_of
from amends.practice.replies.drafting import DraftRequest, SaidFact, draft_reply, suggested_options
from amends.practice.replies.drafting.details import facts_to_check, waited
from amends.practice.replies.drafting.fields import field_of
from amends.practice.replies.drafting.masks import MASK, unmasked
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.drafting.restate import points_of
from amends.practice.replies.drafting.runs import restated
from amends.practice.replies.tests.generated_cases import NOW


def said_back(text: str, *points: str, category: str = "quality") -> tuple[str, ...]:
    language = language_of(text)
    grievances = tuple(Grievance(one, category) for one in points or (text,))
    return points_of(grievances, load("letters", language), language, category, whole=text).phrases


def letter(text: str, category: str, *, risks: tuple[str, ...] = ()) -> str:
    language = language_of(text)
    request = DraftRequest(
        kind="first_response",
        language=language,
        complaint=text,
        grievances=(Grievance(text, category),),
        category=category,
        risks=risks,
        now=NOW,
    )
    draft = draft_reply(request)
    assert check_reply(draft, complaint=text, context=request.check_context()) == [], draft
    return draft


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("毛巾有味，水龙头漏水，前台态度很冷，破酒店", ("毛巾有味，水龙头漏水，前台态度很冷",)),
        ("卖家说送两节电池，结果没送，问了也不回", ("卖家说送两节电池，结果没送，问了也不回",)),
        ("一直黑屏！", ("一直黑屏",)),
        ("阳台门关不上，没暖气", ("阳台门关不上，没暖气",)),
        ("冰箱修了两次，还给我多扣了80 块上门费", ("冰箱修了两次，还给您多扣了80块上门费",)),
        ("等了一个小时，外卖慢的要死", ("等了一个小时，外卖慢",)),
        ("三个桃子有一个已经烂成泥了", ("三个桃子有一个已经烂成泥了",)),
        ("说明书 柜台 客服都没说要年费", ("说明书、柜台、客服都没说要年费",)),
        ("浴室門關不緊，枕頭有味道，櫃檯竟然说没房可換", ("浴室門關不緊，枕頭有味道，櫃檯說沒房可換",)),
        (
            "i ordered two lamps, they sent one and its not even the right colour",
            ("you ordered two lamps, they sent one and it's not even the right colour",),
        ),
        ("I'm sorry but the heater still hasn't worked", ("the heater still hasn't worked",)),
        ("Your helpline is useless and my card still doesn't work", ("your card still doesn't work",)),
        ("差评因为刚买两天就降价五十", ("刚买两天就降价五十",)),
        ("我今天之所以拉肚子", ("您今天拉肚子",)),
        (
            "安装师傅太黑了开口就要三百八十块上门费还说不给就不装",
            ("开口就要三百八十块上门费，还说不给就不装",),
        ),
        ("清单里有这本书为什么别的都已收到为什么就没有这一本了？", ("清单里有这本书", "没有这一本的原因")),
        ("@lampshop @citycourier_help where is my parcel?!", ("you asked where your parcel is",)),
        ("Hey @lampshop your reps never call me back", ("our reps never call you back",)),
        ("My entry is wrong and under 15 U.S. Code 1681b nobody may see it", ("your entry is wrong",)),
        ("我还了六年，11000的本金还剩18000没有还完", ("11000的本金还剩18000没有还完",)),
        ("洗发露包装得不好，送到打开流了很多出来", ("洗发露包装得不好，送到打开流了很多出来",)),
        ("A 40 minute wait on the support line again", ()),
    ],
)
def test_a_short_complaint_is_said_back_whole(text: str, heard: tuple[str, ...]) -> None:
    said = said_back(text, category="service")
    if heard:
        assert said == heard
    else:
        assert said == (f"you wrote “{text}”",)


def test_points_come_in_the_order_in_which_they_were_told() -> None:
    text = (
        "我上个月在你们店里订了一张书桌，桌腿裂了一条缝，抽屉也关不上。"
        + "店员当时很忙。" * 2
        + "打了五次电话一直没有人接，至今没有回音。"
    )
    said = said_back(text, "打了五次电话一直没有人接，至今没有回音", "桌腿裂了一条缝，抽屉也关不上")
    assert [text.index(re.sub("[您我]", "", one)[:4]) for one in said] == sorted(
        text.index(re.sub("[您我]", "", one)[:4]) for one in said
    )
    assert len(said) == 2


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("这不是欺*顾客吗，衬衫洗一次就破了，客服不回复", "欺"),
        ("一点都不好，插头是松的", "一点都不好"),
        ("灯管闪个不停。在此建议相关部门：①换成新的灯管②安排人每周检查", "①|②|每周检查"),
        ("房間很乾淨，就是半夜空調一直滴水", "乾淨"),
        ("电梯坏了半个月，不能因小区旧就舍弃老人", "舍弃"),
        ("訂位排隊不算很久一陣就到，雞肉沒熟", "不算很久"),
        ("Is this what you sell now? The bread was stale and hard.", "Is this"),
        ("包裹外盒压扁了，第一次给差评，真的不推荐购买", "差评|推荐"),
    ],
)
def test_what_is_torn_bare_or_turned_to_others_is_left_out(text: str, never: str) -> None:
    said = said_back(text, category="service")
    assert said
    assert not re.search(never, "".join(said)), said


@pytest.mark.parametrize(
    ("masked", "plain"),
    [
        (
            "@ and Harbour Credit are reporting that I owe money",
            "Harbour Credit are reporting that I owe money",
        ),
        ("For nearly @ months, nobody has answered", "For several months, nobody has answered"),
        ("They closed my account number @ without notice", "They closed without notice"),
        ("the @ department never called back", "the department never called back"),
        ("@ never sent the form", "they never sent the form"),
        ("I am 90 days past due on @", "I am 90 days past due"),
        ("I spoke with @ about the lock", "I spoke with @ about the lock"),
    ],
)
def test_a_masked_name_is_left_out_where_the_sentence_stands_without_it(masked: str, plain: str) -> None:
    assert unmasked(masked.replace("@", MASK)) == plain.replace("@", MASK)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Mechanic said the part is not there", "mechanic said the part is not there"),
        ("Henderson said the part is not there", "Henderson said the part is not there"),
        (
            "My identity was stolen last May and nobody helped",
            "your identity was stolen last May and nobody helped",
        ),
        ("I believe there is an error in the amount", "there is an error in the amount"),
        ("I am requesting that the fee be removed", ""),
    ],
)
def test_an_english_sentence_begins_as_it_should_in_ours(said: str, heard: str) -> None:
    assert restated(said, load("letters", "en"), "en") == heard


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("气死我了，再也不来了，大家都别来！！！", "多说两句|再告诉我"),
        ("氣死我了，再也不來了，大家都別來！！！", "多說兩句|再告訴我"),
        ("@lampshop please do better", "One line is enough|A few words will do"),
    ],
)
def test_where_nothing_was_told_the_letter_asks_what_happened(text: str, asked: str) -> None:
    assert re.search(asked, letter(text, "service"))
    told = {"en": "The lamp arrived broken", "zh-Hant": "檯燈送來是壞的"}.get(
        language_of(text), "台灯送来是坏的"
    )
    assert not re.search(asked, letter(told, "service"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_said_back_is_named_without_claiming_a_wait(language: str) -> None:
    """A subject stands for whatever happened: nobody may have waited, and there may be no bill."""
    names = load("letters", language)["point"]
    assert not re.search(
        "等待|費用的來由|费用的来由|waiting|charge comes from|差别|差別", "".join(names.values())
    )
    plain = load("matters", language)["plain"]["service"]
    assert not re.search(
        "拖|卡在|卡住|下文|dragged|stopped|步卡", f"{plain['feel']}{plain['step']}{plain['prevent']}"
    )


@pytest.mark.parametrize(
    ("language", "text", "category", "matter"),
    [
        ("zh-Hans", "喝了你们的豆浆，胃难受，吐了一夜", "safety", "illness"),
        ("zh-Hant", "喝了你們的豆漿，胃不舒服，吐了一夜", "safety", "illness"),
        ("en", "After your soup my son threw up all night with stomach cramps", "safety", "illness"),
        ("zh-Hans", "同一台平板三天降了400，也不给补差", "billing", "price"),
        ("zh-Hans", "储蓄卡被莫名转出两笔钱，客服不管", "billing", "stolen"),
        ("zh-Hant", "帳戶被莫名轉走兩筆錢，客服不管", "billing", "stolen"),
        ("zh-Hans", "住店时保洁不敲门就推门进来，开门进房两次", "attitude", "disturbed"),
        ("zh-Hant", "入住時清潔人員不敲門就推門進來，開門進房兩次", "attitude", "disturbed"),
        (
            "en",
            "At the hotel a cleaner walked in on us at night and knocked again at six",
            "attitude",
            "disturbed",
        ),
    ],
)
def test_the_matter_is_met_for_what_it_is(language: str, text: str, category: str, matter: str) -> None:
    request = DraftRequest(
        kind="first_response",
        language=language,
        complaint=text,
        grievances=(Grievance(text, category),),
        category=category,
    )
    assert matters_of(request, language)[0].key == matter


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "我的养老金到账少了两百元，在手机app上登记的是原来的卡"),
        ("zh-Hant", "我的養老金入帳少了兩百元，在手機app上登記的是原來的卡"),
        ("en", "My pension is two hundred short; the app lists the card I had before"),
    ],
)
def test_where_something_was_looked_up_is_not_what_is_wrong_with_it(language: str, text: str) -> None:
    request = DraftRequest(
        kind="first_response",
        language=language,
        complaint=text,
        grievances=(Grievance(text, "service"),),
        category="service",
    )
    assert "app" not in [one.key for one in matters_of(request, language)]


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("新买的电热毯通电就发烫冒烟", "先不要再用它"),
        ("新買的電熱毯通電就發燙冒煙，質量太差", "先不要再使用它"),
        ("The kettle I bought is faulty and smokes when it is switched on", "do not use it any more"),
    ],
)
def test_whoever_may_still_use_a_dangerous_thing_is_told_to_stop(text: str, stop: str) -> None:
    assert stop in letter(text, "quality", risks=("safety",))
    assert stop not in letter(text, "quality")


@pytest.mark.parametrize(
    ("before", "words", "after", "heard"),
    [
        ("脚踏垫也是", "四周", "都是毛毛的", ""),
        ("please urgent already ", "one month", " no response", "one month"),
        ("已经", "三周", "没有回音", "三周"),
        ("账单逾期了，现在已经", "三天", "了，我在想办法", ""),
    ],
)
def test_all_around_is_no_month_and_a_month_without_an_answer_is_a_wait(
    before: str, words: str, after: str, heard: str
) -> None:
    fact = SaidFact("duration", words, before, after)
    assert waited(DraftRequest(kind="first_response", facts=(fact,), now=NOW)) == heard


def test_a_sentence_that_two_points_share_is_said_once() -> None:
    text = (
        "工作人员说名额已满，报名的机会都没有给我。报名的机会都没有给我，名单里却有同村的人。"
        + "我们等了很久。" * 12
    )
    said = said_back(
        text,
        "工作人员说名额已满，报名的机会都没有给我",
        "报名的机会都没有给我，名单里却有同村的人",
        category="service",
    )
    assert "".join(said).count("报名的机会") == 1, said


@pytest.mark.parametrize(("category", "text"), [("billing", "储蓄卡被莫名转出两笔钱，要求退钱")])
def test_money_is_not_offered_before_anybody_knows_where_it_went(category: str, text: str) -> None:
    request = DraftRequest(
        kind="solution",
        complaint=text,
        grievances=(Grievance(text, category),),
        demands=("refund",),
        category=category,
        now=NOW,
    )
    titles = [one.title for one in suggested_options(request)]
    assert len(titles) >= 2
    assert load("letters", "zh-Hans")["option"]["refund"]["title"] not in titles


def test_a_hotel_that_serves_dinner_is_a_hotel() -> None:
    text = "飯店房間連浴缸都沒有，停車位不夠。飯店附近沒有餐廳，晚餐選擇少。"
    request = DraftRequest(
        kind="first_response", language="zh-Hant", complaint=text, grievances=(Grievance(text, "quality"),)
    )
    assert field_of(request, "zh-Hant") == "stay"


def test_the_core_of_a_long_complaint_is_said_whatever_points_it_was_read_in() -> None:
    text = (
        "尊敬的领导您好，我们小区交付两年，先后发现地基开裂、房屋下沉、房子漏水严重、电梯频频故障等问题。大家每天提心吊胆，生命安全得不到保障。"
        "前年和去年，苦不堪言的邻居也曾一起去过街道，去过区里，写过很多封信，跑了很多次，都是在等待中过日子。"
        "给居民带来严重危害。请帮助居民们解决这个大问题，给居民们提供起码的保障。"
    )
    said = "".join(
        said_back(
            text,
            "生命安全得不到保障",
            "给居民带来严重危害",
            "帮助居民们解决这个大问题，给居民们提供起码的保障",
            category="safety",
        )
    )
    assert "地基开裂" in said
    assert "帮助居民" not in said
    assert "提供" not in said


@pytest.mark.parametrize(
    ("language", "text", "never"),
    [
        ("zh-Hans", "很薄，颜色不符合，不值得", "price"),
        ("zh-Hant", "很薄，顏色不符合，不值得", "price"),
        ("en", "It is thin. The colour is wrong. Not worth it.", "price"),
        ("en", "Still waiting for help with this urgent matter", "queue"),
    ],
)
def test_one_word_does_not_stand_for_a_list_of_faults(language: str, text: str, never: str) -> None:
    points = tuple(Grievance(one.strip(), "quality") for one in re.split("，|[.] ?", text) if one.strip())
    request = DraftRequest(
        kind="first_response",
        language=language,
        complaint=text,
        grievances=points,
        category="quality" if len(points) > 1 else "service",
    )
    assert never not in [one.key for one in matters_of(request, language)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("太气人了，说好的赠品一件都没有给我！", "“说好的赠品一件都没有给我”"),
        ("太氣人了，說好的贈品一件都沒有給我！", "「說好的贈品一件都沒有給我」"),
    ],
)
def test_a_gift_that_the_customer_speaks_of_is_none_that_we_offer(text: str, quoted: str) -> None:
    language = language_of(text)
    request = DraftRequest(
        kind="first_response",
        language=language,
        complaint=text,
        grievances=(Grievance(text, "promise"),),
        category="promise",
        emotion="anger",
        intensity=2,
        now=NOW,
    )
    assert quoted in draft_reply(request)


def test_details_to_check_are_such_as_can_be_held_against_something() -> None:
    text = (
        "2014年就开户了，16号又来过，说好的1430，3月5日又扣了282元，客服答应15个月内退，骗走500元，"
        "这里有一句话没有停顿一直写到后面才说到是在7月9日那一天的上午交的费用。"
    )
    said = [
        *(("date", one) for one in ("2014年", "16号", "3月5日", "7月9日")),
        *(("amount", one) for one in ("1430", "282元", "500元")),
        ("duration", "15个月"),
    ]
    facts = tuple(SaidFact(kind, words) for kind, words in said)
    request = DraftRequest(kind="first_response", complaint=text, facts=facts, now=NOW)
    assert facts_to_check(request, ()) == ["3月5日又扣了282元", "客服答应15个月内退"]


@pytest.mark.parametrize("text", ["一连WiFi就不能用", "連WiFi就不能用"])
def test_a_network_that_fails_is_no_fault_of_goods(text: str) -> None:
    language = language_of(text)
    request = DraftRequest(
        kind="first_response", language=language, complaint=text, category="quality", now=NOW
    )
    assert [one.key for one in matters_of(request, language)] == ["network"]
