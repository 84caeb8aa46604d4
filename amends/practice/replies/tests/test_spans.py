"""What is said back of a complaint in Simplified Chinese: spans that begin where a reader can follow, and go on as they were written."""

from __future__ import annotations

import pytest

from amends.content.files import load
from amends.practice.replies.check.features import buckets
from amends.practice.replies.drafting.opinions import VALUES, opinions_on
from amends.practice.replies.drafting.spans import spans_of


def spans(text: str, *, most: int = 4, is_short: bool = False) -> list[str]:
    return spans_of(text, load("letters", "zh-Hans"), "zh-Hans", most=most, is_short=is_short)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        (
            "写了申请，客服说没看到，但是短信已经回了，结果逾期了好几百利息",
            "但是短信已经回了，结果逾期了好几百利息",
        ),
        ("根本不是牛排，就是合成肉，还很硬", "根本不是牛排，就是合成肉，还很硬"),
        ("公司关门了，让员工自己交社保", "让员工自己交社保"),
        ("电瓶车方向盘转动时异响", "电瓶车方向盘转动时异响"),
        ("运渣车天天从门口过，灰尘满天飞", "运渣车天天从门口过，灰尘满天飞"),
        ("为何迟迟不予解决", "迟迟没有解决的原因"),
    ],
)
def test_a_short_complaint_keeps_its_thread(text: str, heard: str) -> None:
    assert heard in "；".join(spans(text, is_short=True))


def test_a_span_begins_where_its_subject_stands() -> None:
    text = (
        "店里订好的靠窗桌子没有留，到了却说让我等，只能站在门口等了一个小时。"
        + "当天是周末，我和家人约好了见面。" * 3
    )
    said = spans(text)
    assert said[0].startswith("店里订好的靠窗桌子"), said


def test_a_but_is_said_with_what_it_is_held_against() -> None:
    text = (
        "我点的大份肉卷，价格是小的两倍，但是大小几乎和小的一样！打电话过去，老板竟然跟我说就是这么大！"
        "此外，他们的粥简直没法喝，几乎全是水加上一点点米饭。真是没见过这样赚钱的！"
    )
    assert "您点的大份肉卷，价格是小的两倍，但是大小几乎和小的一样" in spans(text)


def test_of_a_petition_only_what_is_surest_is_said() -> None:
    scenes = "教室朝南，校门口有两棵树，大家每天一早就到校备课。" * 4
    told = "学校克扣调走教师的奖金。" + scenes + "我们五位老师至今还没有收到奖金。"
    said = spans(told)
    assert 0 < len(said) <= 2
    assert all("奖金" in one for one in said), said


def test_a_sentence_without_stops_stays_in_the_customers_mouth() -> None:
    text = "科目三考试太难预约了名额越来越少去年还有三百个今年不到两百个我们几千人等着考试也没有人解决"
    assert all("您几千人" not in one for one in spans(text, is_short=True))


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("太气人了，说好的赠品一件都没有给我", "气人"),
        ("体验感糟糕透顶，为什么没有0颗星这个选项", "星"),
        ("菜少得可怜只有两口，大家注意，谨慎下单", "大家"),
        ("为什么客服说不能办理分期", "的原因"),
    ],
)
def test_moods_and_asides_are_left_out(text: str, never: str) -> None:
    assert never not in "".join(spans(text, is_short=True))


def test_words_that_stay_the_customers_are_quoted_as_they_were_written() -> None:
    text = "工作人员两手一摊对你说没有办法！还涉嫌违规收费，一点通知都没有。"
    said = spans(text, is_short=True)
    quotes = [one.strip("“”") for one in said if one.startswith("“")]
    assert quotes, said
    assert all(one in text for one in quotes), said


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ('"。', '说"您有230积分即将过期"”'),
        ('，请尽快登录"，登录又说账号不存在。', "说，您有230积分即将过期”"),
    ],
)
def test_no_mark_of_speech_stays_open_in_a_quote(rest: str, said: str) -> None:
    (quote,) = spans(f'我上个月注销了账号，今天收到短信说"您有230积分即将过期{rest}', is_short=True)
    assert quote.endswith(said)


def test_a_clause_is_weighed_beside_its_neighbours_and_never_beyond_its_bounds() -> None:
    one, other = "没有收到退款", "客服一直不接电话"
    alone, first, last = (
        opinions_on([sorted(buckets(words, "zh")) for words in clauses], clauses)
        for clauses in ([one], [one, other], [other, one])
    )
    assert opinions_on([], []) == []
    assert len({alone[0].tells, first[0].tells, last[1].tells}) == 3
    for opinion in (*alone, *first, *last):
        assert 0 <= opinion.harms <= 1
        assert min(VALUES.values()) <= opinion.tells <= max(VALUES.values())
