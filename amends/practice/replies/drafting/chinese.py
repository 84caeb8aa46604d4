"""Chinese as people type it, made plain before it is cut into clauses: torn words, loose units, lists of wishes, stray characters."""

from __future__ import annotations

import re

from amends.practice.replies.check.features import converter
from amends.practice.replies.drafting.masks import MASK

# A word of which a character was masked is torn; what it said is guessed by nobody.
TORN_WORD = re.compile(r"(?<=[\u4e00-\u9fff])\*+|\*+(?=[\u4e00-\u9fff])")
LOOSE_UNIT = re.compile(r"(?<=\d) +(?=[块塊元角分毛万萬天日号號个個月年周週次点點小时時件条條斤%％])")
# Short names that only blanks part belong to one sentence: "柜台 客服 短信都没有说".
LIST_OF_NAMES = re.compile(
    r"(?<![^\s，。！？；,])(?:[\u4e00-\u9fff]{2,4} ){2,}(?=[\u4e00-\u9fff]{2,4}[都也均没沒未])"
)
# Forms that take no punctuation are filled in with plus signs.
PLUS = re.compile(r"(?<=[\u4e00-\u9fff])\++(?=[\u4e00-\u9fff])")
# Everything after "诉求：1." is asked for and no grievance.
WISHES = re.compile(
    r"(?<![实實情况][和与及])(?:建[议議]|[诉訴]求|要求|[请請]求|希望)[^，。！？：:；\n]{0,12}[：:]\s*(?=[①⑴1１一(（]).*",
    re.S,
)
# How much, said by a word of death.
DEADLY = re.compile(
    r"([热熱冷辣贵貴慢咸鹹甜酸臭吵挤擠重硬苦])死(?:我|[个個]?人)?了?(?=$|[，。！？；,!?;\s～~…])"
)
TO_DEATH = re.compile(r"[的得]要[死命](?=$|[，。！？；,!?;\s～~…了])了?")
# Surprise amid a sentence is the customer's, not ours.
SURPRISE = re.compile(r"(?<=[\u4e00-\u9fff])(?:竟然|居然|(?<![毕畢究])竟(?=[是不没沒说說被])|之所以)")
# "I had the honour to meet with two power cuts": what happened stays, the irony goes.
IRONY = re.compile(r"(?:非常|十分|很|真是?)?[“「\"]?(?:[荣榮]幸|有幸)[”」\"]?[的地]?(?=[赶趕遇碰撞领領见見])")

# "It was ordered why is it not here": the question begins anew.
ASKED_AGAIN = re.compile(
    r"(?<=[\u4e00-\u9fff]{6})(?<!不知)(?<!知道)(?<!不明白)(?<!想)(?<!问)(?<!問)(?=(?:为什么|为何|为啥|為什麼|為何|為啥)[^，。！？?!]{3,})"
)
# The sets of characters that each script is written with: what is not in them is a stray, or a rare one.
CODED = {"zh-Hans": "gb2312", "zh-Hant": "big5"}


def plainly(text: str) -> str:
    """The same said so that it can be cut into clauses."""
    text = TORN_WORD.sub(MASK, LOOSE_UNIT.sub("", WISHES.sub("", text)))
    text = LIST_OF_NAMES.sub(lambda names: "、".join(names.group().split()) + "、", text)
    text = ASKED_AGAIN.sub("，", PLUS.sub("，", text))
    return SURPRISE.sub("", IRONY.sub("", TO_DEATH.sub("", DEADLY.sub(r"很\1", text))))


# Where a writer without pauses would have drawn breath.
BREATH = re.compile(
    r"(?<=[太真][\u4e00-\u9fff]了)(?=[\u4e00-\u9fff]{4})|(?<=[\u4e00-\u9fff\d]{4})(?=(?:结果(?!是)|結果(?!是)|但是?(?=[\u4e00-\u9fff]{3})|可是|而且|并且|並且|后来|後來|然后|然後|现在(?!的|居住|使用)|現在(?!的|居住|使用)|导致|導致|致使|至今|到现在|到現在|"
    r"却(?=[\u4e00-\u9fff]{3})|卻(?=[\u4e00-\u9fff]{3})|同时|同時|由于|由於|因为|因為|所以|于是|於是|还要求|還要求|还说|還說|还让|還讓|还不|還不|还没|還沒|并未|並未|并不|並不|客服(?=[说說让讓不也还還])|每次都|每天都|一直没|一直沒|一直不|我(?=[打去要问問给給])|希望|以下是|为什么|為什麼|为何|為何)[\u4e00-\u9fff\d]{4})"
)
RUN_ON = 30  # so many characters without a pause are a run of sentences


def breaths(clause: str, is_rude: bool) -> list[str]:
    """A clause that runs on, or in which a rude word stands beside the matter, in the parts that it is made of."""
    if len(clause) <= RUN_ON and not is_rude:
        return [clause]
    return [part for part in BREATH.split(clause) if part]


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
    return str(converter("s2tw" if language == "zh-Hant" else "t2s").convert(character))
