from __future__ import annotations

import sys
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Phase
from amends.casework.cases.permissions import ensure_may_work
from amends.casework.cases.queries import Wanted
from amends.doors.channels.file_import.actions import note_export
from amends.doors.channels.file_import.exporting import FORMATS, format_of, rows_of
from amends.doors.channels.file_import.queries import exported_cases, one_by_one
from amends.doors.channels.file_import.terminal import member_named, progress
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member


class Command(BaseCommand):
    help = "Writes the cases a member may see to a table whose cells no spreadsheet takes for formulas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--format", choices=list(FORMATS), default="", help="csv unless --out says otherwise"
        )
        parser.add_argument("--out", type=Path, metavar="FILE", help="standard output if not given")
        parser.add_argument(
            "--member", default="", metavar="USERNAME", help="whose view (the house sees all)"
        )
        parser.add_argument(
            "--phase", choices=Phase.values, default="", help="only open or only closed cases"
        )
        parser.add_argument("--query", default="", help="only cases that hold these words")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path | None = options["out"]
        written = format_of(path, options["format"])
        member = member_named(options["member"])
        wanted = Wanted(phase=options["phase"], query=options["query"])
        try:
            ensure_may_work(member)
            if path is None:
                if written == "xlsx":
                    raise CommandError(_("A workbook goes into a file: add --out FILE."))
                count = export(wanted, member, written, sys.stdout.buffer)
            else:
                count = to_file(wanted, member, written, path)
            note_export(data={"format": written, "cases": count}, by=member)
        except Refused as error:
            raise CommandError(str(error.message), returncode=1) from error
        except BrokenPipeError as error:
            raise CommandError(_("The reader went away."), returncode=1) from error
        except OSError as error:
            raise CommandError(_("It stopped: %(why)s.") % {"why": error}, returncode=1) from error
        self.stderr.write(_("Cases written: %(n)s.") % {"n": f"{count:,}"})


def to_file(wanted: Wanted, member: Member, written: str, path: Path) -> int:
    """Writes beside the file and puts it in its place at the end, so that there is never half a table."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            count = export(wanted, member, written, file)
        beside.replace(path)
        return count
    finally:
        beside.unlink(missing_ok=True)


def export(wanted: Wanted, member: Member, written: str, file: IO[bytes]) -> int:
    cases = one_by_one(exported_cases(wanted, member=member))
    with progress(_("Writing")) as step, closing(cases):
        return FORMATS[written](rows_of(cases, step, by=member), file)
