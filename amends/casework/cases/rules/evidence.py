"""Decisions about evidence: which boxes are black, when a file has been kept long enough, what asks for a hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

# Risks that may end before a judge or an authority: what is evidence then must not go away.
HOLD_RISKS = frozenset({"legal", "regulator"})
BOXES_AT_MOST = 600
# A confidence that a rule may run on: read in the rule itself, or in a secondary source.
TRUSTED = frozenset({"V", "S"})


@dataclass(frozen=True)
class Box:
    """A black box on a page, in percent of its width and height."""

    page: int
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


def boxes_from(rows: Iterable[Sequence[str]]) -> list[Box]:
    """Boxes as a form sends them: page, left, top, width, height; rows without a size are left out.

    Raises ValueError with the number of the row that cannot be used, one too many included: none is left out silently.
    """
    boxes: list[Box] = []
    for at, row in enumerate(rows, 1):
        cells = [cell.strip().replace("，", ".").replace(",", ".") for cell in row]
        if not any(cells[1:]):
            continue
        try:
            page, left, top, width, height = int(cells[0] or 1), *(float(cell) for cell in cells[1:])
        except (ValueError, TypeError) as error:
            raise ValueError(at) from error
        if not (
            0 <= left <= 100 and 0 <= top <= 100 and 0 < width <= 100 and 0 < height <= 100 and page >= 1
        ):
            raise ValueError(at)
        if len(boxes) == BOXES_AT_MOST:
            raise ValueError(at)
        boxes.append(Box(page, left, top, min(width, 100 - left), min(height, 100 - top)))
    return boxes


def asks_for_hold(risks: Iterable[str]) -> list[str]:
    return sorted(HOLD_RISKS.intersection(risks))


@dataclass(frozen=True)
class KeepRule:
    """How long what is kept must be kept: years from the closing of a case, for the cases of a kind.

    `here` says whether the house works where the rule holds.
    """

    code: str
    kind: str
    years: int
    source: str
    confidence: str
    # A ceiling says when data must go at the latest; it never lets anything go that another rule keeps.
    ceiling: bool = False
    jurisdiction: str = ""
    here: bool = True

    @property
    def is_on(self) -> bool:
        return self.here and self.confidence in TRUSTED and not self.ceiling


def kinds_of(category: str, risks: Iterable[str]) -> frozenset[str]:
    """The kinds of rules that a case falls under."""
    return frozenset(
        {"complaint", "transaction"} | ({"safety"} if category == "safety" or "safety" in risks else set())
    )


def years_to_keep(rules: Iterable[KeepRule], kinds: frozenset[str]) -> int | None:
    """The longest of the rules that hold; None when none does, and then nothing goes away."""
    return max((rule.years for rule in rules if rule.is_on and rule.kind in kinds), default=None)


def kept_until(closed_on: date, years: int) -> date:
    """The same day so many years later; the 29th of February becomes the 1st of March."""
    try:
        return closed_on.replace(year=closed_on.year + years)
    except ValueError:
        return date(closed_on.year + years, 3, 1)
