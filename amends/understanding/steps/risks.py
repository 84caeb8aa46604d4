"""Risks: what has to be escalated; what is denied or merely quoted does not count."""

from __future__ import annotations

import re
from typing import Final

from amends.understanding.page import Hit, Page
from amends.understanding.steps import faults, harm, plain_risks
from amends.understanding.steps.scores import Scores, Selection
from amends.understanding.steps.wording import Wording

_DENIED: Final = re.compile(
    r"(?:不是|并非|并不是|没有|没|不会|不想|不要|不打算|不准备|不必|不用|无意|无需|未曾|从未|别|唔系|唔会|唔想|冇)[^,。!?;]{0,4}$"
    r"|\b(?:not|no|never|without|isn't|wasn't|didn't|don't|won't|wouldn't)\s(?:[a-z']{1,12}\s){0,3}$"
)
# Only what the writer threatens to do can be somebody else's words; harm that is quoted is harm still.
_INTENTIONS: Final = frozenset({"legal", "regulator", "media"})
# What somebody says that they will do, or have done, before the phrase that names whom they turn to.
_MEANT: Final = re.compile(
    r"(?:要|会|將|将|就|准备|準備|打算|已经|已經|正在|马上|馬上|必定|一定|只好|只能|不得不|委托|委託|请了|請了|揾|搵|找|联系|聯絡|拨打|撥打|打|向|到|去|上)[^,。!?;]{0,6}$"
    r"|\b(?:will|shall|going to|about to|have to|forced to|already|contact\w*|report\w*|call\w*|see|my|our)\s(?:[a-z']{1,14}\s){0,5}$"
)
_SELF_HARM: Final = Wording(
    keys="活死杀轻跳腕归药枯结",
    chinese=r"不想活|活不下去|想死(?!你)|自杀|轻生|寻死|跳楼|割腕|同归于尽|杀了(?:你|他|她|我)|弄死|砍死"
    # Of oneself only: fish and flowers "不活了" as well, and a kite jumps off no roof.
    r"|(?:我|俺|老子|老娘)(?:(?![的养买种家])[^,。!?;]){0,6}(?:不活了|没法活了|活够了|跳下去|喝(?:农药|百草枯)|了结自己|结束(?:自己的?)?生命)",
    english=r"\b(?:kill myself|end my life|suicidal|want to die|kill (?:you|him|her|them))\b",
)
# Death in a manner of speaking, and what is only called so.
_LOUD: Final = re.compile(r"[食吃喝饮看睇等笑热冻饿]到(?:我|人)?[想去]死|跳楼[机价]|砍[价单]|杀人者")
# Whoever says of themselves that they will do it means a person, not a booking; a weapon that comes along is enough.
# The sentence begins with who does it, so that what was denied before is another one.
_THREAT: Final = Wording(
    english=r"\b(?:i|we)(?:'ll|'m|'re| will| am| are)(?: going to)?(?! not\b| never\b)(?:"
    r"(?: (?!not\b|never\b)[a-z']+){0,6}? (?:kill|shoot|stab|strangle) (?:everyone|everybody|somebody|someone"
    r"|(?:that|this|the|your|every|any) (?:[a-z]+ )?"
    r"(?:man|woman|guy|person|people|staff|receptionist|manager|driver|waiter|waitress|clerk|boss|idiot|bastard))\b"
    r"|(?: be)? (?:come|coming|bring|bringing|return|returning|back)(?: (?!not\b|never\b)[a-z']+){0,4}?"
    r" (?:a|my) (?:knife|gun|pistol|axe|hammer|bat)\b(?! (?:block|set|sharpener|shop|case))"
    r"|(?: (?!not\b|never\b)[a-z']+){0,6}? (?:smash|trash|wreck|burn|torch)(?: up| down)?"
    r" (?:(?:the|your|this|that) (?:whole |bloody |damn |entire )?(?:place|shop|store|restaurant|office|counter|windows?)\b(?: up| down)?|you(?:r| all)? (?:up|heads?|faces?)\b))"
    r"|\b(?:somebody|someone|one of you|all of you|some of you|you|your (?:people|staff|manager|boss))(?:'ll| will)(?: all)?"
    r" (?:be carried out|get carried out|be leaving in an ambulance|leave in an ambulance|end up in (?:the )?hospital|end up dead|bleed)\b",
)
# The house to be wrecked, or those within to leave it lying down, said of oneself: "我带人去砸了你们的店", "让你们躺着出来".
# "砸了招牌" is a good name lost, and goods that fell to pieces threaten nobody.
_WRECKING: Final = Wording(
    keys="砸拆烧炸躺横抬爬",
    chinese=r"(?:我|老子|带人|叫人|找人|喊人|去|来|嚟|会|要|就|把)[^,。!?;]{0,8}?(?:砸|拆|烧|炸)(?:了|烂|掉|咗)?(?:你们|你哋|你)?"
    r"(?:的|这|那|呢|家|间|个|破|黑){0,4}(?:店|铺|公司|餐厅|饭店|门店|柜台|办公室|场子|地方)(?!铺?(?:的)?(?:招牌|牌子|名声|口碑))"
    r"|(?:我|老子|带人|叫人|找人|喊人)[^,。!?;]{0,8}?(?:去|来|嚟|会|要|就)[^,。!?;]{0,4}?砸(?:了|烂|掉|咗)?(?:你们|你哋)(?=[,。!?;…\s]|$)"
    r"|(?:我|老子|带人|叫人|找人|喊人)[^,。!?;]{0,8}?把[^,。!?;]{0,8}(?:店|铺|公司|餐厅|柜台|办公室|场子)[^,。!?;]{0,2}(?:砸|烧|炸)"
    r"|(?:让|叫|要|等着)(?:你们?|你哋|谁|有人|他们?|里面的人)[^,。!?;]{0,8}(?:躺|横|抬|爬)(?:着|住)?(?:出|回)",
)
# Somebody to be cut down, or a knife that comes along to the shop: "我拿刀去你们门店", "我要砍了你们店长".
# Prices and orders are cut too, knives are brought to be ground, and a cake is cut by whoever bought it.
_WOUNDING: Final = Wording(
    keys="刀斧棍伙砍捅剁死",
    chinese=r"(?:我|老子|老娘)[^,。!?;]{0,8}?(?:拿|带|提|拎|揣|抄)(?:着|上|起)?(?:一?把)?(?:菜|水果|西瓜|砍)?(?:刀|斧头|铁棍|家伙)"
    r"(?:去|来|到|上|冲|嚟)(?:你们|你哋|你|贵|那|这|店|铺|门店|公司|柜台|办公室|找(?:你|他|她|那))(?![^,。!?;]{0,6}(?:磨|切|修|换|退|开封))"
    r"|(?:我|老子|老娘)(?!的|们的)[^,。!?;]{0,8}?(?:砍|捅|剁|打死|掐死|勒死)(?:了|死|伤|翻)?"
    r"(?:你(?!们?的?(?:价|单))|他(?!们?的?(?:价|单))|她|[那这]个?(?:店长|经理|店员|服务员|客服|老板|骑手|司机|人)|店长|经理|店员|老板)",
)
# What a current, a flame or a battery does, or is about to do, to somebody: "被电了一下", "一插电就冒火花".
_CURRENT: Final = Wording(
    keys="电電火炸燃包",
    chinese=r"[漏触觸](?:电|電)(?!保护|保護|开关|開關|断路|斷路|器)"
    r"|(?:被|给|給)(?:它|这|這)?(?:电|電)(?:了一下|到了|麻|伤|傷|得(?!话|視|视))"
    r"|(?:电|電)到(?:了)?(?:我|他|她|人|手|孩子|小孩|老人)(?!心)"
    r"|(?:冒|打|蹦)(?:出)?(?:了)?(?:电|電)?火花"
    r"|(?:电池|電池|充电宝|充電寶|行动电源|行動電源|手机|手機|电动车|電動車|插座|插头|插頭)[^,。!?;]{0,6}(?:鼓包|自燃|起火|着火|爆炸|炸了|炸开|炸開)",
    english=r"\belectric(?:al)? shocks?\b|\belectrocut\w+|\bshort[- ]circuit\w*"
    r"|\b(?:battery|charger|power bank|phone|plug|socket)\b[^,.!?;]{0,30}\b(?:caught fire|on fire|explod\w+|swell\w*|swollen|bulg\w+|spark\w*)\b",
)
# Denied in the same breath, up to the end of the threat; what follows after "then" is meant all the same:
# "不会退款我就砸了你们店".
_NOT_MEANT: Final = re.compile(
    r"(?:不是(?!开玩笑|说笑)|并非|没有(?!办法)|没想|不会|不想|不敢|不打算|不准备|无意|从未|别|唔系|唔会|唔想|冇)"
    r"(?:(?!就|才|只好|只能|我)[^,。!?;]){0,18}$"
)


def denied(page: Page, start: int) -> bool:
    """Whether what stands at `start` is negated in its own clause."""
    return _DENIED.search(page.plain[max(0, start - 24) : start]) is not None


def quoted(page: Page, hit: Hit) -> bool:
    """Whether the phrase stands in quotation marks."""
    return any(start <= hit.start and hit.end <= end for start, end in page.quotations)


def effective_hits(page: Page, risk: str) -> list[Hit]:
    """The phrases that speak for a risk and are meant."""
    return [
        hit
        for hit in page.hits_of(f"risks:{risk}")
        if not denied(page, hit.start)
        and not (risk in _INTENTIONS and quoted(page, hit))
        and not (risk == "violence" and _said_loudly(page, hit.start, hit.end))
    ]


def _said_loudly(page: Page, start: int, end: int) -> bool:
    """Whether a word of death only says how much: food that one could die of, a price that jumped off a roof."""
    return _LOUD.search(page.plain[max(0, start - 3) : end + 2]) is not None


def announced(page: Page) -> list[str]:
    """The risks that lie in what the writer says they will do or have done: whoever says so plainly is believed."""
    return [
        risk
        for risk in sorted(_INTENTIONS)
        if any(
            _MEANT.search(page.plain[max(0, hit.start - 24) : hit.start])
            for hit in effective_hits(page, risk)
        )
    ]


def threatens_life(page: Page) -> bool:
    """Words of killing oneself or others, not denied; they count whatever kind of text it is."""
    said = any(
        not denied(page, found.start()) and not _said_loudly(page, found.start(), found.end())
        for found in _SELF_HARM.finditer(page)
    )
    return said or _THREAT.stands_in(page) or threatens_the_house(page)


def threatens_the_house(page: Page) -> bool:
    """Whether the shop is to be wrecked, or somebody in it wounded or carried out of it, and not denied."""
    return any(
        not _NOT_MEANT.search(page.plain[max(0, found.start() - 24) : found.end()])
        for wording in (_WRECKING, _WOUNDING)
        for found in wording.finditer(page)
    )


def may_burn_or_shock(page: Page) -> bool:
    """Whether a current or a fire in goods is told of, and not denied."""
    return any(not denied(page, found.start()) for found in _CURRENT.finditer(page))


def find(page: Page, scores: Scores) -> Selection:
    """What was learned, less what is only denied or quoted; always what is announced plainly, threatens life or has hurt somebody."""
    found = scores.several("risks")
    kept = [risk for risk in found.labels if not page.hits_of(f"risks:{risk}") or effective_hits(page, risk)]
    if "safety" in kept and faults.scratched(page):
        kept = [risk for risk in kept if risk != "safety"]
    kept += [risk for risk in announced(page) if risk not in kept]
    for risk, told in (("violence", threatens_life), ("safety", may_burn_or_shock), ("safety", harm.is_told)):
        if risk not in kept and told(page):
            kept.append(risk)
    kept += [risk for risk in plain_risks.told(page) if risk not in kept]
    return Selection(tuple(kept), found.confidence)
