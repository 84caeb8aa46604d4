"""How contact data is compared: pure, so that every door finds the same customer."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

TRUNK_PREFIXES = ("0086", "86")
MAINLAND_DIGITS = 11


@dataclass(frozen=True)
class Contact:
    """What somebody said about who they are, before anybody looked whether we know them."""

    name: str = ""
    phone: str = ""
    email: str = ""
    reference: str = ""
    language: str = "zh-Hans"


def phone_digits(phone: str) -> str:
    """Only the digits, without the mainland's country code; full-width digits count as digits."""
    digits = "".join(
        char for char in unicodedata.normalize("NFKC", phone) if char.isdigit() and char.isascii()
    )
    for prefix in TRUNK_PREFIXES:
        if digits.startswith(prefix) and len(digits) == MAINLAND_DIGITS + len(prefix):
            return digits[len(prefix) :]
    return digits


def masked_phone(phone: str) -> str:
    """A phone number as others than the handler may see it: 138****5678."""
    if len(phone) < 7:
        return "*" * len(phone)
    return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"
