"""The card: every one drafted passes its own check, and what a person spoils is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from amends.content.files import LANGUAGES, load, shape_differences
from amends.practice.remedies.cards.paper import card_page, words
from amends.practice.remedies.rules.cards import CardRequest, check_card, draft_card, words_marked
from amends.practice.replies.check import CheckContext

NAMES = {
    "zh-Hans": ("王女士", "梅姐", "全额退款"),
    "zh-Hant": ("陳先生", "林小姐", "全額退款"),
    "en": ("Ms Hart", "Mei Lin", "a full refund"),
}
CHOSEN = {
    "zh-Hans": ("全部退回，另赔床头柜200元", "您的钱全部退回", "退一赔一，负责人书面道歉"),
    "zh-Hant": ("全部退回，另賠床頭櫃200元", "您的錢全部退回", "退一賠一，負責人書面道歉"),
    "en": ("All your money back, and the table: ¥459", "Your money back in full", "A voucher of ¥200"),
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variation", [0, 1])
@pytest.mark.parametrize("solved", [True, False])
def test_money_that_was_chosen_is_not_read_as_a_bribe(language: str, variation: int, solved: bool) -> None:
    """A card that is kept as it was drafted can go, whatever the chosen solution is called."""
    for solution in CHOSEN[language]:
        drafted = draft_card(
            CardRequest(
                language=language,
                solution=solution,
                solved=solved,
                done_by=date(2026, 12, 3),
                given={"gift": "茶"},
                variation=variation,
            )
        )
        found = check_card(drafted, CheckContext(language=language, category="service", emotion="calm"))
        assert solution in drafted.solution
        assert [one for one in found if one.part == "solution"] == []


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


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("桂花龙井小罐 50 克", "桂花龙井小罐 50\xa0克"),
        ("Osmanthus Longjing tea, 50 g tin", "Osmanthus Longjing tea, 50\xa0g tin"),
        ("Two towels of 70 cm, 450 g each", "Two towels of 70\xa0cm, 450\xa0g each"),
        ("By 11 December 2026 we answer.", "By 11 December 2026 we answer."),
    ],
)
def test_a_number_is_not_parted_from_its_unit(written: str, set_as: str) -> None:
    assert words(written) == set_as
