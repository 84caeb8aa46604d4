"""Questions about readings and about what people said of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from amends.casework.readings.choices import Sureness
from amends.casework.readings.models import Correction, Reading
from amends.casework.readings.rules import latest
from amends.foundation.kernel.prepared import Rows
from amends.foundation.organisation.queries import all_but_the_name
from amends.understanding.house import Weights
from amends.understanding.measured import measured
from amends.understanding.sureness import sureness

_VERDICTS: Rows[Correction] = Rows(
    lambda reading_id: (
        Correction.objects.filter(reading=reading_id)
        .select_related("by")
        .defer(*all_but_the_name("by"))
        .order_by("id")
    )
)


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


def house_weights() -> Weights:
    """What this house has taught the engine, in its own folder."""
    return Weights(house_folder())


def house_folder() -> Path:
    return Path(settings.VAR) / "learned"


def shipped_figures() -> dict[str, Any]:
    """How well the shipped weights read texts that they were not trained on, as the model card says."""
    return measured()
