"""`python -m amends.practice.replies.check.training`: makes the weights of the check anew; the same texts give the same weights."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

import numpy as np

from amends.practice.replies.check.encoder import SWITCH, loaded
from amends.practice.replies.check.features import LEARNED
from amends.practice.replies.check.training import meaning
from amends.practice.replies.check.training.fit import (
    Example,
    Fitted,
    examples_of,
    fit,
    from_replies,
    thresholds,
)
from amends.practice.replies.check.training.judged import Judged, older_replies, replies_in
from amends.practice.replies.check.training.sentences import SENSES, letters, own

REPLIES = Path(__file__).resolve().parents[5] / "tests" / "accuracy" / "replies"
SECOND = Path(__file__).parent / "replies"
OLDER = Path(__file__).resolve().parents[2] / "tests" / "judged_replies.toml"
LARGEST = 127


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
    os.environ[SWITCH] = "off"  # what is learned anew does not rest on what was learned before
    replies = [one for one in replies_in(options.replies) if not one.is_kept] + replies_in(SECOND)
    sentences = examples_of([*own(), *letters()]) + from_replies(older_replies(OLDER))
    save(fit(sentences + from_replies(replies)), options.out / "weights.npz")
    sys.stdout.write(f"{len(sentences)} sentences, {len(replies)} replies\n")
    if options.thresholds:
        sure = thresholds(sentences, replies)
        text = json.dumps({sense: round(value, 3) for sense, value in sure.items()}, indent=1) + "\n"
        (options.out / "sure.json").write_text(text, encoding="utf-8")
        sys.stdout.write(text)
    learn_meaning(sentences, replies, options.out, options.vectors)
    return 0


def learn_meaning(sentences: list[Example], replies: list[Judged], out: Path, kept: Path | None) -> None:
    """Where the extra `meaning` is installed, its weights as well; else those that ship stay."""
    encode = loaded()
    if encode is None:
        sys.stdout.write("The extra `meaning` is not installed: its weights stay as they are.\n")
        return
    known = meaning.vectors_in(kept) if kept and kept.is_file() else {}
    space = meaning.space_of(sentences + from_replies(replies), encode, known)
    if kept:
        meaning.keep(space, kept)
    meaning.save(meaning.learn(sentences, replies, space), out / "meaning.npz")


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
