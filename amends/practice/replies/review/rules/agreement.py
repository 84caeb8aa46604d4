"""How far two or more agree: Gwet's AC1 and Cohen's kappa, each with what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

# Under so many replies nothing is said; under the second number it is said with a warning.
TOO_FEW: Final = 10
SMALL: Final = 30
Z: Final = 1.959964  # 95 %


@dataclass(frozen=True)
class Agreement:
    """`share` of pairs that say the same, and beyond chance: `ac1` from `low` to `high`, and `kappa` for two.

    None where there are too few, or where chance alone would make everybody agree.
    """

    n: int
    share: float | None = None
    ac1: float | None = None
    low: float | None = None
    high: float | None = None
    kappa: float | None = None

    @property
    def is_small(self) -> bool:
        return self.n < SMALL


def agreement(ratings: Iterable[Sequence[str]], categories: int) -> Agreement:
    """Each item is what its raters said of one thing; things with fewer than two raters do not count.

    AC1 after Gwet (2008) for any number of raters: agreement by chance is (1/(q-1)) * sum of p(1-p).
    """
    rows = [row for row in ratings if len(row) > 1]
    n = len(rows)
    if n < TOO_FEW:
        return Agreement(n)
    share = sum(agreeing_pairs(row) for row in rows) / n
    shares: Counter[str] = Counter()
    for row in rows:
        for said, times in Counter(row).items():
            shares[said] += times / len(row) / n  # type: ignore[assignment]
    chance = sum(one * (1 - one) for one in shares.values()) / (categories - 1)
    low, high = wilson(share, n)
    return Agreement(
        n,
        share,
        beyond(share, chance),
        beyond(low, chance),
        beyond(high, chance),
        kappa_of(rows) if all(len(row) == 2 for row in rows) else None,
    )


def agreeing_pairs(row: Sequence[str]) -> float:
    """Of all pairs of raters of one thing, the share that says the same."""
    r = len(row)
    return sum(times * (times - 1) for times in Counter(row).values()) / (r * (r - 1))


def beyond(share: float, chance: float) -> float | None:
    return None if chance >= 1 else (share - chance) / (1 - chance)


def kappa_of(rows: Sequence[Sequence[str]]) -> float | None:
    """Cohen's kappa, the raters in the order given; None where both always say the same one thing."""
    n = len(rows)
    first, second = Counter(row[0] for row in rows), Counter(row[1] for row in rows)
    chance = sum(first[said] * second[said] for said in first) / n**2
    return beyond(sum(row[0] == row[1] for row in rows) / n, chance)


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of n; not empty where all or none agree."""
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return max(middle - half, 0.0), min(middle + half, 1.0)
