"""Folding makes equal what means the same and never moves a character."""

import pytest

from amends.understanding.folding import SCRIPTS, codes_of, fold, plain_table, script_table, scripts


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＡＢＣ１２３！？", "abc123!?"),
        ("退款與賠償", "退款与赔偿"),
        ("態度惡劣", "态度恶劣"),
        ("服務員 嘅 態度", "服务员 嘅 态度"),
        ("Don’t", "don't"),
        ("İß", "İß"),
        ("跟著妳瞭解", "跟着你了解"),
        ("", ""),
    ],
)
def test_the_same_words_look_the_same(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("text", ["\ud800a", "a\x00b", "😡退", "\u202eabc", "ﬁ", "한국어", "𠮷野家"])
def test_length_stays(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_twice_changes_nothing() -> None:
    table = plain_table()
    assert (table[table] == table).mean() > 0.999


def test_no_character_is_of_both_scripts() -> None:
    assert set(script_table().tolist()) <= set(range(9))


@pytest.mark.parametrize(
    ("picture", "feels"),
    [(sign, True) for sign in "😡😭🙏👍👎🤦❤☹🙄🤮💔🌚"] + [(sign, False) for sign in "📦🚗🌸🏨☎✈📱🐭"],
)
def test_only_pictures_that_show_a_feeling_are_counted_as_such(picture: str, feels: bool) -> None:
    (script,) = scripts(codes_of(picture)).tolist()
    assert (SCRIPTS[script] == "emoji") == feels
