"""What in a complaint speaks for which matter: every clause counts, those that say what went wrong the most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from amends.practice.replies.check.words import words_for
from amends.practice.replies.drafting.clauses import GOOD
from amends.practice.replies.drafting.scene import goes_wrong

CHINESE_CLAUSES = re.compile(r"[^，。！？；,!?;\n…～~]+")
ENGLISH_CLAUSES = re.compile(r"(?:[^.!?;\n]|\.(?=\S))+")
# Writers who set no stops part their sentences by blanks.
BLANK = re.compile(r"(?<=[\u4e00-\u9fff]{2})[ \u3000]+(?=[\u4e00-\u9fff]{2})")
# Good words that stand for no fault, although something else in the clause is one.
PRAISED = re.compile(
    r"(?:态度|態度|服务|服務|隔音|味道|价格|價格|性价比|性價比|价钱|價錢|速度|环境|環境)(?:也|都|还|還|倒|很|挺|蛮|蠻|真|非常|算|是|比较|比較){0,3}(?:好(?![差烂爛贵貴慢难難坏壞像])|高(?=$|[，。])|实惠|實惠|公道|适中|適中|便宜|划算|劃算|合理)"
    r"|(?:价格|價格|价钱|價錢)?比(?:外面|外边|外邊|其[他它]|别[的家人]|別[的家人]|超市|实体|實體|市场|市場|线下|線下|专卖|專賣|店里|店裡)[^，。]{0,4}(?:便宜|低|优惠|優惠)"
)
# A clause that says what went wrong, one that only tells.
OF_A_FAULT, OF_THE_REST = 1.0, 0.45
MOST_WORDS = 4  # so many different words of one matter are enough


def clauses_in(text: str, language: str) -> Iterator[tuple[str, float]]:
    """Each clause with how much it weighs; what is praised weighs nothing."""
    cut, words = ENGLISH_CLAUSES if language == "en" else CHINESE_CLAUSES, words_for(language)
    for clause in cut.findall(text if language == "en" else BLANK.sub("，", text)):
        wrong = goes_wrong(clause, words)
        if wrong or not GOOD.search(clause):
            yield PRAISED.sub("", clause), OF_A_FAULT if wrong else OF_THE_REST


def weighed(text: str, language: str, patterns: Mapping[str, re.Pattern[str]]) -> dict[str, float]:
    """How much speaks for each matter: its different words, each as it weighs most."""
    found: dict[str, dict[str, float]] = {}
    for clause, share in clauses_in(text, language):
        for key, pattern in patterns.items():
            for match in pattern.finditer(clause):
                heard = found.setdefault(key, {})
                word = match.group().lower()
                heard[word] = max(heard.get(word, 0.0), share)
    return {key: sum(sorted(heard.values())[-MOST_WORDS:]) for key, heard in found.items()}
