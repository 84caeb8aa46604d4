"""Numbers by which one is reached, and numbers of cases and things."""

from __future__ import annotations

import pytest

from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.missing import missing_hits
from amends.practice.replies.check.numbers import A_THING, A_WAY, named, without_things
from amends.practice.replies.check.words import words_for


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("工单 4009-7716-203 我已经改成急件", "zh"),
        ("挂号条上的流水号 2277-0410-15 照旧", "zh"),
        ("reference qc-2093, as before", "en"),
        ("order number 6671 is on its way", "en"),
    ],
)
def test_the_number_of_a_thing_reaches_nobody(text: str, script: str) -> None:
    told = named(text, script)
    assert A_THING[script] in told and A_WAY[script] not in told
    assert not any(char.isdigit() for char in without_things(text))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("联系 010-6220-3318。", "zh"),
        ("手机 0935-118-627，", "zh"),
        ("打我办公桌 0898-6651 7034", "zh"),
        ("02-2531-7799", "zh"),
        ("call me on 0161 555 0148.", "en"),
        ("write to anna.lee@example.com", "en"),
    ],
)
def test_a_number_or_address_of_somebody_does(text: str, script: str) -> None:
    told = named(text, script)
    assert A_WAY[script] in told and A_THING[script] not in told
    assert without_things(text) == text


def test_a_day_is_neither() -> None:
    assert named("2026-11-28 和 12月1日", "zh") == "0 和 12月1日"


def test_a_case_number_is_no_way_to_be_reached() -> None:
    reply = "您好，抱歉让您等了。电梯的钢丝绳 11 月 30 日早上八点由我带人更换，当天下午五点前恢复，报修号 4009-7716-203。裴工"
    text, case = Acts(reply, "报修电梯都一周了"), CheckContext(kind="holding", emotion="dissatisfied")
    assert "no_contact" in {hit[0] for hit in missing_hits(text, words_for("zh-Hans"), case)}
