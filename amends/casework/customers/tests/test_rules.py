"""How contact data is compared, as tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.casework.customers.rules import is_mobile, masked_phone, phone_digits


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("13800138000", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("0086 13800138000", "13800138000"),
        ("１３８ ００１３ ８０００", "13800138000"),
        ("021-6123 4567", "02161234567"),
        ("+852 9123 4567", "85291234567"),
        ("86123456", "86123456"),
        ("电话：没有", ""),
        ("", ""),
        ("٣٨", ""),
    ],
)
def test_the_same_phone_is_the_same_however_it_is_written(phone: str, digits: str) -> None:
    assert phone_digits(phone) == digits


@given(st.text(max_size=40))
def test_nothing_but_digits_is_left(phone: str) -> None:
    assert all("0" <= char <= "9" for char in phone_digits(phone))


@pytest.mark.parametrize(
    ("phone", "shown"), [("13800138000", "138****8000"), ("1234567", "1234567"), ("12345", "*****"), ("", "")]
)
def test_a_phone_is_shown_masked(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


@pytest.mark.parametrize(
    ("phone", "mobile"),
    [
        ("13812345678", True),
        ("+86 138 1234 5678", True),
        ("138****5678", True),
        ("0912-345-678", True),
        ("+852 9123 4567", True),
        ("021-55558888", False),
        ("0571****9999", False),
        ("400-100-2000", False),
        ("+852 2345 6789", False),
        ("", False),
    ],
)
def test_only_what_is_surely_a_mobile_number_is_called_one(phone: str, mobile: bool) -> None:
    assert is_mobile(phone) is mobile
