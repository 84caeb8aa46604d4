from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, InterfaceError
from django.utils.translation import gettext as _

from amends.config import env
from amends.config.middleware import is_full
from amends.config.operations.backup.manifest import Manifest
from amends.config.operations.backup.restoring import Restored, ensure_can_restore, restore
from amends.config.operations.backup.verifying import verify
from amends.config.operations.terminal import TerminalCommand, readable
from amends.doors.channels.file_import.terminal import progress
from amends.foundation.audit.text import where_broken
from amends.foundation.kernel.errors import Refused


class Command(TerminalCommand):
    help = (
        "Brings back what `amends backup` wrote, into an empty installation, and checks what it brought back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="replace the people and cases that are here")
        parser.add_argument("--dry-run", action="store_true", help="look at the whole file, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            settings.VAR.mkdir(parents=True, exist_ok=True)
            with progress(_("Looking at the backup")) as step:
                manifest = verify(path, step)
            self.show(manifest)
            if options["dry_run"]:
                self.stdout.write(
                    _(
                        "The backup is complete and as it was written. This was a dry run: nothing was changed."
                    )
                )
                return
            packed = ensure_can_restore(manifest, force=options["force"])
            with progress(_("Restoring"), manifest.parts + manifest.files.count) as step:
                restored = restore(path, manifest, packed, step)
        except Refused as error:
            raise CommandError(f"{error.message} {_('Nothing was changed.')}", returncode=1) from error
        except (DatabaseError, InterfaceError, OSError) as error:
            why = _("There is no room left.") if is_full(error) else str(error).strip()
            raise CommandError(f"{why} {_('Nothing was changed.')}", returncode=1) from error
        self.report(restored)

    def show(self, manifest: Manifest) -> None:
        self.stdout.write(
            _(
                "A backup of %(at)s by Amends %(version)s (%(database)s): %(rows)s rows, %(files)s attachments, %(size)s."
            )
            % {
                "at": manifest.made_at,
                "version": manifest.version,
                "database": manifest.database,
                "rows": f"{manifest.rows:,}",
                "files": f"{manifest.files.count:,}",
                "size": readable(manifest.size),
            }
        )

    def report(self, done: Restored) -> None:
        """What was checked, and what somebody has to see to."""
        write, warn = self.stdout.write, self.stderr.write
        write(
            _("Restored and checked: every row is there, and %(cases)s cases can be found.")
            % {"cases": f"{done.cases:,}"}
        )
        if done.trail.broken:
            warn(
                _("The audit trail was broken already when the backup was made. %(where)s.")
                % {"where": where_broken(done.trail.broken)}
            )
        else:
            write(_("The audit trail holds: %(n)s entries.") % {"n": f"{done.trail.entries:,}"})
        if done.broken_files_count:
            warn(
                _("%(n)s attachments were missing or damaged already when the backup was made: %(names)s")
                % {
                    "n": f"{done.broken_files_count:,}",
                    "names": ", ".join(name[:12] for name in done.broken_files),
                }
            )
        else:
            write(_("Every attachment is there and is what it was."))
        self.report_settings(done)

    def report_settings(self, done: Restored) -> None:
        here = env.names_set()
        if missing := [name for name in done.manifest.environment if name not in here]:
            self.stdout.write(
                _("These settings were made there and are not made here: %(names)s.")
                % {"names": ", ".join(missing)}
            )
        if done.manifest.secret_key is None:
            self.stdout.write(
                _("The secret key is not in the backup: give this installation the one that was used there.")
            )
        elif "SECRET_KEY" in here or "SECRET_KEY_FILE" in here:
            self.stderr.write(
                _(
                    "The key of the backup is in %(file)s, but this installation takes another one from the environment."
                )
                % {"file": settings.SECRET_KEY_PATH}
            )
        self.stdout.write(
            _(
                "People sign in anew. Start `amends serve` and `amends work`; jobs that waited then are done now."
            )
        )
