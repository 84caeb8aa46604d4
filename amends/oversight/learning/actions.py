"""Keeping the figures of the labels, and noting what left the house."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from amends.casework.cases.actions.correcting import ON_THE_CASE
from amends.casework.cases.models import Case
from amends.casework.readings.models import Correction
from amends.foundation.audit.actions import record
from amends.foundation.kernel.jobs import enqueue, nobody_waits
from amends.foundation.organisation.models import Member
from amends.oversight.learning.models import LabelFigure
from amends.oversight.learning.permissions import ensure_may_export
from amends.oversight.learning.rules import WHOLE, facts_moved, judgements, shown

# Reading a whole day costs more than a correction, so many corrections are counted together.
SETTLE = timedelta(seconds=30)


def labels_changed(day: date, now: datetime) -> None:
    """Asks for the labels of a day to be counted anew, once for all changes of the next half minute."""
    enqueue(
        "amends.oversight.learning.actions.count_labels",
        {"day": day.isoformat()},
        run_at=now + SETTLE,
        unique_key=f"learning:{day.isoformat()}",
    )


@dataclass(frozen=True)
class Said:
    """What stood of a field before anybody judged it, what stands now, and whether that was found right as it was."""

    read: Any
    stands: Any


@nobody_waits
@transaction.atomic
def count_labels(day: str) -> None:
    """Counts what was shown and judged in the complaints received on a day; counting again gives the same."""
    start = timezone.make_aware(datetime.combine(date.fromisoformat(day), time.min))
    cases = Case.objects.filter(
        received_at__gte=start, received_at__lt=start + timedelta(days=1), reading__isnull=False
    ).order_by()
    said = said_of(cases.values("reading"))
    counts: dict[str, Counter[tuple[str, ...]]] = {
        "shown": Counter(),
        "confirmed": Counter(),
        "corrected": Counter(),
    }
    columns = ("reading_id", "reading__engine", "language", *ON_THE_CASE)
    for row in cases.values(*columns).iterator(chunk_size=500):
        key = (row["reading__engine"], row["language"], row["category"])
        count_one(counts, key, row, said.get(row["reading_id"], {}))
    LabelFigure.objects.filter(day=day).delete()
    LabelFigure.objects.bulk_create(
        (
            LabelFigure(
                day=day,
                engine=key[0],
                language=key[1],
                category=key[2],
                field=key[3],
                label=key[4],
                became=key[5],
                **{name: counted[key] for name, counted in counts.items()},
            )
            for key in sorted(set().union(*counts.values()))
        ),
        batch_size=500,
    )


def said_of(readings: Any) -> dict[int, dict[str, Said]]:
    """By reading and field; where a label was judged more than once, the first and the last word count."""
    found: dict[int, dict[str, Said]] = {}
    rows = Correction.objects.filter(reading__in=readings).order_by("id")
    for reading, field, was, now in rows.values_list("reading_id", "field", "was", "now").iterator():
        fields = found.setdefault(reading, {})
        fields[field] = Said(fields[field].read if field in fields else was, now)
    return found


def count_one(
    counts: Mapping[str, Counter[tuple[str, ...]]],
    key: tuple[str, ...],
    row: Mapping[str, Any],
    said: Mapping[str, Said],
) -> None:
    """Adds one complaint to the figures."""
    counts["shown"][(*key, WHOLE, WHOLE, "")] += 1
    for field in ON_THE_CASE:
        if row["kind"] != "complaint" and field != "kind" and field not in said:
            continue
        for label in shown(field, said[field].read if field in said else row[field]):
            counts["shown"][(*key, field, label, "")] += 1
    wrong = 0
    for field, one in said.items():
        for label, became in moves(field, one):
            if became:
                wrong += 1
                counts["corrected"][(*key, field, label, became)] += 1
            else:
                counts["confirmed"][(*key, field, label, "")] += 1
    if said:
        counts["corrected" if wrong else "confirmed"][(*key, WHOLE, WHOLE, WHOLE if wrong else "")] += 1


def moves(field: str, said: Said) -> list[tuple[str, str]]:
    """Each label, and what it became; nothing if it stands."""
    if field == "facts":
        return facts_moved(said.read, said.stands)
    return [
        (label, "" if label == became else became)
        for label, became in judgements(field, said.read, said.stands)
    ]


@transaction.atomic
def note_export(*, count: int, restricted: bool, by: Member, what: str = "corrections") -> None:
    """Who took corrections or judged replies out of the house is on record."""
    ensure_may_export(by, restricted=restricted)
    record(chain="house", action=f"{what}.exported", by=by, data={"texts": count, "restricted": restricted})
