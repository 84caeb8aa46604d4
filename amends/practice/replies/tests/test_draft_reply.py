"""Drafts: complete, in the customer's script, naming the customer's points, and passing the house's own check."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import cycle, product

import pytest

from amends.content.files import LANGUAGES, load, shape_differences
from amends.practice.replies.check import Grievance, check_reply
from amends.practice.replies.check.words import language_of
from amends.practice.replies.drafting import KINDS, DraftRequest, Option, draft_reply
from amends.practice.replies.drafting.options import USUAL
from amends.practice.replies.drafting.restate import restated

NOW = datetime(2026, 2, 13, 2, 20, tzinfo=UTC)
CATEGORIES = tuple(USUAL)
EMOTIONS = ("anger", "dissatisfied", "disappointed", "confused", "anxious", "calm")
PERSONAS = ("eagle", "peacock", "owl", "dove", "unclear")
MODES = ("emotion", "demand", "mixed")
GRIEVANCES = {
    "zh-Hans": (
        ("你们的快递晚了三天，客服电话一直没人接", "service", "action"),
        ("垃圾公司！！！骗子！", "attitude", "apology"),
        ("凭什么扣我120元服务费？", "billing", "refund"),
        ("冰箱用了两天就不制冷了", "quality", "replace"),
        ("店员当着孩子的面骂我", "attitude", "discipline"),
        ("强烈要求马上退还我5000元", "billing", "refund"),
        ("说好周末上门，结果没有来", "promise", "compensation"),
        ("你们说会尽快处理，让我耐心等待", "service", ""),
        ("我的手机号13912345678被泄露了", "privacy", "stop"),
        ("吃完拉肚子，去了医院", "safety", "investigate"),
        ("！", "service", ""),
    ),
    "zh-Hant": (
        ("我訂的沙發等了一個半月都沒有送到", "service", "action"),
        ("垃圾店家，去死", "attitude", "apology"),
        ("為什麼多收我兩百元？", "billing", "refund"),
        ("湯裡面有一隻蟑螂", "safety", "compensation"),
        ("打電話去每次說法都不一樣", "service", "explanation"),
        ("你們承諾會盡快聯絡我", "promise", ""),
        ("個侍應態度好差", "attitude", "improvement"),
    ),
    "en": (
        ("My parcel is ten days late", "service", "refund"),
        ("YOU PEOPLE ARE THIEVES AND LIARS!!!", "attitude", "apology"),
        ("Why was I charged twice?", "billing", "refund"),
        ("I was told it would be repaired by Monday", "promise", "repair"),
        ("You said you would call me back soon", "service", "action"),
        ("the clerk laughed at me in front of my kids", "attitude", "discipline"),
        ("I demand 5000 dollars", "billing", "compensation"),
    ),
}


def requests() -> list[DraftRequest]:
    """Every kind, type, emotion and persona; languages, points, risks and weights going round."""
    made = []
    risks = cycle([(), ("legal",), ("media", "repeat"), ("safety", "vulnerable"), ("regulator",), ("mass",)])
    severities = cycle(("minor", "moderate", "severe", "critical"))
    modes = cycle(MODES)
    names = cycle(("", "王女士", "J. O'Neil", "{evil}"))
    every = list(product(KINDS, CATEGORIES, EMOTIONS, PERSONAS))
    for offset, language in enumerate(LANGUAGES):
        # Each combination once, the languages taking turns.
        combinations = every[offset :: len(LANGUAGES)]
        points = [Grievance(*row) for row in GRIEVANCES[language]]
        for number, (kind, category, emotion, persona) in enumerate(combinations):
            start, count = number % len(points), number % 4
            chosen = tuple((points * 2)[start : start + count])
            made.append(
                DraftRequest(
                    kind=kind,
                    language=language,
                    category=category,
                    emotion=emotion,
                    intensity=number % 4,
                    persona=persona,
                    mode=next(modes),
                    severity=next(severities),
                    risks=next(risks),
                    customer_name=next(names),
                    case_number=f"A26-{number:06d}",
                    grievances=chosen,
                    demands=tuple(point.demand for point in chosen if point.demand),
                    owner="" if number % 3 else "李敏",
                    phone="" if number % 2 else "400-820-1234",
                    now=NOW,
                    variation=number % 3,
                )
            )
    return made


def test_every_draft_passes_its_own_check_in_every_language() -> None:
    drafts = requests()
    assert len(drafts) >= 1000
    for request in drafts:
        draft = draft_reply(request)
        complaint = "。".join(point.text for point in request.grievances)
        findings = check_reply(draft, complaint=complaint, context=request.check_context())
        assert findings == [], (request, draft)
        assert language_of(draft) == request.language
        assert not re.search(r"[{}]|\bNone\b|XXX|……", draft), draft


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_insult_shout_or_private_number_is_repeated(language: str) -> None:
    points = tuple(Grievance(*row) for row in GRIEVANCES[language])
    draft = draft_reply(DraftRequest(kind="first_response", language=language, grievances=points, now=NOW))
    assert not re.search("垃圾|骗子|去死|THIEVES|LIARS|13912345678|！！", draft)


@pytest.mark.parametrize(
    ("language", "said", "heard"),
    [
        ("zh-Hans", "而且你们的快递晚了三天了！", "我们的快递晚了三天"),
        ("zh-Hans", "我的订单被你们取消了", "您的订单被我们取消"),
        ("zh-Hant", "我訂的沙發等了一個半月", "您訂的沙發等了一個半月"),
        ("en", "But my parcel is ten days late!!", "your parcel is ten days late"),
        ("en", "I was told it would come on Monday", "you were told it would come on Monday"),
        ("zh-Hans", "骗子公司", ""),
        ("zh-Hans", "凭什么不退款？", ""),
        ("en", "WHERE IS MY REFUND YOU CROOKS", ""),
    ],
)
def test_points_are_restated_politely(language: str, said: str, heard: str) -> None:
    result = restated(said, load("letters", language), language)
    assert result.removesuffix("了") == heard


def test_the_letter_names_the_customers_points_in_order() -> None:
    points = (Grievance("冰箱用了两天就不制冷", "quality"), Grievance("客服电话一直没人接", "service"))
    draft = draft_reply(DraftRequest(kind="first_response", grievances=points, now=NOW))
    assert 0 < draft.index("冰箱用了两天就不制冷") < draft.index("客服电话一直没人接")


def test_promised_times_are_written_out_and_in_the_customers_time_zone() -> None:
    due = NOW + timedelta(days=2)
    draft = draft_reply(DraftRequest(kind="first_response", now=NOW, solution_by=due))
    assert "2月15日（周日）10:20" in draft
    tokyo = draft_reply(DraftRequest(kind="first_response", now=NOW, solution_by=due, timezone="Asia/Tokyo"))
    assert "2月15日（周日）11:20" in tokyo
    late = draft_reply(
        DraftRequest(kind="first_response", language="en", now=NOW, solution_by=NOW - timedelta(days=1))
    )
    assert "Thursday 12 February" not in late


def test_agreed_options_are_offered_as_they_are() -> None:
    options = (Option("换新机", "当天能用", "颜色只有白色"), Option("退款", "钱马上回来", "要另外买"))
    draft = draft_reply(DraftRequest(kind="solution", options=options, demands=("refund",), now=NOW))
    assert draft.index("方案一：换新机") < draft.index("方案二：退款")


def test_nobody_has_to_choose_between_an_apology_and_a_refund() -> None:
    request = DraftRequest(kind="solution", demands=("apology", "refund"), category="service", now=NOW)
    draft = draft_reply(request)
    assert "不论选哪一个，一个诚恳的道歉都会给您" in draft
    assert "方案二" in draft


def test_an_eagle_gets_a_much_shorter_letter() -> None:
    point = (Grievance("快递晚了三天", "service", "action"),)
    lengths = {
        persona: len(
            draft_reply(
                DraftRequest(
                    kind="first_response", persona=persona, grievances=point, emotion="anger", now=NOW
                )
            )
        )
        for persona in ("eagle", "peacock")
    }
    assert lengths["eagle"] < 0.75 * lengths["peacock"]


def test_another_variation_is_another_wording() -> None:
    letters = {
        draft_reply(DraftRequest(kind="first_response", now=NOW, variation=number)) for number in range(2)
    }
    assert len(letters) == 2


@pytest.mark.parametrize("text_kind", ["enquiry", "suggestion", "praise", "other"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_complaint_gets_no_apology(text_kind: str, language: str) -> None:
    request = DraftRequest(kind="first_response", text_kind=text_kind, language=language, now=NOW)
    draft = draft_reply(request)
    assert not re.search("道歉|抱歉|sorry|apolog", draft)
    assert check_reply(draft, complaint="请问几点开门", context=request.check_context()) == []


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="poem"):
        draft_reply(DraftRequest(kind="poem"))


def test_the_letters_have_the_same_parts_in_every_language() -> None:
    assert shape_differences("letters", free=("time.months",)) == []
