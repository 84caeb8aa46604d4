"""The method on a public set: learns the emotions of SMP2020-EWECT (usual) from its own train split and reads its test split.

    python bench/emotion_posts.py [--json]

Terms and separators are those of the engine's training (`understanding/training`): hashed n-grams and words over TF-IDF, for each
emotion the mean of a plain and a telling separator; the likeliest emotion is said. Nothing of it ships: the set may only be measured on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("AMENDS_DATA") or ROOT.parent / "shared" / "data")
POSTS = "emotion_smp2020_usual_zh.jsonl.gz"
sys.path.insert(0, str(ROOT))


def posts() -> dict[str, tuple[list[str], np.ndarray]]:
    """Texts and emotions by split."""
    with gzip.open(DATA / POSTS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {
        split: (
            [row["text"] for row in rows if row["split"] == split],
            np.array([row["label"] for row in rows if row["split"] == split]),
        )
        for split in ("train", "dev", "test")
    }


def measure() -> dict[str, float]:
    """Macro-F1 and accuracy on the two splits that were not learned from."""
    from sklearn.metrics import f1_score

    from amends.understanding.training import features, fit

    found = posts()
    texts, said = found["train"]
    vocabulary = features.vocabulary_of(texts)
    terms = features.terms_of(texts, vocabulary)
    emotions = sorted(set(said.tolist()))
    separators = [fit.separator(terms, said == one, np.ones(len(said))) for one in emotions]
    weights, bias = np.array([one for one, _ in separators]).T, np.array([one for _, one in separators])
    result = {}
    for split in ("dev", "test"):
        asked, right = found[split]
        scores = features.terms_of(asked, vocabulary) @ weights + bias
        read = np.array(emotions)[scores.argmax(axis=1)]
        result[f"{split}_macro_f1"] = round(float(f1_score(right, read, average="macro")), 4)
        result[f"{split}_accuracy"] = round(float((read == right).mean()), 4)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    found = measure()
    if parser.parse_args().json:
        print(json.dumps(found))
        return
    print("  ".join(f"{name} {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
