from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from amends.foundation.audit.choices import CHECK_JOB, CHECKED, HOUSE, Damage, Looseness
from amends.foundation.audit.models import AnchoredHead, AuditAnchor, AuditChain, AuditEntry
from amends.foundation.audit.rules import Broken, Link, Loose, first_broken, root_of
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.models import Job
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
    anchors: int = 0
    loose: Loose | None = None


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


def latest_check() -> AuditEntry | None:
    """The entry with the verdict of the last walk along the whole trail that somebody asked for."""
    return AuditEntry.objects.filter(chain=HOUSE, action=CHECKED).order_by("-n").first()


def check_is_waiting() -> bool:
    """Whether the trail is being walked or will be in a moment."""
    return Job.objects.filter(name=CHECK_JOB, state__in=(JobState.READY, JobState.RUNNING)).exists()


def latest_anchors(limit: int) -> list[AuditAnchor]:
    return list(AuditAnchor.objects.order_by("-pk")[:limit])


_MISPLACED = """
    SELECT kept.chain FROM audit_anchoredhead kept
    LEFT JOIN audit_auditentry entry ON entry.chain = kept.chain AND entry.n = kept.n
    WHERE kept.anchor_id = %s AND (entry.hash IS NULL OR entry.hash <> kept.head)
    ORDER BY kept.id LIMIT 1
"""


def verify_anchors(kept_in: Path | None = None) -> Verification:
    """Walks the anchors, the first one first, up to the first that does not hold; also against files kept elsewhere."""
    found = Verification()
    before = ""
    for anchor in AuditAnchor.objects.order_by("pk").iterator():
        found.anchors += 1
        found.loose = _loose(anchor, before, found.anchors)
        if found.loose:
            return found
        before = anchor.root
    found.loose = _contradicted(kept_in) if kept_in else None
    return found


def _loose(anchor: AuditAnchor, before: str, place: int) -> Loose | None:
    if anchor.pk != place or anchor.before != before:
        return Loose(place, Looseness.GAP)
    if not hmac.compare_digest(anchor.signature_now(), anchor.signature):
        return Loose(place, Looseness.SIGNATURE)
    heads = AnchoredHead.objects.filter(anchor=anchor).order_by("pk").values_list("chain", "n", "head")
    if root_of(before, heads.iterator(chunk_size=CHUNK)) != anchor.root:
        return Loose(place, Looseness.CONTENT)
    with connection.cursor() as cursor:
        cursor.execute(_MISPLACED, [anchor.pk])
        row = cursor.fetchone()
    return Loose(place, Looseness.CHAIN, row[0]) if row else None


def _contradicted(folder: Path) -> Loose | None:
    """The first file of an anchor that the database does not know, or knows otherwise."""
    for file in sorted(folder.glob("*.json")):
        kept = json.loads(file.read_text(encoding="utf-8"))
        anchor = AuditAnchor.objects.filter(pk=kept.get("anchor")).first()
        if anchor is None:
            return Loose(kept.get("anchor", 0), Looseness.UNKNOWN_FILE, file.name)
        if any(kept.get(name) != value for name, value in anchor.said().items()):
            return Loose(anchor.pk, Looseness.OTHER_FILE, file.name)
    return None


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
