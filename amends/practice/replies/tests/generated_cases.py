"""Cases made up for the drafts: every kind, type, emotion and persona in three languages, with and without details."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

from amends.content.files import LANGUAGES
from amends.practice.replies.check import Grievance
from amends.practice.replies.drafting import KINDS, DraftRequest, FoundPoint, SaidFact

NOW = datetime(2026, 2, 13, 2, 20, tzinfo=UTC)
CATEGORIES = ("quality", "service", "attitude", "billing", "privacy", "safety", "promise", "policy")
EMOTIONS = ("anger", "dissatisfied", "disappointed", "confused", "anxious", "calm")
PERSONAS = ("eagle", "peacock", "owl", "dove", "unclear")
MODES = ("emotion", "demand", "mixed")
SEVERITIES = ("minor", "moderate", "severe", "critical")
RISKS: tuple[tuple[str, ...], ...] = (
    (),
    (),
    ("legal",),
    ("media", "repeat"),
    ("safety", "vulnerable"),
    ("regulator",),
    ("mass",),
    ("fraud",),
    ("violence",),
    ("privacy",),
)
GRIEVANCES = {
    "zh-Hans": (
        ("你们的快递晚了三天，客服电话一直没人接", "service", "action"),
        ("垃圾公司！！！骗子！", "attitude", "apology"),
        ("凭什么扣我120元服务费？", "billing", "refund"),
        ("冰箱用了两天就不制冷了", "quality", "replace"),
        ("店员当着孩子的面骂我", "attitude", "discipline"),
        ("强烈要求马上退还我5000元", "billing", "refund"),
        ("说好周末上门，结果没有来", "promise", "compensation"),
        ("你们说会尽快处理，让我耐心等待", "service", ""),
        ("我的手机号13912345678被泄露了", "privacy", "stop"),
        ("吃完拉肚子，去了医院", "safety", "investigate"),
        ("蛋糕里吃出一根头发，店长说是我自己的", "safety", "compensation"),
        ("押金三百元退房后两个月没退", "billing", "refund"),
        ("小区路灯坏了半年没人修，老人晚上不敢出门", "policy", "action"),
        ("客服说话阴阳怪气，还让我去找平台", "attitude", "apology"),
        ("！", "service", ""),
    ),
    "zh-Hant": (
        ("我訂的沙發等了一個半月都沒有送到", "service", "action"),
        ("垃圾店家，去死", "attitude", "apology"),
        ("為什麼多收我兩百元？", "billing", "refund"),
        ("湯裡面有一隻蟑螂", "safety", "compensation"),
        ("打電話去每次說法都不一樣", "service", "explanation"),
        ("你們承諾會盡快聯絡我", "promise", ""),
        ("個侍應態度好差，落單等咗半個鐘都冇人理", "attitude", "improvement"),
        ("會員點數到期前沒有通知就歸零", "policy", "action"),
        ("新買的電鍋第三次用就冒煙", "quality", "replace"),
        ("每天接到推銷電話，連我住哪裡都知道", "privacy", "stop"),
    ),
    "en": (
        ("My parcel is ten days late", "service", "refund"),
        ("YOU PEOPLE ARE THIEVES AND LIARS!!!", "attitude", "apology"),
        ("Why was I charged twice?", "billing", "refund"),
        ("I was told it would be repaired by Monday", "promise", "repair"),
        ("You said you would call me back soon", "service", "action"),
        ("the clerk laughed at me in front of my kids", "attitude", "discipline"),
        ("I demand 5000 dollars", "billing", "compensation"),
        ("The room smelled of smoke and the sheets were stained", "quality", "refund"),
        ("My son was sick all night after your lunch box", "safety", "investigate"),
        ("Someone in your office gave my address to my ex-husband", "privacy", "stop"),
        ("The rule about returns changed after I had ordered", "policy", "improvement"),
    ),
}
SAID_IN_ANGER = frozenset(
    {
        "垃圾公司！！！骗子！",
        "强烈要求马上退还我5000元",
        "！",
        "垃圾店家，去死",
        "YOU PEOPLE ARE THIEVES AND LIARS!!!",
    }
    | {"I demand 5000 dollars"}
)
FACTS = {
    "zh-Hans": (
        SaidFact("amount", "120元", "扣我", "服务费"),
        SaidFact("duration", "三天", "晚了", "，客服"),
        SaidFact("date", "2月3日", "", "下的单"),
        SaidFact("earlier_contact", "打了投诉电话"),
        SaidFact("earlier_contact", "问过两次"),
    ),
    "zh-Hant": (
        SaidFact("duration", "一個半月", "沙發等了", "都沒有"),
        SaidFact("amount", "兩百元", "多收我", ""),
        SaidFact("date", "2月1日"),
    ),
    "en": (
        SaidFact("duration", "ten days", "parcel is ", " late"),
        SaidFact("amount", "$45.00", "charged ", " twice"),
        SaidFact("date", "3 February", "on ", ""),
    ),
}
NOTES = {
    "zh-Hans": ("配送员把两单的地址贴反了", "补发并减免运费"),
    "zh-Hant": ("出貨時貼錯了標籤", "補寄並退還運費"),
    "en": ("the labels of two orders were swapped", "a new delivery and the fee returned"),
}
NAMES = ("", "王女士", "J. O'Neil", "{evil}", "陈先生")


def requests(number: int = 1000, seed: int = 5) -> Iterator[DraftRequest]:
    """So many requests, the same ones each time; kinds, types, emotions, personas and languages go round evenly."""
    dice = random.Random(seed)
    every = list(product(KINDS, CATEGORIES, EMOTIONS, PERSONAS, LANGUAGES))
    dice.shuffle(every)
    for at, (kind, category, emotion, persona, language) in enumerate(every[:number]):
        yield _request(dice, at, kind, category, emotion, persona, language)


def _request(
    dice: random.Random, at: int, kind: str, category: str, emotion: str, persona: str, language: str
) -> DraftRequest:
    points = tuple(Grievance(*row) for row in dice.sample(GRIEVANCES[language], dice.randint(0, 3)))
    risks = dice.choice(RISKS)
    knows = dice.random() < 0.5
    reason, remedy = NOTES[language]
    found = tuple(
        FoundPoint(
            Grievance(one.text, one.category, one.demand, dice.choice(("upheld", "not_upheld"))),
            reason,
            remedy,
        )
        for one in points
        if one.text not in SAID_IN_ANGER  # nobody looks into an insult or a bare claim as a point of its own
    )
    return DraftRequest(
        kind=kind,
        language=language,
        complaint="。".join(one.text for one in points),
        category=category,
        emotion=emotion,
        intensity=dice.randint(0, 3),
        persona=persona,
        mode=dice.choice(MODES),
        severity=dice.choice(SEVERITIES),
        risks=risks,
        customer_name=dice.choice(NAMES),
        case_number=f"A26-{at:06d}" if dice.random() < 0.9 else "",
        order_number="SO-20260203-17" if knows else "",
        grievances=points,
        facts=tuple(dice.sample(FACTS[language], dice.randint(1, 3))) if knows else (),
        demands=tuple(one.demand for one in points if one.demand),
        owner="" if at % 3 == 0 else {"en": "Anna Field"}.get(language, "李敏"),
        phone="" if at % 2 else "400-820-1234",
        finding=reason if knows and kind in ("solution", "refusal") else "",
        found=found if kind == "closing" else (),
        result=remedy if knows else "",
        improvement=remedy if knows else "",
        options_beside=kind == "solution" and dice.random() < 0.2,
        authority_limit=dice.choice((None, 500.0)),
        fixed=kind in ("closing", "follow_up"),
        calm=None,
        now=NOW,
        variation=at % 4,
    )
