from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from amends.foundation.audit.actions import anchor_chains
from amends.foundation.audit.queries import verify, verify_anchors


class Command(BaseCommand):
    help = "Checks that nothing on record was changed, deleted, inserted or reordered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "anchor"])
        parser.add_argument("--chain", help="only this chain, such as case:123 or house")
        parser.add_argument(
            "--anchors",
            type=Path,
            metavar="FOLDER",
            help="also against anchors that were kept in this folder",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "anchor":
            made = anchor_chains()
            self.stdout.write(
                f"Anchors made: {len(made)}, over {sum(one.entries for one in made):,} entries."
            )
            return
        chain: str | None = options["chain"]
        found = verify(chain)
        if found.broken:
            raise CommandError(f"The audit trail is broken. {found.broken}.", returncode=1)
        if chain and not found.chains:
            raise CommandError(f"There is no chain {chain}.", returncode=1)
        anchors = verify_anchors(options["anchors"]) if not chain else None
        if anchors and anchors.loose:
            raise CommandError(
                f"The audit trail is not the one that was anchored. {anchors.loose}.", returncode=1
            )
        also = f" Anchors: {anchors.anchors:,}." if anchors and anchors.anchors else ""
        self.stdout.write(
            f"The audit trail holds: {found.entries:,} entries in {found.chains:,} chains.{also}"
        )
