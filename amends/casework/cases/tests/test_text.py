"""What any text from outside becomes before it is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.casework.cases.text import KEY_LENGTH, cleaned, kept_key, required
from amends.foundation.kernel.errors import Invalid, TooLarge


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("坏\x00了", "坏了"),
        ("a\r\nb\rc\n", "a\nb\nc"),
        ("\ufeff开头", "开头"),
        ("付款\u202e元001\u202c", "付款元001"),
        ("\u2066隔离\u2069", "隔离"),
        ("半个\ud83d", "半个\ufffd"),
        ("  空白\t", "空白"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("👨‍👩‍👧 🙂", "👨‍👩‍👧 🙂"),
        ("\x07\x1b[31m红", "[31m红"),
        ("", ""),
    ],
)
def test_what_cannot_be_kept_or_misleads_is_taken_out(sent: str, kept: str) -> None:
    assert cleaned(sent) == kept


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_cleaning_twice_changes_nothing_more_and_the_result_can_be_stored(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert "\x00" not in once
    once.encode()


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00", "\u202e\u202c", "\ufeff"])
def test_a_text_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        required(text, limit=10, field="body")
    assert refusal.value.field == "body"


def test_the_limit_counts_characters_after_cleaning() -> None:
    assert required("长" * 10 + "\x00" * 50, limit=10) == "长" * 10
    with pytest.raises(TooLarge) as refusal:
        required("长" * 200_000, limit=20_000)
    assert "200,000" in str(refusal.value.message)
    assert "20,000" in str(refusal.value.message)


def test_a_key_always_fits_and_stays_itself() -> None:
    assert kept_key("form-1") == "form-1"
    assert kept_key(None) is None
    assert kept_key(" \x00") is None
    long, other = kept_key("k" * 81), kept_key("k" * 82)
    assert long == kept_key("k" * 81)
    assert long != other
    assert long is not None
    assert len(long) <= KEY_LENGTH
