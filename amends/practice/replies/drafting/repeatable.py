"""What no letter repeats, whoever wrote it: numbers by which somebody is reached or pays, keys, addresses, masked names, and that somebody wants an end."""

from __future__ import annotations

import re

# Whole numbers of phones, cards and papers, and masked names.
LONG_NUMBER = re.compile(
    r"(?:\d[ -]?){9,}|\d{3}[ -]\d{3,4}[ -]?\d{4}|(?<![\d-])\d{3}-\d{4}(?![\d元块塊])|X{3,}|\*{2,}|\[[^\]\[]{1,40}\]",
    re.I,
)
# Eight digits as a phone in Hong Kong has them, and neither a day nor a sum nor the number of an order.
EIGHT = re.compile(
    r"(?<![\d.,$¥￥€£-])(?<!订单)(?<!訂單)(?<!单号)(?<!單號)(?<!工单)(?<!order )(?<!ticket )(?!(?:19|20)\d\d[01]\d)[2-9]\d{3}[ -]?\d{4}(?![\d.,]|\s?(?:元|块|塊|[万萬]|港|[台臺]|美|人民|dollars|USD|HKD))",
    re.I,
)
# Days, hours and spans of years are no such numbers.
DATES = re.compile(
    r"(?:19|20)\d\d[-/.](?:\d{1,2}[-/.]\d{1,2}|(?:19|20)\d\d)(?:[ T]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
PRIVATE = re.compile(
    r"(?:密[码碼]|口令|[验驗][证證][码碼])[^，。！？]{0,6}?[A-Za-z]*\d|尾[号號数數](?:[是为為係系:：]|\s)*\d{3,}|(?:身份[证證]|身分[证證]|[卡账帐帳][号號户戶])[号號]?(?:[是为為係系:：]|\s)*[A-Za-z]*\d{2,}|QQ[号號]?\s?\d{5,}"
    r"|[路街巷弄道](?:[一二三四五六七八九\d]段)?\s?\d+\s?(?:[号號](?!店|[门門]店|[线線楼樓])|弄|巷)|\S@[^\s@]{1,80}\.\w|\b(?:passwords?|passcode|pin)(?: (?:is|was|to|number))*:? \S*\d|\bnew one is \S*\d|\b(?:ssn|social security number)\b|\bcard (?:number|ending)\b|\baccount (?:number|no\.?) \S*\d"
    r"|\b\d+ (?-i:[A-Z])[\w ]{1,24}\b(?:Road|Rd|Street|St|Avenue|Ave|Lane|Court)\b",
    re.I,
)
OF_AN_END = re.compile(
    r"想死(?![你机])|寻死|尋死|自[杀殺]|(?<![减減])[轻輕]生(?![活态態])|跳[楼樓](?![机機价價梯])|[从從].{0,6}跳下|跳[河江海](?![边邊])|割腕|一走了之|[结結]束(?:生命|自己的?生命|自己$)|解[脱脫]|(?:不想|[没沒]法|唔想)(?:活(?![动動])|做人)|活不下去|一了百了|死了算|去死(?!角)|死[给給][你您]"
    r"|\bi (?:just )?(?:want to|wish i could|would rather|might as well|could) (?:just )?(?:die|disappear)\b|\bwant (?:it|this|everything) all to (?:end|be over)|\bend (?:it all|my life)\b|\bkill myself\b|\bsuicid\w*|\bcan(?:not|['’]t) go on\b|\bnot? (?:want to )?live any ?more\b|\bbetter off dead\b",
    re.I,
)


def is_private(words: str) -> bool:
    plain = DATES.sub(" ", words)
    return any(found.search(plain) for found in (LONG_NUMBER, EIGHT, PRIVATE))


def is_never_repeated(words: str) -> bool:
    """Whether it holds what is private, or speaks of somebody's end."""
    return is_private(words) or OF_AN_END.search(words) is not None
