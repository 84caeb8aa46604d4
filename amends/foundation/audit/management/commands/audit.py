from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from amends.foundation.audit.queries import verify


class Command(BaseCommand):
    help = "Checks that nothing on record was changed, deleted, inserted or reordered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify"])
        parser.add_argument("--chain", help="only this chain, such as case:123 or house")

    def handle(self, *args: Any, **options: Any) -> None:
        chain: str | None = options["chain"]
        found = verify(chain)
        if found.broken:
            raise CommandError(f"The audit trail is broken. {found.broken}.", returncode=1)
        if chain and not found.chains:
            raise CommandError(f"There is no chain {chain}.", returncode=1)
        self.stdout.write(f"The audit trail holds: {found.entries:,} entries in {found.chains:,} chains.")
