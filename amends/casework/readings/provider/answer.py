"""What of an answer counts: labels of the closed lists, and quotes that stand in the text. The rest is dropped and counted."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from amends.casework.readings.provider.question import SEVERAL, SINGLE
from amends.casework.readings.rules import intensity_fits, one_fits, several_fit

MOST_QUOTES: Final = 24
LONGEST_QUOTE: Final = 80


@dataclass(frozen=True)
class Checked:
    """Labels by field, spans of evidence as the engine gives them, and how much was dropped."""

    labels: dict[str, Any] = field(default_factory=dict)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    dropped: int = 0


def checked(content: str, text: str) -> Checked:
    """Never raises, whatever the answer is; `text` is what was sent."""
    said = _object_in(content)
    labels = said.get("labels") if said is not None else None
    if said is None or not isinstance(labels, dict):
        return Checked(dropped=1)
    kept = {name: value for name, value in labels.items() if _fits(name, value)}
    quotes = said.get("evidence")
    quotes = quotes if isinstance(quotes, list) else []
    spans = [span for quote in quotes[:MOST_QUOTES] if (span := _span(quote, text, kept)) is not None]
    return Checked(kept, spans, len(labels) - len(kept) + len(quotes) - len(spans))


def _object_in(content: str) -> dict[str, Any] | None:
    """The JSON object of an answer, also where it stands in a fence of Markdown."""
    first, last = content.find("{"), content.rfind("}")
    try:
        said = json.loads(content[first : last + 1]) if 0 <= first < last else None
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _fits(name: str, value: object) -> bool:
    if name in SINGLE:
        return one_fits(value, SINGLE[name].values)
    if name in SEVERAL:
        return several_fit(value, SEVERAL[name].values)
    return name == "intensity" and intensity_fits(value)


def _span(quote: object, text: str, labels: dict[str, Any]) -> dict[str, Any] | None:
    """Where the quoted words stand: what the service says about places is not asked for and not believed."""
    if not isinstance(quote, dict):
        return None
    label, words = quote.get("label"), quote.get("quote")
    if (
        not isinstance(label, str)
        or not isinstance(words, str)
        or not 0 < len(words.strip()) <= LONGEST_QUOTE
    ):
        return None
    name, _, value = label.partition(":")
    stands = labels.get(name)
    if value not in (stands if isinstance(stands, list) else [str(stands)]) or name not in labels:
        return None
    start = text.find(words.strip())
    return {"label": label, "start": start, "end": start + len(words.strip())} if start >= 0 else None
