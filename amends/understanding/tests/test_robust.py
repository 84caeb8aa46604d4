"""Any string is read: never an exception, every offset inside, the same answer every time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.understanding import read, read_many
from amends.understanding.tests.sound import ensure_sound

ODD: dict[str, str] = {
    "empty": "",
    "one character": "差",
    "one letter": "x",
    "only emoji": "😡😡🤬",
    "joined emoji": "👨‍👩‍👧‍👦🏳️‍🌈",
    "nul": "态度\x00很差\x00",
    "lone surrogates": "\ud83d退款\udc00",
    "right to left": "\u202e款退\u202c 请 \u2066abc\u2069",
    "zero width": "退\u200b款\ufeff",
    "markup": "<script>alert('退款')</script><b>态度很差</b>",
    "only digits": "0123456789" * 50,
    "only punctuation": "，。！？" * 100,
    "only quotation marks": "“" * 500,
    "line ends": "\r\n\r\n\n",
    "combining": "e\u0301" * 200,
    "astral": "𠮷野家の牛丼" * 20,
    "other scripts": "Плохой сервис. 서비스가 나빠요. ひどいサービス",
    "at signs": "@" * 300,
    "dates": "99月99日 0年0月0日 2026-13-45 13/45/2026 9999999天前 下午99点",
    "numbers": "一二三四五六七八九十百千万亿" * 10 + "元",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_texts_are_read(text: str) -> None:
    ensure_sound(text, read(text))


@pytest.mark.parametrize(
    "piece",
    [
        "投诉",
        "a",
        "1",
        "，",
        "“",
        "一",
        "@",
        "打了",
        "上周三",
        "王经理",
        "3,",
        "not ",
        "é",
        "\ud800",
        "第三次",
        "半年前",
        "a-1",
    ],
)
def test_a_very_long_text_is_read(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    ensure_sound(text, read(text))


PIECES = st.sampled_from(
    [
        "退款",
        "態度",
        "差",
        "上周三",
        "3,268元",
        "13812345678",
        "“",
        "”",
        "！",
        "?",
        "\n",
        " ",
        "not ",
        "refund",
        "@",
        "\x00",
        "😡",
        "打了五次电话",
        "2026年",
        "万",
        "店",
        "不是要",
        "起诉",
        "\ud800",
        "１２",
        "第",
        "月",
        "-",
        "A1区",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
def test_whatever_is_written_is_read(text: str) -> None:
    ensure_sound(text, read(text))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)), max_size=12))
def test_a_text_is_read_the_same_alone_and_among_others(texts: list[str]) -> None:
    assert list(read_many(texts)) == [read(text) for text in texts]


def test_reading_twice_gives_the_same() -> None:
    text = "等了两个小时，服务员态度恶劣，要求退款并道歉！"
    assert read(text) == read(text)
