"""Checks what a house writes over the book, says what differs, and finds whom it touches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from amends.practice.playbook.rules.advice import Advice, advise
from amends.practice.playbook.rules.book import (
    Layer,
    Texts,
    keys_of,
    may_switch_off,
    text_at,
    with_house,
    worded,
)
from amends.practice.playbook.rules.labels import FAMILIES, PARTS
from amends.practice.playbook.rules.schema import LONGEST, PLACEHOLDER, TOPIC, clashes
from amends.practice.playbook.rules.situation import Situation

CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CODE_LENGTH = 40
Books = Mapping[str, Texts]
"""Language → the book that ships."""


class Why(StrEnum):
    """What is wrong with a house's own text."""

    UNKNOWN = "unknown"
    STAYS = "stays"
    EMPTY = "empty"
    LONG = "long"
    GAP = "gap"
    CODE = "code"
    PART = "part"
    TOPIC = "topic"
    NO_CONDITION = "no_condition"
    LABEL = "label"
    FORBIDDEN = "forbidden"
    FORBIDS = "forbids"


@dataclass(frozen=True)
class Fault:
    """Where in the layer, in which field of its form, what is wrong, and the words or key it is about."""

    key: str
    field: str
    why: Why
    detail: str = ""


def faults(layer: Layer, books: Books) -> Iterator[Fault]:
    """Everything that is wrong with a layer; a layer without faults can be put in force."""
    shipped = next(iter(books.values()))
    known = frozenset(keys_of(shipped))
    found = [
        *(fault for key, change in layer["lines"].items() for fault in _line(key, change, known, shipped)),
        *(fault for code, rule in layer["rules"].items() for fault in _rule(code, rule)),
    ]
    yield from found
    if not found:
        yield from _clashing(layer, books)


def _line(key: str, change: Mapping[str, Any], known: frozenset[str], shipped: Texts) -> Iterator[Fault]:
    if key not in known:
        yield Fault(key, "key", Why.UNKNOWN)
    elif change.get("off"):
        if not may_switch_off(key, shipped):
            yield Fault(key, "off", Why.STAYS)
    else:
        yield from _texts(key, change.get("texts", {}))


def _rule(code: str, rule: Mapping[str, Any]) -> Iterator[Fault]:
    if not CODE.fullmatch(code) or len(code) > CODE_LENGTH:
        yield Fault(code, "code", Why.CODE)
    if rule.get("part") not in PARTS:
        yield Fault(code, "part", Why.PART)
    if not TOPIC.fullmatch(rule.get("topic", "")):
        yield Fault(code, "topic", Why.TOPIC)
    when = rule.get("when", {})
    if not when:
        yield Fault(code, "when", Why.NO_CONDITION)
    for family, labels in when.items():
        if family not in FAMILIES or not labels or not set(labels) <= set(FAMILIES[family]):
            yield Fault(code, "when", Why.LABEL, family)
    yield from _texts(code, rule.get("texts", {}))
    if any(rule.get("why", {}).values()):
        yield from _texts(code, rule["why"], field="why")


def _texts(key: str, texts: Mapping[str, str], field: str = "texts") -> Iterator[Fault]:
    if not any(text.strip() for text in texts.values()):
        yield Fault(key, field, Why.EMPTY)
    for language, text in texts.items():
        for sentence in text.splitlines() if key.endswith(".script") else [text]:
            if len(sentence) > LONGEST:
                yield Fault(key, f"{field}-{language}", Why.LONG, language)
            if PLACEHOLDER.search(sentence):
                yield Fault(key, f"{field}-{language}", Why.GAP, language)


def _clashing(layer: Layer, books: Books) -> Iterator[Fault]:
    """What ships clashes nowhere, so one of the two in a clash is the house's own."""
    for language, shipped in books.items():
        for never, words, said in clashes(with_house(shipped, layer, language)):
            if _is_own(said, layer):
                yield Fault(said, f"texts-{language}", Why.FORBIDDEN, words)
            else:
                yield Fault(never, f"texts-{language}", Why.FORBIDS, words)


def _is_own(key: str, layer: Layer) -> bool:
    return key in layer["lines"] or key.startswith("rule.own_")


@dataclass(frozen=True)
class Difference:
    """One sentence that two layers word differently: `before` and `after` in the reader's language, None where absent."""

    key: str
    kind: str
    """changed, off, back, added, removed"""
    before: str | None
    after: str | None


def differences(before: Layer, after: Layer, shipped: Texts, language: str) -> tuple[Difference, ...]:
    """What one layer says otherwise than another, in the order of the book."""
    old, new = with_house(shipped, before, language), with_house(shipped, after, language)
    changed = {
        key
        for key in before["lines"].keys() | after["lines"].keys()
        if before["lines"].get(key) != after["lines"].get(key)
    }
    order = {key: place for place, key in enumerate(keys_of(shipped))}
    lines = [_line_difference(key, after, old, new) for key in sorted(changed, key=lambda one: order[one])]
    codes = sorted(before["rules"].keys() | after["rules"].keys())
    rules = [_rule_difference(code, before, after, language) for code in codes]
    return (*lines, *(one for one in rules if one))


def _line_difference(key: str, after: Layer, old: Texts, new: Texts) -> Difference:
    change = after["lines"].get(key)
    kind = "back" if change is None else "off" if change.get("off") else "changed"
    return Difference(key, kind, text_at(old, key) or None, text_at(new, key) or None)


def _rule_difference(code: str, before: Layer, after: Layer, language: str) -> Difference | None:
    was, now = before["rules"].get(code), after["rules"].get(code)
    if was == now:
        return None
    kind = "added" if was is None else "removed" if now is None else "changed"
    texts = [worded(one["texts"], language) if one else None for one in (was, now)]
    return Difference(f"rule.own_{code}", kind, *texts)


@dataclass(frozen=True)
class Changed:
    """Which rows of two books differ, so that most cases need no second look."""

    labels: frozenset[tuple[str, str]]
    rules: tuple[Mapping[str, Any], ...]
    steps: bool

    @classmethod
    def between(cls, before: Texts, after: Texts) -> Changed:
        rows = {
            (family, label)
            for family, labels in FAMILIES.items()
            for label in labels
            if before[family][label] != after[family][label]
        }
        old, new = before["rule"], after["rule"]
        codes = {code for code in old.keys() | new.keys() if old.get(code) != new.get(code)}
        rules = tuple(book[code]["when"] for book in (old, new) for code in codes if code in book)
        return cls(frozenset(rows), rules, before["step"] != after["step"])

    def may_touch(self, situation: Situation) -> bool:
        present = situation.labels
        if self.steps or any(
            (family, one) in self.labels for family, names in present.items() for one in names
        ):
            return True
        return any(
            all(set(wanted) & set(present.get(family, ())) for family, wanted in when.items())
            for when in self.rules
        )


def changes_advice(situation: Situation, before: Texts, after: Texts) -> bool:
    """Whether the handler of this case would be told something else."""
    return _told(advise(situation, before)) != _told(advise(situation, after))


def _told(advice: Advice) -> tuple[object, ...]:
    return (
        advice.step,
        advice.escalations,
        advice.tempo,
        advice.strategy,
        advice.script,
        tuple((line.part, line.text) for line in advice.lines),
        tuple(reason.text for reason in advice.why),
    )
