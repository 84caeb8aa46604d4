"""Writing down what was done to many things at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.transaction import TransactionManagementError

from amends.foundation.audit.actions.recording import Actor, link_of
from amends.foundation.audit.models import AuditChain
from amends.foundation.kernel import clock
from amends.foundation.kernel.rewriting import rewrite, write_new

# Chains written in one statement: within what SQLite takes as variables.
_AT_ONCE: Final = 500


class Note(NamedTuple):
    """One entry of many that are written together."""

    chain: str
    action: str
    data: Mapping[str, Any]


def record_many(notes: Sequence[Note], *, by: Actor) -> None:
    """Adds one entry to each of many chains in a few statements, in the caller's transaction; a chain may stand there once."""
    if not connection.in_atomic_block:
        raise TransactionManagementError(
            "an audit entry is written in the transaction of the change it records"
        )
    for start in range(0, len(notes), _AT_ONCE):
        _record_part(sorted(notes[start : start + _AT_ONCE]), by=by)


def _record_part(notes: Sequence[Note], *, by: Actor) -> None:
    """The chains are locked in the order of their names, so that two of these never wait for each other."""
    places = ", ".join(["(%s, 0, '', 0)"] * len(notes))
    statement = (
        f"INSERT INTO audit_auditchain (chain, length, head, anchored) VALUES {places}"  # noqa: S608 - places are %s
        " ON CONFLICT (chain) DO UPDATE SET length = audit_auditchain.length RETURNING chain, length, head"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [note.chain for note in notes])
        ends = {chain: (length, head) for chain, length, head in cursor.fetchall()}
    moment = clock.now()
    entries = [
        link_of(note.chain, *ends[note.chain], action=note.action, by=by, data=note.data, at=moment)
        for note in notes
    ]
    write_new(entries)
    rewrite([AuditChain(chain=one.chain, length=one.n, head=one.hash) for one in entries], ["length", "head"])
