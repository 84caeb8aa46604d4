"""What no letter repeats, whoever wrote it: numbers by which somebody is reached or pays, keys, addresses, masked names, and that somebody wants an end."""

from __future__ import annotations

import re

# Whole numbers of phones, cards and papers, and masked names.
LONG_NUMBER = re.compile(
    r"(?:\d[ -]?){9,}|\d{3}[ -]\d{3,4}[ -]?\d{4}|(?<![\d-])\d{3}-\d{4}(?![\d元块塊])|(?<![\d.,])(?!(?:19|20)\d\d[01]\d)[2-9]\d{3}[ -]?\d{4}(?![\d.,元块塊])|X{3,}|\*{2,}|\[[^\]]+\]",
    re.I,
)
# Days, hours and spans of years are no such numbers.
DATES = re.compile(
    r"(?:19|20)\d\d[-/.](?:\d{1,2}[-/.]\d{1,2}|(?:19|20)\d\d)(?:[ T]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
PRIVATE = re.compile(
    r"(?:密[码碼]|口令|[验驗][证證][码碼])(?:[是为為係系:：]|\s)*[\dA-Za-z]{3,}|尾[号號](?:[是为為係系:：]|\s)*\d{3,}|(?:身份[证證]|身分[证證]|卡|[账帐帳][号號户戶]?)[号號]?(?:[是为為係系:：]|\s)*\d{5,}"
    r"|[路街巷弄道]\d+(?:号|號|弄|巷)|\S@\S+\.\w|\b(?:passwords?|pin|passcode)(?: is|:)? \S*\d|\b(?:ssn|social security number)\b|\bcard (?:number|ending)\b"
    r"|\b\d+ (?-i:[A-Z])[\w ]{1,24}\b(?:Road|Rd|Street|St|Avenue|Ave|Lane|Drive|Court)\b",
    re.I,
)
OF_AN_END = re.compile(
    r"想死(?!你)|寻死|尋死|自[杀殺]|[轻輕]生|跳[楼樓](?![机機价價])|[从從].{0,6}跳下|跳[河江]|[结結]束(?:一切|生命|自己)|解[脱脫]|(?:不想|[没沒]法|唔想)(?:活|做人)|活不下去|一了百了|死了算|去死|死[给給][你您]"
    r"|\bi\b[^.!?]{0,40}\b(?:die|dying|kill myself|end (?:it|everything|my life)|disappear|(?:all )?to (?:end|be over))\b|\bsuicid\w*",
    re.I,
)


def is_private(words: str) -> bool:
    return bool(LONG_NUMBER.search(DATES.sub(" ", words)) or PRIVATE.search(words))


def is_never_repeated(words: str) -> bool:
    """Whether it holds what is private, or speaks of somebody's end."""
    return is_private(words) or OF_AN_END.search(words) is not None
