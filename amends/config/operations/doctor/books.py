"""Do the books of what may be given agree with themselves?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.config.operations.doctor.findings import Findings, error, ok
from amends.practice.remedies.budget.queries import verify_books


def budgets() -> Findings:
    found = verify_books()
    if found.first is None:
        yield ok("budgets", _("The books of the budgets agree: %(n)s entries.") % {"n": found.entries})
        return
    yield error(
        "budgets",
        _("The books of the budgets do not agree: %(first)s.") % {"first": found.first},
        _(
            "Restore a backup from before it, or ask whoever changed the database by hand; book nothing until it is mended."
        ),
    )
