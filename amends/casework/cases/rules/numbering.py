"""The number that a customer is given, a short title and a summary out of the customer's own words."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

NUMBER = re.compile(r"^A(\d{2})[-\s]?0*([1-9]\d{0,11})$", re.IGNORECASE | re.ASCII)
SENTENCE_END = re.compile(r"[。！？!?\n；;]")
BOTH_OF_A_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9'’-]{2}")
SUBJECT_LENGTH = 40
SUMMARY_LENGTH = 160


def case_number(case_id: int, received_at: datetime, zone: str) -> str:
    """The number a customer is given: the year it was received in and a running number."""
    return f"A{received_at.astimezone(ZoneInfo(zone)):%y}-{case_id:06d}"


def pulse_of(touched_at: datetime) -> int:
    """The moment of the last change in milliseconds."""
    return int(touched_at.timestamp() * 1000)


def id_in_number(number: str) -> int | None:
    """The running number inside a case number, or None if it is not one."""
    found = NUMBER.match(folded(number))
    return int(found[2]) if found else None


def is_number_of(typed: str, number: str) -> bool:
    """Whether somebody who typed this meant this number: full-width digits and a missing dash are forgiven."""
    meant, real = NUMBER.match(folded(typed)), NUMBER.match(number)
    return meant is not None and real is not None and meant.groups() == real.groups()


def folded(number: str) -> str:
    return unicodedata.normalize("NFKC", number).strip().replace("–", "-").replace("—", "-")


def subject_from(text: str) -> str:
    """A short title out of the customer's own first words."""
    for part in SENTENCE_END.split(" ".join(text.split())):
        if part.strip():
            return cut(part.strip(), SUBJECT_LENGTH)
    return text.strip()[:SUBJECT_LENGTH]


def summary_from(text: str) -> str:
    return cut(" ".join(text.split()), SUMMARY_LENGTH)


def cut(words: str, length: int) -> str:
    """At most so long, with a sign that more was said; a word of letters that would be cut in two is left out."""
    if len(words) <= length:
        return words
    kept = words[: length - 1]
    if BOTH_OF_A_WORD.match(words[length - 2 : length]):
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip() + "…"
