from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.foundation.kernel.money import Money


def test_money_adds_multiplies_and_compares_in_one_currency() -> None:
    assert Money(Decimal("1.10")) + Money(Decimal("2.20")) == Money(Decimal("3.30"))
    assert Money(Decimal("10")) - Money(Decimal("0.01")) == Money(Decimal("9.99"))
    assert Money(Decimal("10")) * Decimal("0.333") == Money(Decimal("3.33"))
    assert -Money(Decimal(3)) < Money.zero() < Money(Decimal("0.01"))
    assert not Money.zero()


def test_currencies_are_never_mixed() -> None:
    for mix in (Money.__add__, Money.__sub__, Money.__lt__, Money.__ge__):
        with pytest.raises(ValueError, match="mixed"):
            mix(Money(Decimal(1), "CNY"), Money(Decimal(1), "HKD"))


@pytest.mark.parametrize(
    ("money", "minor", "text"),
    [
        (Money(Decimal("1234.5")), 123450, "¥1,234.50"),
        (Money(Decimal("-3"), "HKD"), -300, "-HK$3.00"),
        (Money(Decimal("980"), "JPY"), 980, "JP¥980"),
        (Money(Decimal("1.2345"), "KWD"), 1235, "KWD 1.235"),
    ],
)
def test_the_database_keeps_the_smallest_coin(money: Money, minor: int, text: str) -> None:
    assert money.minor == minor
    assert Money.from_minor(minor, money.currency) == money
    assert str(money) == text


def test_floats_and_nonsense_are_refused() -> None:
    with pytest.raises(TypeError):
        Money(1.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(Decimal(1)) * 0.5  # type: ignore[operator]
    with pytest.raises(ValueError, match="finite"):
        Money(Decimal("NaN"))
    with pytest.raises(ValueError, match="currency"):
        Money(Decimal(1), "yuan")


@given(st.integers(-(10**12), 10**12), st.integers(1, 50))
def test_shares_add_up_and_differ_by_one_coin_at_most(minor: int, parts: int) -> None:
    shares = Money.from_minor(minor).split(parts)
    assert sum(share.minor for share in shares) == minor
    assert max(share.minor for share in shares) - min(share.minor for share in shares) <= 1
