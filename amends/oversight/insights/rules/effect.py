"""What giving did: how people who were given something went on, beside those who were not. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from statistics import median

from amends.oversight.insights.rules.shares import Share, share_of

# From this answer on, on a scale to five, somebody counts as content.
CONTENT_FROM = 4
# How long it is looked whether somebody bought, or complained, again.
FOLLOWED_DAYS = 90
# What practitioners quote: who bought again after an apology gift, and without one.
QUOTED_BOUGHT_AGAIN: Mapping[str, float] = {"gift": 0.68, "nothing": 0.42}


@dataclass(frozen=True)
class Ended:
    """A complaint that has ended, with what was given in it and how the person went on.

    `given` is what the gestures of the house cost it, `spent` what the order had cost, both in one currency; a time that
    is not over yet, an answer that was not given or a sum that is not known is None.
    """

    severity: str
    kind: str
    """`nothing`, `money` (refunds, vouchers, points, waivers) or `gift` (a gift, perhaps with money)."""
    timing: str = ""
    given: Decimal | None = None
    spent: Decimal | None = None
    solved: int | None = None
    treated: int | None = None
    bought_again: bool | None = None
    complained_again: bool | None = None

    @property
    def content(self) -> bool | None:
        if self.solved is None or self.treated is None:
            return None
        return min(self.solved, self.treated) >= CONTENT_FROM


@dataclass(frozen=True)
class Difference:
    """One share less another, with its interval (Newcombe's, out of the two of Wilson)."""

    difference: float
    lowest: float
    highest: float

    @property
    def is_told(self) -> bool:
        """Whether the interval leaves nothing out: where it holds zero, no difference can be told."""
        return self.lowest > 0 or self.highest < 0


def difference(one: Share, other: Share) -> Difference | None:
    """None where either has too few to say."""
    if one.is_small or other.is_small:
        return None
    p, q = one.yes / one.n, other.yes / other.n
    (p_low, p_high), (q_low, q_high) = one.interval or (0, 0), other.interval or (0, 0)
    return Difference(
        p - q,
        p - q - sqrt((p - p_low) ** 2 + (q_high - q) ** 2),
        p - q + sqrt((p_high - p) ** 2 + (q - q_low) ** 2),
    )


@dataclass(frozen=True)
class Summary:
    """A group of ended complaints in figures; `part_of_spent` is the middle share of the order that was given."""

    cases: int
    given: Decimal
    part_of_spent: float | None
    parts: int
    content: Share
    bought_again: Share
    complained_again: Share


def summary(rows: Sequence[Ended]) -> Summary:
    parts = [float(row.given / row.spent) for row in rows if row.given and row.spent]
    return Summary(
        cases=len(rows),
        given=sum((row.given for row in rows if row.given), Decimal(0)),
        part_of_spent=median(parts) if parts else None,
        parts=len(parts),
        content=share_of(row.content for row in rows),
        bought_again=share_of(row.bought_again for row in rows),
        complained_again=share_of(row.complained_again for row in rows),
    )


def summaries(rows: Sequence[Ended], key: Callable[[Ended], str], names: Iterable[str]) -> dict[str, Summary]:
    """A summary for each name, also where there is nobody."""
    return {name: summary([row for row in rows if key(row) == name]) for name in names}
