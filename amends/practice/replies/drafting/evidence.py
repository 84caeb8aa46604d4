"""What in a complaint speaks for which matter: every clause counts, those that say what went wrong the most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from amends.content.files import load
from amends.practice.replies.check.words import words_for
from amends.practice.replies.drafting.clauses import GOOD, clauses_of, is_sayable
from amends.practice.replies.drafting.request import DraftRequest
from amends.practice.replies.drafting.runs import named_in
from amends.practice.replies.drafting.scene import goes_wrong
from amends.practice.replies.drafting.weighing import weighed as told_by
from amends.practice.replies.drafting.whole import is_spoken

CHINESE_CLAUSES = re.compile(r"[^，。！？；,!?;\n…～~]+")
ENGLISH_CLAUSES = re.compile(r"(?:[^.!?;\n]|\.(?=\S))+")
# Writers who set no stops part their sentences by blanks.
BLANK = re.compile(r"(?<=[\u4e00-\u9fff]{2})[ \u3000]+(?=[\u4e00-\u9fff]{2})")
# Good words that stand for no fault, although something else in the clause is one.
PRAISED = re.compile(
    r"(?:态度|態度|服务|服務|隔音|味道|价格|價格|性价比|性價比|价钱|價錢|速度|环境|環境)(?:也|都|还|還|倒|很|挺|蛮|蠻|真|非常|算|是|比较|比較){0,3}(?:好(?![差烂爛贵貴慢难難坏壞像])|高(?=$|[，。])|实惠|實惠|公道|适中|適中|便宜|划算|劃算|合理)"
    r"|(?:价格|價格|价钱|價錢)?比(?:外面|外边|外邊|其[他它]|别[的家人]|別[的家人]|超市|实体|實體|市场|市場|线下|線下|专卖|專賣|店里|店裡)[^，。]{0,4}(?:便宜|低|优惠|優惠)"
)
# Words of these matters stand in many a scene: they name a matter only where something went wrong.
OF_SCENES = frozenset({"price", "rules"})
OF_THE_BODY = frozenset({"illness"})  # however much else is told
# Nobody speaks of these where nothing is the matter.
NEVER_IN_PASSING = frozenset({"credit"})
READ, POINTS_READ = 2_000, 8
# A clause that says what went wrong, one that only tells; the same words among the points and in the rest of the text.
OF_A_FAULT, OF_THE_REST = 1.0, 0.45
IN_A_POINT, IN_THE_TEXT, OF_THE_FIRST = 1.0, 0.5, 1.25
# What was learned has to bear a matter out: one clause that names it tells something, and all that name it a seventh of what the complaint tells.
LEAST_TOLD, LEAST_SHARE, LEAST_OF_SCENES = 0.1, 0.15, 0.5
MOST_WORDS = 4  # so many different words of one matter are enough


class Part(NamedTuple):
    """A piece of a complaint, and whether it says what went wrong."""

    words: str
    goes_wrong: bool


def clauses_in(request: DraftRequest, language: str) -> Iterator[tuple[Part, float]]:
    """Each clause with how much it weighs; what is praised weighs nothing. Of a spoken text only what it names counts."""
    named = named_in(request.complaint[:READ], load("letters", language), language, avoid=())
    if named:
        yield from ((Part(name, True), OF_A_FAULT) for name, _weight in named)
        return
    cut, words = ENGLISH_CLAUSES if language == "en" else CHINESE_CLAUSES, words_for(language)
    points = [
        (one.text, OF_THE_FIRST if place == 0 else IN_A_POINT)
        for place, one in enumerate(request.grievances[:POINTS_READ])
    ]
    for text, share in [*points, (request.complaint[:READ], IN_THE_TEXT if points else IN_A_POINT)]:
        for clause in cut.findall(text if language == "en" else BLANK.sub("，", text)):
            wrong = goes_wrong(clause, words)
            if wrong or not GOOD.search(clause):
                yield Part(PRAISED.sub("", clause), wrong), share * (OF_A_FAULT if wrong else OF_THE_REST)


def weighed(
    request: DraftRequest, language: str, patterns: Mapping[str, re.Pattern[str]]
) -> tuple[dict[str, float], dict[str, int]]:
    """How much speaks for each matter, and how many different words of it were found.

    Where anything that went wrong names a matter, none leads that was only spoken of in passing.
    """
    found: dict[str, dict[str, float]] = {}
    at_fault: set[str] = set()
    for clause, share in clauses_in(request, language):
        for key, pattern in patterns.items():
            if key in OF_SCENES and language != "en" and not clause.goes_wrong:
                continue
            for match in pattern.finditer(clause.words):
                heard = found.setdefault(key, {})
                word = match.group().lower()
                heard[word] = max(heard.get(word, 0.0), share)
                at_fault |= {key} if clause.goes_wrong or key in NEVER_IN_PASSING else set()
    weights = {
        key: sum(sorted(heard.values())[-MOST_WORDS:])
        for key, heard in found.items()
        if key in at_fault or not at_fault
    }
    return weights, {key: len(heard) for key, heard in found.items()}


def borne_out(
    request: DraftRequest, language: str, patterns: Mapping[str, re.Pattern[str]]
) -> frozenset[str] | None:
    """The matters that stand in what the complaint tells, and not only in its scenes; None where nothing tells, so that nobody could say."""
    text = request.complaint[:READ] or "\n".join(one.text for one in request.grievances)
    rules = load("letters", language)["restate"]
    clauses = [] if is_spoken(text) else list(clauses_of(text, rules, language))
    sayable = [is_sayable(one, rules, language) for one in clauses]
    told = told_by(clauses, sayable, words_for(language))
    whole = sum(weight for weight in told if weight > 0)
    if not whole:
        return None
    borne: set[str] = set()
    for key, pattern in patterns.items():
        heard = [weight for one, weight in zip(clauses, told, strict=True) if pattern.search(one.raw)]
        least = LEAST_OF_SCENES if key in OF_SCENES else 0.0 if key in OF_THE_BODY else LEAST_SHARE
        if heard and max(heard) >= LEAST_TOLD and sum(max(one, 0.0) for one in heard) >= least * whole:
            borne.add(key)
    return frozenset(borne)
