"""What counts as a way, a time, an owner, a point answered: signs that were taken for something else in replies that are learned from."""

from __future__ import annotations

import pytest

from amends.practice.replies.check import CheckContext, Grievance
from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.checking import hits_in
from amends.practice.replies.check.words import language_of, words_for

FIRST = "first_response"


def codes(reply: str, complaint: str, points: tuple[str, ...] = (), kind: str = FIRST) -> set[str]:
    """What the rules see, before all signs are weighed together."""
    context = CheckContext(kind=kind, emotion="anger", grievances=tuple(Grievance(point) for point in points))
    return {hit[0] for hit in hits_in(Acts(reply, complaint), words_for(language_of(reply)), context)}


NO_WAY = [
    (
        "读者您好，白跑一趟换谁都泄气，抱歉。公告提前一天发过，路费报不了。服务台 小尹 6611 0022。",
        "闭馆不通知，白跑一趟。",
    ),
    (
        "您好，明天就要面试，票却没了，您一定很着急，抱歉。特价票不改签。有事打 6611 0022 找我，小尹。",
        "航班取消了！",
    ),
    (
        "Dear Ms Hale, months of post in the wrong box is dreadful, I am so sorry. You may write to me at any time. Kit",
        "My mail went astray.",
    ),
    (
        "Dear Ms Hale, moving three lessons is exhausting and I am sorry. Coach Wen is at the counter, 2 to 9 pm, call me. Kit",
        "Lessons were moved.",
    ),
    (
        "您好，老人摔了一跤，全家都心疼，抱歉。现已将情况转给市政。我是小尹，电话 6611 0022。",
        "路灯坏了，老人摔跤。",
    ),
    (
        "您好，照片没了，那种空落落的感觉我懂，对不起。技术同事会尝试从备份中恢复数据。我是小尹，电话 6611 0022。",
        "三年的照片没了！",
    ),
]


@pytest.mark.parametrize(("reply", "complaint"), NO_WAY)
def test_what_is_no_way_out(reply: str, complaint: str) -> None:
    assert "no_solution" in codes(reply, complaint)


A_WAY = [
    ("Hello Ms Vogt, soup on the floor, what a mess, I'm sorry. A new jug leaves tomorrow morning. The recipe book is no longer available. Kit, write to me here.", "The jug cracked, and where is the book?"),
    ("您好，抱着孩子吃完一餐，心里一定又累又闷，抱歉。餐费已经结帐，没有退的可能。下周日中午我把椅子擦好摆在您桌边。小尹 6611 0022。", "没有婴儿椅，餐费能退吗？"),
    ("您好，当着客人被甩那么一句，换谁都下不来台，对不起。下午五点前我领她登门道歉。电话 6611 0022，小尹。", "服务员当着客人骂我。"),
    ("您好，拆开就有划痕，好心情打了折，抱歉。机器激活了就不能换。您可以选今天贴一张膜，或者退 100 元。小尹 6611 0022。", "新手机有划痕，想换。"),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "complaint"), A_WAY)
def test_a_step_beside_a_refusal_is_a_way(reply: str, complaint: str) -> None:
    assert "no_solution" not in codes(reply, complaint)


UNDATED = [
    "您好，照片没了，那种空落落的感觉我懂，对不起。技术同事会从备份中恢复数据。我是小尹，电话 6611 0022。",
    "您好，在旁边闻了这么久的烟，实在过意不去，对不起。领导点头以后我们会给您换位子。我是小尹，分机 612。",
    "Dear Ms Hale, the wrong tablets for your cat must have been frightening, I am sorry. This has been passed to the team for review. 01204 496 011, Kit",
]


@pytest.mark.parametrize("reply", UNDATED)
def test_what_is_no_time(reply: str) -> None:
    assert "no_time" in codes(reply, "It went wrong, 出了问题。")


def test_a_club_is_no_will_and_quoted_patience_no_promise() -> None:
    club = "您好，您的焦急我懂，对不起。明天下午两点到医院探望。联络我：会馆经理 骆方 0900-000-180。"
    told = "您好，广播里却只有“请耐心等待”，这份火气合情合理，我向您道歉。补偿今天下午六点前转给您。经理 栾舟，6611 0022。"
    assert "no_time" not in codes(club, "先生在三温暖滑倒骨折。")
    assert "no_time" not in codes(told, "延误五个小时，连水都没有。")


NOBODY = [
    "您好，老人摔了一跤，全家都心疼，抱歉。我们会在明天安排处理。服务热线 0000-1234。",
    "身體不舒服還要等三小時，很難受，抱歉。我們會檢討看診動線。電話 0000-1234。",
    "Dear Ms Hale, wet clothes are miserable and I'm sorry. An investigation will be carried out. Telephone 0871 496 0101.",
]  # fmt: skip


@pytest.mark.parametrize("reply", NOBODY)
def test_an_hour_a_hotline_and_being_sorry_own_nothing(reply: str) -> None:
    assert "no_owner" in codes(reply, "It went wrong, 出了问题。")


def test_a_name_behind_its_number_is_an_owner() -> None:
    reply = "Dear Ms Hale, grey curtains are a disappointment. We apologise. We shall make new ones by 9 October. 01962 496 031, Rosamund"
    assert "no_owner" not in codes(reply, "The curtains faded.")


@pytest.mark.parametrize(
    "plight", ["按铃也没有回音，您心里该多凉", "诈骗电话接到怕，生活都乱了", "打了 90 天卡，谁都泄气"]
)
def test_what_the_customer_went_through_is_no_way_to_reach_us(plight: str) -> None:
    assert "no_contact" in codes(f"您好，{plight}，抱歉。明天上午十点前把结果给您。经办 阿舟", "没有人管！")


def test_what_was_waited_for_is_no_gift_of_ours() -> None:
    reply = "您好，等了一周的生日礼物，打开门什么都没有，又急又气是当然的，很抱歉。今天下午五点前给您送到。客服 阿哲 6611 0022。"
    points = "您好，存了一年的积分刷到别人账上，生气是自然的，抱歉。积分今天下午五点前加回来。客服 阿哲 6611 0022。"
    assert "gift_too_early" not in codes(reply, "包裹没有收到！")
    assert "gift_too_early" not in codes(points, "把我的积分刷到别人那里！")


def test_a_point_in_another_order_of_its_letters_is_answered() -> None:
    reply = "您好，钱没了电话还被客服挂掉，任谁都火冒三丈，抱歉。三笔交易今天18点前冻结。小尚 95588。"
    assert "not_answered" not in codes(reply, "银行卡被盗刷，客服挂我电话。", ("客服挂断电话",))


def test_a_refusal_answers_a_complaint_as_a_whole() -> None:
    reply = "孩子盼了那么久，打开琴盒却是裂的，您们都失落，抱歉。乐器拆封后不支持退换。客服 阿辰，点订单就能找我。"
    assert "not_answered" not in codes(reply, "小提琴指板开了缝。")


@pytest.mark.parametrize("words", ["您好～", "两种都可以，随您挑，"])
def test_a_friendly_word_is_no_wrong_tone(words: str) -> None:
    reply = f"{words}书角皱成一团，送也不是、不送也不是，真的很抱歉。新书今天打包，后天早上到。有事回这封信，客服 阿旅"
    assert "wrong_tone" not in codes(reply, "书角撞烂了。")


@pytest.mark.parametrize(
    ("options", "language"),
    [
        ("您看哪种合适：修，我们付修理费；赔，明天到账。", "zh"),
        ("For the time ahead there are two possibilities: stay, or go back to Plan 38.", "en"),
        ("A. Repair: new element on Wednesday. B. Exchange: the current model on Saturday.", "en"),
    ],
)
def test_which_of_two_is_more_than_one(options: str, language: str) -> None:
    sorry = (
        "您好，镜头裂了，您一定心疼，抱歉。"
        if language == "zh"
        else "Dear Ms Hale, that must be annoying, I am sorry. "
    )
    assert "single_option" not in codes(sorry + options, "坏了。It broke.", kind="solution")


SORRY = "您好，让您受罪了，抱歉，这种又疼又气的心情我懂。"


@pytest.mark.parametrize(
    ("point", "told"),
    [
        ("拔错牙", "那颗牙的事，院长明天下午两点跟您谈种植方案。"),
        ("差了43元的电费", "您多付的电费，今天下午六点前退到余额。"),
        ("电热毯漏电烧伤", "老人手臂上烧的伤，药费今天下午六点前到账。"),
    ],
)
def test_a_point_told_in_other_words_is_answered(point: str, told: str) -> None:
    reply = f"{SORRY}{told}我是小尹，电话 6611 0022。"
    assert "not_answered" not in codes(reply, f"{point}！", (point,))


@pytest.mark.parametrize("point", ["前台翻白眼不理人", "发票一直没有开出来", "押金扣了两百块不给说法"])
def test_a_point_of_which_nothing_is_told_is_not(point: str) -> None:
    reply = f"{SORRY}那颗牙的事，院长明天下午两点跟您谈种植方案。我是小尹，电话 6611 0022。"
    assert "not_answered" in codes(reply, f"拔错牙，{point}！", ("拔错牙", point))


def test_a_sum_that_both_name_is_the_point() -> None:
    reply = f"{SORRY}多收您的9元今天下午已退到余额。我是小尹，电话 6611 0022。"
    assert "not_answered" not in codes(reply, "出差三天被扣9块！", ("出差三天被扣9块",))


def test_a_day_that_is_alike_by_chance_is_not() -> None:
    reply = f"{SORRY}那颗牙的事，院长9月3日下午两点跟您谈。我是小尹，电话 6611 0022。"
    assert "not_answered" in codes(reply, "拔错牙，前台翻白眼3次！", ("拔错牙", "前台翻白眼3次"))


def test_who_owns_up_to_it_blames_nobody() -> None:
    told = "坑是我们仓库里叉车碰的，出库又没拆检，我们的责任"
    reply = f"{SORRY}{told}。今天18:00前给您换新，我是小尹，电话 6611 0022。"
    assert "blames_others" not in codes(reply, "冰箱凹了！")


def test_a_way_to_choose_is_no_refusal() -> None:
    reply = f"{SORRY}现在两条路您挑：换新，周六上午送到；不换，退600元。我是小尹，在聊天窗口说一声就行。"
    assert not codes(reply, "冰箱凹了一大块！") & {"negative_wording", "no_contact"}
