"""Decisions about evidence: which boxes are black, what asks for a hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Risks that may end before a judge or an authority: what is evidence then must not go away.
HOLD_RISKS = frozenset({"legal", "regulator"})
BOXES_AT_MOST = 600


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
