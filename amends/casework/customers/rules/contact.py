"""How contact data is compared: pure, so that every door finds the same customer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from amends.casework.customers.choices import IdentityKind

TRUNK_PREFIXES = ("0086", "86")
MAINLAND_DIGITS = 11
# Mobile numbers of the mainland, Taiwan, Hong Kong and Macau, in full or masked: 138****5678.
MOBILE = re.compile(r"1[3-9][\d*]{9}|09[\d*]{8}|8869[\d*]{8}|852[4-79][\d*]{7}|8536[\d*]{7}")
# How people are spoken of who have not said their first name.
TITLES = ("先生", "女士", "小姐", "太太", "老师", "老師", "师傅", "師傅", "总", "總")


@dataclass(frozen=True)
class Contact:
    """What somebody said about who they are, before anybody looked whether we know them.

    Where no language was told, it is the one that they write in. `verified` names the kinds of identity that the door itself vouches for, such as an openid that WeChat signed.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    reference: str = ""
    language: str = ""
    wechat: str = ""
    verified: tuple[str, ...] = ()


def phone_digits(phone: str) -> str:
    """Only the digits, without the mainland's country code; full-width digits count as digits."""
    digits = "".join(
        char for char in unicodedata.normalize("NFKC", phone) if char.isdigit() and char.isascii()
    )
    for prefix in TRUNK_PREFIXES:
        if digits.startswith(prefix) and len(digits) == MAINLAND_DIGITS + len(prefix):
            return digits[len(prefix) :]
    return digits


def is_mobile(phone: str) -> bool:
    """Whether a number, in full or masked, is surely that of a mobile phone; others may be a landline."""
    shown = "".join(char for char in unicodedata.normalize("NFKC", phone) if char.isdigit() or char == "*")
    return bool(MOBILE.fullmatch(shown if "*" in shown else phone_digits(phone)))


def key_of(kind: str, value: str) -> str:
    """What is compared of an identity; empty where there is nothing to compare."""
    if kind == IdentityKind.PHONE:
        return phone_digits(value)
    if kind == IdentityKind.EMAIL:
        return value.strip().lower()
    if kind == IdentityKind.PAPER:
        return "".join(unicodedata.normalize("NFKC", value).split()).upper()
    return value.strip()


def signs_of(contact: Contact) -> dict[IdentityKind, str]:
    """What somebody gave to be known by, the surest first; only what holds something to compare."""
    given = {
        IdentityKind.NUMBER: contact.reference,
        IdentityKind.WECHAT: contact.wechat,
        IdentityKind.PHONE: contact.phone,
        IdentityKind.EMAIL: contact.email,
    }
    return {kind: value for kind, value in given.items() if key_of(kind, value)}


def names_agree(one: str, other: str) -> bool:
    """Whether two names may be the same person's: a missing one contradicts nothing, 王先生 may be 王小明."""
    first, second = _name(one), _name(other)
    if not first or not second or first == second:
        return True
    return any(
        short.endswith(title) and long.startswith(short.removesuffix(title)) and short != title
        for short, long in ((first, second), (second, first))
        for title in TITLES
    )


def same_name(one: str, other: str) -> bool:
    return bool(_name(one)) and _name(one) == _name(other)


def _name(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def masked_phone(phone: str) -> str:
    """A phone number as others than the handler may see it: 138****5678."""
    if len(phone) < 7:
        return "*" * len(phone)
    return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"


def masked_email(email: str) -> str:
    """An address as others than the handler may see it: w***@example.com."""
    name, at, house = email.strip().rpartition("@")
    return f"{name[:1]}***{at}{house}" if name else "*" * len(house)


def hidden(kind: str, value: str) -> str:
    """An identity as it is shown before somebody needs it: enough to tell two apart, too little to use."""
    if kind == IdentityKind.PHONE:
        return masked_phone(phone_digits(value))
    if kind == IdentityKind.EMAIL:
        return masked_email(value)
    if kind == IdentityKind.PAPER:
        return f"{value[:1]}{'*' * (len(value) - 3)}{value[-2:]}" if len(value) > 6 else "*" * len(value)
    return value
