"""A wish that was only read between the lines is not named as if it had been said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amends.content.files import LANGUAGES, load
from amends.practice.replies.check.checking import check_reply
from amends.practice.replies.check.money import largest_grants
from amends.practice.replies.check.pledges import pledges_in
from amends.practice.replies.check.text import Text
from amends.practice.replies.drafting import DraftRequest, draft_reply
from amends.practice.replies.drafting.wishes import wishes_of
from amends.practice.replies.tests.generated_cases import NOW

SAID = [
    ("zh-Hans", "催收每天给我父母打电话，还说要上门，什么时候停止。", "stop"),
    ("zh-Hant", "你們每天打電話來推銷，不要再打了。", "stop"),
    ("en", "Your agents keep calling my parents every day. Stop it.", "stop"),
    ("zh-Hans", "多扣的两百元还我，已经等了一个月。", "refund"),
    ("zh-Hant", "多扣的兩百元還我，已經等了一個月。", "refund"),
    ("en", "I was charged twice and I want my money back.", "refund"),
]
ONLY_READ = [
    ("zh-Hans", "未接到任何通知无故停卡，短信也没有收到。", "stop"),
    ("zh-Hant", "沒有接到任何通知就停卡，簡訊也沒有。", "stop"),
    ("en", "My card was blocked without any notice and nobody told me why.", "stop"),
    ("zh-Hans", "欠钱还钱我没有话说，但是利息实在太高，希望能减免一些。", "refund"),
    ("zh-Hant", "欠錢還錢我沒有話說，但是利息實在太高，希望能減免一些。", "refund"),
    ("en", "I do not dispute the loan, but the interest is far too high for me now.", "refund"),
]


def drafted(language: str, text: str, demand: str) -> tuple[str, str]:
    """The letter, and how the wish would be named in it."""
    request = DraftRequest(
        "first_response", language, complaint=text, demands=(demand,), owner="Lin", phone="400", now=NOW
    )
    return draft_reply(request), load("letters", language)["demand"][demand]


@pytest.mark.parametrize(("language", "text", "demand"), SAID)
def test_what_was_asked_for_is_named(language: str, text: str, demand: str) -> None:
    draft, wish = drafted(language, text, demand)
    assert wish in draft


OUTRIGHT = [
    ("zh-Hans", "利息太高了，要求退还高于规定的利息，并道歉，谢谢。", ["要求退还高于规定的利息，并道歉"]),
    ("zh-Hans", "客服要求我先还款。希望尽快修复，否则我就起诉！", ["希望尽快修复"]),
    ("zh-Hans", "诉求：1.退还多收的服务费。2.出具结清证明。", ["退还多收的服务费", "出具结清证明"]),
    (
        "zh-Hant",
        "床單很髒，希望飯店能加強衛生，讓旅客安心。建議大家別住。",
        ["希望飯店能加強衛生，讓旅客安心"],
    ),
    ("zh-Hans", "希望领导依照政府法规，尽早把路修好。", ["希望领导依照政府法规，尽早把路修好"]),
    (
        "zh-Hans",
        "晚上没有路灯，希望有关部门为人民服务把路灯架起来。希望有关部门严惩。",
        ["希望有关部门为人民服务把路灯架起来"],
    ),
    ("zh-Hans", "我上个月注销了账号，今天收到短信说，您有积分即将过期，请尽快登录。", []),
    ("zh-Hant", "請服務員來看，他說望落好似好多料。", []),
    ("zh-Hans", "希望平台为我做主，曝光他们。要求多装一盏灯的请求被拒绝。", []),
    (
        "en",
        "They ignored me. I request that this item be deleted, or I will sue. Please note the date.",
        ["I request that this item be deleted"],
    ),
    ("en", "I want to file a complaint about XXXX. I asked for a refund and got none.", []),
    (
        "zh-Hans",
        "楼下麻将馆营业到凌晨，请物业去劝说都未果。强烈请求有关部门整治小区里的麻将馆，让我等安心。",
        ["强烈请求有关部门整治小区里的麻将馆"],
    ),
    (
        "zh-Hans",
        "请尽快回电。要求退还多收的物业费，要求公开账目。",
        ["要求退还多收的物业费", "要求公开账目"],
    ),
    ("zh-Hans", "手机天天死机。请尽快解决死机的问题。", ["请尽快解决死机的问题"]),
    ("zh-Hans", "门锁坏了一周。请尽快修好我家的密码锁。", ["请尽快修好我家的密码锁"]),
    (
        "en",
        "It stops. Please replace the dead battery in my phone.",
        ["Please replace the dead battery in my phone"],
    ),
    ("zh-Hans", "七个月的宝宝坐车来，能不能有个地方放一放车？", ["能不能有个地方放一放车"]),
    ("zh-Hans", "你好，能不能帮我看一下？希望贵平台能帮帮我。", []),
    ("en", "Please refund $1,234.50 to my card.", ["Please refund $1,234.50 to my card"]),
    (
        "zh-Hans",
        "地下车库天天进水。我们要求物业+开发商一起解决漏水。",
        ["我们要求物业、开发商一起解决漏水"],
    ),
]
# What stands in no letter, whatever it is worded like: an end of everything, keys and addresses, what was masked or cut, and what was asked for in vain.
NEVER_REPEATED = [
    ("en", "You took my house. I want it all to end."),
    ("zh-Hans", "希望死了一了百了"),
    ("zh-Hans", "请严肃处理该员工王某某138****1234"),
    ("zh-Hans", "请打 138-1234-5678 给我太太"),
    ("zh-Hans", "请帮我把密码123456重置"),
    ("zh-Hans", "请把钱打到我的支付宝 zhangsan@163.com"),
    ("zh-Hans", "要求你们给我<b>退款</b>两百元"),
    ("zh-Hans", "申请退款一直不通过"),
    ("zh-Hans", "想退也退不了"),
    ("zh-Hans", "请把支付密码改成888888"),
    ("en", "Please reset my password to Hunter12 today."),
    ("zh-Hans", "请退到我的账号zhang88"),
    ("zh-Hans", "请把钱退到尾号4321的卡"),
    ("zh-Hans", "请加我微信wxid_lee88联系我"),
    ("zh-Hans", "希望我儿子早日康复"),
    ("en", "Please cancel my subscription, card ending 4929 1234 5678"),
    ("en", "Please send the cheque to my ex-wife at 5 Oak Road, London"),
    ("en", "Please send it to john@x.com"),
    ("en", "I need to return it but they say no."),
]


@pytest.mark.parametrize(("language", "text"), NEVER_REPEATED)
def test_what_no_letter_repeats(language: str, text: str) -> None:
    assert wishes_of(text, load("letters", language)["restate"], language) == []


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("zh-Hans", "三天前的茶到现在才到。", "把钱退给您"),
        ("zh-Hant", "三天前的茶到現在才到。請給我一個說法。", "退還款項"),
        ("en", "The tea came three days late. Please explain how that happened.", "a refund"),
    ],
)
def test_a_ticked_wish_is_told_whatever_the_words_say(language: str, text: str, told: str) -> None:
    request = DraftRequest(
        "first_response", language, complaint=text, asked=("refund",), owner="Lin", phone="400", now=NOW
    )
    assert told in draft_reply(request)
    assert told not in draft_reply(replace(request, asked=()))


@pytest.mark.parametrize(("language", "text", "wishes"), OUTRIGHT)
def test_what_is_asked_for_outright_is_told_in_the_customers_words(
    language: str, text: str, wishes: list[str]
) -> None:
    assert wishes_of(text, load("letters", language)["restate"], language) == wishes
    draft = draft_reply(
        DraftRequest("first_response", language, complaint=text, owner="Lin", phone="400", now=NOW)
    )
    left, right = {"zh-Hant": "「」"}.get(language, "“”")
    assert all(f"{left}{one}{right}" in draft for one in wishes)


@pytest.mark.parametrize(("language", "text", "demand"), ONLY_READ)
def test_what_nobody_asked_for_is_not(language: str, text: str, demand: str) -> None:
    draft, wish = drafted(language, text, demand)
    assert wish not in draft


SUMS_ASKED_FOR = [
    ("zh-Hans", "床单很脏，投诉了三次没人管。要求赔偿5000元，并在12月5日前将款项退回我的账户。"),
    ("zh-Hant", "床單很髒，投訴了三次沒有人管。要求賠償5000元，並在12月5日前將款項退回我的帳戶。"),
    ("en", "The room was filthy. I want you to refund $5,000 and to send an engineer by Friday 4 December."),
]


@pytest.mark.parametrize(("language", "text"), SUMS_ASKED_FOR)
def test_what_is_asked_for_is_neither_granted_nor_promised(language: str, text: str) -> None:
    request = DraftRequest(
        "first_response",
        language,
        complaint=text,
        owner="Lin",
        phone="400",
        authority_limit=200,
        persona="owl",
        now=NOW,
    )
    draft = draft_reply(request)
    assert "5000" in draft or "5,000" in draft
    assert check_reply(draft, complaint=text, context=request.check_context()) == []
    assert max(largest_grants(draft, complaint=text).values(), default=0) == 0
    day = "Friday 4 December" if language == "en" else "12月5日"
    start = draft.index(day)
    facts = [{"kind": "date", "value": "2026-12-05", "unit": None, "start": start, "end": start + len(day)}]
    assert not [one for one in pledges_in(draft, facts, text) if "5000" in one.text or day in one.text]


@pytest.mark.parametrize(
    ("reply", "complaint"),
    [
        ("您好：我们同意您的要求，“退还5000元”，12月5日前退回您的账户。", "退还5000元"),
        ("您的要求，我照原话记下了：“退还5000元”。我们同意您的要求。", "请退还5000元"),
        ("我已替您记下：“今天退还您5000元”。", "衣服洗坏了"),
        ("核对的结果是：“今天退还您5000元，三天内到账”。", "衣服洗坏了"),
        ("Your request, as you wrote it: “we will refund you 5000 yuan today”.", "The coat is ruined."),
        (
            "What you ask for, in your own words: “refund 5000 yuan”. We agree to this.",
            "Please refund 5000 yuan.",
        ),
    ],
)
def test_what_the_house_gives_is_granted_though_it_is_marked(reply: str, complaint: str) -> None:
    assert max(largest_grants(reply, complaint=complaint).values()) == 5000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["wishes_quoted", "facts"])
def test_every_wording_that_notes_is_known_as_one_by_the_check(language: str, place: str) -> None:
    left, right = {"zh-Hant": "「」"}.get(language, "“”")
    join = load("letters", language)["form"]["join"]
    words = join.join(f"{left}{one}{right}" for one in ("refund 5000", "repay 6000"))
    for wording in load("letters", language)["points"][place]:
        said = wording.format(wishes=words, facts=words)
        for one in ("5000", "6000"):
            at = said.index(one)
            assert Text(said, complaint="refund 5000, repay 6000").is_noted(at, at + len(one)), said
