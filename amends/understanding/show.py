"""Prints one reading for people: the text with its evidence underlined, then what was found."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from amends.understanding.label_names import name_of
from amends.understanding.reading import Expectation, Grievance, Reading
from amends.understanding.sureness import WORDS, sureness

_COLOURS: Final = {
    "category": "cyan",
    "emotion": "red",
    "motive": "magenta",
    "demands": "green",
    "severity": "yellow",
    "risks": "bold red",
    "persona": "blue",
    "kind": "white",
}
_DOUBT: Final = {
    "zh-Hans": ("把握大", "较有把握", "把握不大"),
    "zh-Hant": ("把握大", "較有把握", "把握不大"),
    "en": ("sure", "fairly sure", "unsure"),
}
_SINGLE: Final = ("category", "emotion", "intensity", "motive", "mode", "severity", "persona")


def show(text: str, reading: Reading, lang: str, console: Console | None = None) -> None:
    """Writes to the terminal, or to `console`."""
    console = console or Console(highlight=False)
    console.print(_marked(text, reading))
    console.print()
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column()
    table.add_column(style="dim")
    for head, names, sure in _rows(reading, lang):
        table.add_row(name_of(head, lang), Text(names, style=_COLOURS.get(head, "")), sure)
    for fact in reading.facts:
        value = fact.value if fact.unit is None else f"{fact.value} {fact.unit}"
        table.add_row(
            name_of(fact.kind, lang), Text(_plain(value)), Text(_plain(text[fact.start : fact.end]))
        )
    for point in reading.grievances:
        start, end = point.passage if point.page else (point.start, point.end)
        table.add_row(name_of("grievances", lang), Text(_about(point, lang)), Text(_plain(text[start:end])))
    for name, words in _expected(reading.expectation, lang) if reading.expectation else ():
        table.add_row(name_of(name, lang), Text(words), "")
    console.print(table)


def _about(point: Grievance, lang: str) -> str:
    """Its category, what is asked for it, and in a letter its page and paragraph."""
    parts = [name_of(point.category, lang, head="category")]
    if point.demands:
        asked = " · ".join(name_of(demand, lang, head="demands") for demand in point.demands)
        parts.append(f"→ {asked}")
    if point.page:
        parts.append(
            f"p{point.page} ¶{point.paragraph}" + (f" ×{point.mentions}" if point.mentions > 1 else "")
        )
    return "  ".join(parts)


def _expected(found: Expectation, lang: str) -> list[tuple[str, str]]:
    """The levels that the text does not say itself, the likely wishes, and how likely it is to go higher."""
    levels = [
        (name, " · ".join(name_of(one, lang) for one in getattr(found, name))) for name in ("least", "beyond")
    ]
    wishes = [
        f"{name_of(one.wish, lang, head='wishes')} ({name_of('asked' if one.asked else 'unasked', lang)})"
        for one in found.wishes
    ]
    return [
        ("expectation", "; ".join(f"{name_of(name, lang)}: {words}" for name, words in levels)),
        ("wishes", " · ".join(wishes)),
        ("escalation", name_of(found.escalation, lang)),
    ]


def _plain(words: str) -> str:
    """Without control characters, which could move the cursor or turn the writing round."""
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in words)


def _marked(text: str, reading: Reading) -> Text:
    marked = Text(_plain(text))
    for evidence in reading.evidence:
        head = evidence.label.partition(":")[0]
        marked.stylize(f"underline {_COLOURS.get(head, '')}".strip(), evidence.start, evidence.end)
    return marked


def _rows(reading: Reading, lang: str) -> list[tuple[str, str, str]]:
    sure = reading.confidence or {}
    rows = [
        ("language", name_of(reading.language, lang), ""),
        ("kind", name_of(reading.kind, lang), _doubt(sure.get("kind"), lang)),
    ]
    if reading.kind != "complaint":
        return rows
    said = reading.as_dict()
    for head in _SINGLE:
        label = str(said[head])
        names = [name_of(label, lang, head=head)]
        others = [other for other in said.get(f"{head}_all", []) if other != label]
        names += [name_of(other, lang, head=head) for other in others]
        rows.append((head, " · ".join(names), _doubt(sure.get(head), lang)))
    for head in ("demands", "risks", "needs"):
        if said[head]:
            joined = " · ".join(name_of(label, lang, head=head) for label in said[head])
            rows.append((head, joined, _doubt(sure.get(head), lang)))
    return rows


def _doubt(sure: float | None, lang: str) -> str:
    if sure is None:
        return ""
    return _DOUBT[lang][WORDS.index(sureness(sure))]
