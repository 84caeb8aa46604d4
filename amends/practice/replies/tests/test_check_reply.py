"""The check's promises to its callers, one by one."""

from __future__ import annotations

import pytest

from amends.content.files import LANGUAGES, load, shape_differences
from amends.practice.replies.check import CheckContext, Grievance, check_reply, is_ok
from amends.practice.replies.check.completeness import answers
from amends.practice.replies.check.context import context_from
from amends.practice.replies.check.finding import CODES, SEVERITY, Finding
from amends.practice.replies.check.words import language_of, words_for


def of_code(code: str, reply: str, complaint: str = "快递晚了三天", **context: object) -> list[Finding]:
    findings = check_reply(reply, complaint=complaint, context=context_from(context))
    return [finding for finding in findings if finding.code == code]


@pytest.mark.parametrize(
    ("reply", "words", "suggestion"),
    [
        ("您好，关于退款，我们会尽快给您答复。", "我们会尽快给您答复", "李敏会在12月1日18:00前给您答复"),
        ("謝謝您。我們會盡快與您聯繫。", "我們會盡快與您聯繫", "李敏會在12月1日18:00前與您聯繫"),
        (
            "Thank you. We will get back to you shortly.",
            "We will get back to you shortly",
            "李敏 will get back to you by 12月1日18:00",
        ),
    ],
)
def test_a_promise_without_a_time_is_marked_in_its_very_words(
    reply: str, words: str, suggestion: str
) -> None:
    (finding,) = of_code("no_time", reply, owner="李敏", promise_by="12月1日18:00")
    assert reply[finding.start : finding.end] == words
    assert finding.suggestion == suggestion


@pytest.mark.parametrize(
    "reply",
    [
        "我会在明天18:00前给您答复。",
        "我们会尽快处理，最迟12月1日12:00前给您结果。",
        "我去核实。后天中午之前由我告诉您结果。",
        "I will call you tomorrow at 10:00.",
        "今晚八點前我會聯絡您。",
    ],
)
def test_a_promise_with_a_time_is_not_marked(reply: str) -> None:
    assert of_code("no_time", reply) == []


def test_a_date_in_the_past_does_not_date_a_promise() -> None:
    assert of_code("no_time", "您10月8日下单的商品，我们会尽快核实。")
    assert of_code("no_time", "今天收到您的来信，我们会尽快答复。")


def test_a_sentence_gets_one_remark_a_code() -> None:
    english = (
        "Dear Mr Lee, I am sorry. We will look into it soon, and somebody will call you once it is done."
    )
    assert len(of_code("no_time", english)) == 1
    assert len(of_code("no_time", "您好，抱歉。我们会尽快处理，后续再联系您。有结果会通知您。")) == 2
    sums = "抱歉。赔您900元，另外再补您800元。"
    assert len(of_code("over_authority", sums, authority_limit=100)) == 2


@pytest.mark.parametrize(
    ("language", "reply", "said"),
    [
        ("en", "I am sorry. We will refund you ¥1,300.", "The amount ¥1,300 is above your limit of ¥300;"),
        (
            "en",
            "I am sorry. We will refund you 1,300 yuan.",
            "The amount 1,300 yuan is above your limit of 300 yuan;",
        ),
        ("zh-Hans", "抱歉。我们退还您 600 元。", "金额600元超过了您的权限（300元），"),
        ("zh-Hant", "抱歉。我們退還您 600 元。", "金額600元超過您的權限（300元），"),
        ("zh-Hans", "抱歉。我们退还您 ¥600。", "金额¥600超过了您的权限（¥300），"),
    ],
)
def test_a_sum_above_the_limit_is_named_as_it_was_written(language: str, reply: str, said: str) -> None:
    found = check_reply(reply, context=CheckContext(language=language, authority_limit=300))
    assert next(one.message for one in found if one.code == "over_authority").startswith(said)


@pytest.mark.parametrize(
    ("reply", "is_marked"),
    [
        ("The OLT lost sync on the PON port and NOC has it.", True),
        ("Your GP and the NHS have the letter.", False),
        ("“ONT”就是家里的光猫，“OLT”是机房那一头。", False),
        ("昨天 HIS 和 PACS 没有同步。", True),
    ],
)
def test_abbreviations_of_the_trade_are_jargon_unless_explained(reply: str, is_marked: bool) -> None:
    assert bool(of_code("jargon", reply)) is is_marked


def test_saying_that_anger_is_natural_excuses_nothing() -> None:
    assert not of_code("justifies", "您好，火大是难免的，对不起。")
    assert not of_code("wrong_tone", "您好，接亲，和父亲，都没拍到，对不起。")


def test_the_suggestion_itself_passes() -> None:
    (finding,) = of_code("no_time", "我们会尽快给您答复。")
    assert of_code("no_time", finding.suggestion + "。") == []
    assert of_code("no_owner", finding.suggestion + "。") == []


def test_a_dated_promise_is_given_an_owner_and_no_second_time() -> None:
    (finding,) = of_code("no_owner", "我们会在11月28日18:00前退回您的账户。")
    assert finding.suggestion == "我会在11月28日18:00前退回您的账户"


def test_each_point_left_out_is_named() -> None:
    grievances = [
        {"text": "快递晚了三天", "category": "service"},
        {"text": "客服态度冷淡", "category": "attitude"},
    ]
    (finding,) = of_code("not_answered", "快递晚到的事很抱歉，我今天18:00前查清。", grievances=grievances)
    assert "客服态度冷淡" in finding.message
    assert "客服态度冷淡" in finding.suggestion


def test_a_point_that_quotes_somebody_is_quoted_with_inner_marks() -> None:
    grievances = [
        {"text": "佢話「咁你自己落嚟攞囉」", "category": "attitude"},
        {"text": "快遞晚了三天", "category": "service"},
    ]
    reply = "快遞晚到的事很抱歉，這麼久沒有給您回覆，我今天18:00前查清楚。"
    (finding,) = of_code("not_answered", reply, grievances=grievances, language="zh-Hant")
    assert finding.message.endswith("「佢話『咁你自己落嚟攞囉』」")
    assert "「佢話『咁你自己落嚟攞囉』」" in finding.suggestion


def test_the_customers_own_words_in_quotation_marks_are_not_held_against_us() -> None:
    complaint = "你们的人跟我说“别生气”，真是笑话"
    assert of_code("denies_feeling", "您提到同事说“别生气”，这不应该。", complaint) == []
    assert of_code("denies_feeling", "您好，为这点小事别生气。", complaint)


def test_a_limit_counts_what_is_granted_and_not_what_was_paid() -> None:
    assert of_code("over_authority", "我们赔偿您1,200元。", authority_limit=500)
    assert of_code("over_authority", "赔偿您两千元。", authority_limit=500)
    assert of_code("over_authority", "我们退还您0.3万元。", authority_limit=500)
    assert of_code("over_authority", "您支付的1200元订单，我们退还您300元。", authority_limit=500) == []
    assert of_code("over_authority", "We refund you $900.", authority_limit=500, currency="CNY") == []
    assert of_code("over_authority", "我们赔偿您1,200元。") == []


def test_a_gift_waits_for_the_fix_and_for_calm() -> None:
    gift = "我们送您一张代金券。"
    assert of_code("gift_too_early", gift, fixed=False)
    assert of_code("gift_too_early", gift, calm=False, fixed=True)
    assert of_code("gift_too_early", gift, calm=True, fixed=True) == []


def test_liability_matters_only_where_the_law_does() -> None:
    admission = "这完全是我们的责任。"
    assert of_code("admits_liability", admission, legal=True)[0].severity == "block"
    assert of_code("admits_liability", admission, complaint="我已经请了律师")
    assert of_code("admits_liability", admission) == []
    assert of_code("admits_liability", admission, complaint="我已经请了律师", legal=False) == []


def test_names_that_must_stay_inside_are_marked() -> None:
    (finding,) = of_code("exposes_data", "这是蓝鲸项目组的安排。", internal_names=["蓝鲸项目组"])
    assert (finding.start, finding.end) == (2, 7)


@pytest.mark.parametrize(
    "said",
    [
        "I am sorry to hear about your weekend.",
        "We regret any inconvenience.",
        "I'm sorry you feel that way.",
        "很抱歉听到您的遭遇。",
        "如有不便，抱歉。",
    ],
)
def test_being_sorry_to_hear_of_it_is_no_apology_but_in_a_legal_matter_it_is_enough(said: str) -> None:
    assert of_code("no_apology", said, kind="first_response")
    assert not of_code("no_apology", said, kind="first_response", legal=True)


@pytest.mark.parametrize(
    "said",
    [
        "这件事我先给您道个歉。",
        "跟您道一声歉。",
        "I am sorry that we kept you waiting.",
        "We regret our mistake.",
    ],
)
def test_an_apology_for_something_is_one(said: str) -> None:
    assert not of_code("no_apology", said, kind="first_response")


def test_what_is_not_a_complaint_needs_no_apology() -> None:
    reply = "谢谢您的来信，我明天12:00前把答案写给您，直接回复我即可。"
    assert is_ok(check_reply(reply, complaint="请问几点开门？", context=CheckContext(text_kind="enquiry")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_are_in_the_handlers_language(language: str) -> None:
    messages = load("wording", language)["messages"]
    findings = check_reply(
        "我们会尽快给您答复。", complaint="等了三天", context=CheckContext(language=language)
    )
    assert messages["no_time"] in {finding.message for finding in findings}


@pytest.mark.parametrize(
    "reply",
    [
        "",
        " \n ",
        "\x00",
        "\u202e你好",
        "😀" * 50,
        "a" * 200_000,
        "我们会" * 20_000,
        "1" * 20_000,
        "三" * 20_000,
        "“" * 20_000,
    ],
)
def test_strange_input_is_survived(reply: str) -> None:
    for finding in check_reply(reply, complaint=reply):
        assert 0 <= finding.start <= finding.end <= len(reply)


def test_an_empty_reply_is_not_scolded() -> None:
    assert check_reply("  ", complaint="快递晚了") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("请退款", "zh-Hans"),
        ("請退款給我們", "zh-Hant"),
        ("Please refund me", "en"),
        ("", "zh-Hans"),
        ("退货 order 123", "zh-Hans"),
    ],
)
def test_the_language_is_told_by_the_characters(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_languages_know_the_same_things() -> None:
    assert shape_differences("wording") == []
    for language in LANGUAGES:
        assert set(CODES) <= load("wording", language)["messages"].keys()
        assert words_for(language).marks.keys() >= {"threatens", "canned", "rude", "playful"}


def test_every_severity_is_known() -> None:
    assert set(SEVERITY.values()) == {"warn", "block"}


def test_a_context_of_the_wrong_type_is_refused() -> None:
    with pytest.raises(ValueError, match="context"):
        context_from({"authority_limit": "viel"})
    with pytest.raises(ValueError, match="context"):
        context_from({"grievances": [3]})
    assert context_from({"grievances": ["一", {"text": "二"}], "unknown": 1}).grievances == (
        Grievance("一"),
        Grievance("二"),
    )


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (
            "I am sorry. Late trains are to be expected in winter. Ann, 0161 496 000",
            "I am sorry. this time we fell short, and we have to do better. Ann, 0161 496 000",
        ),
        (
            "I am sorry, but this kind of delay is unavoidable.",
            "I am sorry, this time we fell short, and we have to do better.",
        ),
        ("抱歉，旺季的时候是难免的事。", "抱歉，这一次没有做到位，是我们要改进的。"),
        ("抱歉，旺季的時候我們也很無奈。", "抱歉，我來想辦法。"),
    ],
)
def test_a_better_wording_takes_the_place_of_a_whole_clause(reply: str, expected: str) -> None:
    finding = next(one for one in check_reply(reply) if one.code == "justifies")
    assert reply[: finding.start] + finding.suggestion + reply[finding.end :] == expected


def test_words_that_say_nothing_answer_no_point() -> None:
    """The size of a roll is no answer about the porridge, though both are "nearly" something."""
    reply = "您点的大份肉卷，价格是小的两倍，但是大小几乎和小的一样。原来想吃的，好好吃上一回。"
    assert not answers(
        reply, words_for("zh-Hans"), Grievance("他们的粥简直没法喝，几乎全是水加上一点点米饭", "quality")
    )
