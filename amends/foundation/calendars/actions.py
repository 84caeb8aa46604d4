"""Setting up calendars, changing their hours, and years of special days that two people stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from zoneinfo import available_timezones

from chinese_calendar import constants as mainland
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.foundation.audit.actions import record
from amends.foundation.calendars.choices import DayKind
from amends.foundation.calendars.events import CalendarChanged, HoursEntered, NoticeEntered
from amends.foundation.calendars.models import Calendar, HoursChange, Notice, SpecialDay
from amends.foundation.calendars.permissions import ensure_house, ensure_may_decide, ensure_may_enter
from amends.foundation.calendars.rules.notice import BadLine, days_of
from amends.foundation.calendars.rules.week import BadHours, said, week_of
from amends.foundation.calendars.text import kept_name
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

MAINLAND = "cn"
CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
_OFFICE_HOURS = ["09:00-12:00 13:30-18:00"] * 5 + ["", ""]
_MOST_TEXT = 20_000


@transaction.atomic
def set_up_mainland(*, by: Member) -> Calendar:
    """The mainland calendar with all announced years, as default; once made it is left as people changed it."""
    ensure_may_enter(by)
    known = [*mainland.holidays, *mainland.workdays]
    calendar, is_new = Calendar.objects.get_or_create(
        code=MAINLAND,
        defaults={
            "name": gettext_noop("Mainland China"),
            "zone": "Asia/Shanghai",
            "week": _OFFICE_HOURS,
            "known_until": date(max(known).year, 12, 31),
            "changed_at": clock.now(),
            "is_default": not Calendar.objects.filter(is_default=True).exists(),
        },
    )
    if is_new:
        SpecialDay.objects.bulk_create(
            SpecialDay(calendar=calendar, day=day, kind=kind, name=name)
            for kind, days in ((DayKind.HOLIDAY, mainland.holidays), (DayKind.WORKDAY, mainland.workdays))
            for day, name in days.items()
        )
    return calendar


@transaction.atomic
def add_calendar(*, code: str, name: str, zone: str, like: Calendar | None, by: Member) -> Calendar:
    """One more calendar, with hours and days as another has them; nothing counts by it until a person or a rule uses it."""
    ensure_may_enter(by)
    code, name = code.strip().lower(), name.strip()[:80]
    if not CODE.fullmatch(code):
        raise Invalid(
            _("Give the calendar a short code of small letters, digits and dashes, such as hongkong."),
            field="code",
        )
    if not name:
        raise Invalid(_("Give the calendar a name."), field="name")
    if zone not in available_timezones():
        raise Invalid(_("Choose one of the time zones offered."), field="zone")
    if Calendar.objects.filter(code=code).exists():
        raise Conflict(_("There is a calendar with this code already."))
    calendar = Calendar.objects.create(
        code=code,
        name=name,
        zone=zone,
        week=like.week if like else _OFFICE_HOURS,
        known_until=like.known_until if like else None,
        is_default=not Calendar.objects.filter(is_default=True).exists(),
        changed_at=clock.now(),
    )
    if like:
        rows = SpecialDay.objects.filter(calendar=like).values_list("day", "kind", "name")
        SpecialDay.objects.bulk_create(
            SpecialDay(calendar=calendar, day=day, kind=kind, name=named) for day, kind, named in rows
        )
    data = {"calendar": code, "name": name, "zone": zone, "like": like.code if like else ""}
    record(chain="house", action="calendar.added", by=by, data=data)
    return calendar


@transaction.atomic
def enter_hours(*, calendar: Calendar, week: Sequence[str], by: Member) -> HoursChange:
    """Other working hours, waiting for a second person; raises Invalid where they cannot be read or nothing changes."""
    ensure_may_enter(by)
    clean = _clean(week)
    if clean == calendar.week:
        raise Invalid(_("These are the hours as they are. Change a day first."), field="week")
    if HoursChange.objects.filter(calendar=calendar, confirmed=None).exists():
        raise Conflict(_("Other hours are waiting already. Confirm them or turn them down first."))
    change = HoursChange.objects.create(calendar=calendar, week=clean, entered_by=by, entered_at=clock.now())
    data = {"calendar": calendar.code, "before": calendar.week, "after": clean}
    record(chain="house", action="calendar.hours_entered", by=by, data=data)
    publish(HoursEntered(hours_id=change.pk))
    return change


@transaction.atomic
def decide_hours(*, change: HoursChange, confirm: bool, by: Member) -> HoursChange:
    """Confirmed, the hours count from now on; turned down, nothing changes. Raises Conflict where it was decided."""
    change = HoursChange.objects.select_for_update().select_related("calendar").get(pk=change.pk)
    ensure_may_decide(by, change, confirm=confirm)
    if change.confirmed is not None:
        raise Conflict(_("Somebody has decided on these hours already."))
    change.confirmed, change.decided_by, change.decided_at = confirm, by, clock.now()
    change.save()
    if confirm:
        change_hours(calendar=change.calendar, week=change.week, by=house_member())
    record(
        chain="house",
        action=f"calendar.hours_{change.ending}",
        by=by,
        data={"calendar": change.calendar.code},
    )
    return change


def _clean(week: Sequence[str]) -> list[str]:
    try:
        return [said(slots) for slots in week_of([day[:200] for day in week])]
    except BadHours as error:
        raise Invalid(
            _("“%(text)s” cannot be read as hours. Write them like 09:00-12:00 13:30-18:00, without overlap.")
            % {"text": str(error)[:60]},
            field="week",
        ) from error


@transaction.atomic
def change_hours(*, calendar: Calendar, week: Sequence[str], by: Member) -> Calendar:
    """Other working hours from now on; people enter them and have them confirmed instead."""
    ensure_house(by)
    clean = _clean(week)
    calendar = Calendar.objects.select_for_update().get(pk=calendar.pk)
    before = calendar.week
    if clean == before:
        return calendar
    calendar.week = clean
    _changed(calendar)
    record(
        chain="house",
        action="calendar.hours_changed",
        by=by,
        data={"calendar": calendar.code, "before": before, "after": clean},
    )
    return calendar


def _changed(calendar: Calendar) -> None:
    calendar.changed_at = clock.now()
    calendar.save()
    publish(CalendarChanged(calendar_id=calendar.pk))


_WHY = {
    "form": gettext_noop("it should look like 2027-02-06 holiday Spring Festival"),
    "date": gettext_noop("there is no such date, or the stretch of days is too long"),
    "kind": gettext_noop("say holiday or workday after the date"),
    "year": gettext_noop("the date is in another year"),
    "twice": gettext_noop("the date stands there twice"),
}


@transaction.atomic
def enter_notice(*, calendar: Calendar, year: int, text: str, source: str, by: Member) -> Notice:
    """A year's special days, waiting for a second person; raises Invalid for what cannot be read, Conflict where one waits already."""
    ensure_may_enter(by)
    if not 2000 <= year <= 2100:
        raise Invalid(_("Say the year with four digits, such as 2027."), field="year")
    try:
        days = days_of(text[:_MOST_TEXT], year)
    except BadLine as error:
        raise Invalid(
            _("The line “%(line)s” cannot be used: %(why)s.")
            % {"line": error.line[:60], "why": _(_WHY[error.why])},
            field="days",
        ) from error
    if not days:
        raise Invalid(_("Enter at least one day."), field="days")
    if Notice.objects.filter(calendar=calendar, year=year, confirmed=None).exists():
        raise Conflict(
            _("A notice for %(year)s is waiting already. Confirm it or turn it down first.") % {"year": year}
        )
    notice = Notice.objects.create(
        calendar=calendar,
        year=year,
        days=[[written.day.isoformat(), written.kind, kept_name(written.name)] for written in days],
        source=source.strip()[:200],
        entered_by=by,
        entered_at=clock.now(),
    )
    record(
        chain="house",
        action="calendar.notice_entered",
        by=by,
        data={
            "calendar": calendar.code,
            "year": year,
            "days": [" ".join(day) for day in notice.days],
            "source": notice.source,
        },
    )
    publish(NoticeEntered(notice_id=notice.pk))
    return notice


@transaction.atomic
def decide_notice(*, notice: Notice, confirm: bool, by: Member) -> Notice:
    """Confirmed, the days count and replace what the year had; turned down, nothing changes. Raises Conflict where it was decided."""
    notice = Notice.objects.select_for_update().select_related("calendar").get(pk=notice.pk)
    ensure_may_decide(by, notice, confirm=confirm)
    if notice.confirmed is not None:
        raise Conflict(_("Somebody has decided on this notice already."))
    notice.confirmed, notice.decided_by, notice.decided_at = confirm, by, clock.now()
    notice.save()
    if confirm:
        _put_in_force(notice)
    record(
        chain="house",
        action=f"calendar.notice_{notice.ending}",
        by=by,
        data={"calendar": notice.calendar.code, "year": notice.year},
    )
    return notice


def _put_in_force(notice: Notice) -> None:
    calendar = Calendar.objects.select_for_update().get(pk=notice.calendar_id)
    SpecialDay.objects.filter(calendar=calendar, day__year=notice.year).delete()
    SpecialDay.objects.bulk_create(
        SpecialDay(calendar=calendar, day=date.fromisoformat(day), kind=kind, name=name)
        for day, kind, name in notice.days
    )
    calendar.known_until = _known_until(calendar)
    _changed(calendar)


def _known_until(calendar: Calendar) -> date | None:
    """The end of the last year up to which no year is missing."""
    confirmed = set(Notice.objects.filter(calendar=calendar, confirmed=True).values_list("year", flat=True))
    year = calendar.known_until.year if calendar.known_until else min(confirmed) - 1
    while year + 1 in confirmed:
        year += 1
    return date(year, 12, 31)
