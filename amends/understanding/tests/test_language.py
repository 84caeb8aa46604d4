"""The language of a text is told from its script."""

import pytest

from amends.understanding import read


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
