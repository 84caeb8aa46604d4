"""Times as people write them into tables."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo
from unicodedata import normalize

EARLIEST = 1990
LATEST = 2100
# Of single spaces only: where any number may stand in ten places, a cell of blanks would be shared out in every way.
_PARTS = re.compile(
    r"^(?P<year>\d{4}) ?[-/.年] ?(?P<month>\d{1,2}) ?[-/.月] ?(?P<day>\d{1,2}) ?日?"
    r"(?:[T ]{0,2}(?:星期.|周.)? ?(?P<half>上午|下午|晚上|凌晨|中午|AM|PM)? ?"
    r"(?P<hour>\d{1,2}) ?[:时点] ?(?P<minute>\d{1,2})? ?分? ?(?:[:：]? ?(?P<second>\d{1,2})(?:\.\d+)?)? ?秒?"
    r" ?(?P<late>AM|PM)?)?$",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^\d{8}(?:\d{6})?$")
_SECONDS = re.compile(r"^1\d{9}(?:\d{3})?(?:\.\d+)?$")
AFTERNOON = {"下午", "晚上", "PM"}


def moment_in(words: str, zone: tzinfo) -> datetime | None:
    """The moment that a cell says, in `zone` if it names none; None if it cannot be read without guessing."""
    text = " ".join(normalize("NFKC", words).split())
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
