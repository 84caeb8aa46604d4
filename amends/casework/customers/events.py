"""What others may hear of customers."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class ErasureAsked(Event):
    """A person is to be made anonymous, and a second person's word is waited for."""

    erasure_id: int


@dataclass(frozen=True)
class ErasureDecided(Event):
    """A second person said yes or no to it."""

    erasure_id: int
