"""Everything the doctor looks at, in the order in which one would mend it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from amends.config.operations.doctor import books, database, outside, program, safety, storage, work
from amends.config.operations.doctor.findings import Check, Finding, Findings, Level, error

FIRST: tuple[Check, ...] = (
    program.python,
    program.packages,
    program.static_files,
    program.translations,
    program.engine,
    safety.secret_key,
    safety.debug,
    safety.hosts,
    safety.https,
    storage.writable,
    storage.room,
    database.answers,
)
WITH_DATABASE: tuple[Check, ...] = (database.migrations, database.clocks)
WITH_TABLES: tuple[Check, ...] = (
    work.worker,
    work.given_up,
    work.waiting,
    storage.missing_attachments,
    storage.missing_pictures,
    storage.orphaned_attachments,
    storage.changed_attachments,
    storage.virus_scanner,
    storage.place_of_files,
    outside.outside_reading,
    database.search_index,
    database.audit_trail,
    books.budgets,
)


def examine() -> Findings:
    """Each part is looked at only if what it stands on is well; a check that fails itself is a finding, not an end."""
    for checks in (FIRST, WITH_DATABASE, WITH_TABLES):
        found = list(looked_at(checks))
        yield from found
        if any(one.level is Level.ERROR and one.check in {"database", "migrations"} for one in found):
            return


def looked_at(checks: Iterable[Check]) -> Findings:
    for check in checks:
        try:
            yield from check()
        except Exception as problem:  # whatever is broken, the rest is still worth knowing
            yield failed(check, problem)


def failed(check: Check, problem: Exception) -> Finding:
    name = getattr(check, "__name__", "check")
    return error(
        name,
        _("This could not be looked at: %(check)s (%(why)s)")
        % {"check": name, "why": f"{type(problem).__name__}: {problem}"},
        _("If it stays so after the other points are mended, report it."),
    )
