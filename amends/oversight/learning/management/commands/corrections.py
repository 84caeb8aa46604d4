from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.oversight.learning.actions import note_export
from amends.oversight.learning.permissions import ensure_may_export
from amends.oversight.learning.queries import judged_readings


class Command(BaseCommand):
    help = "Writes what people said of readings to a file of JSON lines, masked and without the customer's identity."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="does", required=True)
        export = does.add_parser("export", help="one line a judged complaint")
        export.add_argument("file", type=Path, metavar="FILE")
        export.add_argument("--with-restricted", action="store_true", help="restricted cases too")
        export.add_argument(
            "--member", default="", metavar="USERNAME", help="in whose name (the house's own)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        restricted: bool = options["with_restricted"]
        try:
            by = self.who(options["member"])
            ensure_may_export(by, restricted=restricted)
            count = self.write(path, by=by, restricted=restricted)
            note_export(count=count, restricted=restricted, by=by)
        except Refused as error:
            raise CommandError(str(error.message), returncode=1) from error
        except OSError as error:
            raise CommandError(_("It stopped: %(why)s.") % {"why": error}, returncode=1) from error
        self.stderr.write(_("Judged readings written: %(n)s.") % {"n": f"{count:,}"})

    def who(self, username: str) -> Member:
        if not username:
            return house_member()
        found = Member.objects.filter(username=username).first()
        if found is None:
            raise CommandError(_("There is no member %(name)s.") % {"name": username})
        return found

    def write(self, path: Path, *, by: Member, restricted: bool) -> int:
        """Beside the file first, so that there is never half of it."""
        beside = path.with_name(path.name + ".part")
        count = 0
        try:
            with beside.open("w", encoding="utf-8") as file:
                for row in judged_readings(by=by, restricted=restricted):
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
                    count += 1
            beside.replace(path)
            return count
        finally:
            beside.unlink(missing_ok=True)
