"""Reading texts, keeping what people say of the readings, and teaching the engine what they said."""

from amends.casework.readings.actions.correcting import confirm, correct, ensure_fits, fits
from amends.casework.readings.actions.opinions import Asked, seek_opinion
from amends.casework.readings.actions.reading import (
    Said,
    engine_name,
    follow_conversation,
    preview,
    read_text,
    start_anew,
)
from amends.casework.readings.actions.teaching import (
    Lesson,
    Shift,
    go_back,
    take_into_use,
    weigh_lesson,
)

__all__ = [
    "Asked",
    "Lesson",
    "Said",
    "Shift",
    "confirm",
    "correct",
    "engine_name",
    "ensure_fits",
    "fits",
    "follow_conversation",
    "go_back",
    "preview",
    "read_text",
    "seek_opinion",
    "start_anew",
    "take_into_use",
    "weigh_lesson",
]
