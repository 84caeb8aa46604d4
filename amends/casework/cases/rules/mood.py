"""Whether a customer is calm now."""

from __future__ import annotations

# Degrees of heat: up to the first a customer is calm, from the second on angry; between them one cannot say.
CALM_UP_TO, ANGRY_FROM = 32, 60
CALM, UPSET = frozenset({"calm", "confused"}), frozenset({"anger"})


def calm_now(heat: int | None, emotion: str) -> bool | None:
    """Whether the customer is calm now: by the heat of the latest words, or by the complaint until it was followed."""
    if heat is None:
        return True if emotion in CALM else False if emotion in UPSET else None
    return True if heat <= CALM_UP_TO else False if heat >= ANGRY_FROM else None
