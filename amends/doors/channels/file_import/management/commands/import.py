from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from amends.doors.channels.file_import.actions import note_import
from amends.doors.channels.file_import.choices import Target
from amends.doors.channels.file_import.entries import Source
from amends.doors.channels.file_import.importing import (
    BATCH,
    Findings,
    bring_in,
    layout_of,
    look,
    source_name,
)
from amends.doors.channels.file_import.rules.columns import Layout
from amends.doors.channels.file_import.tables import Table, open_table
from amends.doors.channels.file_import.terminal import member_named, progress
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member


class Command(BaseCommand):
    help = "Takes in complaints from a CSV, XLSX or JSONL file (.gz too). Safe to run again: it goes on where it stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="show what would come in, change nothing")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="WHAT=COLUMN",
            help="which column holds what, such as text=内容; WHAT is one of " + ", ".join(Target.values),
        )
        parser.add_argument("--encoding", default="", help="of a text file, if it is guessed wrongly")
        parser.add_argument("--source", default="", help="under which name the file's own numbers are unique")
        parser.add_argument(
            "--member", default="", metavar="USERNAME", help="in whose name (the house's own)"
        )
        parser.add_argument("--batch", type=int, default=BATCH, help="rows in one transaction (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            member = member_named(options["member"])
            table = open_table(path, encoding=options["encoding"])
            layout = layout_of(table, chosen_in(options["column"]))
            source = Source(table.digest, source_name(path, options["source"]), layout.columns)
            with progress(_("Looking at the rows")) as step:
                found = look(table, source, step=step)
            self.show(path, table, layout, found)
            if not found.good:
                raise CommandError(_("No row can come in. Nothing was changed."), returncode=1)
            if options["dry_run"]:
                self.stdout.write(_("This was a dry run: nothing was changed."))
                return
            self.bring_in(path, table, source, member, found.rows, max(1, options["batch"]))
        except Refused as error:
            raise CommandError(str(error.message), returncode=1) from error
        except (OperationalError, InterfaceError, OSError) as error:
            text = _("It stopped: %(why)s. What came in is kept; run the same command again and it goes on.")
            raise CommandError(text % {"why": str(error).strip()}, returncode=1) from error
        except KeyboardInterrupt as error:
            raise CommandError(
                _("Stopped. Run the same command again and it goes on."), returncode=130
            ) from error

    def bring_in(
        self, path: Path, table: Table, source: Source, member: Member, rows: int, batch: int
    ) -> None:
        with progress(_("Taking in"), rows) as step:
            result, rejected = bring_in(table, source, by=member, step=step, batch=batch)
        counts = {"new": result.new, "known": result.known, "rejected": result.rejected}
        if result.new:
            note_import(data={"file": path.name, "sha256": table.digest, **counts}, by=member)
        self.stdout.write(
            _("Came in: %(new)s. In already: %(known)s. Rejected: %(rejected)s.")
            % {name: f"{count:,}" for name, count in counts.items()}
        )
        if result.rejected:
            kept = rejected.keep(path)
            raise CommandError(
                _(
                    "The rejected rows are in %(file)s, each with its reason. Correct them there and import that file."
                )
                % {"file": kept},
                returncode=1,
            )

    def show(self, path: Path, table: Table, layout: Layout, found: Findings) -> None:
        write = self.stdout.write
        write(f"{path.name}: {table.format}, {table.encoding}, " + _("%(n)s rows") % {"n": f"{found.rows:,}"})
        for target, column in layout.columns.items():
            write(f"  {column} → {target.label} ({target.value})")
        if layout.unused:
            write("  " + _("not used: %(columns)s") % {"columns": ", ".join(layout.unused[:20])})
        for one in found.samples:
            write(f"  {one.line}: {one.contact.name or '-'} | {' '.join(one.text.split())[:60]}")
        write(
            _("Can come in: %(good)s (in already: %(known)s). Cannot: %(bad)s.")
            % {"good": f"{found.good:,}", "known": f"{found.known:,}", "bad": f"{found.rows - found.good:,}"}
        )
        for line, problem in found.problems:
            write("  " + _("line %(line)s: %(problem)s") % {"line": line, "problem": problem})
        if found.garbled:
            write(
                _("%(n)s rows hold bytes that are no characters; they come in with � in their place.")
                % {"n": f"{found.garbled:,}"}
            )


def chosen_in(pairs: list[str]) -> Mapping[Target, str]:
    """`text=内容` as what somebody chose by hand."""
    chosen = {}
    for pair in pairs:
        name, _equals, column = pair.partition("=")
        if name not in Target.values or not column:
            raise CommandError(
                _("“%(pair)s” is not WHAT=COLUMN. WHAT is one of: %(names)s.")
                % {"pair": pair, "names": ", ".join(Target.values)}
            )
        chosen[Target(name)] = column
    return chosen
