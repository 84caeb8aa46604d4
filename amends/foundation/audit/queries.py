from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from amends.foundation.audit.choices import Damage
from amends.foundation.audit.models import AuditChain, AuditEntry
from amends.foundation.audit.rules import Broken, Link, first_broken
from amends.foundation.kernel.paging import Page, keyset_page

CHUNK = 1000


def history(
    chain: str, *, after: str | None = None, size: int = 50, newest_first: bool = True
) -> Page[AuditEntry]:
    """What happened to one thing, a page at a time."""
    return keyset_page(entries_of(chain), order=("-n" if newest_first else "n",), after=after, size=size)


def entries_of(chain: str) -> QuerySet[AuditEntry]:
    """All entries of a chain, the first one first."""
    return AuditEntry.objects.filter(chain=chain).order_by("n")


@dataclass
class Verification:
    """What a walk along the chains found."""

    chains: int = 0
    entries: int = 0
    broken: Broken | None = None


def verify(chain: str | None = None) -> Verification:
    """Walks one chain or all, in constant memory, up to the first broken link."""
    found = Verification()
    for one in _chains(chain):
        found.chains += 1
        found.broken = _check(one, found)
        if found.broken:
            return found
    found.broken = _orphan(chain)
    return found


def _chains(chain: str | None) -> Iterator[AuditChain]:
    last = ""
    while True:
        rows = AuditChain.objects.filter(chain=chain) if chain else AuditChain.objects.all()
        some = list(rows.filter(chain__gt=last).order_by("chain")[:CHUNK])
        yield from some
        if len(some) < CHUNK:
            return
        last = some[-1].chain


def _links(chain: str, found: Verification) -> Iterator[tuple[Link, str]]:
    for entry in entries_of(chain).iterator(chunk_size=CHUNK):
        found.entries += 1
        yield entry.link, entry.hash


def _check(one: AuditChain, found: Verification) -> Broken | None:
    before = found.entries
    broken = first_broken(one.chain, _links(one.chain, found), length=one.length, head=one.head)
    if broken is None:
        return None
    # Somebody may have added an entry since the row was read: look again while nobody can.
    found.entries = before
    with transaction.atomic():
        now = AuditChain.objects.select_for_update().get(pk=one.chain)
        return first_broken(now.chain, _links(now.chain, found), length=now.length, head=now.head)


def _orphan(chain: str | None) -> Broken | None:
    """An entry whose chain has no record of its own."""
    entries = AuditEntry.objects.filter(chain=chain) if chain else AuditEntry.objects.all()
    known = AuditChain.objects.filter(pk=OuterRef("chain"))
    entry = entries.filter(~Exists(known)).order_by("id").first()
    return Broken(entry.chain, entry.n, Damage.UNKNOWN_CHAIN) if entry else None
