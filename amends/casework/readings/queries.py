"""Questions about readings and about what people said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from amends.casework.readings.choices import Sureness
from amends.casework.readings.models import Correction, OutsideService, Reading
from amends.casework.readings.provider.terms import terms
from amends.casework.readings.rules import latest
from amends.foundation.kernel import clock
from amends.foundation.kernel.prepared import Rows
from amends.foundation.organisation.queries import all_but_the_name
from amends.understanding.house import Weights
from amends.understanding.measured import measured
from amends.understanding.steps.language import is_cantonese, written_in
from amends.understanding.sureness import sureness

UNDECIDED: Final = "und"
_VERDICTS: Rows[Correction] = Rows(
    lambda reading_id: (
        Correction.objects.filter(reading=reading_id)
        .select_related("by")
        .defer(*all_but_the_name("by"))
        .order_by("id")
    )
)


def language_of(text: str, *, undecided: str) -> str:
    """What words are written in, known at once, before they are read; `undecided` where no letter tells."""
    found = written_in(text)
    return undecided if found == UNDECIDED else found


def dialect_of(text: str) -> str:
    """The spoken language that words are written in where it is one of its own: `yue`, else nothing."""
    return "yue" if is_cantonese(text) else ""


def verdicts_on(reading: Reading) -> dict[str, Correction]:
    """For each field that somebody judged, the last word about it."""
    return latest(_VERDICTS(reading.pk), lambda one: one.field)


def standing(reading: Reading, field: str, verdicts: Mapping[str, Correction]) -> Any:
    """What counts of a field that stands in the reading only: the last correction, else what was read."""
    return verdicts[field].now if field in verdicts else reading.data.get(field) or []


def how_sure(reading: Reading, field: str) -> Sureness | None:
    """In a word, how sure the engine is of a field; None for what it gives no confidence for."""
    confidence = (reading.data.get("confidence") or {}).get(field)
    return Sureness(sureness(confidence)) if confidence is not None else None


@dataclass(frozen=True)
class Outside:
    """How the outside service is set up and how it does, for those who look after the house."""

    host: str
    model: str
    stays_here: bool
    is_sealed: bool
    asked_today: int
    per_day: int
    dropped: int
    rests_until: datetime | None
    last_trouble: str


def outside_service() -> Outside | None:
    """None where no outside service is set up; then no text leaves the house."""
    set_up = terms()
    if set_up is None:
        return None
    now = clock.now()
    row = OutsideService.objects.first()
    resting = row.rests_until if row and row.rests_until and row.rests_until > now else None
    return Outside(
        host=set_up.host,
        model=set_up.model,
        stays_here=set_up.stays_here,
        is_sealed=set_up.is_sealed,
        asked_today=row.asked if row and row.day == clock.today() else 0,
        per_day=set_up.per_day,
        dropped=row.dropped if row else 0,
        rests_until=resting,
        last_trouble=row.last_trouble if row else "",
    )


def texts_go_to() -> str:
    """The machine of the outside service; empty where no text leaves the house."""
    set_up = terms()
    return set_up.host if set_up is not None else ""


def refinement_of(reading: Reading, field: str) -> dict[str, Any] | None:
    """What an outside service made of a field: before, after, evidence, and by which model."""
    change: dict[str, Any] | None = reading.refined.get(field)
    return change


def house_weights() -> Weights:
    """What this house has taught the engine, in its own folder."""
    return Weights(house_folder())


def house_folder() -> Path:
    """Among the files of the house, so that a backup holds what it was taught."""
    return Path(settings.VAR) / "files" / "learned"


def shipped_figures() -> dict[str, Any]:
    """How well the shipped weights read texts that they were not trained on, as the model card says."""
    return measured()
