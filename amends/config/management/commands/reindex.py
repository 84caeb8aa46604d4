from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from amends.config.operations.searching import rebuild
from amends.config.operations.terminal import TerminalCommand
from amends.doors.channels.file_import.terminal import progress


class Command(TerminalCommand):
    help = "Makes every case findable anew, when `amends doctor` says that some are not."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), progress(_("Making cases findable")) as step:
            done = rebuild(step)
        self.stdout.write(_("Cases that can be found: %(n)s.") % {"n": f"{done:,}"})
