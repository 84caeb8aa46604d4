from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from amends.config.operations.doctor.examination import examine
from amends.config.operations.doctor.findings import Finding, Level
from amends.config.operations.terminal import TerminalCommand

SIGNS = {Level.OK: "✓", Level.WARNING: "!", Level.ERROR: "✗"}


class Command(TerminalCommand):
    help = "Looks at the whole installation and says what to mend. Ends with 1 if anything is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        found = []
        for finding in examine():
            found.append(finding)
            if not options["json"]:
                self.stdout.write(self.line(finding))
        errors = sum(one.level is Level.ERROR for one in found)
        warnings = sum(one.level is Level.WARNING for one in found)
        if options["json"]:
            said = {"ok": not errors, "findings": [asdict(one) for one in found]}
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(
                _("Broken: %(errors)s. Worth a look: %(warnings)s.")
                % {"errors": errors, "warnings": warnings}
            )
        if errors:
            raise SystemExit(1)

    def line(self, finding: Finding) -> str:
        style = {
            Level.OK: self.style.SUCCESS,
            Level.WARNING: self.style.WARNING,
            Level.ERROR: self.style.ERROR,
        }[finding.level]
        mend = f"\n    → {finding.mend}" if finding.mend else ""
        return f"{style(SIGNS[finding.level])} {finding.says}{mend}"
