"""A file of the book that cannot be used is refused with its name, the place and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from amends.content.files import LANGUAGES, load
from amends.practice.playbook.rules import BookError
from amends.practice.playbook.rules.schema import checked, faults

Break = Callable[[dict[str, Any]], object]


def book() -> dict[str, Any]:
    return deepcopy(dict(load("playbook", "en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_ships_is_whole(language: str) -> None:
    assert list(faults(load("playbook", language))) == []


@pytest.mark.parametrize(
    ("damage", "key", "why"),
    [
        (lambda b: b.pop("version"), "version", "whole number"),
        (lambda b: b.update(version="1"), "version", "whole number"),
        (lambda b: b.update(emotions={}), "emotions", "no part of the book"),
        (lambda b: b["emotion"].pop("anger"), "emotion.anger", "missing"),
        (lambda b: b["emotion"].update(rage={"why": "x"}), "emotion.rage", "no label"),
        (lambda b: b["emotion"]["anger"].pop("why"), "emotion.anger.why", "missing"),
        (lambda b: b["emotion"]["anger"].update(shout={"x": "y"}), "emotion.anger.shout", "not known"),
        (lambda b: b["emotion"]["anger"]["say"].update(apology=7), "emotion.anger.say.apology", "sentence"),
        (
            lambda b: b["emotion"]["anger"]["say"].update({"A b": "x"}),
            "emotion.anger.say.A b",
            "small letters",
        ),
        (lambda b: b["emotion"]["anger"]["say"].update(gift="x"), "emotion.anger.say.gift", "both said"),
        (lambda b: b["step"].pop("carry_out"), "step.carry_out", "missing"),
        (lambda b: b["step"]["carry_out"].pop("how"), "step.carry_out", "title and a how"),
        (lambda b: b["step"].update(dance={}), "step.dance", "no step"),
        (lambda b: b["category"]["quality"].pop("strategy"), "category.quality.strategy", "missing"),
        (lambda b: b["mode"]["mixed"].pop("tempo"), "mode.mixed.tempo", "missing"),
        (lambda b: b["medium"]["phone"].update(script="Hello"), "medium.phone.script", "list"),
        (lambda b: b["rule"]["small_and_calm"].update(when={}), "rule.small_and_calm.when", "at least one"),
        (
            lambda b: b["rule"]["small_and_calm"].update(when={"age": ["old"]}),
            "rule.small_and_calm.when.age",
            "no family",
        ),
        (
            lambda b: b["rule"]["small_and_calm"].update(when={"emotion": ["glad"]}),
            "rule.small_and_calm.when.emotion",
            "glad is no label",
        ),
        (lambda b: b["rule"]["small_and_calm"].pop("do"), "rule.small_and_calm", "advises nothing"),
        (lambda b: b["kind"]["praise"]["say"].update(x_y="I am {name}"), "kind.praise.say.x_y", "gap"),
        (
            lambda b: b["kind"]["praise"]["say"].update(x_y="Do calm down"),
            "kind.praise.say.x_y",
            "emotion.anger.never.deny_feeling forbids",
        ),
    ],
)
def test_each_damage_is_named(damage: Break, key: str, why: str) -> None:
    texts = book()
    damage(texts)
    with pytest.raises(BookError) as caught:
        checked(texts, "content/playbook/en.toml")
    assert (caught.value.file, caught.value.key) == ("content/playbook/en.toml", key)
    assert why in caught.value.why
    assert str(caught.value) == f"content/playbook/en.toml: {key}: {caught.value.why}"
