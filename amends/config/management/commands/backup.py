from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, InterfaceError
from django.utils.translation import gettext as _

from amends.config.middleware import is_full
from amends.config.operations.backup.saving import save
from amends.config.operations.terminal import TerminalCommand, readable
from amends.doors.channels.file_import.terminal import progress
from amends.foundation.kernel.errors import Refused


class Command(TerminalCommand):
    help = "Writes everything (database, attachments, secret key) into one file that `amends restore` brings back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="such as amends-2026-03-01.tar.gz; one that is there is replaced"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with progress(_("Backing up")) as step:
                manifest = save(path, step)
        except Refused as error:
            raise CommandError(str(error.message), returncode=1) from error
        except EOFError as error:
            text = _("“%(name)s” changed while it was read. No backup was written; start again.")
            raise CommandError(text % {"name": error}, returncode=1) from error
        except (DatabaseError, InterfaceError, OSError) as error:
            text = _(
                "There is no room left for the backup. Nothing was written; make room, or write it elsewhere."
            )
            if not is_full(error):
                text = _("No backup was written: %(why)s") % {"why": str(error).strip()}
            raise CommandError(text, returncode=1) from error
        self.stdout.write(
            _("Written: %(file)s, %(size)s. It holds %(rows)s rows and %(files)s attachments.")
            % {
                "file": path,
                "size": readable(path.stat().st_size),
                "rows": f"{manifest.rows:,}",
                "files": f"{manifest.files.count:,}",
            }
        )
        self.stdout.write(
            _("It holds personal data. Keep it where only those who may see all cases can read it.")
        )
        if manifest.files_elsewhere:
            self.stderr.write(
                _(
                    "The attachments lie in the store “%(store)s” and are not in this backup: let the store keep versions or copies of them."
                )
                % {"store": manifest.files_elsewhere}
            )
        if manifest.secret_key is None:
            self.stderr.write(
                _("The secret key comes from the environment and is not in the backup: keep it elsewhere.")
            )
