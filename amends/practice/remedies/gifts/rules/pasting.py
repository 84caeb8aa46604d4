"""A list of parcels as people paste it from a spreadsheet or from the carrier's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PARTS: Final = re.compile(r"[\t,;，；、]|\s{1,}")
NUMBER: Final = re.compile(r"(?:S-?)?0*([1-9][0-9]{0,14})", re.IGNORECASE)
LINES_AT_MOST: Final = 200


@dataclass(frozen=True)
class Parcel:
    """One line: which shipment, by which carrier, under which number; `line` counts from 1."""

    line: int
    shipment_id: int
    carrier: str
    tracking: str


def parcels_in(text: str, *, names: Mapping[str, str], carrier: str = "") -> tuple[list[Parcel], list[int]]:
    """The parcels of a list, and the lines that are none; what stands in no carrier column goes by `carrier`.

    `names` are the carriers by code and by the names that people write.
    """
    found, unread = [], []
    known = {name.casefold(): code for name, code in names.items()}
    lines = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for place, line in enumerate(lines[:LINES_AT_MOST], 1):
        parts = [part for part in PARTS.split(line.strip().strip('"')) if part]
        if not parts:
            continue
        shipment = NUMBER.fullmatch(parts[0])
        rest = " ".join(parts[1:-1]).casefold()
        by = known.get(rest, "") if rest else carrier
        if shipment is None or len(parts) < 2 or not by:
            unread.append(place)
        else:
            found.append(Parcel(place, int(shipment[1]), by, parts[-1]))
    return found, unread
