"""Harm to a body that is told of: burns, cuts, falls, blows, what was eaten and did not stay down.

None of the 3,370 texts of the first labelled set tells of a burn or a cut, so that these are known by their words. "Scratched" is said of cars and screens,
"cut" of prices, "an emergency room" of bills: such words count only beside a part of the body or somebody who was hurt.
"""

from __future__ import annotations

import re
from typing import Final

from amends.understanding.page import Page
from amends.understanding.steps.wording import Wording

_BODY: Final = r"(?:手(?![机表柄续工感套提环推把])|脚(?![架踏垫轮])|脸(?!盆)|头(?![盔发枕])|额头|眉|眼睛|鼻|嘴|舌|喉咙|食道|牙龈|下巴|脖子|胳膊|肩|腰|背上|腿|膝|脚趾|指头|皮肤|屁股|胸口|肚子)"
_PERSON: Final = r"(?:我|他|她|人|孩子|小孩|小朋友|宝宝|婴儿|老人|老婆|老公|太太|先生|妻子|丈夫|妈|爸|母亲|父亲|奶奶|爷爷|外婆|儿子|女儿|同事|朋友|客人|顾客|旅客|乘客|女友|男友|细路|bb)"
_SOMEBODY: Final = rf"(?:{_BODY}|{_PERSON})"
# What comes after names a thing to be bought, a cover to be paid, or the harm of a thing.
_NO_HARM: Final = r"(?!膏|药|贴|险|保险|保障|理赔|证明|鉴定|痕|员|率|害费|(?:的)?(?:车|屏|漆|镜头|镜片|表面|外壳|家具|桌|柜|墙|地板|手机|电脑))"
_PARTS: Final = r"(?:hands?|arms?|fingers?|thumbs?|wrists?|legs?|knees?|feet|foot|ankles?|toes?|face|lips?|mouth|tongue|throat|eyes?|head|neck|back|shoulders?|elbows?|hips?|skin|scalp|nose|chest|thighs?|teeth|tooth)"
_WHOSE: Final = r"(?:my|his|her|our|their|the (?:child|baby|kid|guest|customer)'s|my (?:son|daughter|wife|husband|mother|father|child|kid|baby|friend)'s)"
_HURT: Final = Wording(
    keys="伤破血肿烫砸割扎刺烧夹折泡缝荡倒跤跌跣仆毒吐泻肚稀疴肠敏疹休烂灼牙",
    # Burned, bitten, sprained: said of bodies alone.
    chinese=rf"(?:烫|灼|咬|扭|刺|扎|夹|抓|烧)伤{_NO_HARM}"
    # Cut, scratched, hit, crushed: of bodies where one stands beside it; an apple is bruised too.
    rf"|{_SOMEBODY}[^,。!?;]{{0,8}}(?:割|摔|跌|砸|炸|电)(?:伤|破|出血|肿){_NO_HARM}"
    rf"|{_BODY}[^,。!?;]{{0,8}}(?:划|刮|撞|压|挤|碰|擦)(?:伤|破|出血|肿){_NO_HARM}"
    rf"|(?:割|划|刮|撞|砸|压|挤|碰|擦|炸|电)(?:伤|破|肿)(?:了|到|咗)?[^,。!?;]{{0,3}}{_SOMEBODY}"
    rf"|(?:(?<!发)烫|砸|割|扎|刺|烧)(?:到|着|亲|咗)(?:了)?[^,。!?;]{{0,4}}{_SOMEBODY}(?![^,。!?;]{{0,2}}(?:车|机|电脑))"
    rf"|{_SOMEBODY}[^,。!?;]{{0,6}}(?:被|给|俾|畀)[^,。!?;]{{0,8}}(?:烫|砸|夹|割|扎|刺)(?:到|伤|破|肿|出血|晕|亲)"
    rf"|{_BODY}[^,。!?;]{{0,6}}(?:割破|划破|流血|出血|破皮|骨折|红肿|肿了|肿起|起(?:了|咗)?(?:[一两几个大小]{{0,3}})?水泡)"
    r"|起(?:了|咗)?[一两几好个大小]{0,4}水泡|缝(?:了|咗)?(?:\d+|[一二三四五六七八九十几]+)针|脑震荡|破相"
    # A fall that hurt: being slippery is no harm yet.
    r"|(?:滑倒|摔倒|跌倒|绊倒|摔了一跤|跌亲|跣亲|仆倒|仆亲)[^。!?;]{0,16}(?:受伤|伤|痛|疼|骨折|扭|肿|血|缝|送医|急诊|入院|住院|去医院|照x光|拍片)"
    # Eaten, drunk or put on, and it did not stay down or turned red.
    r"|食物中毒|上吐下泻|又吐又[拉泻疴]|(?:吃|喝|食|饮)(?:(?!没|不会|唔会|未)[^。!?;]){0,20}?(?:拉肚子|闹肚子|肚泻|腹泻|拉稀|肚疴|疴肚|疴到|疴咗|呕吐(?!感)|一直吐|狂吐|全吐|吐了(?:[一好几两半整三]|出来|满)|肠胃炎|肚子痛|肚子疼|肚痛|过敏|中毒|起疹|红疹|喉咙肿|休克)"
    r"|(?:用|擦|抹|涂|敷|搽|穿)(?:(?!没|不会|唔会|未)[^。!?;]){0,20}?(?:过敏|红肿|起疹|红疹|疹子|烂脸|溃烂|灼伤)"
    r"|(?:崩|磕|硌)(?:掉|断|坏|烂|崩|甩)(?:了|咗)?[^,。!?;]{0,6}牙|牙(?:齿)?[^,。!?;]{0,6}(?:崩|磕|硌)(?:掉|断|坏|烂|裂|了|咗)",
    english=rf"\b(?:burn(?:ed|t)|scald(?:ed|ing)?|cut|sliced|broke|fractured|sprained|twisted|bruised|injured|hurt|gashed|crushed|trapped|scraped)\s+{_WHOSE}\s+(?:\w+\s+)?{_PARTS}\b"
    rf"|\b{_WHOSE}\s+(?:\w+\s+)?{_PARTS}\s+(?:\w+\s+)?(?:got|was|were|is|are)\s+(?:\w+\s+)?(?:burn(?:ed|t)|scalded|cut|broken|fractured|sprained|bruised|injured|bleeding|swollen|blistered)\b"
    r"|\b(?:got|was|were|been|being|badly|get)\s+(?:badly\s+|seriously\s+|slightly\s+)?(?:scalded|injured|electrocuted|concussed|hospitali[sz]ed)\b"
    r"|\bi\s+(?:got|was)\s+(?:badly\s+)?burn(?:ed|t)\b(?!\s+(?:by (?:this|the|your) (?:company|bank|deal)|out))"
    r"|\b(?:slipped|tripped|fell)\b[^.!?]{0,60}\b(?:hurt|broke|broken|fractur\w+|injur\w+|sprain\w+|bruis\w+|bleed\w*|stitches|ambulance|a&e|concussion)\b"
    r"|\b(?:food poisoning|food-poisoning|allergic reaction|anaphyla\w+|second-degree burns?|third-degree burns?|concussion|needed stitches)\b"
    rf"|\b(?:chipped|cracked|broke|lost)\s+(?:a|my|his|her)\s+(?:\w+\s+)?tooth\b|\bburns?\s+(?:on|to)\s+{_WHOSE}\s+{_PARTS}\b"
    r"|\b(?:ate|eating|eaten|drank|drinking)\b[^.!?]{0,60}\b(?:vomit\w*|threw up|throwing up|diarrh\w+|stomach cramps|violently ill|poisoned)\b",
)
_SHARP: Final = r"(?:玻璃|钢丝|铁丝|刀片|钉子?|螺丝|金属|铁片|铁屑|订书针|针头|鱼钩)"
_FOOD: Final = r"(?:饭|菜|汤|粥|面|包|糕|饼|奶粉|奶|饮料|罐头|果汁|沙拉|沙律|外卖|肉|鱼|糖|零食|食物)"
# Nobody need have bled yet: what is found between the teeth is harm that was met.
_IN_FOOD: Final = Wording(
    keys="璃钢铁刀钉螺属针钩",
    chinese=rf"(?:吃|喝|咬|嚼|食)(?:到|出|着|中|咗)(?:了)?[^,。!?;]{{0,8}}{_SHARP}"
    rf"|{_FOOD}(?:里面|入面|里边|里|中|内)[^,。!?;]{{0,8}}(?:有|发现|吃出|见到|混)[^,。!?;]{{0,6}}{_SHARP}",
    english=r"\b(?:glass|metal|wire|a needle|a nail|a razor blade|a screw|a staple)\b[^,.!?;]{0,20}\bin (?:my|the|our|his|her) (?:\w+ )?(?:food|soup|salad|meal|bread|cake|drink|rice|noodles|sandwich|burger|pizza|pasta|dessert|formula|cereal|yogh?urt)\b",
)
_BEATEN: Final = Wording(
    keys="伤殴推打",
    chinese=rf"(?:打|殴|砍|踢)伤{_NO_HARM}|(?:被|俾|畀)[^,。!?;]{{0,10}}(?:殴打|推倒|打咗|动手打)|动手打(?:了)?{_PERSON}",
)
# Harm that somebody came to elsewhere, and that the complaint is not about: an accident before a claim, a loan that was not paid.
_ELSEWHERE: Final = re.compile(
    r"车祸|交通事故|肇事|工伤|工地|医保|理赔|投保|保单|逾期|贷款|信用卡|拆迁|征地|上访|强制?施工|\b(?:car accident|insurance|workers' comp|credit|loan|debt|mortgage)\b"
)
# Only imagined, feared, advised against or denied; a near miss ("差点") is none of these.
_NOT_SO: Final = re.compile(
    r"(?:不|没有?|并未|未曾|从未|不会|不至于|以免|避免|防止?|预防|小心|当心|谨防|怕|担心|万一|如果|要是|若|假如|会不会|容易|可能|治|治疗|专治|冇|唔会|惊)[^,。!?;]{0,6}$"
    r"|\b(?:not|no|never|without|nobody|no one|if|might|may|could|can|afraid|fear\w*|avoid\w*|prevent\w*)\s(?:[a-z']{1,12}\s){0,3}$"
)
_REACH: Final = 24
# A longer letter tells of several things, and an injury may be one among them.
_SHORT: Final = 400


def is_told(page: Page) -> bool:
    """Whether somebody was hurt, made ill by what they ate or used, or found a sharp thing in it, and it is told as a fact."""
    return _told(page, _HURT, _IN_FOOD, _BEATEN)


def is_the_matter(page: Page) -> bool:
    """Whether such harm is what the text is about: a short one that tells of no blows, which are about people first."""
    return len(page.plain) <= _SHORT and _told(page, _HURT, _IN_FOOD)


def _told(page: Page, *wordings: Wording) -> bool:
    return any(
        not _NOT_SO.search(page.plain[max(0, found.start() - _REACH) : found.start()])
        for wording in wordings
        for found in wording.finditer(page)
    ) and not _ELSEWHERE.search(page.plain)
