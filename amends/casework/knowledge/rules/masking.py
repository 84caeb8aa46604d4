"""Takes what names a person out of words that others will read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

NUMBER_KINDS: Final = frozenset({"phone", "id_no", "email", "order_no", "staff"})
MARK: Final = "＊＊"
_LONG_NUMBER: Final = re.compile(r"(?<!\d)[+(]?\d(?:[ \-—－()./]?\d){5,}[xXｘＸ]?")
_CODED: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,4}\d{0,3}-?\d{4,}(?!\d)")
_ADDRESS: Final = re.compile(r"[^\s,，;；。、<>()（）]{1,64}[@＠][^\s,，;；。、<>()（）]{1,253}")
_TITLES: Final = r"(?:先生|女士|小姐|太太|老师|老師|师傅|師傅|经理|經理|总|總|哥|姐)"
_SURNAMES: Final = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范"
    "方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍段钱錢汤湯尹黎"
)
_SAID_NAME: Final = re.compile(
    r"(?<=我叫)[㐀-鿿]{2,4}|(?<=我姓)[㐀-鿿]|(?<=[Mm]y name is )[A-Z]\w+(?: [A-Z]\w+)?"
    r"|(?<=姓名[:：是])\s?[㐀-鿿]{2,4}|(?<=名叫|字叫)[㐀-鿿]{2,3}"
    rf"|(?<=我是|里是|裡是|裏是)[{_SURNAMES}][㐀-鿿]{{1,2}}(?![㐀-鿿])"
    r"|(?:(?<=I am )|(?<=I'm )|(?<=I’m ))[A-Z][a-z]+ [A-Z][a-z]+\b|(?<=[Tt]his is )[A-Z][a-z]+ [A-Z][a-z]+\b"
    r"|(?<=\bMr |\bMs )[A-Z][a-z]+(?: [A-Z][a-z]+)?|(?<=\bMr\. |\bMs\. |\bMrs )[A-Z][a-z]+(?: [A-Z][a-z]+)?"
)
_TITLED: Final = re.compile(r"(?<![㐀-鿿])[㐀-鿿]" + _TITLES)


def masked(text: str, facts: Iterable[Mapping[str, Any]], names: Iterable[str]) -> str:
    """The text with numbers, addresses and names replaced; `facts` are those of the reading of this very text."""
    spans = [(fact["start"], fact["end"]) for fact in facts if fact["kind"] in NUMBER_KINDS]
    patterns = [_ADDRESS, _LONG_NUMBER, _CODED, _SAID_NAME, _TITLED, *_patterns_of(names)]
    spans += [found.span() for pattern in patterns for found in pattern.finditer(text)]
    return _covered(text, spans)


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> str:
    done, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        if start >= at:
            done += [text[at:start], MARK]
        at = end
    return "".join([*done, text[at:]])


def _patterns_of(names: Iterable[str]) -> Iterable[re.Pattern[str]]:
    """A name as a whole, its parts where it has spaces, and a Chinese family name with a title."""
    for name in names:
        words = name.strip()
        for part in sorted({words, *words.split()}, key=len, reverse=True):
            if len(part) >= 2:
                edge = r"\b" if part.isascii() else ""
                yield re.compile(f"{edge}{re.escape(part)}{edge}", re.IGNORECASE)
        if words and not words.isascii():
            yield re.compile(re.escape(words[0]) + _TITLES)
