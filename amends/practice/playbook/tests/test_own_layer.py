"""Whatever a house may write over the book, one next step is left and nothing is both said and forbidden."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.content.files import LANGUAGES
from amends.practice.playbook.rules import EMPTY, FAMILIES, Situation, advise, with_house
from amends.practice.playbook.rules.book import keys_of, may_switch_off, text_at
from amends.practice.playbook.rules.labels import PARTS
from amends.practice.playbook.rules.layer import Why, changes_advice, differences, faults
from amends.practice.playbook.rules.schema import clashes
from amends.practice.playbook.rules.schema import faults as schema_faults
from amends.practice.playbook.rules.shipped import all_shipped, shipped

KEYS = sorted(keys_of(shipped("en")))
OFF = [key for key in KEYS if may_switch_off(key, shipped("en"))]
TOPICS = sorted({key.split(".")[3] for key in KEYS if len(key.split(".")) == 4})
sentences = st.sampled_from(
    [
        "请店长当天回电。",
        "先说结果。",
        "不说“抱歉”。",
        "别生气，我来办。",
        "Please ask the shop.",
        "Never “sorry”.",
    ]
)
texts = st.dictionaries(st.sampled_from(LANGUAGES), sentences, min_size=1, max_size=3)
lines = st.one_of(
    st.tuples(st.sampled_from(OFF), st.just({"off": True})),
    st.tuples(st.sampled_from(KEYS), st.builds(lambda words: {"texts": words}, texts)),
)
whens = st.dictionaries(st.sampled_from(sorted(FAMILIES)), st.integers(0, 3), min_size=1, max_size=3).map(
    lambda chosen: {family: [FAMILIES[family][n % len(FAMILIES[family])]] for family, n in chosen.items()}
)
rules = st.fixed_dictionaries(
    {
        "when": whens,
        "part": st.sampled_from(PARTS),
        "topic": st.sampled_from(TOPICS),
        "texts": texts,
        "why": st.just({}),
    }
)
layers = st.builds(
    lambda changed, own: {"lines": dict(changed), "rules": {f"own-{n}": rule for n, rule in enumerate(own)}},
    st.lists(lines, max_size=12),
    st.lists(rules, max_size=6),
)
situations = st.builds(
    Situation,
    **{
        name: st.sampled_from(FAMILIES[name])
        for name in (
            "stage",
            "category",
            "emotion",
            "motive",
            "persona",
            "mode",
            "severity",
            "medium",
            "kind",
        )
    },
    risks=st.lists(st.sampled_from(FAMILIES["risk"]), max_size=3, unique=True).map(tuple),
    first_reply_sent=st.booleans(),
    customer_waiting=st.booleans(),
)


@settings(max_examples=60)
@given(layers, st.lists(situations, min_size=1, max_size=4), st.sampled_from(LANGUAGES))
def test_any_layer_without_faults_keeps_the_book_whole(
    layer: dict[str, Any], cases: list[Situation], language: str
) -> None:
    if next(faults(layer, all_shipped()), None):
        return
    book = with_house(shipped(language), layer, language)
    assert list(clashes(book)) == []
    assert [one for one in schema_faults(book) if one.why.startswith("says")] == []
    for situation in cases:
        found = advise(situation, book)
        assert found.step.title and found.step.how
        never = {line.topic for line in found.never}
        assert not never & {line.topic for line in (*found.say, *found.todo)}
        said = " ".join(line.text for line in found.say).lower()
        assert all(line.text for line in found.lines)
        assert "别生气" not in said


def own(**fields: Any) -> dict[str, Any]:
    rule = {
        "when": {"emotion": ["anger"]},
        "part": "say",
        "topic": "call_back",
        "texts": {"zh-Hans": "店长今天给您回电。"},
        "why": {},
        **fields,
    }
    return {**EMPTY, "rules": {"call-the-shop": rule}}


def line(key: str, **change: Any) -> dict[str, Any]:
    return {**EMPTY, "lines": {key: change}}


@pytest.mark.parametrize(
    ("layer", "why", "field"),
    [
        (line("emotion.rage.say.apology", off=True), Why.UNKNOWN, "key"),
        (line("risk.legal.never.admit", off=True), Why.STAYS, "off"),
        (line("step.call_help.how", off=True), Why.STAYS, "off"),
        (line("rule.public_and_online.never.argue_in_public", off=True), Why.STAYS, "off"),
        (line("emotion.anger.why", texts={"en": " "}), Why.EMPTY, "texts"),
        (line("emotion.anger.why", texts={"en": "x" * 500}), Why.LONG, "texts-en"),
        (line("emotion.anger.why", texts={"zh-Hans": "请〈姓名〉回电"}), Why.GAP, "texts-zh-Hans"),
        (
            line("emotion.anger.say.apology", texts={"zh-Hans": "别生气，我来办。"}),
            Why.FORBIDDEN,
            "texts-zh-Hans",
        ),
        (line("mode.mixed.never.over_promise", texts={"zh-Hans": "不说“您不用再说”。"}), None, ""),
        (own(when={}), Why.NO_CONDITION, "when"),
        (own(when={"emotion": ["rage"]}), Why.LABEL, "when"),
        (own(when={"gender": ["female"]}), Why.LABEL, "when"),
        (own(part="shout"), Why.PART, "part"),
        (own(topic="Call Back"), Why.TOPIC, "topic"),
        (own(part="never", texts={"zh-Hans": "不说“来负责到底”。"}), Why.FORBIDS, "texts-zh-Hans"),
        ({**EMPTY, "rules": {"Call!": own()["rules"]["call-the-shop"]}}, Why.CODE, "code"),
        (own(), None, ""),
    ],
)
def test_what_is_wrong_is_named_with_its_place(layer: dict[str, Any], why: Why | None, field: str) -> None:
    fault = next(faults(layer, all_shipped()), None)
    assert (fault.why, fault.field) == (why, field) if fault else why is None


def test_a_sentence_is_worded_otherwise_in_the_languages_that_were_written() -> None:
    layer = line("emotion.calm.say.straight", texts={"zh-Hans": "直接说结果。"})
    assert (
        text_at(with_house(shipped("zh-Hans"), layer, "zh-Hans"), "emotion.calm.say.straight")
        == "直接说结果。"
    )
    # Who reads English finds what the house meant rather than what it replaced.
    assert text_at(with_house(shipped("en"), layer, "en"), "emotion.calm.say.straight") == "直接说结果。"
    assert text_at(shipped("zh-Hans"), "emotion.calm.say.straight") != "直接说结果。"


def test_a_house_rule_comes_before_what_ships_and_yields_to_what_protects() -> None:
    case = Situation(emotion="anger", risks=("legal",))
    book = with_house(shipped("zh-Hans"), own(topic="admit", texts={"zh-Hans": "责任我们来担。"}), "zh-Hans")
    found = advise(case, book)
    assert "admit" in {one.topic for one in found.never}
    assert "admit" not in {one.topic for one in found.say}
    calm = advise(Situation(emotion="anger"), book)
    assert [one.text for one in calm.say if one.own] == ["责任我们来担。"]


def test_the_differences_are_named_in_the_order_of_the_book_and_the_advice_of_others_stays() -> None:
    layer = {
        "lines": {
            "stage.review.say.what_changed": {"off": True},
            "emotion.anger.say.timetable": {"texts": {"zh-Hans": "时间表现在给您。"}},
        },
        "rules": own()["rules"],
    }
    found = differences(EMPTY, layer, shipped("zh-Hans"), "zh-Hans")
    assert [(one.key, one.kind) for one in found] == [
        ("emotion.anger.say.timetable", "changed"),
        ("stage.review.say.what_changed", "off"),
        ("rule.own_call-the-shop", "added"),
    ]
    back = differences(layer, EMPTY, shipped("zh-Hans"), "zh-Hans")
    assert [one.kind for one in back] == ["back", "back", "removed"]
    before, after = shipped("zh-Hans"), with_house(shipped("zh-Hans"), layer, "zh-Hans")
    assert changes_advice(Situation(emotion="anger"), before, after)
    assert not changes_advice(Situation(emotion="calm"), before, after)
