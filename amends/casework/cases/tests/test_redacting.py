"""Redacted copies: what is black is gone, others see only the copy, and long ones are made in the background."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from amends.casework.cases.actions import (
    look_at,
    open_file,
    open_original,
    open_thumbnail,
    redact_with_boxes,
    redact_with_words,
    redacting,
)
from amends.casework.cases.actions.looking_into import look_into
from amends.casework.cases.choices import Origin, Touched
from amends.casework.cases.models import Attachment, Case, Touch
from amends.casework.cases.queries.evidence import copy_failed, copy_ordered
from amends.casework.cases.rules.evidence import Box
from amends.casework.cases.vault import documents
from amends.content import specimens as made
from amends.foundation.kernel.errors import Invalid, NotPermitted, WrongState
from amends.foundation.kernel.jobs import run_due
from amends.foundation.kernel.shelf import read_kept

BOX = [Box(1, 10, 10, 50, 50)]


def read(opened: Any) -> bytes:
    with opened.file as kept:
        data: bytes = kept.read()
        return data


def is_black(pixel: Any) -> bool:
    return bool(max(pixel) < 10)


def boxed(**given: Any) -> Attachment:
    """A copy that is there at once."""
    copy = redact_with_boxes(**given)
    assert copy is not None
    return copy


def test_once_there_is_a_copy_others_see_only_that(
    company: Any, lay: Callable[..., Attachment], photo: bytes
) -> None:
    file = lay("a.jpg", photo)
    copy = boxed(attachment_id=file.pk, boxes=BOX, remark="电话", by=company.handler)
    look_into(copy.pk)
    assert (copy.source, copy.origin, copy.remark) == (file, Origin.REDACTED, "电话")
    black = read(open_file(attachment_id=file.pk, by=company.colleague))
    with Image.open(io.BytesIO(black)) as picture:
        assert is_black(picture.getpixel((20, 15)))
    small = read(open_thumbnail(attachment_id=file.pk, by=company.colleague))
    assert small == read(open_thumbnail(attachment_id=copy.pk, by=company.colleague))
    assert look_at(attachment_id=file.pk, by=company.colleague) == copy
    assert look_at(attachment_id=file.pk, by=company.handler) == file
    assert read(open_original(attachment_id=file.pk, by=company.handler)) == photo
    assert Touch.objects.filter(attachment=file, what=Touched.REDACTED).exists()
    with pytest.raises(NotPermitted):
        redact_with_boxes(attachment_id=file.pk, boxes=BOX, by=company.colleague)


def test_the_same_copy_made_twice_is_one(company: Any, lay: Callable[..., Attachment], photo: bytes) -> None:
    file = lay("a.jpg", photo)
    first = boxed(attachment_id=file.pk, boxes=BOX, by=company.handler)
    assert boxed(attachment_id=file.pk, boxes=BOX, by=company.handler) == first


def test_a_redacted_pdf_has_its_pages_and_no_text(company: Any, lay: Callable[..., Attachment]) -> None:
    file = lay("a.pdf", made.bill())
    assert file.pages == 2
    copy = boxed(attachment_id=file.pk, boxes=[Box(2, 0, 0, 100, 100)], by=company.handler)
    look_into(copy.pk)
    copy.refresh_from_db()
    assert (copy.content_type, copy.pages) == ("application/pdf", 2)
    with pytest.raises(Invalid):
        redact_with_boxes(attachment_id=file.pk, boxes=[Box(3, 0, 0, 1, 1)], by=company.handler)


def test_the_copy_of_a_long_pdf_is_made_by_a_job_and_only_one_at_a_time(
    company: Any, lay: Callable[..., Attachment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redacting, "PAGES_AT_ONCE", 1)
    monkeypatch.setattr(documents, "DRAWN_TOGETHER", 1)
    file = lay("a.pdf", made.bill())
    order = {"attachment_id": file.pk, "boxes": [Box(2, 0, 0, 50, 100)], "by": company.handler}
    assert redact_with_boxes(**order, remark="第二页") is None
    assert copy_ordered(file)
    with pytest.raises(WrongState):
        redact_with_boxes(**order)
    assert not file.derived.exists()
    run_due(reraise=True)
    copy = file.derived.get()
    assert (copy.origin, copy.pages, copy.remark, copy.added_by) == (
        Origin.REDACTED,
        2,
        "第二页",
        company.handler,
    )
    assert not copy_ordered(file)
    assert not copy_failed(file)
    second = documents.drawn(read_kept(copy.sha256), [2], width=100).pictures[0]
    with Image.open(io.BytesIO(second)) as page:
        assert is_black(page.convert("RGB").getpixel((10, 60)))
        assert not is_black(page.convert("RGB").getpixel((90, 130)))


def test_who_may_not_redact_any_more_gets_no_copy_and_it_is_told_that_there_is_none(
    company: Any, lay: Callable[..., Attachment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redacting, "PAGES_AT_ONCE", 1)
    monkeypatch.setattr(redacting, "COPY_ATTEMPTS", 1)
    file = lay("a.pdf", made.bill())
    redact_with_boxes(attachment_id=file.pk, boxes=[Box(2, 0, 0, 50, 100)], by=company.handler)
    Case.objects.filter(pk=file.case_id).update(department=company.west, owner=None)
    run_due()
    assert not file.derived.exists()
    assert copy_failed(file)


def test_no_copy_is_made_of_more_pages_than_can_be_looked_at(
    company: Any, lay: Callable[..., Attachment]
) -> None:
    file = lay("a.pdf", made.bill())
    Attachment.objects.filter(pk=file.pk).update(pages=documents.PAGES_AT_MOST + 1)
    with pytest.raises(WrongState):
        redact_with_boxes(attachment_id=file.pk, boxes=BOX, by=company.handler)


def test_words_of_a_mail_are_blacked_out_in_a_text(company: Any, lay: Callable[..., Attachment]) -> None:
    file = lay("a.eml", made.mail())
    copy = redact_with_words(attachment_id=file.pk, passages=["13800138000"], by=company.handler)
    text = read(open_file(attachment_id=copy.pk, by=company.colleague)).decode()
    assert "13800138000" not in text
    assert "到今天还没有人来" in text
    for passages in ([], ["没有这句话"]):
        with pytest.raises(Invalid):
            redact_with_words(attachment_id=file.pk, passages=passages, by=company.handler)
    with pytest.raises(WrongState):
        redact_with_boxes(attachment_id=file.pk, boxes=BOX, by=company.handler)


@pytest.mark.parametrize(
    ("language", "heads", "english"),
    [("zh-Hans", "发件人：", False), ("zh-Hant", "寄件人：", False), ("en", "Sender: ", True)],
)
def test_the_copy_of_a_mail_names_its_head_in_the_language_of_the_case(
    company: Any, lay: Callable[..., Attachment], language: str, heads: str, english: bool
) -> None:
    file = lay("a.eml", made.mail())
    Case.objects.filter(pk=file.case_id).update(language=language)
    copy = redact_with_words(attachment_id=file.pk, passages=["13800138000"], by=company.handler)
    text = read(open_file(attachment_id=copy.pk, by=company.colleague)).decode()
    assert text.startswith(heads)
    assert ("Date: " in text) is english
    assert "From:" not in text
