"""Words that choose a gift by who somebody is. A gift fits a complaint, a product or a wish, never a sex, an age or an origin."""

from __future__ import annotations

import re

_CHINESE = (
    "女士|男士|女生|男生|女性|男性|太太|先生专|先生專|妈妈|媽媽|宝妈|寶媽|主妇|主婦|少女|直男|老人|老年|长者|長者|大妈|大媽|大爷|大爺|"
    "年轻人|年輕人|中年|八零后|九零后|80后|90后|外地人|本地人|东北人|上海人|广东人|老外|外国人|外國人|大陆客|大陸客|陸客|港客"
)
_ENGLISH = (
    r"for (?:the )?(?:ladies|women|men|girls|boys|gentlemen|mothers|mums|moms|dads|housewives|the elderly|seniors|"
    r"old people|young people|foreigners|tourists|locals)|ladies'|men's|women's|his and hers"
)
_WORDS = re.compile(f"(?:{_CHINESE})|\\b(?:{_ENGLISH})(?!\\w)", re.IGNORECASE)


def chooses_by_person(text: str) -> str:
    """The first words that tie a gift to a kind of person, "" if there are none."""
    found = _WORDS.search(text)
    return found.group() if found else ""
