from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from amends.foundation.kernel.money import Money
from amends.practice.remedies.gifts.choices import MovementKind
from amends.practice.remedies.gifts.rules import product_words
from amends.practice.remedies.gifts.rules.cautions import CAUTIONS, conflicts, places_of, to_mind
from amends.practice.remedies.gifts.rules.movements import MOVEMENTS, effect_of, is_low, total
from amends.practice.remedies.gifts.rules.ordering import lasts_days, to_order
from amends.practice.remedies.gifts.rules.seasons import in_season, is_day
from amends.practice.remedies.gifts.rules.stereotypes import chooses_by_person
from amends.practice.remedies.gifts.rules.suggesting import Candidate, Situation, judge, ranked


def yuan(amount: int | str) -> Money:
    return Money(Decimal(amount), "CNY")


def test_every_movement_has_its_effect_and_a_whole_way_ends_where_it_began() -> None:
    assert set(MOVEMENTS) == set(MovementKind.values)
    assert total([("set_aside", 2), ("let_go", 2)]) == (0, 0)
    assert total([("brought_in", 5), ("set_aside", 2), ("taken_out", 2), ("put_back", 2)]) == (5, 0)
    assert total([("brought_in", 5), ("counted", -2), ("moved_out", 1), ("written_off", 1)]) == (1, 0)
    for kind, quantity in (("taken_out", 0), ("brought_in", -1), ("counted", 0)):
        with pytest.raises(ValueError, match=kind):
            effect_of(kind, quantity)
    assert [is_low(3, None), is_low(3, 2), is_low(2, 2), is_low(0, 0)] == [False, False, True, True]


@pytest.mark.parametrize(
    ("since", "until", "on", "inside"),
    [
        ("", "", date(2026, 1, 1), True),
        ("09-01", "10-10", date(2026, 9, 1), True),
        ("09-01", "10-10", date(2026, 10, 10), True),
        ("09-01", "10-10", date(2026, 10, 11), False),
        ("12-15", "02-20", date(2027, 1, 5), True),
        ("12-15", "02-20", date(2026, 11, 26), False),
    ],
)
def test_a_season_may_run_over_the_turn_of_the_year(since: str, until: str, on: date, inside: bool) -> None:
    assert in_season(since, until, on) is inside


def test_days_of_the_year() -> None:
    assert [is_day(one) for one in ("02-29", "02-30", "13-01", "1-1", "12-31")] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_cautions_count_by_place_and_by_what_is_known_of_a_person() -> None:
    assert places_of("", "zh-Hant") == ("hong_kong", "taiwan")
    assert places_of("", "zh-Hans") == places_of("", "en") == ("mainland",)
    assert to_mind(["book", "clock"], places_of("hong_kong")) == ("book", "clock")
    assert to_mind(["book", "clock"], places_of("taiwan")) == ("clock",)
    assert conflicts(["pork", "milk", "clock"], {"halal"}) == ("pork",)
    assert conflicts(["milk", "egg"], {"vegan"}) == ("milk", "egg")
    assert conflicts(["clock"], {"clock"}) == ("clock",)
    assert {one.kind for one in CAUTIONS.values()} == {"diet", "custom"}


@pytest.mark.parametrize(
    ("free", "coming", "used", "expected"),
    [
        (20, 0, 0, 0),  # nothing leaves and there is enough
        (5, 0, 0, 1),  # at the mark: one is enough to be above it
        (5, 40, 60, 0),  # what is coming lasts
        (5, 0, 60, 25),  # one a day: ten days of delivery, fourteen until the next order, one above the mark
    ],
)
def test_how_many_to_order(free: int, coming: int, used: int, expected: int) -> None:
    found = to_order(free=free, low_at=5, coming=coming, used=used, lead_days=10)
    assert found == expected


def test_how_long_it_lasts() -> None:
    assert (lasts_days(30, 60), lasts_days(30, 0), lasts_days(0, 60)) == (30, None, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("送给女士的丝巾", "女士"),
        ("A scarf for the ladies", "for the ladies"),
        ("老人适用茶", "老人"),
        ("澄穗小麦吐司", ""),
        ("Tea for two", ""),
        ("A voucher for menus", ""),
    ],
)
def test_a_gift_is_never_for_a_kind_of_person(text: str, found: str) -> None:
    assert chooses_by_person(text) == found


TEA: dict[str, Any] = {
    "gift_id": 1,
    "code": "TEA",
    "kind": "useful",
    "cost": yuan(60),
    "occasions": ("moderate",),
    "products": ("茶",),
    "free": 8,
    "warehouse": "杭州",
}
CASE: dict[str, Any] = {
    "on": date(2026, 11, 26),
    "severity": "moderate",
    "category": "quality",
    "products": ("龙井茶礼盒",),
    "lowest": yuan(40),
    "highest": yuan(60),
}


@pytest.mark.parametrize(
    ("gift", "case", "said", "mistakes"),
    [
        ({}, {}, {"fits_product", "fits_occasion", "within_range", "in_stock", "lasts"}, set()),
        ({"cost": yuan(61)}, {}, {"above_range"}, set()),
        ({"cost": yuan(121)}, {}, {"above_range"}, {"looks_like_bribe"}),
        ({"cost": yuan(61)}, {"official": True}, {"above_range"}, {"looks_like_bribe"}),
        ({"kind": "voucher"}, {"official": True}, {"within_range"}, {"looks_like_bribe"}),
        ({"kind": "voucher"}, {}, {"within_range"}, set()),
        ({"cost": yuan(39)}, {}, {"below_range"}, set()),
        ({"cost": yuan(19)}, {}, {"below_range"}, {"too_cheap"}),
        ({"products": ("床品",)}, {}, {"other_product"}, {"unrelated"}),
        ({"products": ("床品",), "categories": ("quality",)}, {}, {"fits_category", "other_product"}, set()),
        ({"products": ()}, {}, {"in_stock"}, set()),
        ({"words": "女士专用"}, {}, {"in_stock"}, {"stereotyped"}),
        ({"free": 0}, {}, {"out_of_stock"}, set()),
        ({"free": 2}, {}, {"last_ones"}, set()),
        ({"season": ("09-01", "10-10")}, {}, {"out_of_season"}, set()),
        ({"shelf_days": 3}, {}, {"keeps_briefly"}, set()),
        ({"cautions": ("alcohol",)}, {"needs": frozenset({"halal"})}, {"against_need"}, set()),
        ({"cautions": ("clock",)}, {}, {"caution"}, set()),
        ({"occasions": ("care",)}, {"tier": "gold"}, {"long_term", "other_occasion"}, set()),
        ({"cost": Money(Decimal(60), "HKD")}, {}, {"other_currency"}, set()),
        ({}, {"left": yuan(50)}, {"over_budget"}, set()),
    ],
)
def test_what_speaks_for_and_against_a_gift_and_which_mistakes_are_caught(
    gift: dict[str, Any], case: dict[str, Any], said: set[str], mistakes: set[str]
) -> None:
    found = judge(Candidate(**{**TEA, **gift}), Situation(**{**CASE, **case}))
    reasons = {one.code for one in (*found.speaks_for, *found.speaks_against)}
    assert said <= reasons
    assert {one.code for one in found.mistakes} == mistakes
    assert found.fits is (not mistakes and gift.get("free", 8) > 0)


def test_the_best_comes_first_and_equals_always_in_one_order() -> None:
    gifts = [
        Candidate(**{**TEA, "gift_id": 2, "code": "B"}),
        Candidate(**{**TEA, "gift_id": 3, "code": "GONE", "free": 0}),
        Candidate(**{**TEA, "gift_id": 1, "code": "A"}),
        Candidate(**{**TEA, "gift_id": 4, "code": "CHEAPER", "cost": yuan(45)}),
    ]
    assert [one.code for one in ranked(gifts, Situation(**CASE))] == ["CHEAPER", "A", "B", "GONE"]


@pytest.mark.parametrize(
    ("word", "product", "fits", "read"),
    [
        ("蛋糕/cake", "栗子蒙布朗蛋糕 6寸", True, ("蛋糕", "蛋糕", "cake")),
        ("蛋糕/cake", "Chestnut Cake", True, ("蛋糕", "蛋糕", "cake")),
        ("养生壶/養生壺/kettle", "養生壺 1.5L", True, ("养生壶", "養生壺", "kettle")),
        ("养生壶", "養生壺 1.5L", True, ("养生壶", "养生壶", "养生壶")),
        ("tea / 茶", "龙井茶礼盒", True, ("茶", "茶", "tea")),
        ("茶/tea", "加湿器 4L", False, ("茶", "茶", "tea")),
        ("/", "加湿器 4L", False, ("/", "/", "/")),
    ],
)
def test_a_word_of_a_product_is_found_and_read_in_each_language(
    word: str, product: str, fits: bool, read: tuple[str, str, str]
) -> None:
    assert product_words.fits(word, product) is fits
    assert tuple(product_words.in_language(word, one) for one in ("zh-Hans", "zh-Hant", "en")) == read
