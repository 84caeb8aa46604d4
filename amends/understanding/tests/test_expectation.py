"""What the writer will count as solved: the level that was missed, what is asked, and what would surprise for the better."""

import pytest

from amends.understanding import labels, read
from amends.understanding.reading import Expectation, Wish


def expected(text: str) -> Expectation:
    found = read(text).expectation
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("柜台店员态度恶劣，翻白眼骂人，必须向我道歉！", Wish("attitude", "respect", True)),
        ("柜台店员态度恶劣，爱理不理，翻白眼。", Wish("attitude", "respect", False)),
        (
            "当初承诺七天无理由退货，现在翻脸不认账，虚假宣传，请你们按承诺退款！",
            Wish("promise", "kept_promise", True),
        ),
        ("个人信息被泄露，天天骚扰电话，请立即停止！", Wish("management", "importance", True)),
        ("乱收费，多扣了我200元，要求退款。", Wish("rules", "solution", True)),
    ],
)
def test_where_it_comes_from_says_what_is_likely_wished(text: str, wish: Wish) -> None:
    assert wish in expected(text).wishes


def test_three_levels() -> None:
    found = expected("多扣了我20元会员费，至今没有退还，要求退款并道歉！")
    assert "right_charge" in found.least
    assert {"refund", "apology"} <= set(found.asked)
    assert "something_extra" in found.beyond
    assert found.redress == ("material", "moral")


def test_urgent_and_unmet_is_likely_to_escalate() -> None:
    calm = expected("外卖送来有点凉，希望下次注意。")
    urgent = expected(
        "孩子吃了你们的东西食物中毒住院，我投诉了五次都没有人处理，打了八次电话没人管，求求你们快点解决，孩子很危险！"
    )
    assert calm.escalation == "low"
    assert urgent.escalation == "high"


@pytest.mark.parametrize(
    "text", ["太差了", "等了两个小时，要求退款！", "The staff were rude, I want an apology!"]
)
def test_its_words_are_closed_lists(text: str) -> None:
    found = expected(text)
    assert set(found.least) <= set(labels.LEAST_EXPECTED)
    assert set(found.asked) <= set(labels.DEMANDS)
    assert set(found.beyond) <= set(labels.BEYOND_EXPECTED)
    assert {wish.origin for wish in found.wishes} <= set(labels.ORIGINS)
    assert {wish.wish for wish in found.wishes} <= set(labels.WISHES)
    assert set(found.redress) <= set(labels.REDRESS)
    assert found.escalation in labels.ESCALATION


@pytest.mark.parametrize("text", ["请问几点开门？", "谢谢，服务非常好！"])
def test_only_a_complaint_has_expectations(text: str) -> None:
    assert read(text).expectation is None


def test_needs_show_in_words() -> None:
    text = "多扣了我200元，要求退还多收的费用，必须向我道歉！"
    shown = [(one.label, text[one.start : one.end]) for one in read(text).evidence]
    assert any(label == "needs:fairness" and "退" in words for label, words in shown)
    assert any(label == "needs:respect" and "道歉" in words for label, words in shown)
