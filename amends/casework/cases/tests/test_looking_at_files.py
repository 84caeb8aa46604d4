"""What is made of files to look at: pictures without traces, PDFs, mails of every kind, texts, recordings."""

from __future__ import annotations

import io
import warnings
from email.message import EmailMessage

import pytest
from PIL import Image

from amends.casework.cases.rules.evidence import Box
from amends.casework.cases.vault import as_given, documents, keep, kind_of, pictures, safe_name, sounds, texts
from amends.casework.cases.vault.kinds import MAIL, TABLE, TEXT, TooManyPixels, is_program
from amends.casework.cases.vault.mails import mail_in
from amends.content.specimens import bill, mail, photo, recording
from amends.foundation.kernel.errors import Invalid, TooLarge


def bomb() -> bytes:
    """Ten thousand by ten thousand white points, in some kilobytes."""
    kept = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(kept, "PNG")
    return kept.getvalue()


def test_the_shown_copy_of_a_photo_says_neither_where_nor_with_what_it_was_taken() -> None:
    original = photo()
    with Image.open(io.BytesIO(original)) as picture:
        assert picture.getexif().get_ifd(0x8825)
    shown = pictures.without_traces(original)
    assert shown is not None
    with Image.open(io.BytesIO(shown)) as picture:
        assert not picture.getexif()
        assert picture.size == (900, 1200)
    assert b"Amends Phone" not in shown


def test_a_picture_that_says_nothing_is_shown_as_it_is(photo: bytes) -> None:
    assert pictures.without_traces(photo) is None


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    data = bomb()
    assert len(data) < 60_000
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with pytest.raises(TooManyPixels):
            kind_of(io.BytesIO(data))
        with pytest.raises(TooLarge) as refusal:
            keep("炸弹.png", io.BytesIO(data), len(data))
    assert "炸弹.png" in str(refusal.value.message)


def test_below_a_box_nothing_is_left() -> None:
    picture = pictures.blackened(Image.new("RGB", (200, 100), "white"), [Box(1, 10, 10, 50, 50)])
    assert picture.getpixel((30, 30)) == (0, 0, 0)
    assert picture.getpixel((150, 80)) == (255, 255, 255)


def test_a_pdf_is_drawn_and_its_pages_are_counted() -> None:
    drawn = documents.drawn(bill(), [1, 9], width=300)
    assert drawn.pages == 2
    assert len(drawn.pictures) == 1
    with Image.open(io.BytesIO(drawn.pictures[0])) as page:
        assert page.width == 300


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-" + b"\x00" * 5000, bill()[:3000]])
def test_a_broken_pdf_is_said_to_be_unreadable(data: bytes) -> None:
    try:
        assert documents.drawn(data, [1], width=100).pages >= 0
    except documents.Unreadable:
        return


def test_a_mail_in_an_old_charset_is_read_with_all_that_is_in_it() -> None:
    found = mail_in(mail())
    assert dict(found.headers)["Subject"] == "转发：关于换货"
    assert "到今天还没有人来" in found.text
    assert [part.name for part in found.parts] == ["关于换货.eml", "经过.csv"]
    inner = mail_in(found.parts[0].data)
    assert "三个工作日内上门取件" in inner.text


def test_html_in_a_mail_becomes_words_and_nothing_runs() -> None:
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "a@example.com", "x"
    letter.set_content(
        "<p>退款</p><script>alert(1)</script><style>p{}</style><p>谢谢 &amp; 再见</p>", subtype="html"
    )
    text = mail_in(letter.as_bytes()).text
    assert "退款" in text
    assert "谢谢 & 再见" in text
    assert "alert" not in text
    assert "<" not in text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"From: a\nSubject: b\nContent-Type: text/plain; charset=gb2312\n\n" + "碰瓷㐂镕".encode("gb18030"), "碰瓷㐂镕"),
        (b"From: a\nSubject: b\nContent-Type: text/plain; charset=nonsense\n\n" + "锅坏了".encode(), "锅坏了"),
        (b"From: a\nSubject: b\nContent-Type: text/plain; charset=utf-8\n\n" + "锅坏了".encode("gb18030"), "锅坏了"),
        (b"From: a\nSubject: b\nContent-Type: text/plain; charset=iso-2022-jp\n\n" + "返品".encode("iso-2022-jp"), "返品"),
        (b"From: a\nSubject: b\n\n" + "訂單遲到，請退款".encode("big5"), "訂單遲到，請退款"),
        (b"From: a\nSubject: b\nContent-Type: text/plain; charset=big5\n\n" + "服務嘅問題".encode("big5hkscs"), "服務嘅問題"),
        (b"From: a\nSubject: b\n\nA\x00B", "AB"),
        (b"\xff\xfe nothing at all", None),
        (b"", ""),
        (b"Content-Type: multipart/mixed; boundary=x\n\nno part", None),
    ],
)  # fmt: skip
def test_the_worst_mail_is_still_a_text(raw: bytes, text: str | None) -> None:
    found = mail_in(raw)
    assert text is None or found.text.strip() == text


def test_the_head_of_a_mail_is_read_whatever_it_is_written_in() -> None:
    raw = b"From: =?gb2312?B?zfXFrsq/?= <a@example.com>\nSubject: =?utf-8?Q?=E9=80=80=E6=AC=BE?=\n\nx"
    assert dict(mail_in(raw).headers) == {"From": "王女士 <a@example.com>", "Subject": "退款"}
    unlabelled = b"From: a\nSubject: " + "退款".encode("gb18030") + b"\n\nx"
    assert dict(mail_in(unlabelled).headers)["Subject"] == "退款"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.eml", b"From: a@example.com\nSubject: x\n\nhello", MAIL),
        ("a.eml", b"<html>hello</html>", None),
        ("a.txt", "锅坏了".encode("gb18030"), TEXT),
        ("a.txt", b"MZ\x90\x00\x03\x00", None),
        ("a.csv", b"a,b\n1,2\n", TABLE),
        ("a.jpg", b"only words", None),
    ],
)
def test_words_are_taken_if_name_and_bytes_agree(name: str, content: bytes, kind: str | None) -> None:
    assert kind_of(io.BytesIO(content), name) == kind


def test_anything_else_is_kept_for_colleagues_only_and_only_to_be_saved(files: object) -> None:
    with pytest.raises(Invalid):
        keep("a.docx", io.BytesIO(b"PK\x03\x04" + b"\x00" * 40), 44)
    kept = keep("a.docx", io.BytesIO(b"PK\x03\x04" + b"\x00" * 40), 44, anything=True)
    assert kept.content_type == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "content", "program"),
    [
        ("setup.exe", b"MZ\x90\x00\x03\x00", True),
        ("发票.pdf", b"MZ\x90\x00\x03\x00", True),
        ("发票.pdf.SCR", b"anything", True),
        ("run", b"#!/bin/sh", True),
        ("工具.bat . ", b"echo", True),
        ("证明.docx", b"PK\x03\x04" + b"\x00" * 40, False),
        ("a.bin", b"\x00\x01", False),
    ],
)
def test_a_program_is_known_by_its_bytes_or_by_its_name(
    files: object, name: str, content: bytes, program: bool
) -> None:
    kept = keep(name, io.BytesIO(content), len(content), anything=True)
    assert is_program(kept.name, kept.content_type) is program
    with pytest.raises(Invalid):
        keep(name, io.BytesIO(content), len(content))


def test_passages_are_blacked_out_wherever_they_stand_the_longest_first() -> None:
    black, places = texts.blackened("电话13800138000，13800138000再说一次", ["138", "13800138000"])
    assert "138" not in black
    assert places == 2


def test_a_table_is_read_with_its_own_mark_and_cut() -> None:
    assert texts.table_in("a\tb\n1\t2\n") == [["a", "b"], ["1", "2"]]
    assert len(texts.table_in("x,y\n" * 5000)) == texts.ROWS


def test_a_recording_says_how_long_it_is() -> None:
    assert sounds.seconds_of(recording(), "audio/wav") == 3
    assert sounds.seconds_of(b"RIFF\x00\x00\x00\x00WAVE", "audio/wav") is None
    assert sounds.seconds_of(b"OggS" + b"\xff" * 20, "audio/ogg") is None


@pytest.mark.parametrize(
    ("given", "kept", "shown"),
    [
        ("../../etc/passwd", "../../etc/passwd", "passwd"),
        ("gpj.\u202eexe", "gpj.\\u202eexe", "gpj.exe"),
        ("a\x00b.jpg", "a\\u0000b.jpg", "ab.jpg"),
        ("长" * 500 + ".png", "长" * 500 + ".png", ("长" * 500 + ".png")[-120:]),
    ],
)
def test_a_hostile_name_is_kept_readable_and_shown_harmless(given: str, kept: str, shown: str) -> None:
    assert as_given(given) == kept
    assert safe_name(given) == shown
