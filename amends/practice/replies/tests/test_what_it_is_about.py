"""What a complaint is about is told by its words and by where it lies among others, whatever category was read; where it tells nothing, nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from amends.content.files import LANGUAGES, load
from amends.practice.replies.drafting import DraftRequest, draft_reply
from amends.practice.replies.drafting.about import (
    FIELDS,
    GENERAL,
    MATTERS,
    about,
    clauses_in,
    signs_in,
    weights,
)
from amends.practice.replies.drafting.fields import field_of
from amends.practice.replies.drafting.matters import matters_of
from amends.practice.replies.drafting.reader import read
from amends.practice.replies.drafting.training import about as training
from amends.practice.replies.drafting.training.told import WRITTEN, Told, written
from amends.practice.replies.tests.generated_cases import NOW

BISCUITS = {
    "zh-Hans": "保质期还有三个月的苏打饼干，拆开一包是软的，一箱都这样",
    "zh-Hant": "保存期限還有三個月的蘇打餅乾，拆開一包是軟的，整箱都這樣",
    "en": "The crackers are three months inside their date and every pack in the box is soft.",
}


def asked(language: str, text: str, category: str = "service") -> DraftRequest:
    return DraftRequest("first_response", language, complaint=text, category=category, now=NOW)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("category", ["quality", "service", "privacy"])
def test_a_doubtful_category_leads_no_letter_astray(language: str, category: str) -> None:
    request = asked(language, BISCUITS[language], category)
    (matter,) = matters_of(request, language)
    assert matter.key in ("faulty", "field.goods", "plain.any")
    assert load("matters", language)["privacy"]["step"] not in draft_reply(request)


def test_every_matter_and_field_has_its_words_in_every_language() -> None:
    for language in LANGUAGES:
        assert {key for key in load("matters", language) if key not in ("plain", "version")} == set(
            MATTERS
        ) - {GENERAL}
        assert {key for key in load("fields", language) if key != "version"} == set(FIELDS) - {""}


def test_what_is_likely_adds_up() -> None:
    told = about("退款过了三周还没有到账", "zh-Hans")
    assert sum(told.matters.values()) == pytest.approx(1, abs=1e-4)
    assert sum(told.fields.values()) == pytest.approx(1, abs=1e-4)
    assert max(told.matters, key=lambda key: told.matters[key]) == "refund"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", ""),
        ("zh-Hant", "\u200b"),
        ("zh-Hans", "气死我了，再也不来了！"),
        ("en", "Worst. Never again."),
        ("en", "The worst insurer in the world."),
    ],
)
def test_where_nothing_is_told_no_matter_is_spoken_of(language: str, text: str) -> None:
    (matter,) = matters_of(asked(language, text), language)
    assert matter.key.startswith("plain.")
    assert not field_of(asked(language, text), language)


def test_signs_are_those_that_the_weights_know() -> None:
    found = {
        name
        for name, value in signs_in("航班取消了，行李也没到，退票的钱一直没退", "zh-Hans").items()
        if value > 0
    }
    assert {"matter travel", "matter refund", "field journey"} <= found <= set(weights().signs)


def test_what_was_written_to_be_learned_is_whole() -> None:
    complaints = [*written(WRITTEN)]
    assert {one.language for one in complaints} == set(LANGUAGES)
    assert {key for one in complaints for key in one.matters} <= set(MATTERS)
    assert {one.field for one in complaints} <= set(FIELDS)
    assert len({one.text for one in complaints}) == len(complaints)


def test_it_is_learned_and_kept_as_it_was_learned(tmp_path: Path) -> None:
    """Two complaints a matter, which hold no words but its name: each is told from the others again, as it is kept."""
    complaints = [
        Told(f"{key} {number}", "en", (key,), FIELDS[at % len(FIELDS)], is_kept=False)
        for at, key in enumerate(MATTERS)
        for number in ("one", "two")
    ]
    known = training.learn(complaints)
    training.save(known, tmp_path / "about.npz")
    with np.load(tmp_path / "about.npz") as kept:
        signs, rows, bias = kept["signs"].tolist(), kept["rows"], kept["bias"]
    right = 0
    for one in complaints:
        found = signs_in(one.text, "en")
        seen = np.concatenate(
            [[found.get(name, 0.0) for name in signs], read(clauses_in(one.text, "en")).place]
        )
        right += MATTERS[int((seen @ rows + bias)[: len(MATTERS)].argmax())] == one.matters[0]
    assert right > 0.9 * len(complaints)


@pytest.mark.parametrize(
    ("text", "is_on_site"),
    [
        ("小区门口的路灯坏了一个月，晚上黑得看不见路", True),
        ("我们是社区招的专职人员，编制和退休待遇十五年没有落实", False),
    ],
)
def test_nobody_photographs_a_pension(text: str, is_on_site: bool) -> None:
    (matter,) = matters_of(asked("zh-Hans", text, "policy"), "zh-Hans")
    assert ("现场" in matter.step) == is_on_site
