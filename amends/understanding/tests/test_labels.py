"""Plain complaints get the labels that a person would give them."""

import pytest

from amends.understanding import Reading, read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("外卖等了两个小时，打开全凉了，太差劲了！", "complaint"),
        ("請問會員卡怎樣辦理？需要準備什麼資料？", "enquiry"),
        ("请问你们周末几点开门，需要带什么材料？", "enquiry"),
        ("非常感谢你们的帮助，服务很好，很满意！", "praise"),
        ("界面很好看，很方便，非常喜欢，好评！", "praise"),
        ("Thank you so much, great service, love it!", "praise"),
        ("My phone stopped working after two days and nobody answers my emails.", "complaint"),
        ("等咗成個鐘先有得食，個侍應仲黑面，以後唔會再嚟", "complaint"),
        ("😀", "other"),
        ("。。。", "other"),
        ("a", "other"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert read(text).kind == kind


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("洗发水是假货，洗完头皮发痒，味道也不对，质量太差。", "quality"),
        ("外卖等了两个多小时才送到，催了三次都没人管。", "service"),
        ("前台服务员态度恶劣，爱理不理，还翻白眼骂人。", "attitude"),
        ("信用卡每个月乱扣费20元，从来没有告诉过我，要求退还。", "billing"),
        ("催收不断打电话骚扰我的家人朋友，泄露我的个人信息。", "privacy"),
        ("业务员承诺收益很高，结果全是虚假宣传，误导消费者购买。", "promise"),
        ("小区门口施工到半夜，噪音扰民，希望有关部门管一管违规施工。", "policy"),
        ("個侍應態度好差，黑面，仲話我哋嘈，好冇禮貌", "attitude"),
        ("食物又凍又難食，牛扒好韌，味道好鹹", "quality"),
        ("My credit report has accounts that are not mine, I am a victim of identity theft.", "privacy"),
    ],
)
def test_category(text: str, category: str) -> None:
    reading = read(text)
    assert reading.category == category
    assert reading.category_all[0] == category


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("垃圾商家，骗子！太无耻了！！还有没有王法！", "anger"),
        ("太失望了，一直很信任这个牌子，没想到质量越来越差。", "disappointed"),
        ("为什么会扣这笔钱？我不明白是怎么回事。", "confused"),
        ("求求你们帮帮我，我真的走投无路了，很害怕。", "anxious"),
    ],
)
def test_emotion(text: str, emotion: str) -> None:
    assert read(text).emotion == emotion


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("东西是坏的，要求全额退款。", "refund"),
        ("必须给我道歉，赔礼道歉！", "apology"),
        ("请停止骚扰我和我的家人，不要再打电话了。", "stop"),
        ("请尽快给我注销账户，办理手续。", "action"),
        ("请相关部门调查核实，严查这家公司。", "investigate"),
        ("升级后打不开，一直闪退。", "repair"),
        ("I want a full refund of my money.", "refund"),
        ("Please stop calling me, cease and desist.", "stop"),
    ],
)
def test_demands(text: str, demand: str) -> None:
    assert demand in read(text).demands


def test_labels_below_kind_are_empty_unless_it_is_a_complaint() -> None:
    said = read("非常感谢你们的帮助，服务很好，很满意！").as_dict()
    for head in ("category", "emotion", "intensity", "motive", "mode", "severity", "persona"):
        assert said[head] is None
    for head in ("category_all", "motive_all", "demands", "needs", "grievances"):
        assert said[head] == []


def test_too_few_words_tell_nothing_about_a_person() -> None:
    assert read("太差了！").persona == "unclear"


def _primary_labels(reading: Reading) -> tuple[str | None, ...]:
    return (reading.kind, reading.category, reading.emotion, reading.motive, reading.mode)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("前台服务员态度恶劣，爱理不理，还翻白眼骂人。", "前台服務員態度惡劣，愛理不理，還翻白眼罵人。"),
        ("外卖等了2个小时才送到，催了3次都没人管。", "外卖等了4个小时才送到，催了5次都没人管。"),
        ("洗发水是假货，质量太差，要求退款。", "洗发水是假货,质量太差,要求退款｡"),
        ("他是外地人，前台对他态度恶劣，爱理不理。", "她是本地人，前台对她态度恶劣，爱理不理。"),
    ],
)
def test_what_does_not_change_the_sense_does_not_change_the_labels(one: str, other: str) -> None:
    assert _primary_labels(read(one)) == _primary_labels(read(other))
