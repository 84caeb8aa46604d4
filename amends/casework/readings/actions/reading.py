"""Reading a text and following a conversation; the only place that calls the engine to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from amends import understanding
from amends.casework.readings.models import Reading
from amends.casework.readings.queries import house_folder
from amends.foundation.kernel import clock
from amends.understanding import house
from amends.understanding.conversation import Said as Said
from amends.understanding.conversation import follow


def preview(text: str, *, written_at: datetime | None = None) -> dict[str, Any]:
    """What a text says, without keeping anything; “today” is the day of the house, whatever zone the moment came in."""
    here = timezone.localtime(written_at) if written_at and timezone.is_aware(written_at) else written_at
    data: dict[str, Any] = understanding.read(text, written_at=here).as_dict()
    data.pop("id", None)
    return data


def read_text(text: str, *, written_at: datetime | None = None) -> Reading:
    """Reads a text and keeps the reading; never raises for what the text contains."""
    data = preview(text, written_at=written_at)
    return Reading.objects.create(
        language=data["language"], data=data, engine=engine_name(), created_at=clock.now()
    )


def start_anew() -> None:
    """From now on this process reads with the house's own weights that are in use."""
    house.use(house_folder())


def engine_name() -> str:
    """Which engine reads, and with which of the house's own weights."""
    return house.name_of_engine(understanding.ENGINE)


def follow_conversation(thread: Sequence[Said]) -> dict[str, Any]:
    """What a thread says as a whole, message by message, without keeping anything."""
    return follow(thread).as_dict()


# A process that reads nothing does not load the engine, so this stands here and not where the app gets ready.
start_anew()
