"""Signed anchors: where all chains stood on a day, kept so that it can be laid down outside the house."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from amends.foundation.audit.models import AnchoredHead, AuditAnchor, AuditChain
from amends.foundation.audit.rules import root_of
from amends.foundation.kernel import clock

# Chains in one anchor; more make several, so that nobody waits long for the database.
AT_ONCE = 20_000
_ANCHORED = """
    UPDATE audit_auditchain SET anchored = head.n FROM audit_anchoredhead head
    WHERE head.anchor_id = %s AND head.chain = audit_auditchain.chain
"""


def anchor_chains() -> list[AuditAnchor]:
    """Anchors all chains that went on since the last anchor, and writes each anchor to a file; none if nothing did."""
    made: list[AuditAnchor] = []
    while anchor := next_anchor():
        export(anchor)
        made.append(anchor)
    return made


@transaction.atomic
def next_anchor() -> AuditAnchor | None:
    """Costs by how much was done since the last anchor, not by how much was ever done."""
    went_on = AuditChain.objects.filter(length__gt=F("anchored")).order_by("chain")
    rows = list(went_on.values_list("chain", "length", "head", "anchored")[:AT_ONCE])
    if not rows:
        return None
    last = AuditAnchor.objects.order_by("-pk").first()
    before = last.root if last else ""
    anchor = AuditAnchor(
        pk=last.pk + 1 if last else 1,
        made_at=clock.now(),
        chains=len(rows),
        entries=sum(length - anchored for _, length, _, anchored in rows),
        before=before,
        root=root_of(before, ((chain, length, head) for chain, length, head, _ in rows)),
    )
    anchor.signature = anchor.signature_now()
    anchor.save(force_insert=True)
    heads = (AnchoredHead(anchor=anchor, chain=chain, n=length, head=head) for chain, length, head, _ in rows)
    AnchoredHead.objects.bulk_create(heads, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute(_ANCHORED, [anchor.pk])
    return anchor


def export(anchor: AuditAnchor) -> Path:
    """Writes an anchor to a file of its own in `anchors`, for a place where nobody of the house can change it."""
    folder = Path(settings.VAR) / "anchors"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{anchor.pk:06d}-{anchor.made_at:%Y-%m-%d}.json"
    beside = file.with_suffix(".part")
    said = {**anchor.said(), "signature": anchor.signature, "signed_with": "HMAC-SHA256"}
    beside.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    return beside.replace(file)
