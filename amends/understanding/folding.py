"""Folds a text so that what means the same looks the same, one code point for one, so that offsets stay true."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC

Codes = NDArray[np.uint32]
_TABLE_SIZE: Final = 0x10000
_HAN: Final = ((0x3400, 0xA000), (0xF900, 0xFB00))
# Variants that the converter changes only inside phrases, or not at all.
_VARIANTS: Final = dict(zip("著麽祇瞭妳乾藉摺裏裡覆彷揹麺", "着么只了你干借折里里复仿背面", strict=True))
_EMOJI_START: Final = 0x1F000
_EMOJI_END: Final = 0x1FB00
# Faces, gestures, hearts: pictures that show a feeling. A parcel or a flag says as little as a comma.
_FEELINGS: Final = (
    (0x1F31A, 0x1F31F),
    (0x1F440, 0x1F450),
    (0x1F493, 0x1F4A3),
    (0x1F4A9, 0x1F4AA),
    (0x1F595, 0x1F596),
    (0x1F5A4, 0x1F5A5),
    (0x1F600, 0x1F650),
    (0x1F90D, 0x1F940),
    (0x1F970, 0x1F97B),
    (0x1FAE0, 0x1FAE9),
)
_SIGNS_THAT_FEEL: Final = "☹☺❣❤"
SPACE: Final = 0x20


@cache
def plain_table() -> Codes:
    """Code point → itself in lower case, half width and simplified characters."""
    table = np.arange(_TABLE_SIZE, dtype=np.uint32)
    for code in range(0xFF01, 0xFF5F):
        table[code] = code - 0xFEE0
    table[0x3000] = table[0x00A0] = SPACE
    for code in range(0x41, 0x250):
        lower = chr(code).lower()
        if len(lower) == 1:
            table[code] = ord(lower)
    for code in range(0xFF21, 0xFF3B):
        table[code] = code - 0xFEE0 + 0x20
    for quote in "‘’`´":
        table[ord(quote)] = ord("'")
    convert = OpenCC("t2s").convert
    for first, last in _HAN:
        # Characters are set apart so that no phrase rule of the converter joins them.
        folded = convert(" ".join(map(chr, range(first, last)))).split(" ")
        table[first:last] = [
            ord(char) if len(char) == 1 and ord(char) < _TABLE_SIZE else first + i
            for i, char in enumerate(folded)
        ]
    for variant, usual in _VARIANTS.items():
        table[ord(variant)] = ord(usual)
    return table


@cache
def feature_table() -> Codes:
    """Plain code point → the symbol that n-grams see: digits alike, punctuation alike, no control characters."""
    table = np.arange(_TABLE_SIZE, dtype=np.uint32)
    for code in range(_TABLE_SIZE):
        char = chr(code)
        if char.isdigit() and code < 0x3000:
            table[code] = ord("0")
        elif char in "!?":
            continue
        elif char.isspace() or code < SPACE or not char.isprintable():
            table[code] = SPACE
        elif not char.isalnum():
            table[code] = ord(",")
    table[0x2600:0x27C0] = table[0xFE00:0xFE10] = SPACE
    return table


# `emoji` are those that show a feeling.
SCRIPTS: Final = ("other", "latin", "capital", "digit", "emoji", "han", "hant", "hans", "cantonese")
CANTONESE: Final = "嘅咗喺唔冇啲嚟俾畀佢哋嗰嘢乜咩噉攞揾諗嗌㗎喎囉咁嘥嚿啱"
# Characters that both scripts write, though each of them also stands for another's traditional form.
_SHARED: Final = (
    "后里面只干台系云松范丑谷斗几向余吁发了准于同志占布并借冲卜卷周困家幸御念愿戚才扎折拐据搜朱术杯板柜栗欲毛沈注涂淀演"
    "炉熏独着确签累致药蔑蜡表赞跡郁酸采重镰闲霉霸须魂么喂咸它征恒惊戏托柒欢洒洁温游灾烟燕皂盖秋秘籤纤群网脚舍虫裡踪迹酱钟锅雕颜饥麻"
)


@cache
def script_table() -> NDArray[np.uint8]:
    """Code point → index in SCRIPTS; `hant` and `hans` are characters that only one of the two scripts has."""
    table = np.zeros(_TABLE_SIZE, dtype=np.uint8)
    index = {name: i for i, name in enumerate(SCRIPTS)}
    folded = plain_table()
    for width in (0, 0xFEE0):
        table[0x30 + width : 0x3A + width] = index["digit"]
        table[0x41 + width : 0x5B + width] = index["capital"]
        table[0x61 + width : 0x7B + width] = index["latin"]
    table[[ord(sign) for sign in _SIGNS_THAT_FEEL]] = index["emoji"]
    first, last = _HAN[0]
    table[first:last] = index["han"]
    codes = np.arange(first, last)
    traditional = codes[folded[first:last] != codes]
    table[folded[traditional]] = index["hans"]
    table[traditional] = index["hant"]
    table[[ord(char) for char in _SHARED]] = index["han"]
    table[[ord(char) for char in CANTONESE]] = index["cantonese"]
    return table


def scripts(codes: Codes) -> NDArray[np.int64]:
    """For each code point its index in SCRIPTS."""
    found = script_table()[np.minimum(codes, _TABLE_SIZE - 1)].astype(np.int64)
    if not (codes >= _EMOJI_START).any():
        return found
    edges = np.array(_FEELINGS, dtype=np.uint32).ravel()
    # Between a first and a last edge the number of edges passed is odd.
    feels = np.searchsorted(edges, codes, side="right") % 2 == 1
    return np.where(
        feels, SCRIPTS.index("emoji"), np.where(codes >= _EMOJI_START, SCRIPTS.index("other"), found)
    )


def pictures() -> str:
    """All pictures that show no feeling, as the inside of a character class."""
    edges = [code for first, last in _FEELINGS for code in (first, last)]
    runs = zip([_EMOJI_START, *edges[1::2]], [*edges[::2], _EMOJI_END], strict=True)
    signs = (chr(code) for code in range(0x2600, 0x27C0) if chr(code) not in _SIGNS_THAT_FEEL)
    return "".join(f"{chr(first)}-{chr(last - 1)}" for first, last in runs) + "".join(signs) + "\ufe0f"


def last_words(symbols: Codes, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each text where its last symbol ends that is more than a space: a picture at the end says as little as one."""
    spoken = np.flatnonzero(symbols != SPACE)
    before = np.searchsorted(spoken, starts[1:])
    ends = np.concatenate(([0], spoken + 1))[before]
    return np.maximum(ends, starts[:-1])


def codes_of(text: str) -> Codes:
    """The text's code points; lone surrogates are kept as they are."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _apply(table: Codes, codes: Codes) -> Codes:
    inside = codes < _TABLE_SIZE
    if inside.all():
        return table[codes]
    return np.where(inside, table[np.where(inside, codes, 0)], codes)


def plain(codes: Codes) -> Codes:
    """Lower case, half width, simplified: what phrases and patterns are matched on."""
    return _apply(plain_table(), codes)


def features(plain_codes: Codes) -> Codes:
    """What n-grams are made of; emoji count as a space here, phrases look after them."""
    folded = _apply(feature_table(), plain_codes)
    return np.where(folded >= _EMOJI_START, np.uint32(SPACE), folded)


def text_of(codes: Codes) -> str:
    """The string of the code points, of the same length."""
    raw: Any = codes.astype("<u4").tobytes()
    return str(raw.decode("utf-32-le", "surrogatepass"))


def fold(text: str) -> str:
    """`text` folded for matching, of the same length."""
    return text_of(plain(codes_of(text)))
