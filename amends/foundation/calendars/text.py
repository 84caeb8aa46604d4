"""A due time explained in sentences of the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from amends.foundation.calendars.rules.due import Due, Step, StepKind
from amends.foundation.calendars.rules.lengths import Unit


class Line(NamedTuple):
    """One step for people: which days, and what they did to the count."""

    days: str
    what: str
    counts: bool


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
    said = _kind(step)
    if not step.known:
        said = _("%(what)s (holidays of this year are not announced yet)") % {"what": said}
    if step.kind == StepKind.PASSED:
        return said
    if step.counted == before:
        return _("%(what)s, not counted") % {"what": said}
    if unit == Unit.WORKING_HOURS:
        return _("%(what)s, %(hours)g working hours so far") % {"what": said, "hours": step.counted}
    if step.counted == before + 1:
        return _("%(what)s, working day %(n)d") % {"what": said, "n": step.counted}
    return _("%(what)s, working days %(from)d to %(to)d") % {
        "what": said,
        "from": before + 1,
        "to": step.counted,
    }


def _kind(step: Step) -> str:
    name = _(step.name) if step.name else ""
    match step.kind:
        case StepKind.HOLIDAY:
            return _("Holiday (%(name)s)") % {"name": name} if name else _("Holiday")
        case StepKind.MADE_UP:
            return _("Make-up working day (%(name)s)") % {"name": name} if name else _("Make-up working day")
        case StepKind.WORKED:
            return _("Working days") if step.first != step.last else _("Working day")
        case StepKind.DAY_OFF:
            return _("Days off") if step.first != step.last else _("Day off")
        case StepKind.PASSED:
            return _("Every day and hour counts")
