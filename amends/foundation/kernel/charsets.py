"""The two older encodings of Chinese: nearly any bytes of the one can be read in the other, so the words have to tell."""

from __future__ import annotations

from functools import cache

MAINLAND, TAIWAN_AND_HONG_KONG = "gb18030", "big5hkscs"
ENOUGH = 20_000
# Set apart from the rest, both standards hold the characters of every day: as (encoding, first byte from, up to).
EVERYDAY = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))
MARKS = frozenset("，。、；：？！“”‘’「」『』（）《》〈〉【】—…·～％＋－／　")


def likelier_first(data: bytes) -> tuple[str, str]:
    """Both encodings, the one first in which these bytes say more words of every day."""
    sample = data[:ENOUGH]
    if everyday_share(sample, TAIWAN_AND_HONG_KONG) > everyday_share(sample, MAINLAND):
        return TAIWAN_AND_HONG_KONG, MAINLAND
    return MAINLAND, TAIWAN_AND_HONG_KONG


def everyday_share(data: bytes, charset: str) -> float:
    beyond = [one for one in data.decode(charset, "replace") if one > "\x7f"]
    return sum(map(is_everyday, beyond)) / len(beyond) if beyond else 0.0


@cache
def is_everyday(character: str) -> bool:
    if character in MARKS:
        return True
    for charset, first, last in EVERYDAY:
        code = character.encode(charset, "ignore")
        if len(code) == 2 and first <= code[0] <= last:
            return True
    return False
