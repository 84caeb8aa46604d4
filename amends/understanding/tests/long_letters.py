"""Long letters put together from own paragraphs: known grievances, scattered and repeated, among courtesy and history."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "letters"
LENGTH: Final = 40_000
PARAGRAPH: Final = (3, 6)


@dataclass(frozen=True)
class Known:
    """A grievance that was put into a letter, and where each telling of it stands."""

    category: str
    key: str
    demand: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Letter:
    text: str
    known: tuple[Known, ...]

    def inside(self, start: int, end: int) -> Known | None:
        """The known grievance that these words belong to."""
        return next(
            (one for one in self.known for first, last in one.places if first <= start and end <= last), None
        )


def letter(language: str, *, seed: int, length: int = LENGTH, break_pages: bool = False) -> Letter:
    """A letter of about `length` characters; with `break_pages` a form feed stands after each 1,500 or so."""
    source = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    chance = random.Random(seed)
    pieces = _pieces(source, chance, length, " " if language == "en" else "")
    text, places = "", {}
    since_break = 0
    for about, paragraph in pieces:
        if about is not None:
            places.setdefault(about, []).append((len(text), len(text) + len(paragraph)))
        text += paragraph
        since_break += len(paragraph)
        if break_pages and since_break > 1_500:
            text, since_break = text + "\f", 0
        else:
            text += "\n\n"
    known = tuple(
        Known(one["category"], one["key"], one.get("demand", ""), tuple(places[number]))
        for number, one in enumerate(source["grievance"])
    )
    return Letter(text.rstrip(), known)


def _pieces(
    source: dict[str, Any], chance: random.Random, length: int, between: str
) -> list[tuple[int | None, str]]:
    """Paragraphs in their order, each with the number of the grievance it tells; tellings keep their own order."""
    tellings = [(number, text) for number, one in enumerate(source["grievance"]) for text in one["texts"]]
    courtesies = source["neutral"]["courtesy"]
    filled = sum(len(text) for _, text in tellings) + sum(map(len, courtesies))
    neutral: list[str] = []
    while filled < length:
        neutral.append(_neutral(source, chance, between))
        filled += len(neutral[-1]) + 2
    places = sorted(chance.sample(range(1, len(neutral)), len(tellings)))
    told: dict[int, list[str]] = {}
    for number, text in tellings:
        told.setdefault(number, []).append(text)
    order = [number for number, _ in tellings]
    chance.shuffle(order)
    result: list[tuple[int | None, str]] = [(None, courtesies[0])]
    for at, paragraph in enumerate(neutral):
        if at in places:
            number = order.pop()
            result.append((number, told[number].pop(0)))
        if at % 30 == 29:
            result.append((None, courtesies[1 + at // 30 % (len(courtesies) - 2)]))
        result.append((None, paragraph))
    return [*result, (None, courtesies[-1])]


def _neutral(source: dict[str, Any], chance: random.Random, between: str) -> str:
    sentences = chance.sample(source["neutral"]["sentences"], chance.randint(*PARAGRAPH))
    return between.join(
        sentence.format(**{name: chance.choice(words) for name, words in source["fill"].items()})
        for sentence in sentences
    )
