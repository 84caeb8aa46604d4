"""Drafts: complete, in the customer's script, naming the customer's points, and passing the house's own check."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from amends.content.files import LANGUAGES, load, shape_differences
from amends.practice.replies.check import Grievance, check_reply
from amends.practice.replies.check.words import language_of
from amends.practice.replies.drafting import (
    LETTERS,
    PHONE,
    DraftRequest,
    Option,
    SaidFact,
    draft_reply,
    suggested_options,
)
from amends.practice.replies.drafting.restate import named
from amends.practice.replies.drafting.runs import restated
from amends.practice.replies.drafting.wording import Wordings
from amends.practice.replies.tests.generated_cases import GRIEVANCES, NOW, requests

SAMPLE, OF = 150, 1000
ODD = re.compile(r"[{}]|\bNone\b|XXX|，，|。。|\.\.|：。|、。|“”|「」|，。|\( ?\)")


@pytest.mark.parametrize("request_", list(requests(OF))[:: OF // SAMPLE][:SAMPLE], ids=lambda one: one.kind)
def test_every_draft_passes_its_own_check(request_: DraftRequest) -> None:
    """A share of the thousand; all of them: python bench/drafts.py."""
    draft = draft_reply(request_)
    context = request_.check_context()
    assert check_reply(draft, complaint=request_.complaint, context=context) == [], draft
    assert language_of(draft) == request_.language
    assert not ODD.search(draft), draft


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_news_is_promised_for_one_time(language: str) -> None:
    points = (Grievance(*GRIEVANCES[language][0]),)
    request = DraftRequest(
        kind="first_response", language=language, grievances=points, emotion="anxious", now=NOW
    )
    for variation in range(6):
        draft = draft_reply(replace(request, variation=variation))
        assert len(re.findall("第一[次个個]回音|first news", draft)) <= 1, draft


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
        ("zh-Hans", "多次对我本人进行电话轰炸", "多次对您进行电话轰炸"),
        ("zh-Hans", "手机容易死机，换了两次还是一样", "手机容易死机，换了两次还是一样"),
        ("zh-Hans", "凭什么扣我服务费？", "扣您服务费的原因"),
        ("zh-Hant", "我訂的沙發等了一個半月", "您訂的沙發等了一個半月"),
        ("zh-Hant", "落單等咗半個鐘都冇人理", "叫了沒有人理會，等了半個小時"),
        ("en", "But my parcel is ten days late!!", "your parcel is ten days late"),
        ("en", "I was told it would come on Monday", "you were told it would come on Monday"),
        ("en", "You never called me back", "we never called you back"),
        ("en", "I called you three times without an answer", "you called us three times without an answer"),
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


def test_nobody_is_promised_an_answer_for_the_middle_of_the_night() -> None:
    night = NOW.replace(hour=18)  # 2 a.m. where the customer is
    draft = draft_reply(DraftRequest(kind="acknowledgement", now=night))
    assert "12:00前" in draft


def test_agreed_options_are_offered_as_they_are() -> None:
    options = (Option("换新机", "当天能用", "颜色只有白色"), Option("退款", "钱马上回来", "要另外买"))
    draft = draft_reply(DraftRequest(kind="solution", options=options, demands=("refund",), now=NOW))
    assert draft.index("方案一：换新机") < draft.index("方案二：退款")


def test_nobody_has_to_choose_between_an_apology_and_a_refund() -> None:
    request = DraftRequest(kind="solution", demands=("apology", "refund"), category="service", now=NOW)
    draft = draft_reply(request)
    assert "诚恳的道歉" in draft
    assert "道歉" not in "".join(one.title for one in suggested_options(request))
    assert "方案二" in draft


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_eagles_letter_is_a_third_as_long_as_a_peacocks(language: str) -> None:
    shares = []
    for points in (GRIEVANCES[language][:1], GRIEVANCES[language][3:5]):
        request = DraftRequest(
            kind="first_response",
            language=language,
            grievances=tuple(Grievance(*point) for point in points),
            emotion="anger",
            intensity=2,
            mode="mixed",
            owner="李敏",
            case_number="A26-000001",
            now=NOW,
        )
        eagle, peacock = (
            len(draft_reply(replace(request, persona=persona))) for persona in ("eagle", "peacock")
        )
        shares.append(eagle / peacock)
    assert sum(shares) / len(shares) < 0.42, shares
    assert max(shares) < 0.45, shares


def sentences(draft: str) -> set[str]:
    """What is said in a letter, without times, the name it is signed with and the numbers to call."""
    plain = re.sub(
        r"\d{1,2}月\d{1,2}日（[周週].）\d\d:\d\d|\d\d:\d\d on \w+ \d{1,2} \w+|400-820-1234", "", draft
    )
    body = plain.split("\n\n")[1:-1]
    found = {one.strip() for part in body for one in re.split(r"[。！？\n]|(?<=\w)[.!?](?:\s|$)", part)}
    return {one for one in found if len(one) > 5 and not re.match(r"\d\.", one)}


@pytest.mark.parametrize("persona", ["unclear", "dove", "owl", "eagle"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_reads_the_same_sentence_twice(language: str, persona: str) -> None:
    points = tuple(Grievance(*point) for point in GRIEVANCES[language][:1])
    written: list[str] = []
    kinds = ["acknowledgement", "first_response", *["holding"] * 4, "solution", "closing", "follow_up"]
    for at, kind in enumerate(kinds):
        request = DraftRequest(
            kind=kind,
            language=language,
            grievances=points,
            persona=persona,
            emotion="anxious",
            owner="Anna Field" if language == "en" else "李敏",
            phone="400-820-1234",
            case_number="A26-000001",
            earlier=tuple(written),
            now=NOW + timedelta(days=at),
            fixed=at > 6,
        )
        draft = draft_reply(request)
        repeated = sentences(draft) & set().union(*map(sentences, written)) if written else set()
        # The customer's own point and the steps of the case may come again.
        assert not {one for one in repeated if "先" not in one}, (kind, repeated)
        written.append(draft)


def test_who_writes_is_said_once() -> None:
    first = DraftRequest(kind="first_response", owner="李敏", now=NOW)
    again = replace(first, kind="holding", earlier=(draft_reply(first),))
    assert draft_reply(again).count("李敏") == 1  # the name under it


def test_the_draft_knows_how_long_they_waited_and_that_they_came_before() -> None:
    waiting = SaidFact("duration", "十天", "已经等了", "还没人来")
    warranty = SaidFact("duration", "两年", "保修期是", "，这才")
    point = (Grievance("报修以后一直没有人来", "service", "repair"),)
    request = DraftRequest(kind="first_response", grievances=point, emotion="dissatisfied", now=NOW)
    assert "十天" in draft_reply(replace(request, facts=(waiting,)))
    assert "两年" not in draft_reply(replace(request, facts=(warranty,)))
    stressed = SaidFact("duration", "三天", "我还等了", "，")
    assert "三天" in draft_reply(replace(request, facts=(stressed,)))
    longer = SaidFact("duration", "3 weeks", "I have been waiting for more than ", " now")
    assert "3 weeks" in draft_reply(replace(request, language="en", facts=(longer,)))
    late = SaidFact("duration", "30 days", "reported the account as ", " late on my file")
    assert "30 days" not in draft_reply(replace(request, language="en", facts=(late,)))
    assert re.search("再说一遍|又写这一封信", draft_reply(replace(request, risks=("repeat",))))


def test_an_owl_sees_what_is_checked_and_an_accusation_stays_the_customers() -> None:
    facts = (SaidFact("date", "2月3日"), SaidFact("date", "5月9日"))
    point = (Grievance("平台违法收取额外费用", "billing", "refund"),)
    draft = draft_reply(
        DraftRequest(
            kind="first_response",
            persona="owl",
            complaint="平台违法收取额外费用。客服的电话打了一个星期也没有人接。谢谢看到这里的人，我的办卡日期是2月3日，最近一次到店是5月9日，资料都附在后面。",
            facts=facts,
            grievances=point,
            now=NOW,
        )
    )
    assert "“我的办卡日期是2月3日”、“最近一次到店是5月9日”" in draft
    assert "“平台违法收取额外费用" in draft


def test_health_comes_first_and_a_dangerous_remark_is_met_with_a_call() -> None:
    ill = (Grievance("吃完蛋糕一家人拉肚子，去了急诊", "safety"),)
    draft = draft_reply(
        DraftRequest(
            kind="first_response", category="safety", risks=("safety",), grievances=ill, owner="李敏", now=NOW
        )
    )
    assert draft.index("现在身体怎么样") < draft.index("李敏")
    assert "通个电话" in draft_reply(DraftRequest(kind="first_response", risks=("violence",), now=NOW))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_lawyers_read_along_nothing_is_admitted(language: str) -> None:
    points = tuple(Grievance(*point) for point in GRIEVANCES[language][:3])
    for kind in LETTERS:
        request = DraftRequest(
            kind=kind,
            language=language,
            risks=("legal",),
            severity="severe",
            grievances=points,
            complaint="我已委托律师",
            now=NOW,
        )
        codes = {one.code for one in check_reply(draft_reply(request), context=request.check_context())}
        assert "admits_liability" not in codes


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_says_no_why_what_else_and_where_to_turn(language: str) -> None:
    reason = {"zh-Hans": "合同第三条写明", "zh-Hant": "合約第三條寫明", "en": "clause three covers this"}[
        language
    ]
    request = DraftRequest(
        kind="refusal", language=language, demands=("refund",), finding=reason, now=NOW, category="billing"
    )
    draft = draft_reply(request)
    assert reason.lower() in draft.lower()
    assert draft.index(reason[1:5]) < draft.index({"en": "Option 2"}.get(language, "方案二"))
    assert re.search("消费者协会|消費者保護|consumer body", draft)
    without = draft_reply(replace(request, finding=""))
    assert re.search("书面|書面|in writing", without)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_goes_step_by_step_and_is_shorter_for_an_eagle(language: str) -> None:
    request = DraftRequest(kind=PHONE, language=language, emotion="anger", case_number="A26-000001", now=NOW)
    script = draft_reply(request)
    assert len(script.splitlines()) >= 7
    assert not re.search("，，|“，|“, ", script)
    assert len(draft_reply(replace(request, persona="eagle"))) < 0.75 * len(script)


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        ("押金三百元退房后两个月没退", {"钱原路退回", "钱原路退给您"}),
        ("快递晚了三天还没送到", {"今天重新安排专送，送到前一小时先打电话"}),
        ("催收给我所有家人打电话", {"停止联系您以外的任何人，之后只由一位同事在约好的时间联系您"}),
    ],
)
def test_the_ways_out_fit_the_matter(words: str, ways: set[str]) -> None:
    category = "privacy" if "催收" in words else "service"
    request = DraftRequest(kind="solution", grievances=(Grievance(words),), category=category, now=NOW)
    options = suggested_options(request)
    assert len(options) >= 2
    assert ways & {one.title for one in options}


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_matter_can_be_spoken_of_and_its_ways_are_written(language: str) -> None:
    ways = load("letters", language)["option"]
    matters = dict(load("matters", language))
    matters.pop("version")
    for key, matter in {**matters.pop("plain"), **matters}.items():
        assert len(matter["feel"]) >= 2, key
        assert matter["name"], key
        assert matter["step"], key
        assert matter["prevent"], key
        assert set(matter["ways"]) <= ways.keys(), key


def test_a_point_that_begins_with_it_names_the_thing() -> None:
    text = "I ordered a Birthday cake. It was promised for eight, came late and had collapsed."
    assert named("it was promised for eight, came late", text, ["Birthday cake"]) == (
        "the Birthday cake was promised for eight, came late"
    )
    assert named("it was promised for eight", text, []) == "it was promised for eight"
    assert named("nobody answered", text, ["Birthday cake"]) == "nobody answered"


def test_a_clause_stands_once_in_a_letter() -> None:
    said = "Figures that do not add up are unsettling, and I understand your worry."
    moods = [
        "I understand your worry, and I will not leave you guessing.",
        "Not knowing is stressful; I understand.",
    ]
    for turn in range(2):
        wordings = Wordings("a case", turn, [])
        wordings.choose("feel", [said])
        assert wordings.choose("mood", moods) == moods[1]
    assert Wordings("a case", 0, []).choose("mood", moods[:1]) == moods[0]
