"""How sure a label is, in three words; the same limits in the terminal, on screen and in the figures."""

from __future__ import annotations

from typing import Final, Literal

Sureness = Literal["sure", "likely", "unsure"]
# Measured on the texts of the model card: from 0.8 on, nine single answers in ten are right; from 0.5 on, two in
# three; below, fewer than every second one. The model card says the present figures.
SURE: Final = 0.8
LIKELY: Final = 0.5
WORDS: Final[tuple[Sureness, ...]] = ("sure", "likely", "unsure")


def sureness(confidence: float) -> Sureness:
    """The word for a probability."""
    return "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "unsure"
