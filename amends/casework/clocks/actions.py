"""Starting and stopping clocks."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.casework.cases.actions import set_due
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_house
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import running
from amends.casework.clocks.rules import EFFECTS, due_time
from amends.foundation.audit.actions import record
from amends.foundation.organisation.models import Member


@transaction.atomic
def apply_effect(*, case_id: int, happening: str, at: datetime, by: Member) -> None:
    """Starts and stops what the table says for this happening; once applied, again changes nothing."""
    ensure_house(by)
    effect = EFFECTS[happening]
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    runs = {clock.kind: clock for clock in running(case_id)}
    for kind in effect.stops:
        if kind in runs:
            stopping = runs.pop(kind)
            stopping.stopped_at = at
            stopping.save(update_fields=["stopped_at"])
            record(
                chain=case.chain, action="clock.stopped", by=by, data={"clock": kind, "due": stopping.due_at}
            )
    for kind in effect.starts:
        if (
            case.is_open
            and kind not in runs
            and not Clock.objects.filter(case=case_id, kind=kind, started_at=at).exists()
        ):
            runs[kind] = Clock.objects.create(case=case, kind=kind, started_at=at, due_at=due_time(kind, at))
            record(
                chain=case.chain,
                action="clock.started",
                by=by,
                data={"clock": kind, "due": runs[kind].due_at},
            )
    first = min(runs.values(), key=lambda clock: clock.due_at, default=None)
    set_due(
        case_id=case_id,
        kind=first.kind if first else "",
        since=first.started_at if first else None,
        due_at=first.due_at if first else None,
        by=by,
    )
