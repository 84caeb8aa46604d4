"""Every reading that people judged, as it leaves the house: masked, and without a word of who the customer is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from django.db.models import Exists, OuterRef

from amends.casework.cases.models import Case, Message
from amends.casework.cases.permissions import not_about
from amends.casework.readings.choices import JUDGED_FIELDS, PRIVATE_FACTS
from amends.casework.readings.models import Correction, Reading
from amends.casework.readings.rules import same
from amends.foundation.organisation.models import Member
from amends.oversight.learning.queries.names import names_here, names_in
from amends.oversight.learning.rules import hiding, masked

AT_ONCE: Final = 200


def judged_readings(*, by: Member, restricted: bool = False) -> Iterator[dict[str, Any]]:
    """One row a judged reading, the oldest first, without complaints about who takes them out or those they lead.

    It takes the same memory however many there are.
    """
    judged = Exists(Correction.objects.filter(reading=OuterRef("pk")))
    ids = Reading.objects.filter(judged).order_by("id").values_list("pk", flat=True).iterator()
    hidden = names_here()
    while some := list(islice(ids, AT_ONCE)):
        yield from _rows(some, by, restricted, hidden)


def _rows(
    readings: Sequence[int], by: Member, restricted: bool, hidden: Sequence[re.Pattern[str]]
) -> Iterator[dict[str, Any]]:
    cases = Case.objects.filter(not_about(by.pk), reading__in=readings)
    if not restricted:
        cases = cases.filter(restricted=False)
    texts = dict(Message.objects.filter(reading__in=readings).values_list("reading_id", "body"))
    said: dict[int, list[Correction]] = {}
    for one in Correction.objects.filter(reading__in=readings).order_by("id"):
        said.setdefault(one.reading_id, []).append(one)
    found = list(cases.select_related("reading").order_by("reading_id"))
    names = names_in([case.pk for case in found])
    for case in found:
        if case.reading is not None and case.reading.pk in texts:
            of_case = (*hidden, *hiding(names[case.pk]))
            yield _row(case.reading, texts[case.reading.pk], said[case.reading.pk], of_case)


def _row(
    reading: Reading, text: str, said: Sequence[Correction], hidden: Sequence[re.Pattern[str]]
) -> dict[str, Any]:
    first: dict[str, Correction] = {}
    last: dict[str, Correction] = {}
    for one in said:
        first.setdefault(one.field, one)
        last[one.field] = one
    right = [field for field in last if same(first[field].was, last[field].now)]
    return {
        "text": masked(text, hidden, _private_places(reading)),
        "language": reading.language,
        "read": {field: _told(field, reading.data.get(field)) for field in JUDGED_FIELDS},
        "corrected": {field: _told(field, last[field].now) for field in last if field not in right},
        "confirmed": {field: _told(field, last[field].now) for field in right},
        "engine": reading.engine,
        "read_at": reading.created_at.isoformat(),
        "judged_at": said[-1].at.isoformat(),
    }


def _private_places(reading: Reading) -> list[tuple[int, int]]:
    facts: Iterable[Mapping[str, Any]] = reading.data.get("facts") or []
    return [(fact["start"], fact["end"]) for fact in facts if fact["kind"] in PRIVATE_FACTS]


def _told(field: str, value: Any) -> Any:
    """A label as it is; of a fact its kind and where it stands, because what it says is in the masked text."""
    if field != "facts":
        return value
    return [{name: fact[name] for name in ("kind", "start", "end")} for fact in value or []]
