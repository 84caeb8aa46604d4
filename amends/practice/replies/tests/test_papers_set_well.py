"""How letters look on paper: every sign in its place, every page with its number, nothing hostile in them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pypdfium2
import pytest
from docx import Document
from PIL import ImageFile

from amends.practice.replies.papers import CannotSet, Sheet, as_docx, as_pdf
from amends.practice.replies.papers.pdf import _is_read, page
from amends.practice.replies.papers.sheet import clean

NUMBER = "JD" + "2026110300" * 7
CLOSING = "此致\n敬礼\n\n澄穗生活\n林知夏"
TEXT = "我们核对了仓库的出库记录、快递的签收照片和客服的三次通话录音，确认冒烟与您的使用方法无关。" * 3
NEVER_FIRST = "）」』】》”’，。；：、！？"


def sheet(words: str, language: str = "zh-Hans") -> Sheet:
    return Sheet(
        words=words,
        language=language,
        house="澄穗生活",
        reference="案件 A26-000123",
        on=date(2026, 11, 26),
    )


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [document[at].get_textpage().get_text_range() for at in range(len(document))]
    finally:
        document.close()


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\r", "\r\n"])
def test_whatever_a_system_ends_lines_with_ends_them_here(end: str) -> None:
    letter = sheet(f"您写道：第一行 {end} 第二行")
    assert letter.paragraphs == ["您写道：第一行 \n 第二行"]
    lines = [line.strip() for line in pages_of(as_pdf(letter))[0].splitlines()]
    assert "第二行" in lines
    assert Document(io.BytesIO(as_docx(letter))).paragraphs[-1].text == "您写道：第一行 \n 第二行"


def test_no_mark_turns_the_words_behind_it_round() -> None:
    letter = sheet("退 \u202e100 元\u202c 给 \u2067您\u2069\x1b[31m")
    assert letter.paragraphs == ["退 100 元 给 您[31m"]


@pytest.mark.parametrize("digits", range(60, 73))
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_no_line_begins_with_a_sign_that_ends_one(language: str, digits: int) -> None:
    words = (
        f"您的订单（订单号 {NUMBER[:digits]}）。我们核对了“没有人回电话”、“让我自己拿去修”，也都有录音为证。"
    )
    lines = "".join(pages_of(as_pdf(sheet(words, language)))).splitlines()
    assert not [line for line in lines if line.strip() and line.strip()[0] in NEVER_FIRST]


def test_pictures_that_no_face_has_are_left_out_instead_of_boxes() -> None:
    plain, odd = (
        as_pdf(sheet("好的。谢谢！")),
        as_pdf(sheet("好的。\U0001fae8\U000e0041\U0001f44d\U0001f3fd谢谢！")),
    )
    assert pages_of(plain) == pages_of(odd)


@pytest.mark.parametrize(
    "words",
    [
        "尊敬的\U000323af女士",
        "退您 ₿1000",
        "退您 ﷼1000",
        "退您 \u20c11000",
        "您写的是 A\u20e0",
        "尊敬的\ue816女士",
    ],
)
def test_what_is_read_and_missing_from_every_face_is_told_of(words: str) -> None:
    with pytest.raises(CannotSet, match="face"):
        as_pdf(sheet(words))


@pytest.mark.parametrize("sign", "₫₹฿㎡℃‰≤±〜–№→✗❌🚫\u0301")
def test_without_what_says_a_sum_a_unit_or_a_no_a_letter_is_not_set(sign: str) -> None:
    assert _is_read(sign)


@pytest.mark.parametrize("sign", "😀👍🇨❤☎⏰⭐\u20e3\ufe0f\u200d\U0001f3fd\U0001fae8\U000e0041\x01\u2028")
def test_pictures_and_what_nobody_sees_say_nothing_that_a_letter_needs(sign: str) -> None:
    assert not _is_read(sign)


def test_every_page_of_a_long_letter_says_which_it_is_and_of_what() -> None:
    pages = pages_of(as_pdf(sheet("\n\n".join(["王女士，您好：", *[TEXT] * 18, CLOSING]))))
    assert len(pages) == 3
    for at, words in enumerate(pages, start=1):
        assert f"{at} / 3" in words
        assert words.count("A26-000123") == 1


@pytest.mark.parametrize("paragraphs", range(6, 15))
def test_whoever_signs_never_stands_alone_on_a_page(paragraphs: int) -> None:
    last = pages_of(as_pdf(sheet("\n\n".join(["王女士，您好：", *[TEXT] * paragraphs, CLOSING]))))[-1]
    assert "此致" in last and "林知夏" in last
    assert "使用方法无关" in last


def test_a_long_last_paragraph_is_parted_like_any_other() -> None:
    assert sheet(f"王女士，您好：\n\n{TEXT}").closing == 0
    assert sheet(f"王女士，您好：\n\n{TEXT}\n\n{CLOSING}").closing == 2
    assert sheet("谢谢您。").closing == 0
    signed = "沈如松\n澄穗生活\n受理编号：A26-000250　订单：JS02-113326"
    assert sheet(f"{TEXT}\n\n{TEXT}\n\n{signed}").closing == 1


def test_setting_a_letter_leaves_pictures_as_strict_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as the library leaves it behind
    as_pdf(sheet("您好"))
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_a_house_without_a_name_has_no_empty_head() -> None:
    bare = Sheet(words="您好", reference="案件 A26-000123")
    assert "<header" not in page(bare)
    assert "<header" in page(sheet("您好"))


def test_a_word_document_numbers_its_pages_and_keeps_its_end_together() -> None:
    made = as_docx(sheet(f"王女士，您好：\n\n{TEXT}\n\n{CLOSING}"))
    body: Any = Document(io.BytesIO(made)).paragraphs
    assert [one.paragraph_format.keep_with_next for one in body[-4:]] == [False, True, True, False]
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        feet = sorted(parts.read(name).decode() for name in parts.namelist() if "footer" in name)
        words = parts.read("word/document.xml").decode()
    assert all(">PAGE<" in foot and ">NUMPAGES<" in foot for foot in feet)
    assert ["A26-000123" in foot for foot in feet].count(True) == 1
    assert 'w:hint="eastAsia"' in words


def test_bullets_out_of_a_word_processor_are_plain_ones() -> None:
    assert clean("\uf0b7 第一点\n\uf0a7 第二点") == "• 第一点\n• 第二点"
