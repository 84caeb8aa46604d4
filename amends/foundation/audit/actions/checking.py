"""Walking the whole trail when somebody wants to know: in the background, with its verdict on the trail itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from amends.foundation.audit.actions.recording import Actor, record
from amends.foundation.audit.choices import CHECK_JOB, CHECKED, HOUSE
from amends.foundation.audit.queries import verify, verify_anchors
from amends.foundation.kernel.jobs import enqueue


@dataclass(frozen=True)
class Asker:
    """Who asked, as the job carries them."""

    pk: int
    display_name: str


@transaction.atomic
def ask_check(*, by: Actor) -> None:
    """Has the trail walked from its beginning; asked again before that is done, it is still walked once."""
    enqueue(CHECK_JOB, {"actor_id": by.pk, "actor_name": by.display_name}, unique_key=CHECK_JOB)


def check_trail(actor_id: int, actor_name: str) -> None:
    """The job: what was found is recorded, so that anybody sees when the trail was whole, and who had it looked at."""
    found, anchors = verify(), verify_anchors()
    data: dict[str, Any] = {
        "entries": found.entries,
        "chains": found.chains,
        "anchors": anchors.anchors,
        "whole": found.broken is None and anchors.loose is None,
    }
    if found.broken:
        data |= {"chain": found.broken.chain, "entry": found.broken.n, "damage": found.broken.damage.value}
    if anchors.loose:
        data |= {
            "anchor": anchors.loose.anchor,
            "why": anchors.loose.why.value,
            "against": anchors.loose.against,
        }
    with transaction.atomic():
        record(chain=HOUSE, action=CHECKED, by=Asker(actor_id, actor_name), data=data)
