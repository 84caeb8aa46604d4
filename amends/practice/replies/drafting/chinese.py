"""Chinese as people type it, made plain before it is cut into clauses: torn words, loose units, lists of wishes, stray characters."""

from __future__ import annotations

import re
from functools import cache

from amends.practice.replies.drafting.masks import MASK

# A word of which a character was masked is torn; what it said is guessed by nobody.
TORN_WORD = re.compile(r"(?<=[\u4e00-\u9fff])\*+|\*+(?=[\u4e00-\u9fff])")
LOOSE_UNIT = re.compile(r"(?<=\d) +(?=[块塊元角分毛万萬天日号號个個月年周週次点點小时時件条條斤%％])")
# Short names that only blanks part belong to one sentence: "柜台 客服 短信都没有说".
LIST_OF_NAMES = re.compile(
    r"(?<![^\s，。！？；,])(?:[\u4e00-\u9fff]{2,4} ){2,}(?=[\u4e00-\u9fff]{2,4}[都也均没沒未])"
)
# Everything after "诉求：1." is asked for and no grievance.
WISHES = re.compile(
    r"(?:建[议議]|[诉訴]求|要求|[请請]求|希望)[^，。！？：:；\n]{0,12}[：:]\s*(?=[①⑴1１一(（]).*", re.S
)
# How much, said by a word of death.
DEADLY = re.compile(
    r"([热熱冷辣贵貴慢咸鹹甜酸臭吵挤擠重硬苦])死(?:我|[个個]?人)?了?(?=$|[，。！？；,!?;\s～~…])"
)
TO_DEATH = re.compile(r"[的得]要[死命](?=$|[，。！？；,!?;\s～~…了])了?")
# Surprise amid a sentence is the customer's, not ours.
SURPRISE = re.compile(r"(?<=[\u4e00-\u9fff])(?:竟然|居然|竟(?=[是不没沒说說被]))")

# The sets of characters that each script is written with: what is not in them is a stray, or a rare one.
CODED = {"zh-Hans": "gb2312", "zh-Hant": "big5"}


def plainly(text: str) -> str:
    """The same said so that it can be cut into clauses."""
    text = TORN_WORD.sub(MASK, LOOSE_UNIT.sub("", WISHES.sub("", text)))
    text = LIST_OF_NAMES.sub(lambda names: "、".join(names.group().split()) + "、", text)
    return SURPRISE.sub("", TO_DEATH.sub("", DEADLY.sub(r"很\1", text)))


@cache
def _to(script: str) -> object:
    from opencc import OpenCC

    return OpenCC("s2tw" if script == "zh-Hant" else "t2s")


def in_script(words: str, language: str) -> str:
    """Stray characters of the other script as the letter writes them."""
    try:
        words.encode(CODED[language])
    except UnicodeEncodeError:
        return "".join(_converted(one, language) for one in words)
    return words


def _converted(character: str, language: str) -> str:
    if character.encode(CODED[language], "ignore"):
        return character
    return str(_to(language).convert(character))  # type: ignore[attr-defined]
