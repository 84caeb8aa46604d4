"""The language of a text is told from its script."""

import pytest

from amends.understanding import read
from amends.understanding.steps.language import is_cantonese


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("这家店的服务太差了", "zh-Hans"),
        ("這家店的服務太差了", "zh-Hant"),
        ("等咗成個鐘都冇人理", "zh-Hant"),
        ("我喺門口等咗好耐", "zh-Hant"),
        ("My order never arrived.", "en"),
        ("我的iPhone 15 Pro Max屏幕碎了", "zh-Hans"),
        ("My order from 京东 never arrived and nobody answers the phone.", "en"),
        ("😡😡😡", "und"),
        ("12345", "und"),
        ("", "und"),
        ("后面里面", "zh-Hans"),
    ],
)
def test_language_and_script(text: str, language: str) -> None:
    assert read(text).language == language


@pytest.mark.parametrize(
    ("text", "cantonese"),
    [
        ("我喺門口等咗好耐，冇人理", True),
        ("你哋啲嘢真係好差", True),
        ("這家店的服務太差了", False),
        ("这家店的服务太差了，店员还说“唔该”", False),
        ("唔，我再想想吧，你们真让人失望", False),
        # What a member of staff said in Cantonese is quoted; the letter is not written in it.
        ("昨天在旺角店，" * 40 + "店員只說了一句「我唔知，你搵第二個啦，冇得退」", False),
        ("My order never arrived.", False),
        ("", False),
    ],
)
def test_cantonese_is_told_from_its_own_characters(text: str, cantonese: bool) -> None:
    assert is_cantonese(text) is cantonese
