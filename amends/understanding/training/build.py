"""Builds the weights that ship: fits, rounds to eight bits, tunes, and writes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from amends.understanding.model import HEADS, WEIGHTS
from amends.understanding.training import apart, features, fit
from amends.understanding.training.data import Labelled
from amends.understanding.training.fit import Doubles, Linear, Opinions, Question
from amends.understanding.training.tune import Tuning, tune


@dataclass(frozen=True, slots=True)
class Built:
    """Everything that is written, and the held-out scores it was tuned on."""

    vocabulary: features.Vocabulary
    first: Linear
    second: Linear
    questions: Sequence[Question]
    asked: Sequence[Question]
    """What the outputs of the first layer answer."""
    tunings: Sequence[Tuning]
    held_out: Sequence[Doubles]


def build(rows: Sequence[Labelled]) -> Built:
    """Fits on all rows; the second layer learns from first-layer scores of texts that the first had not seen."""
    texts = [row.text for row in rows]
    opinions, questions = Opinions.of(rows), fit.questions_of(rows)
    asked = apart.asked_of_words(questions, opinions)
    vocabulary = features.vocabulary_of([row.text for row in rows if not row.teaches_some_heads])
    prepared = features.prepare(texts, vocabulary)
    first = fit.fit_first(prepared.terms, opinions, asked, np.arange(len(rows)))
    setting = np.unique(opinions.texts[opinions.sets])
    folds = fit.Folds.over(rows)
    held_first = fit.held_out_first(prepared.terms, opinions, asked, folds)
    raw = fit.second_inputs(held_first, prepared.groups, prepared.measures)
    scaler = fit.Scaler.of(raw[setting])
    inputs = scaler.apply(raw)
    judged = opinions.measures
    layers, tunings, held_out = [], [], []
    for question in questions:
        held = np.zeros((len(rows), len(question.labels)))
        for seen, unseen in folds:
            learned = apart.fit_seeing(inputs, opinions, question, asked, np.intersect1d(seen, setting))
            held[unseen] = learned.scores(inputs[unseen])
        layers.append(scaler.into(apart.fit_seeing(inputs, opinions, question, asked, setting)))
        tunings.append(tune(question.asked(judged), held[opinions.texts[judged]]))
        held_out.append(held)
    second = Linear(
        np.hstack([layer.weights for layer in layers]), np.concatenate([layer.bias for layer in layers])
    )
    return Built(vocabulary, first, second, questions, asked, tunings, held_out)


def write(built: Built, folder: Path) -> None:
    """Eight-bit weights over hashed terms, and a plain description of the heads."""
    folder.mkdir(parents=True, exist_ok=True)
    weighted = built.first.weights * built.vocabulary.idf[:, None]
    # The few largest weights are clipped, so that the many small ones keep their differences.
    scale = np.maximum(np.quantile(np.abs(weighted), 0.9995, axis=0), 1e-9) / 127
    weights = np.clip(np.round(weighted / scale), -127, 127).astype(np.int8)
    np.savez_compressed(
        folder / WEIGHTS,
        buckets=built.vocabulary.buckets.astype(np.uint32),
        idf=built.vocabulary.idf.astype(np.float16),
        weights=weights,
        scale=scale.astype(np.float32),
        bias=built.first.bias.astype(np.float32),
        second=built.second.weights.astype(np.float32),
        second_bias=built.second.bias.astype(np.float32),
    )
    heads, column = [], 0
    for question, tuning in zip(built.questions, built.tunings, strict=True):
        count = len(question.labels)
        heads.append(
            {
                "name": question.name,
                "labels": list(question.labels),
                "columns": [column, column + count],
                "temperature": tuning.temperature,
                "leanings": tuning.leanings,
            }
        )
        column += count
    described = {"outputs": fit.output_names(built.asked), "heads": heads}
    (folder / HEADS).write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
