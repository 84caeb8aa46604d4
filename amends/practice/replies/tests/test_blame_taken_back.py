"""Blame that is told in order to be taken back is none of ours; the same words said as our own are."""

from __future__ import annotations

import pytest

from amends.practice.replies.check import check_reply

TAKEN_BACK = [
    "您好，我们的员工说是您的错，这不对，抱歉。",
    "柜台说是您自己操作不当，这种说法不对。",
    "門市同仁說是您自己弄壞的，這句話不該說。",
    "很抱歉我们的同事说是您自己没有看清楚。",
    "查过录像，东西不是您弄坏的，是我们搬的时候碰的。",
    "货架上的牌子没换，您没有看错。",
    "I am sorry our agent told you it was your own fault.",
    "You were told it was your own fault. That was wrong.",
    "Our clerk said you had entered the wrong code, and that should never have been said.",
    "Nothing was forgotten on your side.",
]
OUR_OWN = [
    "抱歉，我们同事核实过，是您自己没关好门。",
    "师傅说是您自己使用不当造成的。",
    "我理解您生气，但您当时没有看清楚条款。",
    "很抱歉让您这么生气，不过您自己没有看清楚条款。",
    "I'm sorry you are upset, but you should have read the terms.",
    "Our technician says you used the wrong plug, so it is your own fault.",
]


def blames(reply: str) -> bool:
    return any(finding.code == "blames_customer" for finding in check_reply(reply))


@pytest.mark.parametrize("reply", TAKEN_BACK)
def test_blame_that_is_taken_back_is_none(reply: str) -> None:
    assert not blames(reply)


@pytest.mark.parametrize("reply", OUR_OWN)
def test_the_same_words_as_our_own_are_blame(reply: str) -> None:
    assert blames(reply)


def told_as_excuse(reply: str) -> bool:
    return any(finding.code == "justifies" for finding in check_reply(reply))


def test_what_a_term_means_is_no_excuse() -> None:
    assert not told_as_excuse("“挂账”就是暂时放在银行的过渡账户里，这是全国统一的规定。")
    assert told_as_excuse("这是全国统一的规定，哪家银行都这样。")


def test_of_faults_that_are_alike_a_sentence_has_the_surest() -> None:
    found = [finding.code for finding in check_reply("都是物流公司的问题，他们人手不够，我们也没办法。")]
    assert "blames_others" in found
    assert "justifies" not in found
    apart = [finding.code for finding in check_reply("都是物流公司的问题。快递本来就会晚，哪家都这样。")]
    assert {"blames_others", "justifies"} <= set(apart)
