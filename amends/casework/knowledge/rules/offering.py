"""Whether an answer may be offered to somebody who is still writing a complaint, and which: pure.

Whoever was harmed, is afraid, angry, or has come back in vain is owed a person; an article held out to them is a closed
door. Only where nothing of that is read is an answer offered, to a question sooner than to what went wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

Key = TypeVar("Key")

SHORTEST, LONGEST = 6, 4_000
# A story that is longer than this has been lived through: it is told, not asked.
QUESTION_LENGTH: Final = {True: 90, False: 240}
MOST_OF_A_QUESTION: Final = 3
# How well the best has to fit (a question: as in the help centre), and how near the others; measured by test_offering_floor.py.
GOOD, SURE, NEAR, FAR = 1.45, 2.4, 0.6, 0.6
_CALM: Final = 1
_UPSET: Final = frozenset({"anger", "anxious"})
_LIGHT: Final = frozenset({"", "minor"})
# An insult and an injury are nothing to read up on: neither told by the words, nor where the best answer is about them.
_OWED_A_PERSON: Final = frozenset({"safety", "attitude"})
_WANTS_A_PERSON: Final = frozenset({"apology", "discipline", "compensation", "investigate", "improvement"})
_TRIED_BEFORE: Final = "earlier_contact"
# Whom the house has answered already, or left without an answer, knows what stands in its pages.
_HEARD_ALREADY: Final = re.compile(
    r"(?:店里|店裡|店员|店員|店长|店長|客服|门市|門市|前台|櫃檯|柜台|柜檯|职员|職員|经理|經理|你们|你們|你哋)(?:的?人)?[^，。！？,.!?]{0,4}?(?:说|說|话|話|回复|回覆|回答|答复|答覆|拒绝|拒絕|不让|不讓|不肯)"
    r"|(?:没|沒|冇)(?:有)?人(?:回|理|接|管|答)|已[读讀]不回|(?:打|问|問|找)(?:了|过|過|咗)[^，。！？,.!?]{0,6}(?:客服|门市|門市|店|前台)"
    r"|\b(?:(?:they|you|staff|the (?:shop|store|hotel|desk|manager|assistant)|support|reception) (?:\w+ )?(?:said|told|refused|insist\w*|won't|keep|kept)"
    r"|(?:was|were|been) told|no ?(?:body|one) (?:\w+ )?(?:answer|repl|respond|help|pick|call)\w*|no (?:answer|reply|response)|ignored)\b",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"[吗嗎咩麼][?？。!！~～ ]*$|[?？][\s”」』）)\"']*$"
    r"|[怎點点](?:么|麼)?(?:办|辦|修|退|换|換|改|取|查|用|弄|开|開|申请|申請)|如何|怎样|怎樣|點樣|点样|能不能|可不可以|可唔可以|能否|可否|请问|請問|想问|想問|多久|几天|幾天|几时|幾時"
    r"|(?:什么|什麼|甚麼)(?:时候|時候)|哪里|哪裡|哪儿|哪些|邊度|边度"
    r"|\b(?:how (?:do|can|long|much|many|soon)|can (?:i|we|you)|could (?:i|we|you)|may i|when (?:will|do|does|can|is)"
    r"|where (?:do|can|is)|do (?:i|you)|does|is (?:it|there)|what (?:is|are|do)|would like to know|wondering)\b",
    re.IGNORECASE,
)
# Asked to accuse, not to know.
_ACCUSES: Final = re.compile(
    r"[凭憑](?:什么|什麼|甚麼)|[难難]道|(?:怎么|怎麼)(?:能|可以|回事|好意思)|(?:什么|什麼|甚麼)(?:意思|态度|態度)|算(?:什么|什麼)"
    r"|(?:为什么|為什麼|为何|為何|點解|点解)|有没有人|有沒有人|还有没有|還有沒有"
    r"|\b(?:why|how (?:dare|can you|could you|is that|many times)|what kind of|are you (?:serious|kidding)|seriously)\b",
    re.IGNORECASE,
)
# Wider than what is read as a risk, on purpose: an answer that is missing costs nothing, one beside such words costs trust.
_MAY_BE_HARM: Final = re.compile(
    r"[伤傷痛疼晕暈吐泻瀉吞噎呛嗆烫燙烧燒炸爆烟煙焦血疹痒癢肿腫咬虫蟲毒霉刺割砸摔跌滑触觸麻跟踪蹤骚騷扰擾吓嚇怕哭死亡活命警]"
    r"|拉肚|肚子|过敏|過敏|不舒服|医院|醫院|医生|醫生|急诊|急診|(?<!毛)病|怀孕|懷孕|孕[妇婦]|婴儿|嬰兒|宝宝|寶寶|漏电|漏電|[电電](?:到|了一下|击|擊)|起火|着火|刀"
    r"|打人|打我|动手|動手|推我|摸我|偷拍|威胁|威脅|[骗騙诈詐盗盜]|冒充|假冒|黑客|泄露|洩露|泄漏|洩漏|偷"
    r"|起诉|起訴|律师|律師|法院|仲裁|12315|12345|消协|消協|消保|消委|监管|監管|工商|市监|记者|記者|媒体|媒體|曝光|网上发|微博|小红书|抖音"
    r"|\b(?:sick|ill|ache\w*|pain\w*|hurt\w*|injur\w*|wound\w*|bleed\w*|blood|cut|dizz\w*|faint\w*|vomit\w*|nause\w*|diarrh\w*|poison\w*|allerg\w*|rash|itch\w*"
    r"|swell\w*|swollen|chok\w*|swallow\w*|burn\w*|scald\w*|smok\w*|fire|explo\w*|spark\w*|shocks?|electr\w*|bit|bites?|bitten|bugs?|glass|mould\w*|mold\w*|metal|needle"
    r"|fell|fall|slipp\w*|tripped|hospital|doctor|clinic|ambulance|baby|infant|pregnan\w*|died?|dead|death|kill\w*|suicid\w*|afraid|scared|frighten\w*|unsafe|danger\w*"
    r"|threat\w*|follow(?:ed|ing|s)|stalk\w*|harass\w*|assault\w*|attack\w*|touch(?:ed|ing)|groped?|hit me|push(?:ed|ing)|knife|gun|police"
    r"|scam\w*|fraud\w*|pretend\w*|impersonat\w*|fake|stole\w*|steal\w*|theft|hack\w*|phish\w*|leak(?:ed|ing)? (?:my|our|data|personal)"
    r"|sue|suing|lawyers?|solicitor|attorney|court|legal|regulator|ombudsman|trading standards|newspaper|journalist|press|twitter|tiktok|reddit)\b",
    re.IGNORECASE,
)
_WIDE: Final = re.compile(r"[\u3400-\u9fff]")


def may_offer(text: str, reading: Mapping[str, Any]) -> bool:
    """Whether nothing in the words asks for a person: no risk, nothing grave, no strong feeling, no attempt before."""
    if _HEARD_ALREADY.search(text) or _MAY_BE_HARM.search(text):
        return False
    about = {reading.get("category"), *(reading.get("category_all") or ())}
    return (
        not reading.get("risks")
        and (reading.get("severity") or "") in _LIGHT
        and (reading.get("intensity") or 0) <= _CALM
        and reading.get("emotion") not in _UPSET
        and not about & _OWED_A_PERSON
        and not _WANTS_A_PERSON & set(reading.get("demands") or ())
        and all(fact.get("kind") != _TRIED_BEFORE for fact in reading.get("facts") or ())
    )


def asks(text: str) -> bool:
    """Whether somebody wants to know something: short, and put as a question that accuses nobody."""
    longest = QUESTION_LENGTH[bool(_WIDE.search(text))]
    return len(text) <= longest and bool(_ASKS.search(text)) and not _ACCUSES.search(text)


@dataclass(frozen=True)
class Answer(Generic[Key]):
    """An answer that was found: how well it fits, and what it is about."""

    key: Key
    score: float
    about: frozenset[str]

    @property
    def is_for_reading(self) -> bool:
        return not self.about & _OWED_A_PERSON


def offered(answers: Sequence[Answer[Key]], *, asked: bool) -> list[Key]:
    """Which of the answers, the best first, are held out; of what went wrong one that stands well before all others."""
    if not answers or not answers[0].is_for_reading:
        return []
    best = answers[0].score
    if asked:
        least = max(GOOD, best * NEAR)
        fitting = [one.key for one in answers if one.score >= least and one.is_for_reading]
        return fitting[:MOST_OF_A_QUESTION]
    is_alone = len(answers) < 2 or answers[1].score <= best * FAR
    return [answers[0].key] if best >= SURE and is_alone else []
