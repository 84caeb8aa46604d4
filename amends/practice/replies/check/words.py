"""The wording rules of one language, compiled once, and how to tell the language of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from amends.content.files import load

# Characters that are written differently in the two scripts, in the order of their frequency in complaints.
SIMPLIFIED = frozenset(
    "还个没这们为时来说么给区费过现无电业话开问买间点经会银员请务对门车导关实钱处东机贷让并办样诉户险进万当题资该学单国严两联号额规谢结产长况难领价"
    "动协购违证网园响与态从县决设应书条觉种别扰复边体吗报儿内质楼将记权评装环货转头恶级续骗场录账帮强师销气线确骚极饭视职吓连订计声却议离满错够调亲"
)
TRADITIONAL = frozenset(
    "還個沒這們為時來說麼給區費過現無電業話開問買間點經會銀員請務對門車導關實錢處東機貸讓並辦樣訴戶險進萬當題資該學單國嚴兩聯號額規謝結產長況難領價"
    "動協購違證網園響與態從縣決設應書條覺種別擾復邊體嗎報兒內質樓將記權評裝環貨轉頭惡級續騙場錄賬帳幫強師銷氣線確騷極飯視職嚇連訂計聲卻議離滿錯夠調親係嘅"
)
BOTH = SIMPLIFIED & TRADITIONAL


@dataclass(frozen=True)
class Mark:
    """Words that a reply should not hold, and what to write instead."""

    pattern: re.Pattern[str]
    better: str


@dataclass(frozen=True)
class Words:
    """One language's rules."""

    language: str
    marks: dict[str, tuple[Mark, ...]]
    lexicon: dict[str, re.Pattern[str]]
    topics: dict[str, re.Pattern[str]]
    common: frozenset[str]
    suggestions: dict[str, str]
    better: dict[str, str]
    """What to write instead where a fault was found by its sense."""

    def has(self, name: str, text: str) -> bool:
        return self.lexicon[name].search(text) is not None

    def topics_in(self, text: str) -> set[str]:
        return {topic for topic, pattern in self.topics.items() if pattern.search(text)}


@cache
def words_for(language: str) -> Words:
    """The compiled rules of a language; raises ContentError when its file is broken."""
    data = load("wording", language)
    lexicon = dict(data["lexicon"])
    common = frozenset(lexicon.pop("common").split())
    # English ignores case except where a pattern looks for names or shouting.
    keep_case = {"angry", "owner"}
    flags = re.IGNORECASE if language == "en" else re.NOFLAG
    return Words(
        language=language,
        marks={
            code: tuple(
                Mark(re.compile(p, re.NOFLAG if code == "exposes_data" else flags), better)
                for p, better in rows
            )
            for code, rows in data["marks"].items()
        },
        lexicon={
            name: re.compile(p, re.NOFLAG if name in keep_case and language == "en" else flags)
            for name, p in lexicon.items()
        },
        topics={topic: re.compile(p, flags) for topic, p in data["topics"].items()},
        common=common,
        suggestions=dict(data["suggestions"]),
        better={code: text for code, text in data["better"].items() if text != "-"},
    )


def language_of(text: str) -> str:
    """zh-Hans, zh-Hant or en, by the characters themselves; a text without any letter counts as zh-Hans."""
    chinese = sum("\u3400" <= char <= "\u9fff" for char in text)
    latin_words = len(re.findall(r"[A-Za-z]{2,}", text))
    if latin_words > chinese:
        return "en"
    traditional = sum(char in TRADITIONAL and char not in BOTH for char in text)
    simplified = sum(char in SIMPLIFIED and char not in BOTH for char in text)
    return "zh-Hant" if traditional > simplified else "zh-Hans"
