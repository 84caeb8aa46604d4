from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Final, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from amends.casework.readings.actions import Lesson, Shift, go_back, take_into_use, weigh_lesson
from amends.casework.readings.choices import MULTIPLE, SINGLE
from amends.casework.readings.permissions import ensure_may_teach
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.queries import house_member
from amends.oversight.learning.queries import judged_readings

# What learns from more than these learns from the newest.
MOST_ROWS: Final = 2000


class Command(BaseCommand):
    help = "Teaches the engine what people corrected here: shows gain and loss first, and changes nothing without --apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="source", type=Path, metavar="FILE", help="a file of exported corrections"
        )
        parser.add_argument("--apply", action="store_true", help="takes what was learned into use")
        parser.add_argument("--back", action="store_true", help="takes what read before into use again")
        parser.add_argument("--restricted", action="store_true", help="learns from restricted cases too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["back"]:
                self.back()
            else:
                self.learn(options["source"], apply=options["apply"], restricted=options["restricted"])
        except Refused as error:
            raise CommandError(str(error.message), returncode=1) from error
        except OSError as error:
            raise CommandError(_("It stopped: %(why)s.") % {"why": error}, returncode=1) from error

    def back(self) -> None:
        left, now = go_back(by=house_member())
        name = _("the weights that ship") if not now else _("version %(n)s") % {"n": now}
        self.stdout.write(
            _("From the next start of each process %(name)s are in use; version %(left)s is kept.")
            % {"name": name, "left": left}
        )

    def learn(self, source: Path | None, *, apply: bool, restricted: bool) -> None:
        by = house_member()
        ensure_may_teach(by)
        rows = rows_of(source) if source else judged_readings(by=by, restricted=restricted)
        lesson = weigh_lesson(deque(rows, maxlen=MOST_ROWS))
        self.show(lesson)
        if not apply:
            self.stdout.write(_("Nothing was changed. Add --apply to take it into use."))
            return
        version = take_into_use(lesson=lesson, by=by)
        self.stdout.write(
            _(
                "Version %(n)s is written beside the weights before it. Web and worker read with it from their next "
                "start; `amends retrain --back` returns to what read before."
            )
            % {"n": version}
        )

    def show(self, lesson: Lesson) -> None:
        """The two tables, side by side in one: the house's own texts, and the texts that ship."""
        console = Console(file=cast(IO[str], self.stdout._out), highlight=False)
        console.print(
            _(
                "Learned from %(n)s judged complaints. “Here”: complaints of this house, each read by what was "
                "learned from the others. “Elsewhere”: the complaints that ship with the product. "
                "Of ten answers so many are right."
            )
            % {"n": lesson.texts},
            soft_wrap=True,
        )
        console.print(table_of(lesson), soft_wrap=True)
        if lesson.heads:
            console.print(
                _("Labels that gain nothing here are left as they are; they stand in brackets."),
                soft_wrap=True,
            )
        else:
            console.print(_("Nothing is gained on any label."))


def table_of(lesson: Lesson) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column(_("Label"), no_wrap=True)
    compared = (_("Before"), _("After"), _("Difference"))
    for name in (_("Here"), *compared, _("Elsewhere"), *compared):
        table.add_column(name, justify="right", no_wrap=True)
    elsewhere = {(one.head, one.label): one for one in lesson.fixed}
    for gain in lesson.own:
        changes = gain.head in lesson.heads
        if not changes and gain.label:
            continue
        name = named(gain) if changes else f"({gain.head})"
        table.add_row(name, *figures(gain), *figures(elsewhere.get((gain.head, gain.label))))
    return table


def named(gain: Shift) -> str:
    """A head by its name in the export, a label by that and its name on screen."""
    if not gain.label:
        return gain.head
    words = {**SINGLE, **MULTIPLE}.get(gain.head)
    return f"  {gain.label} {words(gain.label).label}" if words else f"  {gain.label}"


def figures(gain: Shift | None) -> tuple[str, str, str, str]:
    if gain is None:
        return ("–", "", "", "")
    return (str(gain.texts), f"{10 * gain.before:.1f}", f"{10 * gain.after:.1f}", f"{10 * gain.change:+.1f}")


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of an export; the first bad one stops it, and is named."""
    with path.open(encoding="utf-8") as lines:
        yield from parsed(lines)


def parsed(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise CommandError(_("Line %(n)s is not a JSON object.") % {"n": number}, returncode=1)
        yield row
