"""What the review of replies tells the others."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class ReviewAsked(Event):
    review_id: int


@dataclass(frozen=True)
class ReviewScored(Event):
    review_id: int


@dataclass(frozen=True)
class ReviewDisputed(Event):
    review_id: int


@dataclass(frozen=True)
class DisputeDecided(Event):
    review_id: int
