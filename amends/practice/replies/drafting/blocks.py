"""Text blocks: words of the house with places that the case fills; a place that stays empty refuses the block."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

VARIABLES: Final = (
    "customer",
    "case",
    "order",
    "owner",
    "phone",
    "house",
    "update_by",
    "solution_by",
    "chosen",
)
PLACE: Final = re.compile(r"\{([^{}\n]{0,40})\}")


class Unfilled(ValueError):
    """Names of places that the case leaves empty."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def unknown_in(body: str) -> list[str]:
    """Places that no case can fill, and braces that open or close nothing."""
    names = [name.strip() for name in PLACE.findall(body)]
    stray = re.findall(r"[{}]", PLACE.sub("", body))
    return [name for name in dict.fromkeys(names) if name not in VARIABLES] + stray


def filled(body: str, values: Mapping[str, str]) -> str:
    """The block for one case; raises Unfilled where a value is missing. Values are words, never places again."""
    wanted = list(dict.fromkeys(name.strip() for name in PLACE.findall(body)))
    empty = [name for name in wanted if not values.get(name, "").strip()]
    if empty:
        raise Unfilled(empty)
    return PLACE.sub(lambda place: values[place[1].strip()], body)
