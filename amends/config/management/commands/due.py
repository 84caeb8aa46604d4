from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override

from amends.casework.clocks.queries import policy_now
from amends.casework.clocks.rules.policy import Rule
from amends.foundation.calendars.models import Calendar
from amends.foundation.calendars.queries import calendar_named, working_time
from amends.foundation.calendars.rules.due import Due, NeverDue, due
from amends.foundation.calendars.rules.lengths import Length, length_of
from amends.foundation.calendars.rules.working_time import WorkingTime
from amends.foundation.calendars.text import lines_of, minute
from amends.foundation.kernel import clock

LANGUAGES = {"zh-Hans": "zh-hans", "zh-Hant": "zh-hant", "en": "en"}


class Command(BaseCommand):
    help = "Says when something is due, step by step: amends due 2026-02-13T10:00 7wd"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("start", help="date or date and time, such as 2026-02-13T10:00")
        parser.add_argument(
            "length",
            help="the code of a rule of deadlines such as solution, or a length: 36h hours, 8wh working hours, 7wd working days, 15cd calendar days, 8w weeks, 3m months, 1y years",
        )
        parser.add_argument("--calendar", default="", help="code of a calendar; without it the default one")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--lang", choices=LANGUAGES, default="zh-Hans", help="language of what is printed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with override(LANGUAGES[options["lang"]]):
            rule = self.rule(options["length"])
            calendar = self.calendar(options["calendar"] or (rule.calendar if rule else ""))
            hours, length = working_time(calendar), length_of(rule.length if rule else options["length"])
            if length is None:
                raise CommandError(
                    _("“%(text)s” is not a length. Write it like 7wd, 36h, 8wh, 15cd, 8w, 3m or 1y.")
                    % {"text": options["length"][:40]}
                )
            start = self.start(options["start"], hours)
            try:
                found = due(start, length, hours)
            except (NeverDue, OverflowError, ValueError) as error:
                raise CommandError(
                    _("This never falls due within the years that a calendar can hold.")
                ) from error
            if options["json"]:
                self.stdout.write(json.dumps(as_json(calendar, start, length, found), ensure_ascii=False))
            else:
                self.explain(calendar, start, length, found)

    def rule(self, code: str) -> Rule | None:
        """The rule of this code that is in force; None for what is written as a length, or where there is no database."""
        if length_of(code) is not None:
            return None
        try:
            return next((rule for rule in policy_now().at(clock.now()) if rule.code == code), None)
        except DatabaseError:
            return None

    def calendar(self, code: str) -> Calendar:
        try:
            found = calendar_named(code)
        except DatabaseError as error:
            raise CommandError(_("There is no database yet. Run “amends setup” first.")) from error
        if found is None:
            known = list(Calendar.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(
                _("There is no calendar “%(code)s”. Known: %(known)s.")
                % {"code": code, "known": _(", ").join(known) or "–"}
            )
        return found

    def start(self, written: str, hours: WorkingTime) -> datetime:
        try:
            if "T" in written or " " in written.strip() or ":" in written:
                moment = datetime.fromisoformat(written)
            else:
                moment = datetime.combine(date.fromisoformat(written), time())
        except ValueError as error:
            raise CommandError(
                _("“%(text)s” is not a date. Write it like 2026-02-13 or 2026-02-13T10:00.")
                % {"text": written[:40]}
            ) from error
        return moment if moment.tzinfo else moment.replace(tzinfo=hours.zone)

    def explain(self, calendar: Calendar, start: datetime, length: Length, found: Due) -> None:
        begins = start.astimezone(found.at.tzinfo)
        self.stdout.write(
            _("Begins %(start)s, takes %(length)s, calendar %(calendar)s (%(zone)s)")
            % {"start": minute(begins), "length": length, "calendar": calendar, "zone": calendar.zone}
        )
        for line in lines_of(found, length.unit):
            self.stdout.write(f"  {'+' if line.counts else '·'} {line.days}  {line.what}")
        if found.provisional:
            self.stdout.write(
                _("Provisional: the holidays up to then are not announced yet, so the time may still change.")
            )
        self.stdout.write(_("Due %(due)s") % {"due": minute(found.at)})


def as_json(calendar: Calendar, start: datetime, length: Length, found: Due) -> dict[str, Any]:
    """The due time with its steps, for programs."""
    return {
        "start": start.isoformat(timespec="minutes"),
        "length": str(length),
        "calendar": calendar.code,
        "zone": calendar.zone,
        "due": minute(found.at),
        "due_with_zone": found.at.isoformat(timespec="minutes"),
        "provisional": found.provisional,
        "steps": [
            {
                **step._asdict(),
                "kind": step.kind.value,
                "first": step.first.isoformat(),
                "last": step.last.isoformat(),
            }
            for step in found.steps
        ],
    }
