"""The book as the guide reads it: what ships, with what a house has changed, switched off or added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from amends.practice.playbook.rules.labels import FAMILIES, PARTS, PROTECTED, SINGLE

Texts = Mapping[str, Any]
Layer = Mapping[str, Any]
"""A house's own: `{"lines": {key: {"off": true} or {"texts": {language: text}}}, "rules": {code: {...}}}`."""

EMPTY: Layer = {"lines": {}, "rules": {}}
OWN = "own_"
FALLBACKS = {"zh-Hans": ("zh-Hant", "en"), "zh-Hant": ("zh-Hans", "en"), "en": ("zh-Hans", "zh-Hant")}


def keys_of(texts: Texts) -> Iterator[str]:
    """The address of every sentence that ships, such as `emotion.anger.say.apology`."""
    for step in texts["step"]:
        yield from (f"step.{step}.title", f"step.{step}.how")
    for family in (*FAMILIES, "rule"):
        for label, row in texts[family].items():
            yield from (f"{family}.{label}.{name}" for name in (*SINGLE, "script") if name in row)
            yield from (f"{family}.{label}.{part}.{topic}" for part in PARTS for topic in row.get(part, {}))


def text_at(texts: Texts, key: str) -> str:
    """The sentence at an address; "" where there is none. A script is one sentence a line."""
    found: Any = texts
    for name in key.split("."):
        if not isinstance(found, Mapping) or name not in found:
            return ""
        found = found[name]
    return "\n".join(found) if isinstance(found, list | tuple) else str(found)


def may_switch_off(key: str, texts: Texts) -> bool:
    """Sentences to say, to do and never to say, but not a "never" that protects people or the law."""
    names = key.split(".")
    if len(names) != 4 or names[2] not in PARTS:
        return False
    families = texts["rule"].get(names[1], {}).get("when", {}) if names[0] == "rule" else {names[0]}
    return not (names[2] == "never" and PROTECTED & set(families))


def worded(texts: Mapping[str, str], language: str) -> str:
    """The house's own words in a language, or in the next best one it wrote."""
    for one in (language, *FALLBACKS[language]):
        if texts.get(one):
            return texts[one]
    return ""


def with_house(shipped: Texts, layer: Layer, language: str) -> Texts:
    """The book of a house in one language; what ships is left as it is."""
    if not layer.get("lines") and not layer.get("rules"):
        return shipped
    texts: dict[str, Any] = _copy(shipped)
    for key, change in layer.get("lines", {}).items():
        _apply(texts, key.split("."), change, language)
    for code, rule in layer.get("rules", {}).items():
        if words := worded(rule["texts"], language):
            row = {"when": rule["when"], "own": True, rule["part"]: {rule["topic"]: words}}
            why = worded(rule.get("why", {}), language)
            texts["rule"][OWN + code] = {**row, "why": why} if why else row
    return texts


def _apply(texts: dict[str, Any], names: list[str], change: Mapping[str, Any], language: str) -> None:
    row: Any = texts
    for name in names[:-1]:
        if name not in row:
            return
        row = row[name]
    last = names[-1]
    if last not in row:
        return
    if change.get("off"):
        del row[last]
    elif words := worded(change.get("texts", {}), language):
        row[last] = words.splitlines() if last == "script" else words


def _copy(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _copy(value) if isinstance(value, Mapping) else value for name, value in table.items()}
