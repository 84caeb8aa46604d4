"""A draft says back what went wrong, in a sentence each, never the scene it is set in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from amends.content.files import load
from amends.practice.replies.check import Grievance, check_reply
from amends.practice.replies.drafting import DraftRequest, SaidFact, draft_reply
from amends.practice.replies.drafting.letter import Letter
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.drafting.parts import steps
from amends.practice.replies.drafting.restate import points_of
from amends.practice.replies.drafting.runs import restated
from amends.practice.replies.tests.generated_cases import NOW

# (language, what the customer wrote, what has to be said back, what must not be)
LETTERS = [
    (
        "zh-Hans",
        "我是你们十年的老会员，住在滨江路。上个月为了孩子开学，特地去店里挑书桌，当时接待我的是一位年轻店员，人很热情。"
        "付完定金以后我就回家等。结果书桌晚到了两个星期，桌腿裂了一条缝，送货的师傅还把走廊的墙蹭坏了。"
        "我打电话咨询，客服说会登记，可是一直没有人来修。如果再这样我就去投诉。",
        ("书桌晚到了两个星期", "裂了一条缝"),
        ("滨江路", "开学", "热情", "年轻店员", "回家", "如果"),
    ),
    (
        "zh-Hant",
        "為了慶祝媽媽生日，我們一家六口上星期六來到尖沙咀分店，訂的是七點的位。我們提早十分鐘到。"
        "等了五十分鐘才有位，主菜送上來已經涼了，蛋糕上的名字還寫錯了。經理說會處理，到現在都沒有回覆。",
        ("等了五十分鐘才有位", "已經涼了"),
        ("六口", "慶祝"),
    ),
    (
        "en",
        "I have lived on Mill Road for twenty years and bought my last three kettles from you. In May I ordered the blue "
        "one for my daughter's new flat. My husband drove to the shop to collect it. The lid never closed properly and it "
        "leaked all over the counter. I called your service line and spoke with a young man. Nobody has called me back "
        "in three weeks. If this goes on I will have to tell my neighbours.",
        ("the lid never closed properly", "nobody has called you back"),
        ("Mill Road", "daughter", "drove", "young man", "neighbours"),
    ),
]


@pytest.mark.parametrize(("language", "complaint", "wanted", "scene"), LETTERS)
def test_a_long_complaint_is_said_back_without_its_scene(
    language: str, complaint: str, wanted: tuple[str, ...], scene: tuple[str, ...]
) -> None:
    points = tuple(Grievance(one.strip()) for one in re.split(r"[。.]", complaint) if one.strip())
    request = DraftRequest(
        kind="first_response", language=language, complaint=complaint, grievances=points, now=NOW
    )
    draft = draft_reply(request)
    assert all(one.lower() in draft.lower() for one in wanted), draft
    assert not [one for one in scene if one in draft], draft
    assert check_reply(draft, complaint=complaint, context=request.check_context()) == []


@pytest.mark.parametrize(
    ("language", "said", "heard"),
    [
        (
            "zh-Hans",
            "上周三我去营业厅办理过户，柜台让我回去等，三次都没有办成",
            "柜台让您回去等，三次都没有办成",
        ),
        ("zh-Hans", "客服说要走流程，押金拖了两个月没退", "客服说要走流程，押金拖了两个月没退"),
        ("zh-Hans", "二期却为何迟迟不动工呢", "二期迟迟不动工的原因"),
        ("zh-Hans", "他们每天骚扰我我没法上班", "他们每天骚扰您，您没法上班"),
        ("zh-Hans", "房间有异味（前一位客人大概抽过烟），空调也不制冷", "房间有异味，空调也不制冷"),
        (
            "zh-Hant",
            "優點是地點方便 1.床很舒服 2.房間隔音差，半夜還聽到走廊有人講話",
            "房間隔音差，半夜還聽到走廊有人講話",
        ),
        ("zh-Hant", "店員說要等經理，退款拖了三個星期", "店員說要等經理，退款拖了三個星期"),
        (
            "en",
            "Because I work nights, the parcel was left with a neighbour and never reached me",
            "the parcel was left with a neighbour and never reached you",
        ),
        ("zh-Hant", "先說食物，鬆餅是冷的", "鬆餅是冷的"),
        ("zh-Hans", "这个“要求”没有人说清楚", "这个要求没有人说清楚"),
        ("zh-Hant", "曲奇打開是軟的，咬下去沒有聲音", "曲奇打開是軟的，咬下去沒有聲音"),
        (
            "en",
            "I asked twice whether it holds hazelnuts. My husband's lips swelled after two bites",
            "your husband's lips swelled after two bites",
        ),
        ("en", "Why do you only carry the first season", "you asked why we only carry the first season"),
        ("en", "How are they checking that with a wrong name", ""),
        (
            "en",
            "Reached out twice and still got nothing",
            "you wrote “Reached out twice and still got nothing”",
        ),
        ("en", "I called the shop on Monday. The refund never came", "the refund never came"),
        (
            "en",
            "The second kettle (a gift from my sister) was broken as well",
            "the second kettle was broken as well",
        ),
    ],
)
def test_the_clause_that_tells_what_went_wrong_is_taken(language: str, said: str, heard: str) -> None:
    assert restated(said, load("letters", language), language) == heard


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_a_point_that_is_only_scene_is_said_where_nothing_else_was_told(language: str) -> None:
    scene = {
        "zh-Hans": "我去年九月买了一台洗衣机",
        "zh-Hant": "我去年九月買了一台洗衣機",
        "en": "I bought a washing machine last September",
    }[language]
    wrong = {"zh-Hans": "洗衣机漏水", "zh-Hant": "洗衣機漏水", "en": "the machine has leaked since May"}[
        language
    ]
    texts = load("letters", language)
    alone = points_of((Grievance(scene),), texts, language, "quality")
    both = points_of((Grievance(scene), Grievance(wrong)), texts, language, "quality")
    assert alone.phrases
    assert both.phrases == (wrong,)


def test_a_call_about_a_bare_subject_says_whole_sentences() -> None:
    request = DraftRequest(
        kind="phone", language="en", category="billing", grievances=(Grievance("THIEVES"),), now=NOW
    )
    assert "that you wrote about the cost of it" in draft_reply(request) or (
        "in my words: you wrote about the cost of it" in draft_reply(request)
    )


def test_a_sentence_about_the_wait_begins_with_a_capital() -> None:
    waiting = SaidFact("duration", "an hour", "on the tarmac for ", ". Is this")
    for variation in range(6):
        request = DraftRequest(
            kind="first_response", language="en", facts=(waiting,), variation=variation, now=NOW
        )
        assert not re.search(r"\. an hour", draft_reply(request))


def test_two_matters_with_much_the_same_first_step_name_it_once() -> None:
    room, street, manners = (
        matters_of(DraftRequest(kind="first_response", complaint=text, now=NOW), "zh-Hans")[0]
        for text in ("酒店房间空调是坏的，电梯也坏了", "小区门口的路灯坏了一个月", "店员翻白眼骂人，态度恶劣")
    )
    assert [one.key for one in (room, street, manners)] == ["facility", "public", "rude"]
    letter = Letter(DraftRequest(kind="first_response", now=NOW))
    letter.matters = [room, street]
    assert steps(letter).count("到现场") == 1
    letter.matters = [room, manners]
    assert manners.step in steps(letter)


def test_the_next_word_comes_before_the_options() -> None:
    night = NOW.replace(
        hour=18
    )  # 2 a.m. where the customer is; a day later and the options would both be at noon
    request = DraftRequest(kind="holding", now=night, solution_by=NOW.replace(day=15, hour=4, minute=0))
    assert request.update_before_solution() < request.moment("solution_by", 72)
    assert request.update_before_solution().hour == 20


@pytest.mark.parametrize(("hours", "is_said"), [(2, False), (48, True)])
def test_the_first_word_is_promised_only_where_it_comes_before_the_next(hours: int, is_said: bool) -> None:
    due = NOW + timedelta(hours=hours)
    draft = draft_reply(DraftRequest("first_response", emotion="anxious", now=NOW, solution_by=due))
    assert bool(re.search("第一个回音|第一步查到", draft)) is is_said


def test_what_is_said_twice_is_said_back_once() -> None:
    points = (
        Grievance("押金两个月没有退还"),
        Grievance("两个月了押金还没有退还给我"),
        Grievance("客服态度冷漠"),
    )
    texts = load("letters", "zh-Hans")
    assert points_of(points, texts, "zh-Hans", "billing").phrases == ("押金两个月没有退还", "客服态度冷漠")


def test_names_and_sums_copied_out_of_a_list_are_not_said_back() -> None:
    listed = (
        "Oakwood Bank Balance : $1300.00 Northern Medical Balance : $250.00 Harbour Card Balance : $90.00"
    )
    assert not re.search(r"Oakwood|\$", restated(listed, load("letters", "en"), "en"))


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("No receipt with my order.", "there was no receipt with your order"),
        ("Still no refund after three weeks.", "there is still no refund after three weeks"),
        (
            "No heating in the room all night, and no hot water since Monday!",
            "there was no heating in the room all night, and no hot water since Monday",
        ),
    ],
)
def test_what_was_missing_is_said_in_a_sentence(said: str, heard: str) -> None:
    assert restated(said, load("letters", "en"), "en") == heard


@pytest.mark.parametrize("said", ["No idea what you people do all day.", "No wonder, with such a shop."])
def test_a_shrug_is_nothing_that_was_missing(said: str) -> None:
    assert "there was" not in restated(said, load("letters", "en"), "en")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (
            "Asked for no peanuts in my satay, it came covered in them.",
            "you asked for no peanuts in your satay, it came covered in them",
        ),
        ("Waited two hours and nobody came.", "you waited two hours and nobody came"),
    ],
)
def test_who_leaves_out_who_did_it_did_it(said: str, heard: str) -> None:
    assert restated(said, load("letters", "en"), "en") == heard
