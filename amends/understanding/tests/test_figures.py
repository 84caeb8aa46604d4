"""The figures beside the model card, and the three words for confidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amends.understanding import read
from amends.understanding.labels import MULTIPLE_HEADS, SINGLE_HEADS
from amends.understanding.measured import MEASURED, measured
from amends.understanding.sureness import WORDS, sureness
from amends.understanding.training import figures
from amends.understanding.training.data import Labelled


@pytest.mark.parametrize(
    ("confidence", "word"),
    [(1.0, "sure"), (0.8, "sure"), (0.799, "likely"), (0.5, "likely"), (0.499, "unsure"), (0.0, "unsure")],
)
def test_confidence_is_one_of_three_words(confidence: float, word: str) -> None:
    assert sureness(confidence) == word


def test_the_words_mean_what_was_measured() -> None:
    shares = {row["word"]: row["right"] / row["answers"] for row in measured()["sureness"]}
    assert list(shares) == list(WORDS)
    assert shares["sure"] >= 0.9 > shares["likely"] >= 0.6 > shares["unsure"]


def test_the_shipped_figures_name_every_head_and_only_known_labels() -> None:
    found = measured()
    assert {row["head"] for row in found["heads"]} == set(SINGLE_HEADS)
    assert {row["head"] for row in found["labels"]} == {*SINGLE_HEADS, *MULTIPLE_HEADS}
    for row in found["labels"]:
        assert row["label"] in {**SINGLE_HEADS, **MULTIPLE_HEADS}[row["head"]]
        assert row["both"] <= min(row["texts"], row["read"])


def test_figures_count_what_is_right_by_language(tmp_path: Path) -> None:
    texts = ["锅坏了，要求退款！", "The kettle broke and I want a refund."]
    readings = [read(text).as_dict() for text in texts]
    rows = [Labelled(text, "", (said, said)) for text, said in zip(texts, readings, strict=True)]
    figures.write(rows, tmp_path)
    found = json.loads((tmp_path / MEASURED).read_text(encoding="utf-8"))
    kinds = {row["language"]: (row["texts"], row["right"]) for row in found["heads"] if row["head"] == "kind"}
    assert kinds == {"": (2, 2.0), "zh-Hans": (1, 1.0), "en": (1, 1.0)}
    refunds = [row for row in found["labels"] if (row["head"], row["label"]) == ("demands", "refund")]
    assert [row["both"] for row in refunds] == [row["texts"] for row in refunds]
