"""Something was opened in the customer's name: the letter looks for how it came about, and asks nobody to block a card that is not theirs."""

from __future__ import annotations

import pytest

from amends.content.files import LANGUAGES, load
from amends.practice.replies.check import check_reply
from amends.practice.replies.drafting import DraftRequest, draft_reply
from amends.practice.replies.drafting.matters import OPENED, OTHERS, matters_of
from amends.practice.replies.drafting.options import options_for
from amends.practice.replies.tests.generated_cases import NOW

MISUSED = {
    "zh-Hans": "有人冒用我的身份在你们银行办了一笔贷款，我根本不知情，现在说我欠两万块。身份被盗用，请把这笔贷款从我名下撤掉。",
    "zh-Hant": "有人盜用我的身分在貴行辦了一筆貸款，我完全不知情，現在說我欠兩萬元。這是詐騙，請把這筆貸款從我名下撤掉。",
    "en": "A fraudulent account was opened in my name at your bank. My identity was stolen, the debt is not mine, and I filed a police report.",
}
GONE = {
    "zh-Hans": "昨天半夜我的储蓄卡被盗刷了三笔，一共八千多，钱都转走了，我人在家里睡觉。",
    "zh-Hant": "昨天半夜我的金融卡被盜刷三筆，總共八千多，錢都被轉走了，我人在家裡睡覺。",
    "en": "Three unauthorized transactions took 800 dollars from my checking account last night, money stolen while I was asleep.",
}


def asked(language: str, text: str, kind: str = "first_response") -> DraftRequest:
    return DraftRequest(
        kind,
        language,
        complaint=text,
        category="safety",
        emotion="anxious",
        intensity=2,
        risks=("fraud",),
        owner="Lin",
        phone="400",
        now=NOW,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_opened_is_traced_to_its_opening(language: str) -> None:
    request, texts = asked(language, MISUSED[language]), load("letters", language)
    assert matters_of(request, language)[0].kind == OPENED
    draft = draft_reply(request)
    assert load("matters", language)["stolen"][OPENED]["step"] in draft
    assert texts["urgent"]["fraud"][0].split("{")[0] not in draft
    assert check_reply(draft, complaint=MISUSED[language], context=request.check_context()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_is_cleared(language: str) -> None:
    request, texts = asked(language, MISUSED[language], "solution"), load("letters", language)
    found, _ = options_for(request, texts, matters_of(request, language))
    assert texts["option"]["clear_name"]["title"] in {one.title for one in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_that_went_is_still_stopped_first(language: str) -> None:
    request = asked(language, GONE[language])
    (matter,) = matters_of(request, language)
    assert (matter.key, matter.kind) == ("stolen", "")
    assert load("letters", language)["urgent"]["fraud"][0].split("{")[0] in draft_reply(request)


OTHERS_CALLED = {
    "zh-Hans": "欠款我认，可催收天天打电话给我父母和单位同事，说我是老赖，严重骚扰我的家人。",
    "zh-Hant": "欠款我認，但催收天天打電話給我父母和公司同事，說我跑路，嚴重騷擾我的家人。",
    "en": "The debt collector keeps calling my mother and my employer about this debt and tells them I am a thief.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_others_are_called_for_a_debt_that_stops_first(language: str) -> None:
    request = asked(language, OTHERS_CALLED[language])
    (matter, *_) = matters_of(request, language)
    assert (matter.key, matter.kind) == ("collection", OTHERS)
    draft = draft_reply(request)
    assert load("matters", language)["collection"][OTHERS]["step"] in draft
    assert check_reply(draft, complaint=OTHERS_CALLED[language], context=request.check_context()) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "我妈妈住院花了钱才逾期，催收一天打我二十个电话，他妈的还骂人。"),
        ("zh-Hant", "催收一天打我二十通電話，先生您好都不說就開罵，媽媽住院我才還不出來。"),
        (
            "en",
            "The debt collector calls me ten times a day. My mother is ill, that is why I am behind with this debt.",
        ),
    ],
)
def test_nobody_is_told_that_others_were_called_who_were_not(language: str, text: str) -> None:
    (matter, *_) = matters_of(asked(language, text), language)
    assert (matter.key, matter.kind) == ("collection", "")
