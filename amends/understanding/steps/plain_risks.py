"""Risks told in plain words that stand too seldom in the labelled texts to be learned from them.

Looked up in the first labelled set, the texts in which they stand carry the risk for one of its two annotators at least: `vulnerable` 90 of 97,
`fraud` 61 of 64, `safety` 37 of 39, `mass` 26 of 27, `legal` 12 of 13.
What stands nowhere in it (a hidden camera, failing brakes, a lift that drops) is known by what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from amends.understanding.page import Page
from amends.understanding.steps.wording import Wording

_KIN: Final = r"(?:妈|爸|母|父|奶|爷|婆|公|老)"
_SCREENS: Final = r"(?:微博|抖音|小红书|快手|朋友圈|网上|网络|论坛|贴吧|知乎|b站|脸书|推特|连登|油管|头条|公众号|dcard|ptt|threads|tiktok|facebook|twitter|youtube|instagram)"
_PLAIN: Final = {
    "vulnerable": Wording(
        keys="孕肚椅拐盲失障聋残闭便癌疗析尿血儿老龄者岁",
        chinese=r"孕妇|怀孕|身孕|大着肚子|挺着肚子|轮椅|拄(?:着)?拐|盲人|失明|视障|听障|听力障碍|聋哑|残疾(?!人保障金)|残障|自闭症|智力障碍|行动不便"
        r"|(?<!致)(?<!防)癌(?!.{0,3}险|变|症率)|化疗|透析|尿毒症|白血病|早产儿|新生儿|(?:老人(?!机|头|与海|卡|票|鞋)|老人家)|老年人(?!不)|老母亲|老父亲|老太太|老奶奶|高龄|长者"
        rf"|[六七八九]十(?:多|几|来|有余)?岁|[6-9]\d(?:多|几|来)?岁(?:的)?{_KIN}|{_KIN}[^,。!?;]{{0,4}}[6-9]\d(?:多|几|来)?岁",
        english=r"\b(?:(?:i am|i'm|is|was|while|being|heavily|months|my|weeks) pregnant|wheelchair|disabled (?:person|customer|guest|man|woman|son|daughter|mother|father|husband|wife)"
        r"|my elderly|(?:[6-9]\d|ninety|eighty|seventy)[- ]year[- ]old|in (?:his|her|their) (?:seventies|eighties|nineties)|visually impaired|hard of hearing|dialysis|chemotherapy|dementia|alzheimer\w*)\b",
    ),
    "mass": Wording(
        keys="户长主客员民同学害人名",
        chinese=r"(?<![栋幢座号楼室#a-z\d-])(?:\d{2,}|几十|上百|数百|几百|上千|[二三四五六七八九两]?[十百千][一二三四五六七八九十百几多来余]*)(?:多|几|来|余)?个?(?:户|家长|业主|车主|顾客|客户|学员|会员|居民|乘客|旅客|同学|受害者?|(?:人|名)(?=[^,。!?;]{0,4}(?:都|全|均|一起|集体|联名|受骗|上当|中招|没收到|收唔到)))",
        english=r"\b(?:dozens|hundreds|thousands|\d{2,}) of (?:us|customers|guests|people|families|passengers|students|members|residents|others)\b",
    ),
    "privacy": Wording(
        keys="拍针隐录浴衣房厕未查翻看",
        chinese=r"偷拍|针孔|隐藏(?:的)?(?:摄像|镜头)|偷录|(?:浴室|更衣室|房间|厕所|试衣间)[^,。!?;]{0,6}(?:摄像头|镜头|监控)"
        r"|未经[^,。!?;]{0,8}(?:查|调取|使用|提供|透露)[^,。!?;]{0,6}(?:流水|账户|征信|信息|资料|档案|照片|病历|电话)"
        r"|(?:查|翻|看)(?:了)?我(?:的)?(?:流水|账户|账单|征信|病历|档案|聊天记录|手机)",
        english=r"\b(?:hidden|spy) cameras?\b|\bfilmed (?:me|us|my)\b|\blooked (?:up|into|at) my (?:account|records?|file|statements?|medical)\b",
    ),
    "fraud": Wording(
        keys="盗冒诈伪",
        chinese=r"(?<!免)盗刷(?!险)|盗用|冒用|冒名|诈骗|假冒签名|伪造(?:我的)?签[名字]",
        english=r"\bidentity theft\b|\bstole my identity\b|\bin my name without\b|\bforged (?:my|the) signature\b",
    ),
    "safety": Wording(
        keys="骚猥脚礼奸暴刹制油盘转梯火燃爆漏泄毒味氧溺患命身霉质期",
        chinese=r"(?<!密集)(?<!持续)(?<!恶意)(?<!反复)性骚扰|猥亵|动手动脚|非礼(?!勿)|强[奸暴]|(?:刹车|制动|油门|方向盘|转向)[^,。!?;]{0,6}(?:失灵|失效|卡住|锁死|断)"
        r"|电梯[^,。!?;]{0,8}(?:下坠|坠落|急坠|坠|掉下|冲顶|夹(?:人|到|住)|困)|(?:困|关)在(?:了)?[^,。!?;]{0,3}电梯"
        r"|(?<!不会)(?:起火|着火|自燃|失火|(?<!到)爆炸|爆燃)(?!价|款|单|红|警|险)|(?:煤气|燃气|天然气|瓦斯)[^,。!?;]{0,4}(?:漏|泄|中毒|味)|一氧化碳"
        r"|溺水|安全隐患|生命安全|人身安全|(?:吃|喝|食|饮)(?:了|咗|到)?[^,。!?;]{0,6}(?:过期|发霉|变质)"
        r"|(?:过期|发霉|变质)[^。!?;]{0,12}(?:吃|喝|食)(?:了|咗|过|完|下|到)",
        english=r"\b(?:brakes?|steering) (?:failed|gave out|stopped working|locked)\b|\b(?:lift|elevator) (?:dropped|fell|plunged)\b|\b(?:stuck|trapped) in (?:the|your|a) (?:lift|elevator)\b"
        r"|\b(?:sexually (?:harass\w*|assault\w*)|sexual (?:harassment|assault)|groped|caught fire|gas leak|carbon monoxide|nearly drowned|almost drowned)\b",
    ),
    "legal": Wording(
        keys="律",
        chinese=r"(?:委托|聘请|咨询|联系|找|请)(?:了|好了?|过)?(?:一[位个名]|我的|专业|代理){0,2}(?:律师(?!函)|律所)",
        english=r"\b(?:instruct|hir|retain|consult|engag)(?:ed|ing) (?:a|an|my|our) (?:lawyer|attorney|solicitor)\b"
        r"|\b(?:spoken|speaking|talking|talked) (?:to|with) (?:a|an|my|our) (?:lawyer|attorney|solicitor)\b",
    ),
    "media": Wording(
        keys="光见帖文频挂槽",
        chinese=rf"{_SCREENS}(?:上)?[^,。!?;]{{0,3}}(?:曝光|见(?![到过])|发帖|发文|发视频|挂(?:你|出)|吐槽你)|曝光(?:你|贵|这家)",
        english=r"(?:post|put|share)\w* (?:this|it|everything|the (?:video|photos?))[^,.!?;]{0,12} on (?:\w+ )?(?:tiktok|facebook|twitter|youtube|instagram|social media)\b",
    ),
    "violence": Wording(
        keys="活恋死唔跳找斩腿血",
        chinese=r"活着(?:也)?没(?:有)?(?:意思|意义|劲)|生无可恋|逼死我(?!们)|(?:我)?死给你|一死了之|唔想(?:做人|生)|(?:我|俺|老子|老娘)[^,。!?;]{0,8}从[^,。!?;]{0,8}(?:楼|桥|窗)[^,。!?;]{0,4}跳"
        r"|找(?:几个)?人(?:来)?(?:弄|搞|收拾|修理|教训|做)(?:死)?(?:你|他|她)|斩(?:死)?(?:你|佢)(?![^,。!?;]{0,2}价)|打断[^,。!?;]{0,3}腿|放血",
        english=r"\b(?:end(?:ing)? it all|(?:do not|don't) want to (?:live|be alive|be here) any ?more|take my own life|no reason to live|hurt myself)\b",
    ),
}
_DENIED: Final = re.compile(
    r"(?:不是|并非|没有|没|不会|不存在|无(?!辜)|防止?|避免|以免|杜绝|唔系|冇|唔会)[^,。!?;]{0,4}$|\b(?:not|no|never|without)\s(?:[a-z']{1,12}\s){0,2}$"
)
_REACH: Final = 20


def told(page: Page) -> Iterator[str]:
    """The risks that are told outright and not denied, each once."""
    for risk, wording in _PLAIN.items():
        for found in wording.finditer(page):
            if not _DENIED.search(page.plain[max(0, found.start() - _REACH) : found.start()]):
                yield risk
                break
