"""Letters as PDF and DOCX: their text can be read back, nothing in them is markup, nothing is fetched."""

from __future__ import annotations

import io
import socket
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from PIL import Image

from amends.casework.cases.models import Case
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.practice.replies import letters
from amends.practice.replies.papers import CannotSet, Sheet, as_docx, as_pdf
from amends.practice.replies.papers.sheet import logo_in

WORDS = {
    "zh-Hans": (
        "王女士，您好：\n\n让您久等了，我很抱歉。电饭锅第三次用就冒烟，换谁都会后怕。",
        "2026年11月26日",
    ),
    "zh-Hant": (
        "陳小姐，您好：\n\n讓您久等了，我很抱歉。電鍋第三次用就冒煙，換誰都會後怕。",
        "2026年11月26日",
    ),
    "en": ("Dear Ms Hart,\n\nI am sorry to have kept you waiting for the rice cooker.", "26 November 2026"),
}
HOSTILE = '<b>x</b> <img src="http://192.0.2.1/p.png"> <script>alert(1)</script> {{ 7*7 }} \x00\x0b ]]> =cmd'


def sheet(language: str, words: str = "") -> Sheet:
    return Sheet(
        words=words or WORDS[language][0],
        language=language,
        house="Chengsui Living" if language == "en" else "澄穗生活",
        address="杭州市西湖区文三路 8 号",
        phone="400-000-0186",
        reference="A26-000123",
        on=date(2026, 11, 26),
    )


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [document[at].get_textpage() for at in range(len(document))]
        return "".join("".join(page.get_text_range() for page in pages).split())
    finally:
        document.close()


def words_of(docx: bytes) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(docx)).paragraphs)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("a letter asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("language", WORDS)
def test_a_pdf_is_read_back_with_its_head_and_its_day(language: str) -> None:
    words, day = WORDS[language]
    read = text_of(as_pdf(sheet(language)))
    for part in (*words.split(), day.replace(" ", ""), "A26-000123", "400-000-0186"):
        assert part in read
    assert ("ChengsuiLiving" if language == "en" else "澄穗生活") in read


@pytest.mark.parametrize("language", WORDS)
def test_a_word_document_holds_the_same(language: str) -> None:
    read = words_of(as_docx(sheet(language)))
    assert WORDS[language][0].split("\n\n")[1] in read
    assert WORDS[language][1] in read


def test_what_people_wrote_is_never_markup() -> None:
    hostile = sheet("zh-Hans", HOSTILE)
    assert "<script>alert(1)</script>" in text_of(as_pdf(hostile))
    assert 'src="http://192.0.2.1/p.png"' in words_of(as_docx(hostile))


def test_a_logo_that_is_no_picture_is_left_out(tmp_path: Path) -> None:
    picture, text = tmp_path / "logo.png", tmp_path / "logo.svg"
    Image.new("RGB", (90, 30), (30, 120, 90)).save(picture)
    text.write_text("<svg onload='x'/>")
    assert logo_in(str(picture)) is not None
    assert logo_in(str(text)) is None
    assert logo_in(str(tmp_path / "none.png")) is None
    with_logo = Sheet(words="您好", logo=logo_in(str(picture)))
    assert b"/Image" in as_pdf(with_logo)
    with zipfile.ZipFile(io.BytesIO(as_docx(with_logo))) as parts:
        assert any("media/" in name for name in parts.namelist())


@pytest.mark.parametrize("why", ["library", "face"])
def test_a_machine_that_cannot_set_says_what_to_do(
    db: None, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(_sheet: Sheet) -> bytes:
        raise CannotSet(why)

    monkeypatch.setattr(letters, "as_pdf", unable)
    with pytest.raises(Invalid, match="DOCX"):
        letters.set_in(sheet("zh-Hans", f"一封新的信 {why}"), "pdf")


def test_only_what_we_sent_in_this_case_is_put_on_paper(company: Any, owned_case: Case) -> None:
    received = owned_case.messages.filter(direction="in").first()
    assert received is not None
    with pytest.raises(NotFound):
        letters.sent_letter(owned_case, received.pk)
    with pytest.raises(NotFound):
        letters.set_in(sheet("zh-Hans"), "exe")
    with pytest.raises(Invalid):
        letters.draft_paper(owned_case, "  ", "docx")


def test_the_files_of_one_case_are_told_apart(owned_case: Case) -> None:
    message = owned_case.messages.earliest("pk")
    message.sent_at = datetime(2026, 11, 26, 7, 30, tzinfo=UTC)
    assert letters.file_name(owned_case, "pdf", message) == f"{owned_case.number}-20261126-1530.pdf"
    assert letters.file_name(owned_case, "docx") == f"{owned_case.number}-draft.docx"


def test_the_head_is_the_houses_in_the_letters_language(owned_case: Case, settings: Any) -> None:
    settings.HOUSE_NAME, settings.HOUSE_NAME_EN = "澄穗生活", "Chengsui Living"
    assert letters.sheet_for(owned_case, "您好", on=date(2026, 11, 26)).house == "澄穗生活"
    owned_case.language = "en"
    made = letters.sheet_for(owned_case, "Hello", on=date(2026, 11, 26))
    assert made.house == "Chengsui Living"
    assert made.reference == f"Case {owned_case.number}"
