"""What must not sway a label: who somebody is, a man or a woman, from where, of which name, and which branch it was.

The scores do not see it.
"""

from __future__ import annotations

import re
from typing import Final

from amends.understanding.folding import Codes, codes_of, text_of

# The second of each pair is read as the first, which is as long.
_PAIRS: Final = (
    ("他", "她"),
    ("先生", "女士"),
    ("先生", "小姐"),
    ("爸爸", "妈妈"),
    ("我爸", "我妈"),
    ("老爸", "老妈"),
    ("父亲", "母亲"),
    ("爷爷", "奶奶"),
    ("外公", "外婆"),
    ("公公", "婆婆"),
    ("老公", "老婆"),
    ("丈夫", "妻子"),
    ("儿子", "女儿"),
    ("哥哥", "姐姐"),
    ("大哥", "大姐"),
    ("弟弟", "妹妹"),
    ("男朋友", "女朋友"),
    ("男友", "女友"),
    ("男孩", "女孩"),
    ("男生", "女生"),
    ("男的", "女的"),
    ("男人", "女人"),
    ("帅哥", "美女"),
)
_SAME: Final = {second: first for first, second in _PAIRS}
_PLACES: Final = [
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙古",
    "内蒙",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
    "东北",
    "西北",
    "南方",
    "北方",
    "农村",
    "乡下",
    "城里",
    "外地",
    "本地",
    "外省",
    "本省",
    "山里",
    "小县城",
    "大城市",
]
# Only where it says where somebody is from: a shop in Shanghai is another thing.
_ORIGIN: Final = re.compile(
    rf"(?P<place>{'|'.join(sorted(_PLACES, key=len, reverse=True))})(?=人|来的|过来的|口音|户口|的孩子|老家)"
)
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段漕钱汤尹黎易常武乔贺赖龚文"
_TITLES: Final = "先生|女士|小姐|太太|经理|主任|主管|店长|组长|处长|科长|队长|站长|行长|老板|师傅|老师|医生|大夫|护士|警官|律师|阿姨"
# 小高层 and 小黄车 are no people: after 小 only names that are seldom anything else.
_TITLED: Final = re.compile(rf"[{_SURNAMES}](?=某|{_TITLES})")
_NAMED: Final = re.compile(
    rf"小[王李张刘陈杨赵吴徐孙朱郭罗梁宋郑谢](?![\u4e00-\u9fff]?[型号板])|老[王李张刘陈杨赵吴徐孙朱郭罗梁宋郑谢]|姓[{_SURNAMES}]"
)
_NO_BRANCH: Final = "你我他它们这那家个一各某本贵旗网书商饭酒药小大老新旧同别哪附近总分门的了在到去买"
_BRANCH: Final = re.compile(
    rf"(?<=[在到去的])[^{_NO_BRANCH}\W\da-z_]{{2}}(?=(?:路|街|大道|广场)?(?:分店|门店|店|营业厅|支行|网点))"
)
_GENDER: Final = re.compile("|".join(sorted(_SAME, key=len, reverse=True)))
_GLANCE: Final = re.compile("[她女妈母奶婆妻姐妹人来口户老小姓某店厅行网先经主组处科队站师医大护警律阿]")
_PLACE, _SOMEBODY, _SOMEWHERE = "\ue000", "\ue001", "\ue002"


def neutral(plain: Codes) -> Codes:
    """The folded text as n-grams and phrases see it, of the same length."""
    text = text_of(plain)
    return codes_of(neutral_text(text)) if _GLANCE.search(text) else plain


def neutral_text(folded: str) -> str:
    """The same for a string; phrases are kept in this form, so that one of a pair is found wherever the other is."""
    same = _GENDER.sub(lambda found: _SAME[found.group()], folded)
    titled = _TITLED.sub(_SOMEBODY, same)
    somebody = _NAMED.sub(lambda found: found.group()[0] + _SOMEBODY, titled)
    somewhere = _BRANCH.sub(lambda found: _SOMEWHERE * len(found.group()), somebody)
    return _ORIGIN.sub(lambda found: _PLACE * len(found.group()), somewhere)
