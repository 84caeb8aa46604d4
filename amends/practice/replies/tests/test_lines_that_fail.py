"""A line that fails is measured from the house's side, and the days without it are not charged; an app that errs is another matter."""

from __future__ import annotations

import pytest

from amends.content.files import LANGUAGES, load
from amends.practice.replies.check import check_reply
from amends.practice.replies.drafting import draft_reply
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.tests.test_wrong_orders import asked, ways

AT_HOME = {
    "zh-Hans": "家里的宽带断了四天，报修两次都说在排查，我在家上班全靠手机热点。",
    "zh-Hant": "家裡光纖斷了四天，報修兩次都說在查，我在家工作只能靠手機熱點。",
    "en": "Our broadband has been down for four days, two calls to support and I am working from home on my phone's data.",
}
ON_THE_PHONE = {
    "zh-Hans": "换了你们的卡以后，小区里手机只有一格信号，电话打到一半就断。",
    "zh-Hant": "轉到你們家以後，社區裡手機只剩一格訊號，電話講到一半就斷。",
    "en": "Since I moved to your network I get one bar of signal at home and calls drop halfway through.",
}
WORKS_AGAIN = {
    "zh-Hans": "昨天晚上宽带断网六个小时，今天早上才恢复正常，一条通知都没有。",
    "zh-Hant": "昨晚寬頻斷線六個小時，今天早上才恢復正常，一則通知都沒有。",
    "en": "Our internet was out for six hours last night and only came back on this morning, without any notice.",
}
APP = {
    "zh-Hans": "营业厅的APP一打开就闪退，更新之后还是登不进去。",
    "zh-Hant": "你們的APP一開就閃退，更新之後還是登不進去。",
    "en": "Your app crashes as soon as I open it, and since the update it will not let me log in at all.",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("texts", [AT_HOME, ON_THE_PHONE])
def test_a_line_that_fails_is_measured(language: str, texts: dict[str, str]) -> None:
    request = asked(language, texts[language])
    assert matters_of(request, language)[0].key == "network"
    draft = draft_reply(request)
    assert load("matters", language)["network"]["step"] in draft
    assert check_reply(draft, complaint=texts[language], context=request.check_context()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_works_again_is_not_mended_once_more(language: str) -> None:
    assert {"fix_line", "days_back"} <= ways(language, AT_HOME[language])
    assert "fix_line" not in ways(language, WORKS_AGAIN[language])
    assert "days_back" in ways(language, WORKS_AGAIN[language])
    said = draft_reply(asked(language, WORKS_AGAIN[language]))
    assert load("matters", language)["network"]["over_step"] in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_app_that_errs_is_no_line_that_fails(language: str) -> None:
    assert matters_of(asked(language, APP[language]), language)[0].key == "app"
