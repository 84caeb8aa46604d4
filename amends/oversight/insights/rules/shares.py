"""So many of how many, and how sure that is: pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

# Of fewer than these a share says more about chance than about the matter.
FEWEST = 20
# Two-sided 95 %.
Z = 1.959964


@dataclass(frozen=True)
class Share:
    """So many of how many, with the interval in which the true share lies in 95 of 100 cases (Wilson's)."""

    n: int
    yes: int

    @property
    def share(self) -> float | None:
        return self.yes / self.n if self.n else None

    @property
    def is_small(self) -> bool:
        return self.n < FEWEST

    @property
    def told(self) -> float | None:
        """None where they are too few to say."""
        return None if self.is_small else self.share

    @property
    def interval(self) -> tuple[float, float] | None:
        if not self.n:
            return None
        p, n, z = self.yes / self.n, self.n, Z
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


def share_of(answers: Iterable[bool | None]) -> Share:
    """Of those who answered."""
    known = [answer for answer in answers if answer is not None]
    return Share(len(known), sum(known))
