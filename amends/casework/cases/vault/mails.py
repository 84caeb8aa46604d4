"""Mails as files: their head and words as plain text, and what is attached in them. HTML is never shown as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from html.parser import HTMLParser

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.casework.cases.vault.texts import readable

SHOWN_HEADERS = ("From", "To", "Cc", "Date", "Subject", "Reply-To", "Message-ID")
HEADS = {
    "From": gettext_noop("Sender"),
    "To": gettext_noop("Recipient"),
    "Cc": gettext_noop("Copy to"),
    "Date": gettext_noop("Date"),
    "Subject": gettext_noop("Subject of the mail"),
}
PARTS_AT_MOST, HEADER_LENGTH, TEXT_LENGTH = 40, 1000, 200_000
MAIL = "message/rfc822"


@dataclass(frozen=True)
class Part:
    name: str
    data: bytes


@dataclass
class Mail:
    headers: list[tuple[str, str]]
    text: str = ""
    parts: list[Part] = field(default_factory=list)

    @property
    def heads(self) -> list[tuple[str, str]]:
        """The lines of the head, called what the language in force calls them."""
        return [(_(HEADS[name]) if name in HEADS else name, value) for name, value in self.headers]

    @property
    def as_text(self) -> str:
        """The mail as one plain text, for a copy in which passages are blacked out."""
        head = "\n".join(f"{name}{_(': ')}{value}" for name, value in self.heads)
        return f"{head}\n\n{self.text}\n"


def mail_in(data: bytes) -> Mail:
    """Never raises: the worst mail is a text without head."""
    # The plain policy takes every broken header; the modern one raises on some.
    message = message_from_bytes(data, policy=policy.compat32)
    mail = Mail([(name, header(message, name)) for name in SHOWN_HEADERS if message.get(name)])
    plain, html = "", ""
    for part in leaves(message):
        kind = part.get_content_type()
        if is_attached(part) or not kind.startswith("text/"):
            mail.parts += [attached(part, len(mail.parts) + 1)] if len(mail.parts) < PARTS_AT_MOST else []
        elif kind == "text/html":
            html += words_of(part)
        else:
            plain += words_of(part)
    mail.text = (plain if plain.strip() else plain_from(html))[:TEXT_LENGTH]
    return mail


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something; a mail inside the mail is one part, not opened here."""
    if message.get_content_type() == MAIL or not message.is_multipart():
        yield message
        return
    payload = message.get_payload()
    for part in payload if isinstance(payload, list) else []:
        if isinstance(part, Message):
            yield from leaves(part)


def is_attached(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return disposition.startswith("attachment") or (bool(part.get_filename()) and disposition != "inline")


def attached(part: Message, number: int) -> Part:
    if part.get_content_type() == MAIL:
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        if isinstance(first, Message):
            return Part(f"{header(first, 'Subject')[:80] or number}.eml", as_bytes(first))
    data = part.get_payload(decode=True)
    return Part(file_name(part) or f"{number}", data if isinstance(data, bytes) else b"")


def as_bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (UnicodeError, LookupError, MessageError):
        return message.as_string().encode("utf-8", errors="replace")


def words_of(part: Message) -> str:
    data = part.get_payload(decode=True)
    declared = str(part.get_param("charset") or "")
    return readable(data, declared=declared) if isinstance(data, bytes) else ""


def header(message: Message, name: str) -> str:
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return " ".join(unfolded(str(raw)).split())[:HEADER_LENGTH]


def file_name(part: Message) -> str:
    return unfolded(part.get_filename() or "")


def unfolded(value: str) -> str:
    """A header's words; raw bytes and encodings that do not exist are read as well as they can be."""
    try:
        pieces = decode_header(value)
    except MessageError:
        pieces = [(value, None)]
    words = []
    for piece, charset in pieces:
        raw = piece if isinstance(piece, bytes) else piece.encode("utf-8", errors="surrogateescape")
        words.append(readable(raw, declared=charset if charset and charset != "unknown-8bit" else ""))
    return "".join(words)


class Words(HTMLParser):
    """The words of a page, a line for each block; nothing of what would run or load."""

    SILENT = frozenset({"script", "style", "head", "title", "template"})
    BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "blockquote", "table"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self.SILENT
        if tag in self.BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in self.SILENT))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(re.sub(r"\s+", " ", data))


def plain_from(html: str) -> str:
    words = Words()
    words.feed(html)
    return re.sub(r"\n\s*\n\s*\n+", "\n\n", "".join(words.said)).strip()
