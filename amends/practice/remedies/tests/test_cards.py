"""The card: every one drafted passes its own check, and what a person spoils is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from amends.content.files import LANGUAGES, load, shape_differences
from amends.practice.remedies.cards.paper import card_page
from amends.practice.remedies.rules.cards import CardRequest, check_card, draft_card, words_marked
from amends.practice.replies.check import CheckContext

NAMES = {
    "zh-Hans": ("王女士", "梅姐", "全额退款"),
    "zh-Hant": ("陳先生", "林小姐", "全額退款"),
    "en": ("Ms Hart", "Mei Lin", "a full refund"),
}
GIVEN = ({"gift": "茶"}, {"voucher": "¥100.00"}, {"points": "500"}, {"upgrade": ""}, {})


def test_the_languages_have_the_same_parts() -> None:
    assert shape_differences("cards") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_drafted_card_passes(language: str) -> None:
    """All matters with both wordings; what is given, the solution and the care taken go round."""
    name, signer, solution = NAMES[language]
    known = load("matters", language)
    matters = [
        *(one for key, one in known.items() if isinstance(one, dict) and key != "plain"),
        *known["plain"].values(),
    ]
    for n, matter in enumerate([*matters, *matters]):
        careful = n % 3 == 0
        card = draft_card(
            CardRequest(
                language=language,
                name=name,
                matter=matter["name"],
                prevent=matter["prevent"],
                careful=careful,
                solution=solution if n % 2 else "",
                solved=True,
                given=GIVEN[n % len(GIVEN)],
                better_by=date(2026, 12, 10),
                signer=signer,
                variation=n // len(matters),
            )
        )
        remarks = check_card(card, CheckContext(risks=("legal",) if careful else ()))
        assert remarks == [], (matter["name"], card.text)


def test_what_spoils_a_card_is_named() -> None:
    good = draft_card(
        CardRequest(
            "zh-Hans",
            "王女士",
            "送货的事",
            "逐单核对",
            solution="重新送货",
            solved=True,
            better_by=date(2026, 12, 10),
            signer="梅姐",
        )
    )
    spoilt = {
        "no_apology": {"apology": "送货的事，我们已经知道了。"},
        "no_solution": {"solution": ""},
        "no_thanks": {"thanks": " "},
        "no_promise": {"promise": ""},
        "no_time": {"promise": "以后我会逐单核对。"},
        "not_signed": {"signed": ""},
        "gift_instead_of_apology": {"apology": "送上一份礼品，向您道歉。"},
        "looks_like_bribe": {"thanks": "谢谢您。只要您删掉差评，券就归您。"},
        "exposes_data": {"solution": "货运二部已经办妥。"},
    }
    for code, change in spoilt.items():
        remarks = check_card(replace(good, **change), CheckContext(internal_names=("货运二部",)))
        assert code in {one.code for one in remarks if one.stops}, code


@pytest.mark.parametrize(
    ("mark", "words", "found"),
    [
        ("bribe", "送一张券，让他撤诉", True),
        ("bribe", "送一張券，請她刪負評", True),
        ("bribe", "A voucher in exchange for a five-star review", True),
        ("bribe", "等了两次，补偿一张券", False),
        ("stereotype", "她是女生，喜欢花", True),
        ("stereotype", "Flowers, because women like them", True),
        ("stereotype", "顾客买的是茶，配一罐龙井", False),
    ],
)
def test_words_that_tie_or_sort_people_are_found(mark: str, words: str, found: bool) -> None:
    assert bool(words_marked(mark, words)) is found


def test_a_card_on_paper_holds_no_markup_of_others() -> None:
    card = draft_card(CardRequest("en", "<b>Hart</b> {0}", "this charge", "check it", signer='"><script>'))
    page = card_page(card, language="en", name="<i>Hart</i>")
    assert "<script>" not in page and "<b>" not in page and "<i>Hart" not in page


def test_no_line_of_a_card_is_stretched() -> None:
    """Only the blanks around figures can give way in Chinese, and gape then: “小罐   50   克”."""
    card = draft_card(CardRequest("zh-Hant", "林小姐", "這件商品的事", "換了新的", signer="陳靜"))
    assert "justify" not in card_page(card, language="zh-Hant")
