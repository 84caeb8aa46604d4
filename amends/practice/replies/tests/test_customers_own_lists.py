"""A customer's own numbered list is said back item by item, and nothing is said twice, left hanging or taken for ours."""

from __future__ import annotations

import pytest

from amends.content.files import load
from amends.practice.replies.check import Grievance, check_reply
from amends.practice.replies.drafting import DraftRequest, SaidFact, suggested_options
from amends.practice.replies.drafting.details import has_come_before
from amends.practice.replies.drafting.listed import items_of
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.drafting.restate import points_of
from amends.practice.replies.drafting.spans import items_told, spans_of
from amends.practice.replies.drafting.whole import without_not_only

CASE = (
    "面板一摸就是指纹，擦也擦不掉。",
    "这么大的屏幕只配了一块小电池，续航明显偏弱。",
    "不能自动识别外地号码的区号。",
    "价格和性能不相称。",
)


def said(text: str, language: str = "zh-Hans") -> tuple[str, ...]:
    return points_of((), load("letters", language), language, "quality", whole=text).phrases


def matters(
    text: str, category: str, language: str = "zh-Hans", demands: tuple[str, ...] = ()
) -> DraftRequest:
    return DraftRequest(
        kind="solution",
        language=language,
        complaint=text,
        category=category,
        demands=demands,
        grievances=(Grievance(text, category),),
    )


@pytest.mark.parametrize(
    "numbers",
    [
        ("1.", "2.", "3.", "4."),
        ("一、", "二、", "三、", "四、"),
        ("①", "②", "③", "④"),
        ("（1）", "（2）", "（3）", "（4）"),
    ],
)
def test_every_item_of_a_list_is_said_whole(numbers: tuple[str, ...]) -> None:
    text = "".join(f"{number}{point}" for number, point in zip(numbers, CASE, strict=True))
    assert said(text) == tuple(point.rstrip("。") for point in CASE)


def test_at_most_five_items_are_said_and_none_that_only_asks() -> None:
    points = [*CASE, "充电口松动。", "后盖有划痕，边上还翘起来了。"]
    text = "".join(f"{at}、{point}" for at, point in enumerate(points, 1))
    assert len(said(text)) == 5
    asked = "一、门锁坏了，叫了三次没人修。二、希望尽快派人来修。三、热水忽冷忽热，洗到一半就凉了。"
    assert said(asked) == ("门锁坏了，叫了三次没人修", "热水忽冷忽热，洗到一半就凉了")


def test_an_item_in_traditional_chinese_is_said_as_well() -> None:
    text = "1.浴室的排水很慢，洗完澡地上都是水。2.冷氣整晚滴水，把行李都弄濕了。"
    assert items_told(text, load("letters", "zh-Hant"), "zh-Hant") == [
        "浴室的排水很慢，洗完澡地上都是水",
        "冷氣整晚滴水，把行李都弄濕了",
    ]


def test_a_number_amid_a_sentence_counts_nothing() -> None:
    assert items_of("第一次来就遇到停电，第二次又停水，3.5折的券也用不了") == []
    assert items_of("诉求：1.退还押金。2.书面道歉。") == []


def test_what_was_said_is_not_said_again_in_the_same_breath() -> None:
    spans = spans_of(
        "假货 假货 用完手特别痒！买到假货啦！", load("letters", "zh-Hans"), "zh-Hans", most=4, is_short=True
    )
    assert "，".join(spans).count("假货") == 1


def test_advice_to_others_is_not_said_back() -> None:
    text = "18元的拌面只有小半碗的分量。红烧排骨建议大家不要想象得和图片一样。"
    assert "建议大家" not in "，".join(said(text))


@pytest.mark.parametrize(
    ("phrase", "whole"),
    [
        ("櫃檯不僅大聲趕您離開", "櫃檯大聲趕您離開"),
        ("客服不但没有解决，还挂了电话", "客服不但没有解决，还挂了电话"),
        ("“不仅收费高”", "“不仅收费高”"),
    ],
)
def test_not_only_is_said_with_what_else(phrase: str, whole: str) -> None:
    assert without_not_only(phrase) == whole


@pytest.mark.parametrize(
    ("text", "category", "keys"),
    [
        (
            "等发现是主板问题换货时间已经过了 不建议在这里买电脑 看上去价格比外面便宜一点 送的东西一样没有",
            "quality",
            ("faulty", "field.goods", "promise"),
        ),
        (
            "房间里摆一张贵妃椅会更好，电视音质很差，灯光也不亮",
            "quality",
            ("field.stay", "plain.quality", "facility"),
        ),
        (
            "方圆三公里没有一所公办幼儿园，极不合理，望尽快建设",
            "policy",
            ("field.public", "plain.policy", "plain.any", "public"),
        ),
        ("我从没办过贷款，征信上面却有一条逾期记录", "privacy", ("credit",)),
        ("到半夜也没有暖气，怎么住", "quality", ("facility",)),
    ],
)
def test_a_word_in_passing_names_no_matter(text: str, category: str, keys: tuple[str, ...]) -> None:
    assert matters_of(matters(text, category), "zh-Hans")[0].key in keys


def test_nobody_photographs_a_school_that_is_not_there() -> None:
    (matter,) = matters_of(matters("方圆三公里没有一所公办幼儿园，极不合理，望尽快建设", "policy"), "zh-Hans")
    assert "现场" not in matter.step


@pytest.mark.parametrize(
    "text",
    [
        "有关部门欲拆除小区河道边的消防通道做步道，路面硬地是救命的通道，不能拆",
        "小区旁边的河道改造工地每天深夜施工扰民，睡不着",
    ],
)
def test_no_works_are_promised_to_who_is_against_them(text: str) -> None:
    matter = matters_of(matters(text, "policy", demands=("stop",)), "zh-Hans")[0]
    assert matter.key == "public"
    assert "哪天动工" not in matter.prevent


def test_what_is_no_thing_is_put_right_and_not_repaired() -> None:
    request = matters("多次手动还款都提示正在批量扣款，还不进去", "service", demands=("repair", "action"))
    assert all("工程师检修" not in one.title for one in suggested_options(request))


def test_calls_of_the_lender_are_not_the_customers() -> None:
    called = (
        SaidFact("earlier_contact", "打电话", "没钱的时候还给我家人", "，骚扰我的朋友"),
        SaidFact("earlier_contact", "打电话", "催收人员就威胁我，", "说你要是再不还"),
    )
    told = (
        SaidFact("earlier_contact", "打电话", "上周我给客服", "问过，没人管"),
        SaidFact("earlier_contact", "投诉", "后来我又", "了一次"),
    )
    assert not has_come_before(DraftRequest(kind="first_response", language="zh-Hans", facts=called))
    assert has_come_before(DraftRequest(kind="first_response", language="zh-Hans", facts=told))


def test_words_said_back_as_the_customers_are_not_held_against_us() -> None:
    complaint = "系统不能退订，客服也不管。"
    ours = [one.code for one in check_reply("您好：\n系统不能退订。", complaint=complaint)]
    theirs = [one.code for one in check_reply("您好：\n您写到：系统不能退订。", complaint=complaint)]
    assert "negative_wording" in ours
    assert "negative_wording" not in theirs


def test_an_irony_is_left_out_of_what_happened() -> None:
    text = "入住期间，非常“荣幸”地赶上连续停电两次，一晚上没有空调。"
    assert "荣幸" not in "，".join(said(text))
