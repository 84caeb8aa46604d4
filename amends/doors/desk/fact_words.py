"""Says lengths of time, days and counts that the engine gives as ISO values in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_DURATION = re.compile(
    r"P(?=\d|T\d)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)
_PARTS: dict[str, Callable[[int], str]] = {
    "years": lambda n: ngettext("%(n)s year", "%(n)s years", n) % {"n": n},
    "months": lambda n: ngettext("%(n)s month", "%(n)s months", n) % {"n": n},
    "days": lambda n: ngettext("%(n)s day", "%(n)s days", n) % {"n": n},
    "working": lambda n: ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n},
    "hours": lambda n: ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n},
    "minutes": lambda n: ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n},
    "seconds": lambda n: ngettext("%(n)s second", "%(n)s seconds", n) % {"n": n},
}


def duration_text(value: str, *, working: bool = False) -> str:
    """ "1 hour 30 minutes" of PT1H30M; empty if it is no such thing."""
    found = _DURATION.fullmatch(value)
    if found is None:
        return ""
    parts = [
        _PARTS["working" if working and name == "days" else name](int(n))
        for name, n in found.groupdict().items()
        if n
    ]
    said = parts[0]
    for part in parts[1:]:
        said = _("%(first)s %(second)s") % {"first": said, "second": part}
    return said


def date_text(value: str) -> str:
    """The day, month or year of an ISO date as one writes it, with the hour where there is one."""
    day, _t, hour = value.partition("T")
    try:
        if len(day) == len("2026-03-01"):
            return f"{date_format(date.fromisoformat(day), 'DATE_FORMAT')} {hour}".rstrip()
        if len(day) == len("2026-03"):
            return date_format(date.fromisoformat(f"{day}-01"), "YEAR_MONTH_FORMAT")
    except ValueError:
        return ""
    return ""


def times_text(count: int) -> str:
    """ "3 times"."""
    return ngettext("%(n)s time", "%(n)s times", count) % {"n": count}
