"""What came was not what was ordered, or not all of it: the letter goes back to the order, and nobody looks for a parcel that is there."""

from __future__ import annotations

import pytest

from amends.content.files import LANGUAGES, load
from amends.practice.replies.check import check_reply
from amends.practice.replies.drafting import DraftRequest, draft_reply
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.drafting.options import options_for
from amends.practice.replies.tests.generated_cases import NOW

TAKEAWAY = {
    "zh-Hans": "外卖送来全都错了，我点的是咖喱饭和冻柠茶，给我的是炒面和热奶茶，打电话去店里没人接。请退款。",
    "zh-Hant": "外賣送來全部都錯,我點的是咖喱飯和凍檸茶,送來炒麵和熱奶茶,打電話去餐廳沒人聽",
    "en": "Takeaway from your restaurant for four: every dish was wrong, somebody else's curry, and the drinks were missing.",
}
ONLINE = {
    "zh-Hans": "网上订了两箱抽纸，发错成湿巾，还少了一箱。",
    "zh-Hant": "網購訂了兩箱面紙，寄錯成濕紙巾，還少了一箱。",
    "en": "I ordered two boxes of printer paper online and got labels instead of the paper, and one box was missing.",
}
LATE = {
    "zh-Hans": "快递说周一送到，今天周五了包裹还没到。",
    "zh-Hant": "宅配說週一送達,今天週五了包裹還沒到。",
    "en": "The parcel was due on Monday, it is Friday and the courier has still not delivered it.",
}


def asked(language: str, text: str, kind: str = "first_response") -> DraftRequest:
    return DraftRequest(
        kind, language, complaint=text, emotion="anger", intensity=2, owner="Lin", phone="400", now=NOW
    )


def ways(language: str, text: str) -> set[str]:
    """The names of the ways that a proposal offers."""
    request, texts = asked(language, text, "solution"), load("letters", language)
    titles = {table["title"]: way for way, table in texts["option"].items()}
    found, _ = options_for(request, texts, matters_of(request, language))
    return {titles[one.title] for one in found}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("texts", [TAKEAWAY, ONLINE])
def test_what_was_ordered_is_held_against_what_was_packed(language: str, texts: dict[str, str]) -> None:
    request = asked(language, texts[language])
    assert matters_of(request, language)[0].key == "wrong"
    draft = draft_reply(request)
    assert load("matters", language)["wrong"]["step"] in draft
    assert check_reply(draft, complaint=texts[language], context=request.check_context()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_bought_is_brought_and_what_is_eaten_is_made_again(language: str) -> None:
    assert "bring_right" in ways(language, ONLINE[language])
    assert "remake" in ways(language, TAKEAWAY[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_only_late_is_no_wrong_order(language: str) -> None:
    assert [one.key for one in matters_of(asked(language, LATE[language]), language)] == ["late"]
