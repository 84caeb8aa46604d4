"""Remarks that were kept in one language are said in another."""

from __future__ import annotations

import pytest

from amends.content.files import LANGUAGES, load
from amends.practice.replies.check.retold import retold

QUOTED = {"point": "锅冒烟{x}\n没人管", "amount": "500 元", "limit": "200 元"}


@pytest.mark.parametrize("name", sorted(load("wording", "en")["messages"]))
@pytest.mark.parametrize("kept", LANGUAGES)
def test_each_message_is_known_in_each_language(kept: str, name: str) -> None:
    said = {language: load("wording", language)["messages"][name].format(**QUOTED) for language in LANGUAGES}
    assert {language: retold(said[kept], language) for language in LANGUAGES} == said


def test_what_was_never_a_message_stays() -> None:
    assert retold("旧版的话", "en") == "旧版的话"
