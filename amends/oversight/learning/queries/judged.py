"""Every reading that people judged, as it leaves the house: masked, and without a word of who the customer is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from django.db.models import Exists, OuterRef

from amends.casework.cases.models import Case, Message
from amends.casework.cases.permissions import not_about
from amends.casework.customers.models import Customer
from amends.casework.readings.choices import JUDGED_FIELDS, PRIVATE_FACTS
from amends.casework.readings.models import Correction, Reading
from amends.casework.readings.rules import same
from amends.foundation.organisation.models import Member
from amends.oversight.learning.rules import masked

AT_ONCE: Final = 200


def judged_readings(*, by: Member, restricted: bool = False) -> Iterator[dict[str, Any]]:
    """One row a judged reading, the oldest first, without complaints about who takes them out or those they lead.

    It takes the same memory however many there are.
    """
    judged = Exists(Correction.objects.filter(reading=OuterRef("pk")))
    ids = Reading.objects.filter(judged).order_by("id").values_list("pk", flat=True).iterator()
    while some := list(islice(ids, AT_ONCE)):
        yield from _rows(some, by, restricted)


def _rows(readings: Sequence[int], by: Member, restricted: bool) -> Iterator[dict[str, Any]]:
    cases = Case.objects.filter(not_about(by.pk), reading__in=readings)
    if not restricted:
        cases = cases.filter(restricted=False)
    texts = dict(Message.objects.filter(reading__in=readings).values_list("reading_id", "body"))
    said: dict[int, list[Correction]] = {}
    for one in Correction.objects.filter(reading__in=readings).order_by("id"):
        said.setdefault(one.reading_id, []).append(one)
    for case in cases.select_related("reading", "customer").order_by("reading_id"):
        if case.reading is not None and case.reading.pk in texts:
            yield _row(case.reading, texts[case.reading.pk], said[case.reading.pk], case.customer)


def _row(reading: Reading, text: str, said: Sequence[Correction], customer: Customer) -> dict[str, Any]:
    first: dict[str, Correction] = {}
    last: dict[str, Correction] = {}
    for one in said:
        first.setdefault(one.field, one)
        last[one.field] = one
    right = [field for field in last if same(first[field].was, last[field].now)]
    names = (customer.name, customer.phone, customer.email, customer.reference or "")
    return {
        "text": masked(text, _private_places(reading), names),
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
