"""The weights that ship are small, numbers only, and say what they are."""

import json

import numpy as np

from amends.understanding.labels import MULTIPLE_HEADS, SINGLE_HEADS
from amends.understanding.model import HEADS, LEARNED, WEIGHTS, model


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for path in LEARNED.iterdir()) < 6_000_000


def test_they_hold_numbers_only_and_no_list_of_terms() -> None:
    with np.load(LEARNED / WEIGHTS, allow_pickle=False) as stored:
        assert {stored[name].dtype.kind for name in stored} <= {"f", "i", "u"}
    described = json.loads((LEARNED / HEADS).read_text(encoding="utf-8"))
    assert set(described) == {"outputs", "heads"}
    assert (LEARNED / HEADS).read_text(encoding="utf-8").isascii()


def test_every_head_is_there_with_all_its_labels() -> None:
    heads = model().heads
    assert {name: head.labels for name, head in heads.items()} == {**SINGLE_HEADS, **MULTIPLE_HEADS}
    for head in heads.values():
        assert len(head.leanings) == len(head.labels)


def test_the_card_names_sources_and_failures() -> None:
    card = (LEARNED / "MODEL_CARD.md").read_text(encoding="utf-8")
    for heading in ("Made from", "How well it reads", "By language", "By label", "Known failures"):
        assert heading in card
