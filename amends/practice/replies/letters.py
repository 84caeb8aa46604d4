"""A reply as a letter on the house's paper: which words, under which head, in which form."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from amends.casework.cases.choices import Direction, MessageKind
from amends.casework.cases.models import Case, Message
from amends.content.files import language_for
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.practice.replies.papers import CannotSet, Sheet, as_docx, as_pdf
from amends.practice.replies.papers.sheet import logo_in

FORMS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
KEPT_SECONDS: Final = 3600
WORDS_OF_LANGUAGE: Final = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "en": "en"}


def sent_letter(case: Case, message_id: int) -> Message:
    """One of our own messages in this case; the receipt is none that is put on paper."""
    ours = Message.objects.filter(case=case, direction=Direction.OUT).exclude(
        kind=MessageKind.ACKNOWLEDGEMENT
    )
    message = ours.filter(pk=message_id).first()
    if message is None:
        raise NotFound(_("This letter does not exist."))
    return message


def house_name(language: str) -> str:
    """The house's name on its letters, in the language of the letter where it has one there."""
    english = settings.HOUSE_NAME_EN if language_for(language) == "en" else ""
    return english or settings.HOUSE_NAME


def sheet_for(case: Case, words: str, *, on: date) -> Sheet:
    """These words under the house's head, for the customer of this case."""
    tongue = language_for(case.language)
    with override(WORDS_OF_LANGUAGE[tongue]):
        reference = _("Case %(number)s") % {"number": case.number}
    return Sheet(
        words=words,
        language=tongue,
        house=house_name(tongue),
        address=(settings.HOUSE_ADDRESS_EN if tongue == "en" else "") or settings.HOUSE_ADDRESS,
        phone=settings.AMENDS_PUBLIC_PHONE,
        logo=logo_in(settings.LETTER_LOGO),
        reference=reference,
        on=on,
    )


def paper_of(case: Case, message: Message, form: str) -> bytes:
    """A sent message as a file, dated the day it was sent."""
    return set_in(sheet_for(case, message.body, on=timezone.localdate(message.sent_at)), form)


def draft_paper(case: Case, words: str, form: str) -> bytes:
    """Unsent words as a file, dated today."""
    if not words.strip():
        raise Invalid(
            _("There is no draft yet. Write the reply first, then look at it on paper."), field="body"
        )
    return set_in(sheet_for(case, words, on=timezone.localdate()), form)


def set_in(sheet: Sheet, form: str) -> bytes:
    """Sets a sheet, or finds it set an hour ago; says what is missing where this machine cannot set it."""
    if form not in FORMS:
        raise NotFound(_("Letters come as PDF or DOCX."))
    key = f"paper:{form}:{hashlib.sha256(repr(sheet).encode('utf-8', 'surrogatepass')).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is not None:
        return kept
    try:
        made = as_pdf(sheet) if form == "pdf" else as_docx(sheet)
    except CannotSet as lacking:
        raise Invalid(refusal_for(lacking.why), code="cannot_set") from lacking
    cache.set(key, made, KEPT_SECONDS)
    return made


def refusal_for(why: str) -> str:
    if why == "library":
        return _(
            "This server cannot set PDFs: the library Pango is not installed. Take the letter as DOCX, or ask the administrator."
        )
    return _(
        "This server has no typeface with these characters. Take the letter as DOCX, or ask the administrator."
    )


def file_name(case: Case, form: str, message: Message | None = None) -> str:
    """Tells one letter of a case from another; nothing in it that a file system or a browser could misread."""
    which = f"{timezone.localtime(message.sent_at):%Y%m%d-%H%M}" if message else "draft"
    return f"{case.number}-{which}.{form}"
