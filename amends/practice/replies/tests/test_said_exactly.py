"""What is no plain statement stays in the customer's marks; what hides the matter is not said in its place."""

from __future__ import annotations

import pytest

from amends.content.files import load
from amends.practice.replies.check import Grievance
from amends.practice.replies.check.completeness import names
from amends.practice.replies.check.words import language_of
from amends.practice.replies.drafting.clauses import clauses_of
from amends.practice.replies.drafting.restate import points_of


def said_back(text: str, category: str = "service") -> tuple[str, ...]:
    language = language_of(text)
    texts = load("letters", language)
    return points_of((Grievance(text, category),), texts, language, category, whole=text).phrases


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "@shop Any chance somebody can answer my mail, I'm still trying to get my account opened!",
            "you are still trying to get your account opened",
        ),
        (
            "@print_help Ink 12 series: connection error... nothing seems to help or work #ink",
            "you wrote “Ink 12 series: connection error... nothing seems to help or work”",
        ),
        (
            "No phone service from my provider in Lynn as somebody has farted in the market.",
            "there was no phone service from your provider in Lynn",
        ),
        ("@phones No call till now. <url>", "you wrote “No call till now”"),
        (
            "Hello @insurer , why @Rentals is charging me $80 for a car that was to be paid by you?",
            "you asked why Rentals is charging you $80 for a car that was to be paid by us",
        ),
        ("Oh and the lid came off in the bag.", "the lid came off in the bag"),
        (
            "Thank you for not delivering my order for the third time this week.",
            "you wrote “not delivering my order for the third time this week”",
        ),
        (
            "Yes and the plane is half full and I still cannot change my seat.",
            "the plane is half full and you still cannot change your seat",
        ),
        ("My loans was not placed in deferment.", "you wrote “My loans was not placed in deferment”"),
        (
            "I noticed a unauthorized inquiry on a XXXX XXXX credit card. I also filled a police report.",
            "you noticed an unauthorized inquiry on a credit card",
        ),
    ],
)
def test_a_sentence_is_said_as_ours_only_where_it_stands(text: str, said: str) -> None:
    assert said_back(text) == (said,)


def test_a_bracket_that_stays_open_hides_nothing_but_its_own_clause() -> None:
    text = "問客服有沒有提供投影？說沒有(那也算了反正是額外的 但我買的蛋糕請服務人員幫忙冰 服務人員在我面前手滑蛋糕直接毀了一個 也沒道歉 隔音很爛 從早吵到晚"
    heard = clauses_of(text, load("letters", "zh-Hant")["restate"], "zh-Hant")
    assert any("手滑蛋糕直接毀了一個" in one.words for one in heard)


def test_what_was_missing_is_said_beside_a_wait_told_by_its_hours() -> None:
    text = "3/29早上09:22開始排，10:28終於排到二樓的門口。我點厚蛋油條拿到了沒有蛋？"
    (said,) = said_back(text, "quality")
    assert "沒有蛋" in said


def test_a_point_in_cantonese_is_answered_by_its_plain_name() -> None:
    assert names("您寫到：叫了沒有人理會。", Grievance("嗌極都冇人應我哋", "attitude"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("刚下载的时候用的挺好，不知道为什么现在总是说登录超时", "“不知道为什么现在总是说登录超时”"),
        (
            "試用期第七日朝早取消咗,當晚照扣我成年會費七百八,張單寫住嘅時區係美國時間喎。",
            "「試用期第七日朝早取消咗，當晚照扣我成年會費七百八」",
        ),
    ],
)
def test_a_few_words_that_tell_of_the_matter_are_said_as_they_stand(text: str, said: str) -> None:
    assert said_back(text) == (said,)


@pytest.mark.parametrize(
    "text",
    [
        "坚决不喝这家牛奶，鄙视你，不喝会死啊！",
        "如果这就是贵店，那离倒闭绝对不远了。",
        "我去~~~~，珍爱生命，远离这家店",
        "有本事全上岛呀",
    ],
)
def test_a_rant_never_comes_back_to_its_writer(text: str) -> None:
    assert said_back(text) == ()


def test_what_only_concedes_is_no_point() -> None:
    told = said_back(
        "The bank took the fee twice. Even though the payment was resolved immediately and it is current now."
    )
    assert told == ("the bank took the fee twice",)


def test_a_page_that_turns_for_ever_is_no_insult() -> None:
    (said,) = said_back("这个版本代理贵金属的页面经常在那死转，根本操作不了。", "quality")
    assert "死转" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "幫個仔買咗對返學波鞋,門市個姐姐好細心幫佢度腳,坐低試行都OK。著咗九日,右腳鞋底成塊甩出嚟,好似鱷魚開口咁,佢喺操場行路拍拍聲俾同學笑。",
            ("「右腳鞋底成塊甩出嚟」",),
        ),
        (
            "屋企條水管爆咗，水由天花滴落嚟，管理處話係樓上單位嘅事，樓上話係公家喉，管理處又話要開會先決定。等咗五個星期，天花已經發霉，個衣櫃都報銷埋。保安阿伯有幫手攞桶，我多謝佢。",
            ("「水由天花滴落嚟」", "「等咗五個星期，天花已經發霉」"),
        ),
    ],
)
def test_what_is_set_down_as_spoken_is_quoted_where_it_tells_most(text: str, said: tuple[str, ...]) -> None:
    assert said_back(text) == said


def test_a_dish_that_is_praised_by_what_it_lacks_is_no_grievance() -> None:
    text = "今日同朋友去食糖水，味道唔算太甜，薏米煲到剛剛好，雞肉又冇雪味，真係好好味。"
    assert said_back(text, "quality") == ()


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("部手機充電嗰陣爆咗火花，密碼係abc123，個殼都熔咗。", "abc123"),
        ("我住喺觀塘道88號12樓B室，冷氣日日漏水，冇人嚟睇。", "88號"),
        ("冷氣漏水漏咗成個月，師傅電話91234567冇人聽。", "91234567"),
        ("張卡尾號4321俾人碌咗三千蚊，你哋話唔關事。", "4321"),
        ("热水器修了三次都没修好，师傅电话138-1234-5678没人接。", "1234"),
        ("被催得真想从楼上跳下去，每天二十个电话打给我妈。", "跳下去"),
    ],
)
def test_what_is_private_is_never_said_back(text: str, hidden: str) -> None:
    assert hidden not in "".join(said_back(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("On 2024-01-15 10:30 the bank charged me twice for one coffee.", "2024-01-15"),
        ("我在2023-2024年度交了两次物业费。", "2023-2024"),
        ("多扣了我25000000港币的手续费。", "25000000"),
        ("订单88231234下单两周了一直没有发货。", "88231234"),
        ("南京路88号店的服务员把汤洒在我身上。", "88号店"),
        ("套餐费300-1000元不等，实际扣了1000元。", "300-1000"),
    ],
)
def test_days_and_years_are_no_private_numbers(text: str, said: str) -> None:
    assert said in "".join(said_back(text, "billing"))
