"""Does the database answer, is it in the right state, and does what it holds fit together?"""

from __future__ import annotations

import time

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.queries import SEARCH_KIND
from amends.config.operations.backup.connection import is_postgresql, settings_with, standing_in
from amends.config.operations.backup.schema import applied, not_applied
from amends.config.operations.doctor.findings import Findings, error, ok, warning
from amends.foundation.audit.choices import HOUSE
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import verify
from amends.foundation.audit.text import where_broken
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.models import SearchDocument
from amends.foundation.kernel.search.keys import kind_number

CHAINS, ENTRIES = 50, 500
# Seconds between the database's clock and ours: noticed in due times, and wrong for leases of jobs.
NOTICED, WRONG = 2, 30


def answers() -> Findings:
    # The pool would wait for a better answer; a connection of our own says at once why there is none.
    patience = {"connect_timeout": 5} if is_postgresql() else {}
    try:
        with standing_in(settings_with(**patience)), connection.cursor() as cursor:
            cursor.execute("SELECT version()" if is_postgresql() else "SELECT 'SQLite ' || sqlite_version()")
            version = " ".join(str(cursor.fetchone()[0]).split()[:2])
    except (DatabaseError, InterfaceError, OSError) as problem:
        yield error(
            "database",
            _("The database does not answer: %(why)s") % {"why": str(problem).strip()},
            _("Start it, and look whether DATABASE_URL names it rightly."),
        )
        return
    if is_postgresql():
        yield ok("database", _("%(version)s answers.") % {"version": version})
    else:
        yield ok("database", f"{version}, {connection.settings_dict['NAME']}")


def migrations() -> Findings:
    try:
        applied()
    except WrongState as problem:
        yield error(
            "migrations",
            str(problem),
            _("Install the newer program, or restore a backup of this one's time."),
        )
        return
    waiting = not_applied()
    if waiting:
        yield error(
            "migrations",
            _("%(n)s changes to the tables wait, the first is %(name)s.")
            % {"n": len(waiting), "name": ".".join(waiting[0])},
            _("Make a backup, then run `amends setup`."),
        )
    else:
        yield ok("migrations", _("All tables are up to date."))


def clocks() -> Findings:
    statement = (
        "SELECT extract(epoch FROM clock_timestamp())"
        if is_postgresql()
        else "SELECT (julianday('now') - 2440587.5) * 86400.0"
    )
    with connection.cursor() as cursor:
        before = time.time()
        cursor.execute(statement)
        theirs = float(cursor.fetchone()[0])
        ours = (before + time.time()) / 2
    drift = theirs - ours
    says = _("The database's clock differs from this machine's by %(n)s seconds.") % {"n": f"{drift:.1f}"}
    mend = _("Let both machines take the time from a time server.")
    if abs(drift) > WRONG:
        yield error("clocks", says, mend)
    elif abs(drift) > NOTICED:
        yield warning("clocks", says, mend)
    else:
        yield ok(
            "clocks", _("The clocks agree; times are shown for %(zone)s.") % {"zone": settings.TIME_ZONE}
        )


def search_index() -> Findings:
    documents = SearchDocument.objects.filter(kind=kind_number(SEARCH_KIND))
    cases = Case.objects.count()
    unfindable = Case.objects.filter(~Exists(documents.filter(object_id=OuterRef("pk")))).count()
    surplus = documents.count() - (cases - unfindable)
    if unfindable or surplus:
        yield error(
            "search_index",
            _("%(missing)s of %(cases)s cases cannot be found, and %(surplus)s can be found that are gone.")
            % {"missing": f"{unfindable:,}", "cases": f"{cases:,}", "surplus": f"{surplus:,}"},
            _("Run `amends reindex`."),
        )
    else:
        yield ok("search_index", _("All %(cases)s cases can be found.") % {"cases": f"{cases:,}"})


def audit_trail() -> Findings:
    """The house's own chain and those that were written to last; `amends audit verify` walks all of them."""
    recent = AuditEntry.objects.order_by("-pk").values_list("chain", flat=True)[:ENTRIES]
    chains = [HOUSE, *[chain for chain in dict.fromkeys(recent) if chain != HOUSE][:CHAINS]]
    for chain in chains:
        if broken := verify(chain).broken:
            yield error(
                "audit_trail",
                _("The audit trail is broken. %(where)s.") % {"where": where_broken(broken)},
                _("Run `amends audit verify`, keep this database as it is, and compare it with a backup."),
            )
            return
    yield ok("audit_trail", _("The audit trail holds in the last %(n)s chains.") % {"n": len(chains)})
