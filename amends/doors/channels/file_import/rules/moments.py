"""Times as people write them into tables."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo
from unicodedata import normalize

EARLIEST = 1990
_PARTS = re.compile(
    r"^(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]*(?:星期.|周.)?\s*(?P<half>上午|下午|晚上|凌晨|中午|AM|PM)?\s*"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})?\s*分?\s*(?:[:：]?\s*(?P<second>\d{1,2})(?:\.\d+)?)?\s*秒?"
    r"\s*(?P<late>AM|PM)?)?$",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^\d{8}(?:\d{6})?$")
_SECONDS = re.compile(r"^1\d{9}(?:\d{3})?(?:\.\d+)?$")
AFTERNOON = {"下午", "晚上", "PM"}


def moment_in(words: str, zone: tzinfo) -> datetime | None:
    """The moment that a cell says, in `zone` if it names none; None if it cannot be read without guessing."""
    text = normalize("NFKC", words).strip()
    try:
        return aware(datetime.fromisoformat(text), zone) if not text.isdigit() else of_digits(text, zone)
    except ValueError:
        pass
    if _SECONDS.match(text):
        return of_digits(text, zone)
    return of_parts(text, zone)


def of_digits(text: str, zone: tzinfo) -> datetime | None:
    """20260213, 20260213103000, or seconds (milliseconds) since 1970."""
    try:
        if _COMPACT.match(text):
            return datetime.strptime(text, "%Y%m%d" if len(text) == 8 else "%Y%m%d%H%M%S").replace(
                tzinfo=zone
            )
        if _SECONDS.match(text):
            seconds = float(text)
            return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, zone)
    except ValueError:
        pass
    return None


def of_parts(text: str, zone: tzinfo) -> datetime | None:
    found = _PARTS.match(text)
    if found is None:
        return None
    parts = found.groupdict()
    hour = int(parts["hour"] or 0)
    half = (parts["half"] or parts["late"] or "").upper()
    if half in AFTERNOON and hour < 12:
        hour += 12
    try:
        return datetime(
            int(parts["year"]),
            int(parts["month"]),
            int(parts["day"]),
            hour,
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
            tzinfo=zone,
        )
    except ValueError:
        return None


def aware(moment: datetime, zone: tzinfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def is_believable(moment: datetime, now: datetime) -> bool:
    """Neither before there were such tables nor after tomorrow: clocks run from it."""
    return moment.year >= EARLIEST and moment <= now + timedelta(days=1)
