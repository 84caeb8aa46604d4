"""Amounts of money that cannot be mixed up, rounded twice or kept as floating point."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Digits after the point, where it is not two (ISO 4217).
MINOR_DIGITS = {
    "JPY": 0,
    "KRW": 0,
    "VND": 0,
    "ISK": 0,
    "CLP": 0,
    "KWD": 3,
    "BHD": 3,
    "OMR": 3,
    "JOD": 3,
    "TND": 3,
}
SIGNS = {
    "CNY": "¥",
    "HKD": "HK$",
    "TWD": "NT$",
    "MOP": "MOP$",
    "USD": "US$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "JP¥",
}


def is_currency(code: str) -> bool:
    """Whether this is written as ISO 4217 does: three capital letters."""
    return len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()


def minor_digits(currency: str) -> int:
    return MINOR_DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency, exact to its smallest coin; adding different currencies is an error."""

    amount: Decimal
    currency: str = "CNY"

    def __post_init__(self) -> None:
        if isinstance(self.amount, float):
            raise TypeError("money is never a float")
        if not is_currency(self.currency):
            raise ValueError(f"not a currency: {self.currency!r}")
        amount = Decimal(self.amount)
        if not amount.is_finite():
            raise ValueError("money is a finite amount")
        coin = Decimal(1).scaleb(-minor_digits(self.currency))
        object.__setattr__(self, "amount", amount.quantize(coin, rounding=ROUND_HALF_UP))

    @classmethod
    def from_minor(cls, minor: int, currency: str = "CNY") -> Money:
        """From what the database keeps: whole fen, cents or yen."""
        return cls(Decimal(minor).scaleb(-minor_digits(currency)), currency)

    @classmethod
    def zero(cls, currency: str = "CNY") -> Money:
        return cls(Decimal(0), currency)

    @property
    def minor(self) -> int:
        """What the database keeps: whole fen, cents or yen."""
        return int(self.amount.scaleb(minor_digits(self.currency)))

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be mixed")
        return other.amount

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __mul__(self, factor: int | Decimal) -> Money:
        if isinstance(factor, float):
            raise TypeError("money is never multiplied by a float")
        return Money(self.amount * factor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._same(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        """As people read it: ¥1,234.50."""
        sign = SIGNS.get(self.currency, f"{self.currency} ")
        return f"{'-' if self.amount < 0 else ''}{sign}{abs(self.amount):,}"

    def split(self, parts: int) -> list[Money]:
        """Equal shares that add up to the whole; the first ones carry the left-over coins."""
        if parts < 1:
            raise ValueError("money is split into one part or more")
        share, left = divmod(abs(self.minor), parts)
        direction = -1 if self.minor < 0 else 1
        return [Money.from_minor(direction * (share + (n < left)), self.currency) for n in range(parts)]
