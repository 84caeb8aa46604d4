"""A row of a file as a complaint, or the reason why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Channel
from amends.casework.cases.text import cleaned, required
from amends.casework.customers.rules import Contact, phone_digits
from amends.doors.channels.file_import.choices import Target
from amends.doors.channels.file_import.rules.cells import said
from amends.doors.channels.file_import.rules.columns import bare
from amends.doors.channels.file_import.rules.moments import is_believable, moment_in
from amends.doors.channels.file_import.rules.words import CHANNELS, LANGUAGES
from amends.doors.channels.file_import.tables import Row
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.search import fold

# As long as the columns of the case file; longer values are reported, because cutting them would lose words.
LONGEST: Mapping[Target, int] = {
    Target.NAME: 80,
    Target.PHONE: 40,
    Target.EMAIL: 254,
    Target.REFERENCE: 60,
    Target.ORDER_NUMBER: 60,
    Target.HAPPENED: 120,
    Target.WISH: 500,
    Target.ID: 200,
}


@dataclass(frozen=True)
class Source:
    """Where rows come from: the digest of the file, and the name under which its own numbers are unique."""

    digest: str
    name: str
    columns: Mapping[Target, str]


@dataclass(frozen=True)
class Incoming:
    """A complaint as it is about to be registered."""

    line: int
    key: str
    text: str
    subject: str
    contact: Contact
    order_number: str
    happened: str
    wish: str
    channel: str
    received_at: datetime | None


def complaint_in(row: Row, source: Source) -> Incoming:
    """The complaint in a row; raises Refused with what is wrong with it."""
    if row.problem:
        raise Invalid(row.problem)
    cells = {target: cleaned(row.cells.get(column, "")) for target, column in source.columns.items()}
    values = {target: said(cell) for target, cell in cells.items()}
    for target, limit in LONGEST.items():
        if len(values.get(target, "")) > limit:
            raise Invalid(
                _("“%(column)s” has more than %(limit)s characters.")
                % {"column": source.columns[target], "limit": limit}
            )
    subject = values.get(Target.SUBJECT, "")
    text = required(values.get(Target.TEXT, "") or subject, limit=settings.AMENDS_TEXT_CHARACTERS)
    return Incoming(
        line=row.line,
        key=key_of(row, values.get(Target.ID, ""), source),
        text=text,
        subject="" if subject == text else subject[:80],
        contact=contact_in(values),
        order_number=values.get(Target.ORDER_NUMBER, ""),
        happened=values.get(Target.HAPPENED, ""),
        wish=values.get(Target.WISH, ""),
        channel=CHANNELS.get(bare(values.get(Target.CHANNEL, ""), fold), Channel.FILE.value),
        received_at=received_in(values.get(Target.RECEIVED_AT, "")),
    )


def key_of(row: Row, number: str, source: Source) -> str:
    """Rows with a number of their own are known by it in every file of the source, others by file and line."""
    if number:
        return "file:" + hashlib.sha256(f"{source.name}\0{number}".encode()).hexdigest()[:48]
    return f"file:{source.digest[:48]}:{row.line}"


def contact_in(values: Mapping[Target, str]) -> Contact:
    email = values.get(Target.EMAIL, "")
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Invalid(_("“%(value)s” is not an e-mail address.") % {"value": email}) from error
    phone = values.get(Target.PHONE, "")
    return Contact(
        name=values.get(Target.NAME, ""),
        phone=phone if phone_digits(phone) else "",
        email=email,
        reference=values.get(Target.REFERENCE, ""),
        language=LANGUAGES.get(bare(values.get(Target.LANGUAGE, ""), fold), ""),
    )


def received_in(words: str) -> datetime | None:
    if not words:
        return None
    moment = moment_in(words, ZoneInfo(settings.TIME_ZONE))
    if moment is None or not is_believable(moment, clock.now()):
        raise Invalid(_("“%(value)s” is not a date that can be read.") % {"value": words[:40]})
    return moment
