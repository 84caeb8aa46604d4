"""`python -m amends.practice.replies.check.training`: makes the weights of the check anew; the same texts give the same weights."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

import numpy as np

from amends.practice.replies.check.encoder import SWITCH, loaded, model_file
from amends.practice.replies.check.features import LEARNED
from amends.practice.replies.check.sense import weights
from amends.practice.replies.check.senses import LEARNED_CODES
from amends.practice.replies.check.training import meaning, pieces
from amends.practice.replies.check.training.fit import Fitted, examples_of, fit, from_replies, thresholds
from amends.practice.replies.check.training.judged import older_replies, replies_in
from amends.practice.replies.check.training.sentences import SENSES, letters, own
from amends.practice.replies.check.training.space import LARGEST, keep, space_of, taught, vectors_in

REPLIES = Path(__file__).resolve().parents[5] / "tests" / "accuracy" / "replies"
SECOND = Path(__file__).parent / "replies"
OLDER = Path(__file__).resolve().parents[2] / "tests" / "judged_replies.toml"


def main(argv: list[str] | None = None) -> int:
    """Learns from the sentences and from the replies that are not kept for the test; writes weights and thresholds."""
    parser = argparse.ArgumentParser(
        prog="python -m amends.practice.replies.check.training", description=__doc__
    )
    parser.add_argument("--replies", type=Path, default=REPLIES, help="folder of the judged replies")
    parser.add_argument("--out", type=Path, default=LEARNED, help="folder for the weights")
    parser.add_argument(
        "--thresholds", action="store_true", help="find the thresholds anew; without it those that ship stay"
    )
    parser.add_argument(
        "--vectors", type=Path, help="file (.npz) that keeps vectors from one run to the next"
    )
    options = parser.parse_args(argv)
    encode = loaded()
    if encode is None:
        parser.error("The extra `meaning` is not installed: what is learned lies in the space of its model.")
    os.environ[SWITCH] = "off"  # what is learned anew does not rest on what was learned before
    replies = [one for one in replies_in(options.replies) if not one.is_kept] + replies_in(SECOND)
    sentences = examples_of([*own(), *letters()]) + from_replies(older_replies(OLDER))
    examples = sentences + from_replies(replies)
    sys.stdout.write(f"{len(sentences)} sentences, {len(replies)} replies\n")
    words = pieces.vocabulary_in(model_file())
    space = space_of(examples, pieces.encoder_of(words), {})
    known = taught(examples, space)
    model = fit(examples)
    save(model, options.out / "weights.npz")
    pieces.save(words, pieces.learn(model, known, known.counts, space), options.out / "pieces.npz")
    apart = pieces.left_out(sentences, replies, known, space)
    if options.thresholds:
        sure = thresholds(replies, lambda one: pieces.likely_of(apart[one.writer], one))
        known_before = dict(zip(weights().senses, map(float, weights().sure), strict=True))
        chosen = {one: sure[one] if one in LEARNED_CODES else known_before[one] for one in SENSES}
        text = json.dumps({sense: round(value, 3) for sense, value in chosen.items()}, indent=1) + "\n"
        (options.out / "sure.json").write_text(text, encoding="utf-8")
        sys.stdout.write(text)
        weights.cache_clear()
    vectors = vectors_in(options.vectors) if options.vectors and options.vectors.is_file() else {}
    meant = space_of(examples, encode, vectors)
    if options.vectors:
        keep(meant, options.vectors)
    learned = meaning.learn(replies, taught(examples, meant), meant, apart)
    meaning.save(learned, options.out / "meaning.npz")
    return 0


def save(fitted: Fitted, path: Path) -> None:
    """As bytes: what is lost by rounding is less than any threshold can tell."""
    scale = np.abs(fitted.rows).max(axis=0) / LARGEST
    rows = np.round(fitted.rows / scale).astype(np.int8)
    np.savez_compressed(
        path,
        rows=rows,
        scale=scale.astype(np.float32),
        bias=fitted.bias.astype(np.float32),
        senses=np.array(SENSES),
    )


if __name__ == "__main__":
    sys.exit(main())
