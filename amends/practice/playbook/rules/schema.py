"""Checks a book that ships: every row, every label, no sentence that another one forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amends.practice.playbook.rules.book import Texts, keys_of, text_at
from amends.practice.playbook.rules.labels import FAMILIES, PARTS, SINGLE
from amends.practice.playbook.rules.steps import STEP_IDS

TOPIC = re.compile(r"[a-z][a-z0-9_]{1,39}")
LONGEST = 400
QUOTED = re.compile(r"[“「]([^”」]+)[”」]")
PLACEHOLDER = re.compile(r"[{}〈〉<>]|_{2,}|×{2,}|X{3,}|…{3,}")


class BookError(ValueError):
    """A file of the book cannot be used: which file, where in it, and what is wrong."""

    def __init__(self, file: str, key: str, why: str) -> None:
        self.file, self.key, self.why = file, key, why
        super().__init__(f"{file}: {key}: {why}")


@dataclass(frozen=True)
class Fault:
    key: str
    why: str


def checked(texts: Texts, file: str) -> Texts:
    """The same book; raises BookError naming the first place that is wrong."""
    for fault in faults(texts):
        raise BookError(file, fault.key, fault.why)
    return texts


def faults(texts: Texts) -> Iterator[Fault]:
    """Everything that is wrong with a book."""
    if not isinstance(texts.get("version"), int) or isinstance(texts.get("version"), bool):
        yield Fault("version", "must be a whole number")
    for name in texts.keys() - {"version", "step", "rule", *FAMILIES}:
        yield Fault(name, "is no part of the book; parts are step, rule, " + ", ".join(FAMILIES))
    shape = [*_steps(texts), *_rows(texts), *_rules(texts)]
    yield from shape
    if not shape:
        yield from (
            Fault(said, f"says “{words}”, which {key} forbids") for key, words, said in clashes(texts)
        )


def clashes(texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Where a sentence to say holds words that a "never" puts in quotes: (never, the words, the sentence)."""
    kinds: dict[str, list[str]] = {"say": [], "never": []}
    for key in keys_of(texts):
        if (part := key.split(".")[2]) in kinds:
            kinds[part].append(key)
    said = [(key, text_at(texts, key).lower()) for key in kinds["say"]]
    for key in kinds["never"]:
        for words in QUOTED.findall(text_at(texts, key)):
            yield from ((key, words, where) for where, text in said if words.lower() in text)


def wrong_words(text: Any) -> str:
    """What is wrong with a sentence; "" where nothing is."""
    if not isinstance(text, str) or not text.strip():
        return "must be a sentence"
    if len(text) > LONGEST:
        return f"is longer than {LONGEST} characters"
    return "holds a gap to be filled in" if PLACEHOLDER.search(text) else ""


def _steps(texts: Texts) -> Iterator[Fault]:
    steps = _table(texts, "step")
    yield from (Fault(f"step.{one}", "is missing") for one in sorted(STEP_IDS - steps.keys()))
    for name, step in steps.items():
        if name not in STEP_IDS:
            yield Fault(f"step.{name}", "is no step")
        elif not isinstance(step, Mapping) or step.keys() != {"title", "how"}:
            yield Fault(f"step.{name}", "needs a title and a how, and nothing else")
        else:
            yield from _sentences(f"step.{name}", step)


def _rows(texts: Texts) -> Iterator[Fault]:
    for family, labels in FAMILIES.items():
        rows = _table(texts, family)
        yield from (Fault(f"{family}.{one}", "is missing") for one in labels if one not in rows)
        for label, row in rows.items():
            if label not in labels:
                yield Fault(f"{family}.{label}", "is no label; labels are " + ", ".join(labels))
            else:
                yield from _row(f"{family}.{label}", row, family)


def _row(key: str, row: Any, family: str, *, also: frozenset[str] = frozenset()) -> Iterator[Fault]:
    if not isinstance(row, Mapping):
        yield Fault(key, "must be a table")
        return
    single = {name for name, families in SINGLE.items() if family in families}
    needed = single | ({"script"} if family == "medium" else set())
    for name in sorted(needed - row.keys()):
        yield Fault(f"{key}.{name}", "is missing")
    for name in row.keys() - needed - set(PARTS) - also:
        yield Fault(f"{key}.{name}", "is not known here")
    yield from _sentences(key, {name: row[name] for name in single & row.keys()})
    if "script" in needed & row.keys():
        script = row["script"]
        if not isinstance(script, list) or not script:
            yield Fault(f"{key}.script", "must be a list of sentences")
        else:
            yield from _sentences(f"{key}.script", {str(n): one for n, one in enumerate(script, 1)})
    yield from _parts(key, row)


def _parts(key: str, row: Mapping[str, Any]) -> Iterator[Fault]:
    for part in PARTS:
        topics = row.get(part, {})
        if not isinstance(topics, Mapping):
            yield Fault(f"{key}.{part}", "must hold topics with a sentence each")
            continue
        for topic in topics:
            if not TOPIC.fullmatch(topic):
                yield Fault(f"{key}.{part}.{topic}", "must be written in small letters, digits and _")
            if part == "say" and topic in row.get("never", {}):
                yield Fault(f"{key}.say.{topic}", "is both said and forbidden")
        yield from _sentences(f"{key}.{part}", topics)


def _rules(texts: Texts) -> Iterator[Fault]:
    for code, row in _table(texts, "rule").items():
        key = f"rule.{code}"
        if not TOPIC.fullmatch(code):
            yield Fault(key, "must be written in small letters, digits and _")
        when = row.get("when") if isinstance(row, Mapping) else None
        if not isinstance(when, Mapping) or not when:
            yield Fault(f"{key}.when", "must name at least one family of labels")
            continue
        yield from _conditions(f"{key}.when", when)
        yield from _row(key, row, "rule", also=frozenset({"when", "why", "own"}))
        yield from _sentences(key, {"why": row["why"]} if "why" in row else {})
        if not any(row.get(part) for part in PARTS):
            yield Fault(key, "advises nothing: add do, say or never")


def _conditions(key: str, when: Mapping[str, Any]) -> Iterator[Fault]:
    for family, labels in when.items():
        if family not in FAMILIES:
            yield Fault(f"{key}.{family}", "is no family; families are " + ", ".join(FAMILIES))
        elif not isinstance(labels, list | tuple) or not labels:
            yield Fault(f"{key}.{family}", "must be a list of labels")
        else:
            yield from (
                Fault(f"{key}.{family}", f"{one} is no label; labels are " + ", ".join(FAMILIES[family]))
                for one in labels
                if one not in FAMILIES[family]
            )


def _sentences(key: str, table: Mapping[str, Any]) -> Iterator[Fault]:
    for name, text in table.items():
        if why := wrong_words(text):
            yield Fault(f"{key}.{name}", why)


def _table(texts: Texts, name: str) -> Mapping[str, Any]:
    found = texts.get(name)
    return found if isinstance(found, Mapping) else {}
