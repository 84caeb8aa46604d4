"""Training is small, seeded and leaves no text behind; tried on made-up complaints."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from amends.understanding import read
from amends.understanding.model import HEADS, WEIGHTS, model
from amends.understanding.training import build, fit
from amends.understanding.training.__main__ import main
from amends.understanding.training.data import Labelled, load

_WORDS = {
    "attitude": "服务员态度恶劣骂人翻白眼第{i}次了",
    "service": "外卖等了{i}个小时还没送到没人管",
    "billing": "信用卡乱扣费{i}元要求退还多收的钱",
}


def made_up() -> list[Labelled]:
    rows = []
    for i in range(20):
        for category, words in _WORDS.items():
            answer = {
                "kind": "complaint",
                "category": category,
                "category_all": [category],
                "emotion": ("anger", "dissatisfied")[i % 2],
                "intensity": i % 4,
                "motive": ("resolution", "venting")[i % 2],
                "motive_all": [("resolution", "venting")[i % 2]],
                "demands": [["refund"], []][i % 2],
                "mode": ("emotion", "demand", "mixed")[i % 3],
                "severity": ("minor", "moderate")[i % 2],
                "risks": [["repeat"], []][i % 2],
                "persona": ("unclear", "owl")[i % 2],
            }
            rows.append(Labelled(words.format(i=i), "", (answer,)))
        rows.append(Labelled(f"谢谢你们第{i}次的帮助很满意", "", ({"kind": "praise"},)))
    return rows


def test_the_same_texts_give_the_same_weights(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build.write(build.build(made_up()), tmp_path / name)
    for name in (WEIGHTS, HEADS):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_what_was_trained_can_be_loaded_and_tells_the_labels_apart(tmp_path: Path) -> None:
    build.write(build.build(made_up()), tmp_path)
    loaded = model(tmp_path)
    assert set(loaded.heads) == set(model().heads)
    assert loaded.weights.dtype == np.int8
    described = json.loads((tmp_path / HEADS).read_text(encoding="utf-8"))
    assert len(described["outputs"]) == loaded.weights.shape[1]


def test_a_text_written_after_another_is_held_out_with_it_and_measures_nothing() -> None:
    rows = [replace(row, id=str(n)) for n, row in enumerate(made_up())]
    rows += [replace(rows[n], id="", after=str(n), text=f"换个说法{n}") for n in (3, 30)]
    rows.append(replace(rows[0], id="", teaches_words_only=True))
    of = fit.Folds.over(rows).of
    assert of[-3:].tolist() == [of[3], of[30], fit.ALWAYS_SEEN]
    assert all((rows[n].after == "") or of[int(rows[n].after)] == of[n] for n in range(len(rows)))
    opinions = fit.Opinions.of(rows)
    assert opinions.sets.tolist() == [True] * (len(rows) - 1) + [False]
    assert opinions.measures.tolist() == [True] * (len(rows) - 3) + [False] * 3


def test_a_text_that_teaches_some_heads_leaves_the_others_as_they_were() -> None:
    rows = made_up()
    # Of another mind than the rest about moods, so that the heads of moods are moved.
    quick = [
        Labelled(row.text, "", ({"emotion": "calm"},), 0.5, teaches_words_only=True, teaches_some_heads=True)
        for row in rows[:40]
    ]
    alone, taught = build.build(rows), build.build([*rows, *quick])
    assert np.array_equal(alone.vocabulary.buckets, taught.vocabulary.buckets)
    assert [question.name for question in taught.asked[len(taught.questions) :]] == ["without:emotion"]
    moved = [
        question.name
        for question, before, after in zip(taught.questions, alone.held_out, taught.held_out, strict=True)
        if not np.allclose(before, after[: len(rows)], atol=0.01)
    ]
    assert "emotion" in moved
    assert "persona" not in moved


def test_missing_data_is_said_in_words(tmp_path: Path, capsys: object) -> None:
    assert main(["--data", str(tmp_path)]) == 2


def test_a_file_of_labelled_texts_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    row = {"id": "1", "text": "太差了", "domain": "shop", "a": {"kind": "complaint"}, "b": {"kind": "other"}}
    file.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    assert load(file) == [Labelled("太差了", "shop", ({"kind": "complaint"}, {"kind": "other"}), id="1")]


def test_the_shipped_weights_are_left_alone() -> None:
    assert read("外卖等了两个小时还没送到").kind == "complaint"
