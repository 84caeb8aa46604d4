"""The words of a text that carry its matter, comparable across the two Chinese scripts."""

from __future__ import annotations

import re

from amends.practice.replies.check.features import converter
from amends.practice.replies.check.words import language_of, words_for


def content_of(text: str) -> frozenset[str]:
    """The words of a text that carry its matter: character pairs in Chinese, stems in English."""
    language = language_of(text)
    if language == "en":
        stems = (re.sub(r"(?:ing|ed|es|s)$", "", word) for word in re.findall(r"[a-z]{4,}", text.lower()))
        return frozenset(stem for stem in stems if stem not in words_for("en").common and len(stem) > 3)
    folded = str(converter().convert(text)) if language == "zh-Hant" else text
    common = words_for("zh-Hans").common
    runs = re.findall(r"[\u4e00-\u9fff]{2,}|[A-Za-z0-9]{3,}", folded)
    pairs = {run[i : i + 2] for run in runs for i in range(len(run) - 1) if not run[0].isascii()}
    tokens = {run.lower() for run in runs if run[0].isascii()}
    return frozenset((pairs - common) | tokens)
