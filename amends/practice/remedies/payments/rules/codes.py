"""The code on a voucher: what it is made of, and what can be said of one without looking anything up."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from typing import Final

# No 0 and O, no 1 and I: nobody has to guess which one is printed. Thirty-two of them, five bits each.
ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SERIAL_LENGTH: Final = 8
SEAL_LENGTH: Final = 7
CODE_LENGTH: Final = SERIAL_LENGTH + SEAL_LENGTH + 1
GROUP: Final = 4
_VALUES: Final = {letter: value for value, letter in enumerate(ALPHABET)}
_GAPS: Final = re.compile(r"[\s\-‐‑–—·.]+")
# x⁵ + x² + 1, under which 2 runs through all 31 values before it comes back to 1.
_FIELD: Final = 0b100101
_BITS: Final = 5


def sealed_code(serial: str, key: bytes) -> str:
    """The sixteen characters of a voucher: its serial, the seal that only the key makes, and a check character."""
    body = serial + seal(serial, key)
    return body + check_character(body)


def seal(serial: str, key: bytes) -> str:
    """Thirty-five bits of an HMAC over the serial: whoever knows every serial still has to guess one in 34 thousand million."""
    digest = int.from_bytes(hmac.digest(key, b"voucher:" + serial.encode(), hashlib.sha256))
    return "".join(ALPHABET[digest >> (_BITS * place) & 31] for place in range(SEAL_LENGTH))


def bears_seal(code: str, key: bytes) -> bool:
    """Whether a well-typed code was made with this key."""
    made = seal(code[:SERIAL_LENGTH], key)
    return hmac.compare_digest(made, code[SERIAL_LENGTH:-1])


def typed_code(text: str) -> str:
    """The bare characters of what somebody typed or a scanner read, also out of the address in the picture."""
    plain = unicodedata.normalize("NFKC", text[:400]).rpartition("#")[2]
    return _GAPS.sub("", plain).upper()


def is_well_typed(code: str) -> bool:
    """Whether the check character fits: one wrong character, or two that changed places, never pass."""
    if len(code) != CODE_LENGTH or any(letter not in _VALUES for letter in code):
        return False
    return _weighed(code) == 0


def check_character(body: str) -> str:
    """What makes the weighed sum of all characters nothing; the last one weighs one."""
    return ALPHABET[_weighed(body + ALPHABET[0])]


def grouped(code: str) -> str:
    """As people read it: K7QM-2XHD-9RTV-PW4C."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _weighed(code: str) -> int:
    total = 0
    for letter in code:
        total = _doubled(total) ^ _VALUES[letter]
    return total


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _FIELD if value >> _BITS else value
