"""`python -m amends.practice.replies.check.training --readers FOLDER`: makes the weights of the check anew; the same texts and readers give the same weights."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from amends.practice.replies.check.features import LEARNED
from amends.practice.replies.check.senses import LEARNED_CODES
from amends.practice.replies.check.training import parts, pieces, verdicts
from amends.practice.replies.check.training.fit import Example, examples_of, from_replies, thresholds
from amends.practice.replies.check.training.hands import (
    FIRST_UNREAD,
    HALVES,
    READER,
    REPLIES,
    groups_of,
    reader_without,
    teaching_replies,
)
from amends.practice.replies.check.training.judged import Judged, older_replies
from amends.practice.replies.check.training.pieces import Both, Vocabulary
from amends.practice.replies.check.training.sentences import SENSES, letters, own
from amends.practice.replies.check.training.space import LARGEST, Space, space_of
from amends.practice.replies.check.training.verdicts import Row

OLDER = Path(__file__).resolve().parents[2] / "tests" / "judged_replies.toml"
# Twice as many as there are readers, so that whoever is left out of a group was left out of a reader, too.
GROUPS = 2 * HALVES
EVEN = 0.5


def main(argv: list[str] | None = None) -> int:
    """Learns from the sentences and from the replies that are not kept for the test; writes weights, thresholds and verdicts."""
    parser = argparse.ArgumentParser(
        prog="python -m amends.practice.replies.check.training", description=__doc__
    )
    parser.add_argument(
        "--model", type=Path, help="the model's file, for its pieces; otherwise that of the extra"
    )
    parser.add_argument("--replies", type=Path, default=REPLIES, help="folder of the judged replies")
    parser.add_argument(
        "--readers", type=Path, required=True, help="folder of the readers, as `training.reader` writes them"
    )
    parser.add_argument("--out", type=Path, default=LEARNED, help="folder for the weights")
    options = parser.parse_args(argv)
    replies = teaching_replies(options.replies)
    sentences = examples_of([*own(), *letters()]) + from_replies(older_replies(OLDER))
    sys.stdout.write(f"{len(sentences)} sentences, {len(replies)} replies\n")
    words = pieces.vocabulary_in(options.model or pieces.model_file())
    guessed = parts.guessed(replies, parts.by_words)
    space = space_of(sentences + guessed, pieces.encoder_of(words))
    first = pieces.learn(sentences + guessed, space)
    guessed = parts.guessed(replies, parts.by_scores(first.scores_of))
    examples = sentences + guessed
    save(pieces.learn(examples, space), words, options.out)
    shutil.copy(options.readers / READER, options.out)
    unread = [one for one in replies if one.writer >= FIRST_UNREAD]
    with tempfile.TemporaryDirectory() as kept:
        apart = dict(left_out(examples, unread, space))
        sure = sure_of(unread, apart)
        rows: list[Row] = []
        for at, (hands, both) in enumerate(apart.items()):
            folder = Path(kept) / str(at)
            save(both, words, folder)
            keep_sure(sure, folder)
            shutil.copy(options.readers / reader_without(at), folder / READER)
            with verdicts.weights_in(folder):
                rows += verdicts.rows_of([one for one in unread if one.writer in hands])
    keep_sure(sure, options.out)
    verdicts.save(verdicts.learn(rows), options.out / "verdicts.json")
    return 0


def left_out(
    examples: Sequence[Example], unread: Sequence[Judged], space: Space
) -> Iterator[tuple[frozenset[int], Both]]:
    """For each group of hands what is learned from all the others."""
    for group in groups_of(unread, GROUPS):
        yield group, pieces.learn([one for one in examples if one.writer not in group], space)


def sure_of(unread: Sequence[Judged], apart: Mapping[frozenset[int], Both]) -> dict[str, float]:
    """For each fault from where on it is believed of a few clauses; the other senses stay as they were."""
    known = {hand: both for hands, both in apart.items() for hand in hands}
    found = thresholds(unread, lambda one: known[one.writer].likely_of(one))
    before = json.loads((LEARNED / "sure.json").read_text(encoding="utf-8"))
    return {one: found[one] if one in LEARNED_CODES else before.get(one, EVEN) for one in SENSES}


def keep_sure(sure: Mapping[str, float], folder: Path) -> None:
    text = json.dumps({sense: round(value, 3) for sense, value in sure.items()}, indent=1) + "\n"
    (folder / "sure.json").write_text(text, encoding="utf-8")


def save(both: Both, words: Vocabulary, folder: Path) -> None:
    """As bytes: what is lost by rounding is less than any threshold can tell."""
    folder.mkdir(exist_ok=True)
    rows = both.model.rows
    scale = np.maximum(np.abs(rows).max(axis=0), 1e-9) / LARGEST
    np.savez_compressed(
        folder / "weights.npz",
        rows=np.round(rows / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=both.model.bias.astype(np.float32),
        senses=np.array(SENSES),
    )
    pieces.save(words, both, folder / "pieces.npz")


if __name__ == "__main__":
    sys.exit(main())
