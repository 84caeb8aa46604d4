"""A meal that was complained of in spoken Cantonese is answered in written Chinese, by what was wrong with it."""

from __future__ import annotations

import pytest

from amends.content.files import load
from amends.practice.replies.check.context import Grievance
from amends.practice.replies.drafting import DraftRequest, suggested_options
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.drafting.meals import dish_in, named_plainly
from amends.practice.replies.drafting.restate import SURELY, points_of


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("塊豬扒醃得太咸", "豬扒太鹹"),
        ("d奶茶完全冇茶味", "吃不出茶味"),
        ("個餐包冇蒜蓉味", "餐包沒有蒜蓉味"),
        ("叫極都冇人理", "叫了沒有人理會"),
        ("等咗45分鐘先有得食", "等了45分鐘"),
        ("催咗三次等成半個鐘", "等了半個小時，催了幾次才上菜"),
        ("個侍應黑口黑面", "店員的態度不好"),
        ("仲要係得三件咁少", "份量太少"),
        ("碟菜裡面有條頭髮", "菜裡有頭髮"),
        ("枱面好污糟", "枱面不乾淨"),
        ("肉又鞋又韌", "肉太韌，又乾又粗"),
        ("呢碗麵唔抵食", "價錢不划算"),
        ("d蝦餃粉皮太厚", "蝦餃的粉皮太厚"),
        ("牛扒太厚", "牛扒太厚"),
        ("碗湯唔夠熱", "湯送上來不夠熱"),
    ],
)
def test_what_is_heard_is_told_in_written_chinese(written: str, told: str) -> None:
    assert named_plainly(written) == told


@pytest.mark.parametrize(
    "written",
    [
        "唔算太鹹",  # said to be not so
        "冇雪味",  # a fault that was missing is praise
        "如果凍咗就唔好食",  # only thought
        "其他分店份量多好多",  # of somewhere else
        "等左10分鐘到就有得食啦",  # was short
        "叫左杯凍奶茶",
        "有沙律同飲品",
        "環境幾舒服",
        "姐姐唔夠熱誠",  # of a manner, not of food
        "豆腐帶住淡淡豆香味",  # a faint taste that was liked
        "唔值得黎食",  # whether to come is for others
        "露天一定冇冷氣",  # of such places in general
    ],
)
def test_what_was_not_the_matter_is_not_named(written: str) -> None:
    assert not named_plainly(written)


def test_a_dish_is_named_only_where_the_fault_is_its_own() -> None:
    assert dish_in("但係塊吉列豬扒真係") == "吉列豬扒"
    assert dish_in("我叫咗碗雲吞麵之後個阿姐") == ""
    assert dish_in("今日食晏") == ""


SPOKEN = (
    "今日同屋企人去食晏。環境幾好，但係等咗50分鐘先有嘢食，個侍應仲要黑口黑面。"
    "塊豬扒勁咸，飲品就正常。埋單$300，真係唔抵食。"
)


def told_of(text: str, language: str = "zh-Hant", *, terse: bool = False) -> tuple[str, ...]:
    point = (Grievance(text, "quality"),)
    return points_of(point, load("letters", language), language, "quality", whole=text, terse=terse).phrases


def test_a_letter_says_back_the_matter_and_none_of_the_dialect() -> None:
    said = told_of(SPOKEN)
    assert said[:2] == ("等了50分鐘", "店員的態度不好")
    assert "豬扒太鹹" in said
    assert not set("".join(said)) & set("咗嘢嘅啲唔係咁晏")


def test_nothing_that_was_said_stands_twice_and_whoever_reads_results_reads_three() -> None:
    twice = "塊扒好硬。個湯好咸。真係好硬，個湯真係好咸，仲要等好耐，啲嘢唔好食，侍應又無禮貌。"
    assert len(told_of(twice)) == len(set(told_of(twice))) <= 4
    assert len(told_of(twice, terse=True)) <= 3


def test_points_that_the_check_marked_are_left_out() -> None:
    texts = load("letters", "zh-Hant")
    said = points_of(
        (Grievance(SPOKEN, "quality"),),
        texts,
        "zh-Hant",
        "quality",
        whole=SPOKEN,
        avoid=["等了50分鐘"],
    )
    assert "等了50分鐘" not in said.phrases


def test_the_matter_of_a_meal_is_what_was_wrong_with_it_and_no_word_in_passing() -> None:
    """People queue for what they like, and the price of a dish that was bad is no matter of prices."""
    text = "見好多人排隊咪試下囉，價錢六十幾蚊。點知碗麵淡而無味，啲牛肉又韌，成碗嘢都唔好食。"
    request = DraftRequest(
        kind="solution",
        language="zh-Hant",
        complaint=text,
        category="quality",
        grievances=(Grievance(text, "quality"),),
    )
    assert [one.key for one in matters_of(request, "zh-Hant")] == ["taste"]


def test_written_chinese_and_other_fields_are_left_to_their_own_words() -> None:
    assert told_of("房間很小，冷氣很吵，牆上還有霉斑。")[0].startswith("房間很小")
    bank = "我喺分行排隊等咗成個鐘，個職員話表格唔啱，叫我聽日再嚟。"
    assert "餐點" not in "".join(told_of(bank))


def test_what_is_named_stands_beside_the_points_that_it_does_not_answer() -> None:
    """The check asks for each point; a point that it misses is added by its subject, and what was named stays."""
    points = (Grievance("埋單六百幾真係嚇親", "billing"),)
    said = points_of(
        points, load("letters", "zh-Hant"), "zh-Hant", "quality", strictness=SURELY, whole=SPOKEN
    )
    assert "等了50分鐘" in said.phrases
    assert said.subjects == ("費用方面的情況",)


def test_no_dish_is_sent_back_and_forth() -> None:
    request = DraftRequest(
        kind="solution", language="zh-Hant", complaint=SPOKEN, category="attitude", demands=("replace",)
    )
    titles = [one.title for one in suggested_options(request)]
    assert load("letters", "zh-Hant")["option"]["remake"]["title"] in titles
    assert not any("運費" in one for one in titles)


def test_one_hair_in_a_dish_leads_before_a_list_of_small_things() -> None:
    points = tuple(Grievance(one, "safety") for one in ("碟壽司卷住條頭髮", "啲麵勁淡", "個湯又凍"))
    request = DraftRequest(
        kind="solution",
        language="zh-Hant",
        complaint="碟壽司有條頭髮，啲麵勁淡，個湯又凍，真係唔掂。",
        category="safety",
        grievances=points,
    )
    assert matters_of(request, "zh-Hant")[0].key == "foreign"
