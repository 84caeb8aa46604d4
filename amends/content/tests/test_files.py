"""The loader finds the nearest language and refuses what it cannot read."""

from __future__ import annotations

import pytest

from amends.content.files import ContentError, language_for, load


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-Hans", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("zh-hant", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("yue", "zh-Hant"),
        ("en-GB", "en"),
        ("", "zh-Hans"),
        ("fr", "zh-Hans"),
    ],
)
def test_any_code_leads_to_a_shipped_language(code: str, language: str) -> None:
    assert language_for(code) == language


def test_a_file_is_read_once() -> None:
    assert load("playbook", "en") is load("playbook", "en")


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(ContentError, match="nowhere"):
        load("nowhere", "en")
