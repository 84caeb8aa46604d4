"""The number that a customer is given, a short title and a summary out of the customer's own words."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

NUMBER = re.compile(r"^A(\d{2})[-\s]?0*([1-9]\d{0,11})$", re.IGNORECASE | re.ASCII)
SENTENCE_END = re.compile(r"[。！？!?\n；;]")
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
            words = part.strip()
            return words if len(words) <= SUBJECT_LENGTH else words[: SUBJECT_LENGTH - 1] + "…"
    return text.strip()[:SUBJECT_LENGTH]


def summary_from(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SUMMARY_LENGTH else words[: SUMMARY_LENGTH - 1] + "…"
