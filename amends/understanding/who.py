"""What must not sway a label: whether somebody is a man or a woman, and where they come from. The scores do not see it."""

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
_GENDER: Final = re.compile("|".join(sorted(_SAME, key=len, reverse=True)))
_GLANCE: Final = re.compile("[她女妈母奶婆妻姐妹人来口户老]")
_PLACE: Final = "\ue000"


def neutral(plain: Codes) -> Codes:
    """The folded text as n-grams and phrases see it, of the same length."""
    text = text_of(plain)
    return codes_of(neutral_text(text)) if _GLANCE.search(text) else plain


def neutral_text(folded: str) -> str:
    """The same for a string; phrases are kept in this form, so that one of a pair is found wherever the other is."""
    same = _GENDER.sub(lambda found: _SAME[found.group()], folded)
    return _ORIGIN.sub(lambda found: _PLACE * len(found.group()), same)
