"""What an address needs so that a parcel arrives, whichever of our places it lies in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from typing import Final

from amends.practice.remedies.gifts.choices.shipping import Area, GoodTime

LENGTHS: Final = {"recipient": 80, "phone": 40, "region": 120, "detail": 200, "postcode": 10, "note": 200}
FEWEST_FIGURES, MOST_FIGURES = 6, 15
POSTCODES: Final = {
    Area.MAINLAND: re.compile(r"[0-9]{6}"),
    Area.TAIWAN: re.compile(r"[0-9]{3}(?:[0-9]{2,3})?"),
}
ANY_POSTCODE: Final = re.compile(r"[0-9A-Z][0-9A-Z -]{1,9}")
SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class Address:
    """Where a gift goes and to whom; `region` is province, city and district as one writes them there."""

    recipient: str = ""
    phone: str = ""
    area: str = Area.MAINLAND
    region: str = ""
    detail: str = ""
    postcode: str = ""
    note: str = ""
    good_time: str = GoodTime.ANY

    @property
    def is_known(self) -> bool:
        return bool(self.recipient and self.detail)


def tidied(address: Address) -> Address:
    """The same with single blanks and plain figures, as a label is printed."""
    words = {one.name: SPACES.sub(" ", str(getattr(address, one.name))).strip() for one in fields(Address)}
    for name in ("phone", "postcode"):
        words[name] = unicodedata.normalize("NFKC", words[name]).strip()
    words["postcode"] = words["postcode"].upper()
    return Address(**words)


def problems_of(address: Address) -> dict[str, str]:
    """Field → code of what is wrong with it; empty where a parcel can go there."""
    found = {
        name: "needed" for name in ("recipient", "phone", "region", "detail") if not getattr(address, name)
    }
    found |= {name: "too_long" for name, most in LENGTHS.items() if len(getattr(address, name)) > most}
    figures = sum("0" <= letter <= "9" for letter in address.phone)
    if address.phone and not FEWEST_FIGURES <= figures <= MOST_FIGURES:
        found.setdefault("phone", "not_a_phone")
    if address.area not in Area.values:
        found["area"] = "needed"
    if address.good_time not in GoodTime.values:
        found["good_time"] = "needed"
    form = POSTCODES.get(Area(address.area), ANY_POSTCODE) if "area" not in found else ANY_POSTCODE
    if address.postcode and not form.fullmatch(address.postcode.replace("-", "")):
        found.setdefault("postcode", "not_a_postcode")
    return found
