from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from amends.doors.channels.file_import.actions import note_purchases
from amends.doors.channels.file_import.choices import Verdict
from amends.doors.channels.file_import.importing import BATCH, PROBLEMS_SHOWN, SAMPLES
from amends.doors.channels.file_import.purchases.columns import NEEDED, Field
from amends.doors.channels.file_import.purchases.importing import Taken, Taking, bring_in, columns_of, look
from amends.doors.channels.file_import.tables import Table, open_table
from amends.doors.channels.file_import.terminal import member_named, progress
from amends.foundation.kernel.errors import Refused


class Command(BaseCommand):
    help = "Takes in orders or contracts from a CSV, XLSX or JSONL file (.gz too). Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--what", choices=list(NEEDED), default="orders", help="what the rows are")
        parser.add_argument("--dry-run", action="store_true", help="show what would come in, change nothing")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="WHAT=COLUMN",
            help="which column holds what, such as number=单据; WHAT is one of " + ", ".join(Field.values),
        )
        parser.add_argument("--encoding", default="", help="of a text file, if it is guessed wrongly")
        parser.add_argument(
            "--member", default="", metavar="USERNAME", help="in whose name (the house's own)"
        )
        parser.add_argument("--batch", type=int, default=BATCH, help="rows in one transaction (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        path, kind = options["file"], options["what"]
        try:
            member = member_named(options["member"])
            table = open_table(path, encoding=options["encoding"])
            columns = columns_of(table, kind, chosen_in(options["column"]))
            with progress(_("Looking at the rows")) as step:
                found = look(table.rows(), Taking(kind, columns, member), step=step)
            self.show(path, table, columns, found)
            if all(one.verdict == Verdict.REFUSED for one in found):
                raise CommandError(_("No row can come in. Nothing was changed."), returncode=1)
            if options["dry_run"]:
                self.stdout.write(_("This was a dry run: nothing was changed."))
                return
            self.bring_in(
                path,
                table,
                Taking(kind, columns, member, file=path.name),
                len(found),
                max(1, options["batch"]),
            )
        except Refused as error:
            raise CommandError(str(error.message), returncode=1) from error
        except (OperationalError, InterfaceError, OSError) as error:
            text = _("It stopped: %(why)s. What came in is kept; run the same command again and it goes on.")
            raise CommandError(text % {"why": str(error).strip()}, returncode=1) from error

    def bring_in(self, path: Path, table: Table, taking: Taking, rows: int, batch: int) -> None:
        with progress(_("Taking in"), rows) as step:
            found, rejected = bring_in(table, taking, step=step, batch=batch)
        if found[Verdict.NEW] or found[Verdict.CHANGED] or found[Verdict.SAME]:
            data = {"file": path.name, "sha256": table.digest, **{one.value: found[one] for one in Verdict}}
            note_purchases(kind=taking.kind, data=data, by=taking.by)
        counts = {"new": found[Verdict.NEW], "known": found[Verdict.CHANGED] + found[Verdict.SAME]}
        counts["rejected"] = found[Verdict.REFUSED]
        self.stdout.write(
            _("Came in: %(new)s. In already: %(known)s. Rejected: %(rejected)s.")
            % {name: f"{count:,}" for name, count in counts.items()}
        )
        if rejected.rows:
            text = _(
                "The rejected rows are in %(file)s, each with its reason. Correct them there and import that file."
            )
            raise CommandError(text % {"file": rejected.keep(path)}, returncode=1)

    def show(self, path: Path, table: Table, columns: dict[Field, str], found: list[Taken]) -> None:
        write = self.stdout.write
        write(f"{path.name}: {table.format}, {table.encoding}, " + _("%(n)s rows") % {"n": f"{len(found):,}"})
        for target, column in columns.items():
            write(f"  {column} → {target.label} ({target.value})")
        if unused := [column for column in table.columns if column not in columns.values()]:
            write("  " + _("not used: %(columns)s") % {"columns": ", ".join(unused[:20])})
        bad = [one for one in found if one.verdict == Verdict.REFUSED]
        good = [one for one in found if one.verdict != Verdict.REFUSED]
        for one in good[:SAMPLES]:
            write(f"  {one.line}: {one.number} | {one.who or '-'}")
        known = sum(one.verdict != Verdict.NEW for one in good)
        write(
            _("Can come in: %(good)s (in already: %(known)s). Cannot: %(bad)s.")
            % {"good": f"{len(good):,}", "known": f"{known:,}", "bad": f"{len(bad):,}"}
        )
        for one in bad[:PROBLEMS_SHOWN]:
            write("  " + _("line %(line)s: %(problem)s") % {"line": one.line, "problem": one.why})


def chosen_in(pairs: list[str]) -> dict[Field, str]:
    """`number=单据` as what somebody chose by hand."""
    chosen = {}
    for pair in pairs:
        name, _equals, column = pair.partition("=")
        if name not in Field.values or not column:
            raise CommandError(
                _("“%(pair)s” is not WHAT=COLUMN. WHAT is one of: %(names)s.")
                % {"pair": pair, "names": ", ".join(Field.values)}
            )
        chosen[Field(name)] = column
    return chosen
