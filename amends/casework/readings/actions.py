"""Reading a text and correcting what was read. The only place that calls the engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from amends import understanding
from amends.casework.readings.choices import MULTIPLE, NO_LABEL_FIELDS, SINGLE
from amends.casework.readings.models import Correction, Reading
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member
from amends.understanding.conversation import Said as Said
from amends.understanding.conversation import follow


def preview(text: str, *, written_at: datetime | None = None) -> dict[str, Any]:
    """What a text says, without keeping anything."""
    data: dict[str, Any] = understanding.read(text, written_at=written_at).as_dict()
    data.pop("id", None)
    return data


def read_text(text: str, *, written_at: datetime | None = None) -> Reading:
    """Reads a text and keeps the reading; never raises for what the text contains."""
    data = preview(text, written_at=written_at)
    return Reading.objects.create(
        language=data["language"], data=data, engine=understanding.ENGINE, created_at=clock.now()
    )


@transaction.atomic
def correct(*, reading: Reading, field: str, value: object, was: object, by: Member) -> Correction:
    """Keeps what a person says a label should be; the engine's own reading stays as it was."""
    if field in SINGLE:
        known = {*SINGLE[field].values, *([""] if field in NO_LABEL_FIELDS else [])}
        fits = isinstance(value, str) and value in known
    elif field in MULTIPLE:
        fits = isinstance(value, list) and all(one in MULTIPLE[field].values for one in value)
    else:
        fits = field == "intensity" and type(value) is int and 0 <= value <= 3
    if not fits:
        raise Invalid(_("Choose one of the labels offered."), field=field)
    return Correction.objects.create(reading=reading, field=field, was=was, now=value, by=by, at=clock.now())


def follow_conversation(thread: Sequence[Said]) -> dict[str, Any]:
    """What a thread says as a whole, message by message, without keeping anything."""
    return follow(thread).as_dict()
