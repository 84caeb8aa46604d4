"""A letter speaks of somebody's safety where their words do, and not because food was dreadful."""

from __future__ import annotations

import pytest

from amends.content.files import load
from amends.practice.replies.drafting import DraftRequest, draft_reply
from amends.practice.replies.tests.generated_cases import NOW


def speaks_of_safety(language: str, text: str) -> bool:
    request = DraftRequest(
        "first_response", language, complaint=text, risks=("violence",), owner="Lin", now=NOW
    )
    return load("letters", language)["urgent"]["violence"][0] in draft_reply(request)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "催收天天打电话，逼得我想跳楼，真的活不下去了。"),
        ("zh-Hans", "你们的配送员在楼下打人，还威胁我说知道我住哪里。"),
        ("zh-Hant", "被你們催收逼到想死，每天都睡不著。"),
        ("zh-Hans", "每天被这样催，我真的撑不下去了。"),
        ("en", "I cannot take this any longer, these calls have me at breaking point."),
        ("en", "Your driver threatened to hit me when I asked for my parcel."),
        ("en", "These calls never stop and I do not want to live any more."),
    ],
)
def test_who_is_in_danger_is_called(language: str, text: str) -> None:
    assert speaks_of_safety(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hant", "煙肉撻完全唔知食緊乜，隔籬枱個男仔都係食到想死咁款。"),
        ("zh-Hans", "跳楼价买的鞋子，穿两天就开胶，客服也不回。"),
        ("zh-Hans", "小区里要建医院，辐射对每一位业主都是极大的威胁。"),
        ("en", "The soup was cold and the waiter forgot our order twice."),
    ],
)
def test_nobody_is_comforted_about_a_danger_that_is_none(language: str, text: str) -> None:
    assert not speaks_of_safety(language, text)
