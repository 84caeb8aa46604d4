"""What broke is said back, also where it stands behind small words; what argues, cites a law, jeers or asks for something is not."""

from __future__ import annotations

import pytest

from amends.content.files import load
from amends.practice.replies.check import Grievance
from amends.practice.replies.drafting import DraftRequest, SaidFact
from amends.practice.replies.drafting.clauses import turned
from amends.practice.replies.drafting.details import waited
from amends.practice.replies.drafting.listed import items_of
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.tests.generated_cases import NOW
from amends.practice.replies.tests.test_said_plainly import letter, said_back

TEXTS = load("letters", "zh-Hans")


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("洗衣机漏水，修了三次都没有修好，与我的误工损失一并进行赔偿", "进行赔偿"),
        ("根据消费者权益保护法的有关规定，健身房关门两个月，余额一直没有退", "根据"),
        ("每个月扣十九元会员费，从来没有提醒，帮我追回这半年扣的钱", "帮您追回"),
        ("所谓的海景房，窗户对着一堵墙，空调整晚滴水", "所谓"),
        ("插座没有电，行李架也坏了，没什么好说的了", "没什么好说"),
    ],
)
def test_a_law_a_wish_and_a_jeer_are_not_said_back(text: str, left_out: str) -> None:
    said = said_back(text)
    assert said
    assert not any(left_out in one for one in said), said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("这款面霜擦了之后脸上发痒", "这款面霜擦了之后脸上发痒"),
        ("刚充上电，手机就热的厉害，屏幕也闪个不停", "热的厉害"),
        ("打开一看，这3个杯子全是用胶水粘起来的，一碰就裂", "这3个杯子全是用胶水粘起来的"),
        ("气死我了...3月2号买的风扇，昨天转轴坏了", "3月2号买的风扇，昨天转轴坏了"),
        ("夜里有自称保安（男）的人推门，前台也不管", "自称保安的人推门"),
    ],
)
def test_what_broke_is_said_back(text: str, said: str) -> None:
    assert said in letter(text, "quality")


def test_many_who_write_together_are_not_one_you() -> None:
    assert turned("我们业主多次反映都没有结果", TEXTS["restate"], "zh-Hans") == "各位业主多次反映都没有结果"
    assert turned("我们小区没有路灯", TEXTS["restate"], "zh-Hans") == "您小区没有路灯"


def test_points_counted_by_is_are_a_list_and_questions_among_them_are_no_points() -> None:
    counted = (
        "具体事实和请求：一是村口的桥断了半年没有修。二是桥下的路每次下雨都被淹。三是学生上学要多走五公里。"
    )
    assert len(items_of(counted)) == 3
    said = said_back(counted)
    assert any("桥断了半年" in one for one in said)
    argued = (
        "停水六天了，到现在没有人管。我们有两点疑问：1、隔壁村怎么一直有水呢；2、要是修一年，难道停一年吗？"
    )
    assert any("到现在没有人管" in one for one in said_back(argued))
    assert not any("隔壁村" in one for one in said_back(argued))


def test_what_should_be_done_is_no_point_of_a_list_to_the_end_of_its_sentence() -> None:
    text = "有两点：1、柜员没有让我看合同就要我签字。2、以后应当先讲清楚，在大厅里录音录像，避免客户被蒙在鼓里。3、回执至今没有寄来。"
    said = said_back(text)
    assert any("没有让您看合同" in one for one in said)
    assert any("回执至今没有寄来" in one for one in said)
    assert not any("录像" in one for one in said)


def test_a_complaint_that_led_nowhere_keeps_its_verb() -> None:
    assert "投诉无门" in "".join(said_back("电梯停了半个月没有人修，投诉无门"))


def test_years_of_work_are_no_wait() -> None:
    fact = SaidFact("duration", "19年", "我工作已", "了，一直没有评上")
    assert waited(DraftRequest(kind="first_response", facts=(fact,), now=NOW)) == ""


def test_one_day_is_no_wait_and_contacts_are_whom_collectors_call() -> None:
    fact = SaidFact("duration", "1天", "是不是就", "没水")
    assert waited(DraftRequest(kind="first_response", facts=(fact,), now=NOW)) == ""
    text = "上个月收入少了一时还不上，逾期才一天就打电话骚扰三个紧急联系人，还威胁要告诉同事"
    request = DraftRequest(
        kind="first_response",
        language="zh-Hans",
        complaint=text,
        grievances=(Grievance(text, "privacy"),),
        category="privacy",
        risks=("privacy",),
        now=NOW,
    )
    assert matters_of(request, "zh-Hans")[0].key == "collection"


@pytest.mark.parametrize(
    ("text", "category", "never"),
    [
        ("说好利息低又不会上征信，现在利息比本金还高", "billing", "credit"),
        ("施工队不按图纸做防水，材料也不是合同规定的牌子", "policy", "rules"),
        ("牙膏的包装裂了，挤出来味道也不对", "quality", "taste"),
    ],
)
def test_a_word_in_passing_names_no_matter(text: str, category: str, never: str) -> None:
    request = DraftRequest(
        kind="first_response",
        language="zh-Hans",
        complaint=text,
        grievances=(Grievance(text, category),),
        category=category,
        now=NOW,
    )
    assert never not in [one.key for one in matters_of(request, "zh-Hans")]
