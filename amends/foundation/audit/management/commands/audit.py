from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from amends.foundation.audit.actions import anchor_chains
from amends.foundation.audit.queries import verify, verify_anchors
from amends.foundation.audit.text import where_broken, why_loose


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
            self.anchor()
        else:
            self.verify(options["chain"], options["anchors"])

    def anchor(self) -> None:
        made = anchor_chains()
        count = {"n": len(made), "entries": f"{sum(one.entries for one in made):,}"}
        self.stdout.write(_("Anchors made: %(n)s, over %(entries)s entries.") % count)

    def verify(self, chain: str | None, kept_in: Path | None) -> None:
        found = verify(chain)
        if found.broken:
            said = _("The audit trail is broken. %(where)s.") % {"where": where_broken(found.broken)}
            raise CommandError(said, returncode=1)
        if chain and not found.chains:
            raise CommandError(_("There is no chain %(chain)s.") % {"chain": chain}, returncode=1)
        anchors = verify_anchors(kept_in) if not chain else None
        if anchors and anchors.loose:
            said = _("The audit trail is not the one that was anchored.")
            raise CommandError(f"{said} {why_loose(anchors.loose)}", returncode=1)
        count = {"entries": f"{found.entries:,}", "chains": f"{found.chains:,}"}
        self.stdout.write(_("The audit trail holds: %(entries)s entries in %(chains)s chains.") % count)
        if anchors and anchors.anchors:
            self.stdout.write(_("Signed anchors: %(n)s.") % {"n": f"{anchors.anchors:,}"})
