"""Language and script: what the text is written in, and so what it is to be answered in."""

from __future__ import annotations

from functools import cache
from typing import Final

from amends.understanding.folding import plain_table

_LEAST_SHARE: Final = 0.25
_CANTONESE: Final = frozenset("嘅咗喺唔冇啲嚟俾畀佢哋嗰嘢乜咩噉攞揾諗嗌㗎喎囉咁嘥嚿啱")


@cache
def _scripts() -> tuple[frozenset[str], frozenset[str]]:
    """Characters only Traditional, and only Simplified, text has."""
    table = plain_table()
    traditional = {chr(code) for code in range(0x3400, 0xA000) if table[code] != code}
    simplified = {chr(int(table[ord(char)])) for char in traditional} - traditional
    # Characters that both scripts write, though one of them also stands for another's traditional form.
    shared = frozenset(
        "后里面只干台系云松范丑谷斗几向余吁发了准于同志占布并借冲卜卷周困家幸御念愿戚才扎折拐据搜朱术杯板柜栗欲毛沈注涂淀演炉熏独着确签累致药蔑蜡表赞跡郁酸采重镰闲霉面霸须须魂么著喂咸它征恒惊戏托柒欢洒洁温游灾烟燕皂盖秋秘籤纤群网脚舍药虫裡踪迹酱钟锅雕颜饥麻"
    )
    return frozenset(traditional - shared), frozenset(simplified - shared)


def find(text: str) -> str:
    """`zh-Hans`, `zh-Hant`, `en`, or `und` when no letter decides; looks at the first 4,000 characters."""
    head = text[:4000]
    han = sum("\u3400" <= char <= "\u9fff" for char in head)
    letters = sum(char.isascii() and char.isalpha() for char in head)
    if not han and not letters:
        return "und"
    if han < _LEAST_SHARE * letters / 4:
        return "en"
    traditional, simplified = _scripts()
    hant = sum(char in traditional or char in _CANTONESE for char in head)
    hans = sum(char in simplified for char in head)
    return "zh-Hant" if hant > hans else "zh-Hans"
