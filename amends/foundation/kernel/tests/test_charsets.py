"""Bytes that either of the two older encodings of Chinese could be."""

from __future__ import annotations

import pytest

from amends.foundation.kernel.charsets import MAINLAND, TAIWAN_AND_HONG_KONG, likelier_first

SIMPLIFIED = ("订单号,商品名称,金额", "四件套洗了一次就起球，我要求退款！", "退款")
TRADITIONAL = (
    "電烤箱關不緊，請盡快派人來看。",
    "訂單編號,顧客編號,產品,金額",
    "呢間茶餐廳嘅服務好差，我想退錢。",
    "退款",
)


@pytest.mark.parametrize("text", [*SIMPLIFIED, *TRADITIONAL])
def test_words_written_on_the_mainland_are_told(text: str) -> None:
    assert likelier_first(text.encode("gb18030")) == (MAINLAND, TAIWAN_AND_HONG_KONG)


@pytest.mark.parametrize("text", TRADITIONAL)
def test_words_written_in_taiwan_or_hong_kong_are_told(text: str) -> None:
    assert likelier_first(text.encode("big5hkscs")) == (TAIWAN_AND_HONG_KONG, MAINLAND)


@pytest.mark.parametrize("data", [b"", b"only ascii"])
def test_where_nothing_tells_it_is_the_larger_one(data: bytes) -> None:
    assert likelier_first(data) == (MAINLAND, TAIWAN_AND_HONG_KONG)
