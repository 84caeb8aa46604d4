"""A due time explained in sentences of the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import override

from amends.foundation.calendars.choices import FESTIVALS
from amends.foundation.calendars.rules.due import Due, Step, StepKind
from amends.foundation.calendars.rules.lengths import Unit


class Line(NamedTuple):
    """One step for people: which days, and what they did to the count."""

    days: str
    what: str
    counts: bool


@cache
def _festivals() -> dict[str, str]:
    """The festivals that are known by name, in every language of the house → as they are kept."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.update({_(one): one for one in FESTIVALS})
    return found


def kept_name(name: str) -> str:
    """The name of a special day as it is kept: one that is known is said to each reader in their own language."""
    return _festivals().get(name, name)


def minute(moment: datetime) -> str:
    """A due time as it is written everywhere: date and time of day to the minute, by the calendar's clock."""
    return moment.strftime("%Y-%m-%dT%H:%M")


def lines_of(found: Due, unit: Unit) -> list[Line]:
    """The steps in order, a line each."""
    lines, before = [], 0.0
    for step in found.steps:
        lines.append(Line(days_of(step.first, step.last), _what(step, before, unit), step.counted > before))
        before = step.counted
    return lines


def days_of(first: date, last: date) -> str:
    """A day with its weekday, or the first and last of a stretch."""
    if first == last:
        return f"{first:%Y-%m-%d} {WEEKDAYS[first.weekday()]}"
    return (
        f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"
        if first.year != last.year
        else f"{first:%Y-%m-%d} – {last:%m-%d}"
    )


def _what(step: Step, before: float, unit: Unit) -> str:
    if step.kind == StepKind.CLOSED:
        return _("Nobody works at %(time)s, so the nearest working time of the day counts") % {
            "time": step.name
        }
    count = _count(step, before, unit)
    if step.kind == StepKind.WORKED and step.counted > before:
        said = count
    else:
        said = _("%(what)s: %(count)s") % {"what": _kind(step), "count": count} if count else _kind(step)
    if not step.known:
        return _("%(what)s (holidays of this year are not announced yet)") % {"what": said}
    return said


def _count(step: Step, before: float, unit: Unit) -> str:
    """What the days add, in words; empty where every day counts anyway."""
    if step.kind == StepKind.PASSED:
        return ""
    if step.counted == before:
        return _("not counted")
    if unit == Unit.WORKING_HOURS:
        return _("%(hours)g working hours so far") % {"hours": step.counted}
    if unit == Unit.WORKING_MINUTES:
        return _("%(minutes)g working minutes so far") % {"minutes": step.counted}
    if step.counted == before + 1:
        return _("working day %(n)d") % {"n": step.counted}
    return _("working days %(first)d to %(last)d") % {"first": before + 1, "last": step.counted}


def _kind(step: Step) -> str:
    name = _(step.name) if step.name else ""
    match step.kind:
        case StepKind.HOLIDAY:
            return _("Holiday (%(name)s)") % {"name": name} if name else _("Holiday")
        case StepKind.MADE_UP:
            return _("Make-up working day (%(name)s)") % {"name": name} if name else _("Make-up working day")
        case StepKind.WORKED:
            return _("Working time over")
        case StepKind.DAY_OFF:
            return _("Days off") if step.first != step.last else _("Day off")
        case StepKind.PASSED | StepKind.CLOSED:
            return _("Every day and hour counts")
