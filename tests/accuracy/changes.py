"""Changes to a text that leave its meaning alone, and the texts they are tried on: the project's own and made-up ones."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from opencc import OpenCC

from amends.understanding import Reading, read_many
from amends.understanding.training.own import load_own

HEADS: Final = (
    "kind",
    "category",
    "emotion",
    "intensity",
    "motive",
    "mode",
    "severity",
    "persona",
    "category_all",
    "motive_all",
    "demands",
    "risks",
)
MADE: Final = 420
_OPENINGS: Final = (
    "{when}{who}在{place}{act}，",
    "{who}是老顾客了，{when}在{place}{act}，",
    "你好，{when}{who}{act}，",
)
_TROUBLES: Final = (
    "用了{n}天就坏了，打了{n}次电话没人管",
    "等了{n}个小时还没送到，{staff}说让再等等",
    "多扣了{n}元，{staff}一直不给退",
    "{staff}态度很差，当着{who}的面翻白眼",
    "说好{n}天到账，到现在没有消息",
    "吃完拉肚子，去医院花了{n}元",
)
_WISHES: Final = (
    "要求退款并道歉！",
    "请尽快处理。",
    "再不解决就去12315投诉！",
    "希望你们改进，谢谢。",
    "凭什么这样对人？",
)


@cache
def texts() -> tuple[str, ...]:
    """Chinese texts of the project, and made-up ones with names, numbers and people in them."""
    own = [text for text, _labels in load_own() if re.search(r"[\u4e00-\u9fff]", text)]
    chance = random.Random(5)
    for _ in range(MADE):
        words = {
            "when": chance.choice(("昨天", "上周三", "3月5日", "前天晚上")),
            "who": chance.choice(("我妈", "我爸", "我老公", "我老婆", "我女儿", "我儿子", "我")),
            "place": chance.choice(("万达店", "人民路分店", "你们旗舰店", "东门营业厅")),
            "act": chance.choice(("买了一台洗衣机", "订了房间", "点了外卖", "办了一张卡")),
            "staff": chance.choice(("王经理", "李女士", "张先生", "客服小陈", "他", "她")),
            "n": chance.randint(2, 9),
        }
        made = chance.choice(_OPENINGS) + chance.choice(_TROUBLES) + "。" + chance.choice(_WISHES)
        own.append(made.format(**words))
    return tuple(own)


@cache
def readings() -> tuple[Reading, ...]:
    return tuple(read_many(texts()))


def traditional(text: str) -> str:
    return _to_traditional()(text)


@cache
def _to_traditional() -> Callable[[str], str]:
    convert: Callable[[str], str] = OpenCC("s2t").convert
    return convert


def swapped(pairs: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    """Each word for the other, both ways at once, the longest first."""
    other = {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    pattern = re.compile("|".join(sorted(map(re.escape, other), key=len, reverse=True)))
    return lambda text: pattern.sub(lambda found: other[found.group()], text)


_OTHER_NAMES: Final = swapped(
    [("王", "李"), ("张", "陈"), ("刘", "赵"), ("杨", "周"), ("吴", "徐"), ("孙", "朱")]
)
_OTHER_PLACES: Final = swapped([("小明", "小强"), ("万达", "永旺"), ("人民路", "解放路")])
# A surname is one before a title or after 小 and 姓; 一张卡 and 紧张 are words.
_SURNAME: Final = re.compile(
    "[王李张陈刘赵杨周吴徐孙朱](?=某|先生|女士|小姐|太太|经理|主任|师傅|老师|医生|店长)|(?<=[小姓])[王李张陈刘赵杨吴徐孙朱]"
)


def names(text: str) -> str:
    """Other people and another branch of the shop."""
    return _SURNAME.sub(lambda found: _OTHER_NAMES(found.group()), _OTHER_PLACES(text))


# 12315 and the like are names of authorities, not numbers.
_NUMBER: Final = re.compile(r"(?<!\d)(?!12315|12345|12378|110|315|119|120)\d+(?!\d)")


def digits(text: str) -> str:
    """The same number of figures, all others; a number stays of its own size."""
    turn = str.maketrans("23456789", "34567892")
    return _NUMBER.sub(lambda found: found.group().translate(turn), text)


def half_width(text: str) -> str:
    return text.translate(str.maketrans("，。！？；：（）", ",.!?;:()"))


def with_a_picture(text: str) -> str:
    return f"{text}📦"


GENDER: Final = [
    ("他", "她"),
    ("先生", "女士"),
    ("爸爸", "妈妈"),
    ("我爸", "我妈"),
    ("父亲", "母亲"),
    ("老公", "老婆"),
    ("丈夫", "妻子"),
    ("儿子", "女儿"),
    ("爷爷", "奶奶"),
    ("哥哥", "姐姐"),
    ("弟弟", "妹妹"),
    ("男朋友", "女朋友"),
    ("男孩", "女孩"),
]
gender = swapped(GENDER)
ORIGINS: Final = (
    "河南",
    "上海",
    "东北",
    "新疆",
    "广东",
    "四川",
    "农村",
    "城里",
    "外地",
    "本地",
    "香港",
    "台湾",
)


def origins_swapped(count: int = 60) -> list[list[str]]:
    """Each text with each place that its writer may come from."""
    chosen = random.Random(9).sample(texts(), count)
    return [[f"我是{place}人。{text}" for place in ORIGINS] for text in chosen]


def label(reading: Reading, head: str) -> object:
    value = getattr(reading, head)
    return frozenset(value) if isinstance(value, tuple) else value


def kept(before: Sequence[Reading], after: Sequence[Reading]) -> Mapping[str, float]:
    """For each head the share of texts whose label stays."""
    return {
        head: sum(label(a, head) == label(b, head) for a, b in zip(before, after, strict=True)) / len(before)
        for head in HEADS
    }


def changed(change: Callable[[str], str]) -> Mapping[str, float]:
    """The shares among the texts that the change touches."""
    touched = [
        (text, reading) for text, reading in zip(texts(), readings(), strict=True) if change(text) != text
    ]
    return kept([reading for _, reading in touched], list(read_many(change(text) for text, _ in touched)))


def by_origin() -> Mapping[str, float]:
    families = origins_swapped()
    before = [reading for family in families for reading in read_many([family[0]] * (len(ORIGINS) - 1))]
    after = [reading for family in families for reading in read_many(family[1:])]
    return kept(before, after)
