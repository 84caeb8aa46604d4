"""Goods with a fault: their price says what they cost, not that it was charged wrongly, and their scratches wound nobody."""

from __future__ import annotations

import re
from typing import Final

from amends.understanding.page import Page
from amends.understanding.steps import harm

_FAULT: Final = re.compile(
    r"发霉|霉变|受潮|长毛|变质|发臭|馊|过期|漏(?:了|水|液|光|油|气)|破(?:了|洞|损|掉)|碎(?:了|掉|裂|成)|裂(?:了|开|缝)|开裂|断(?:了|裂|掉)|坏(?:了|掉|咗|的)|烂(?:了|掉|咗|的)"
    r"|脱线|开线|开胶|脱胶|褪色|掉色|染色|起球|生锈|划痕|刮花|凹了|不制冷|不加热|不通电|开不了机|死机|异味|有虫|少了|缺了"
    r"|\b(?:mould\w*|mold\w*|leak(?:s|ed|ing)?|broken|broke|cracked|damaged|shattered|torn|rotten|expired|rust\w*|faulty|defective)\b"
)
_CHARGING: Final = re.compile(
    r"收费|多收|乱收|扣费|扣款|扣了|扣钱|划走|价格|差价|涨价|降价|标价|原价|贵|手续费|服务费|运费|邮费|利息|费用|账单|帐单|结账|埋单|优惠|折扣|活动价|券|会员费|押金|订金|定金|年费|月费|话费|重复付|付了两次|发票"
    r"|\b(?:charg\w*|overcharg\w*|fees?|bill\w*|invoice\w*|price\w*|deposit|discount|coupon|voucher|subscription|interest|refund (?:is|was|has|of only))\b"
)


# The learned words for wounds are the words for scratches too.
_SCRATCHED: Final = re.compile(
    r"(?:屏幕?|车门|车身|新车|轮毂|漆面?|镜头|镜片|面板|表面|外壳|机身|桌面?|柜门?|地板|家具|沙发|盖板|边框|箱子?|表盘|锅底?|后盖)[^,。!?;]{0,8}(?:划|刮|碰|撞|磕|擦)(?:伤|花|痕|坏)"
    r"|(?:划|刮|碰|撞|磕|擦)(?:伤|花|坏)(?:了|咗)?[^,。!?;]{0,3}(?:屏|车|漆|镜|面板|外壳|机身|桌|柜|地板|家具|沙发|边框|箱|表盘)"
)


def scratched(page: Page) -> bool:
    """Whether the wound that is told of is one of goods."""
    return _SCRATCHED.search(page.plain) is not None and not harm.is_told(page)


def only_cost(page: Page) -> bool:
    """Whether goods are told to be faulty while no word speaks of charging."""
    return _FAULT.search(page.plain) is not None and not speaks_of_charging(page)


def speaks_of_charging(page: Page) -> bool:
    """Whether prices, fees or bills are spoken of, and not only what was paid."""
    return _CHARGING.search(page.plain) is not None
