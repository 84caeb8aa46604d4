"""How much each passage of a text complains, and of what: learned weight beyond ordinary writing, and phrases that say so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from amends.understanding.contributions import Contributions, Values
from amends.understanding.folding import fold
from amends.understanding.languages.en import passages as en
from amends.understanding.languages.zh_hans import passages as zh_hans
from amends.understanding.languages.zh_hant import passages as zh_hant
from amends.understanding.page import Page
from amends.understanding.steps.baseline import baseline

Span = tuple[int, int]
_LATIN_CLAUSE: Final = re.compile(r"[^,!?;:…、.\s](?:[^,!?;:…、.\n\r\f]|\.(?!\s|$))*")
# A condition, then what the writer will do: "再不退我就打12315", "unless it is refunded I will go to the press".
_THREAT: Final = re.compile(
    r".{0,6}(?:再|否则|要不|要是|如果|若|不(?:退|赔|处理|解决|给|回|办|换|理|改|修|发货|道歉)).{0,12}(?:就|只能|只好)"
    r"(?:打(?:1|官司|市长)|[去到找向](?:法院|法庭|消协|工商|市场|银|电视|记者|媒体|律师|监管|投诉|告|网上|12)|报警|曝光|起诉|投诉|举报|告|维权)"
    r"|(?:and |so )?(?:if|unless|or|otherwise)\b.{0,80}\b(?:i|we)(?:'ll| will| shall| am going to| are going to) (?:call|go|report|sue|post|take|contact|file|tell)\b"
)
# What the writer has set about already, and not what happened: "我已经委托律师，准备起诉你们", "I have instructed a solicitor".
_SET_ABOUT: Final = re.compile(
    r"(?:现在|目前)?(?:我们?|本人)?(?:现在|目前)?(?:已经?|正在?|准备|打算|计划|将要?|会|要)?(?:去|向)?(?:"
    r"(?:委托|咨询|聘请|联系|找|请)(?:了|好了?)?(?:一[位个名])?(?:我的|专业)?(?:代理)?(?:律师|律所|律师事务所|法务)(?:了|来?处理)?"
    r"|(?:起诉|提告|提起?诉讼|打官司|走(?:法律|司法)(?:程序|途径)|诉诸法律|发律师函)(?:了|你们?|贵司|贵公司|他们)?)"
    r"|(?:and )?(?:i|we)(?:'ve| have| am| are|'m|'re)? (?:already |now |also |just )?"
    r"(?:(?:instruct|hir|retain|consult|engag|contact)(?:ed|ing)|spoken (?:to|with)|seeing|speaking (?:to|with)|talking (?:to|with)) "
    r"(?:a |an |my |our )?(?:lawyers?|attorneys?|solicitors?|legal counsel)"
    r"|(?:and )?(?:i|we)(?:'ll| will| shall| am| are)? (?:be )?(?:going to |prepared to |preparing to |about to )?(?:suing|sue)(?: you| them)?"
)
# Four digits in a row are looked for ahead, once: a repeat before and one behind them would try every way to share out a long number.
_NUMBER: Final = r"(?=[a-z\d-]*\d{4})[a-z\d-]+"
# Which order it is, or what it cost, and no word of what happened: "订单GD02-105482", "花了1260元", "order no. 4471-220".
_ONLY_A_NUMBER: Final = re.compile(
    rf"(?:我的?|本人的?)?(?:订|訂|运|運|快递|快遞|会员|會員|受理|预订|預訂|房)?[单單]?[编編]?(?:号码|號碼|号|號)?(?:是|为|為)?[ :#]*{_NUMBER}"
    rf"|(?:my |the |our )?(?:order|booking|reservation|invoice|account|case|ref|reference)(?: number| no| id)?(?: is| was)?[ .:#]*(?:{_NUMBER})?"
    r"|(?:一共|总共|總共|共|花了|花费|花費|价格|價格|金额|金額|付了)?(?:是|为|為)?[¥$]?\d+(?:\.\d+)?(?:元|块钱?|塊錢?|蚊|rmb)?"
)
# One more thing of a list that is asked for: "请退款、赔医药费、补差价".
_ONLY_ASKED: Final = re.compile(
    r"(?:并且?|並且?|再|还要?|還要?|同时|同時)?[赔賠退补補](?:偿|償|还|還|给|給)?(?:我们?|我們?)?(?:全部|所有|这笔|這筆)?"
    r"(?:医药费|醫藥費|医疗费|醫療費|检查费|檢查費|误工费|誤工費|路费|車費|车费|损失|損失|精神损失费?|精神損失費?|差价|差價|余款|餘款|全款|款|钱|錢)"
    r"|(?:并且?|再|还要?|同时)?(?:向|跟|给)(?:我们?|本人)(?:当面|公开|书面|正式)?(?:一个|个)?(?:赔礼道歉|道歉|道个歉|赔礼|赔不是|认错|交代|说法|答复|解释|说明)"
)
_NOTHING_HAPPENED: Final = (_ONLY_A_NUMBER, _ONLY_ASKED, _SET_ABOUT)
_MOST_PHRASES: Final = 3
_SHORTEST: Final = 2


def clauses_of(page: Page) -> list[Span]:
    """The page's clauses; in English a full stop ends one too."""
    if page.language != "en" or ". " not in page.plain:
        return page.clauses
    return [
        (found.start(), found.start() + len(found.group().rstrip()))
        for found in _LATIN_CLAUSE.finditer(page.plain)
    ]


def weigh(
    page: Page, found: Contributions, worth: Values, spans: Sequence[Span], categories: Sequence[str]
) -> Values:
    """A row for each span, a column for each category: how far it is from ordinary writing, which is about 0."""
    lengths = np.array([end - start for start, end in spans], dtype=np.float32)
    columns = [found.columns[f"category_all:{category}"] for category in categories]
    return baseline(page.language).beyond(worth, lengths, columns)


def phrases_in(page: Page, spans: Sequence[Span], categories: Sequence[str]) -> dict[tuple[int, int], int]:
    """(index of the span, index of the category) → how many phrases of the category the span holds, up to a few."""
    counts: dict[tuple[int, int], int] = {}
    starts = [start for start, _ in spans]
    for column, category in enumerate(categories):
        for hit in page.hits_of(f"category:{category}"):
            if hit.tells:
                row = bisect_right(starts, hit.start) - 1
                if row >= 0 and hit.start < spans[row][1]:
                    counts[row, column] = min(counts.get((row, column), 0) + 1, _MOST_PHRASES)
    return counts


@cache
def words_in_all(*names: str) -> tuple[str, ...]:
    """Lists of `languages/…/passages.py`, all languages together and folded."""
    words: list[str] = []
    for name in names:
        words += f"{getattr(zh_hans, name)} {getattr(zh_hant, name)}".split()
        words += [one.lstrip("\n ") for one in getattr(en, name).split(";")]
    return tuple(fold("\n".join(filter(None, words))).split("\n"))


@cache
def _openings(*names: str) -> dict[str, tuple[str, ...]]:
    """By their first character, since most clauses begin with none of them."""
    by_first: dict[str, list[str]] = {}
    for word in words_in_all(*names):
        by_first.setdefault(word[0], []).append(word)
    return {first: tuple(words) for first, words in by_first.items()}


def complaining(page: Page, spans: Sequence[Span]) -> list[int]:
    """The indexes of those spans that are more than courtesy, a request, a threat or a bare number."""
    plain, nothing = page.plain, _openings("COURTESY", "ASKING", "THREATS")
    kept: list[int] = []
    for i, (start, end) in enumerate(spans):
        openings = nothing.get(plain[start])
        empty = openings is not None and plain.startswith(openings, start)
        bare = any(only.fullmatch(plain, start, end) for only in _NOTHING_HAPPENED)
        if end - start >= _SHORTEST and not empty and not bare and _THREAT.match(plain, start, end) is None:
            kept.append(i)
    return kept


def asks(page: Page, start: int) -> bool:
    """Whether what stands there begins as a request does."""
    openings = _openings("ASKING", "ADVISING").get(page.plain[start])
    return openings is not None and page.plain.startswith(openings, start)
