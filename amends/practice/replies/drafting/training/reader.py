"""`python -m amends.practice.replies.drafting.training.reader --data FOLDER`: teaches the reader of complaints, about half an hour on two cores.

All layers of the public model whose pieces the check weighs learn what people said of each clause, the whole complaint in sight. A piece is known to it by
a hash of its letters alone. Needs the extra `training` and PyTorch.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from amends.practice.replies.check.pieces import Cutter
from amends.practice.replies.check.reading import BEGIN, END
from amends.practice.replies.check.training import pieces
from amends.practice.replies.check.training.lessons import steps_of
from amends.practice.replies.check.training.reader import (
    DECAY,
    DROPPED,
    LOST,
    RATE_OF_HEADS,
    SIZE,
    Layer,
    Tables,
    embedding_of,
    norm_of,
    quickly,
    rows_of,
    tables,
)
from amends.practice.replies.drafting.opinions import MARKS
from amends.practice.replies.drafting.reader import READER, hashed, windows_of
from amends.practice.replies.drafting.training.marked import Marked, marked

LAYERS, ROUNDS, SEED, RATE = 12, 4, 1, 1e-4
OUTSIDE, BEYOND, UNMARKED = -1, -2, -100


@dataclass(frozen=True)
class Lesson:
    """A complaint, or as much of one as is read at once: the pieces of each clause, and the place in `MARKS` of what people said of it."""

    clauses: list[list[int]]
    marks: list[int]

    @property
    def length(self) -> int:
        return 2 + sum(map(len, self.clauses))


class Reader(nn.Module):
    """For each clause the log-odds of each of `MARKS`."""

    def __init__(self, known: Tables) -> None:
        super().__init__()
        self.words = embedding_of(known)
        self.places = nn.Parameter(torch.tensor(known["emb.pos"].reshape(-1, SIZE)))
        self.sides = nn.Parameter(torch.tensor(known["emb.type"].reshape(-1, SIZE)[:1]))
        self.norm, self.drop = norm_of(known, "emb.ln"), nn.Dropout(DROPPED)
        self.layers = nn.ModuleList(Layer(known, at) for at in range(LAYERS))
        self.says = nn.Linear(2 * SIZE, len(MARKS))
        nn.init.zeros_(self.says.weight)

    def forward(self, ids: Tensor, of: Tensor, clauses: int) -> Tensor:
        if self.training:
            ids = torch.where((torch.rand(ids.shape) < LOST) & (of >= 0), self.words.num_embeddings - 1, ids)
        x = self.drop(self.norm(self.words(ids) + self.places[: ids.shape[1]] + self.sides))
        is_there = of > BEYOND
        for layer in self.layers:
            x = layer(x, is_there[:, None, None, :])
        owner = F.one_hot(of - BEYOND, clauses - BEYOND).float()[:, :, -BEYOND:]
        middles = torch.einsum("rtn,rts->rns", owner, x) / owner.sum(1).clamp(min=1)[..., None]
        whole = (is_there[..., None] * x).sum(1) / is_there.sum(1, keepdim=True)
        return self.says(self.drop(torch.cat([middles, whole[:, None].expand_as(middles)], -1)))


def main(argv: list[str] | None = None) -> int:
    """Learns from the complaints that are not kept for the test, and writes the reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled texts")
    parser.add_argument("--model", type=Path, help="the model's file; otherwise that of the extra")
    parser.add_argument("--out", type=Path, default=READER, help="file of the reader")
    options = parser.parse_args(argv)
    path = options.model or pieces.model_file()
    words = pieces.vocabulary_in(path)
    same, cutter = hashed(words.names, words.likely), Cutter(words.names, words.likely)
    met = [one for one in marked(options.data) if not one.is_kept]
    lessons = [lesson for one in met for lesson in lessons_of(one, cutter, same)]
    random.seed(SEED)
    torch.manual_seed(SEED)
    reader = Reader(tables(path))
    for done in teach(reader, lessons):
        sys.stdout.write(f"round {done} of {ROUNDS}\n")
        sys.stdout.flush()
    save(reader, same, options.out)
    return 0


def lessons_of(complaint: Marked, cutter: Cutter, same: Sequence[int]) -> Iterator[Lesson]:
    for window in windows_of([one.raw for one in complaint.clauses], cutter, same):
        yield Lesson([row for _, row in window], [MARKS.index(complaint.marks[at]) for at, _ in window])


def arranged(step: Sequence[Lesson]) -> tuple[Tensor, Tensor, Tensor]:
    """The pieces of lessons side by side, the number of the clause of each piece, and the mark of each clause."""
    length, clauses = max(one.length for one in step), max(len(one.marks) for one in step)
    ids, of = torch.zeros((len(step), length), dtype=torch.long), torch.full((len(step), length), BEYOND)
    true = torch.full((len(step), clauses), UNMARKED)
    for row, one in enumerate(step):
        line = [BEGIN, *(piece for clause in one.clauses for piece in clause), END]
        owner = [OUTSIDE, *(at for at, clause in enumerate(one.clauses) for _ in clause), OUTSIDE]
        ids[row, : len(line)], of[row, : len(owner)] = torch.tensor(line), torch.tensor(owner)
        told = [mark if clause else UNMARKED for clause, mark in zip(one.clauses, one.marks, strict=True)]
        true[row, : len(told)] = torch.tensor(told)
    return ids, of, true


def teach(reader: Reader, lessons: Sequence[Lesson]) -> Iterator[int]:
    """Goes through all lessons `ROUNDS` times; yields after each."""
    body = [one for name, one in reader.named_parameters() if one.requires_grad and "says" not in name]
    groups = [{"params": body, "lr": RATE}, {"params": [*reader.says.parameters()], "lr": RATE_OF_HEADS}]
    optimiser = torch.optim.AdamW(groups, weight_decay=DECAY)
    number = ROUNDS * (len(steps_of(lessons)) + 5)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, [RATE, RATE_OF_HEADS], number, pct_start=0.1)
    for done in range(ROUNDS):
        reader.train()
        for ids, of, true in map(arranged, steps_of(lessons)):
            optimiser.zero_grad()
            with quickly():
                said = reader(ids, of, true.shape[1])
            F.cross_entropy(said.float().flatten(0, 1), true.flatten(), ignore_index=UNMARKED).backward()
            nn.utils.clip_grad_norm_(body, 1.0)
            optimiser.step()
            plan.step()
        yield done + 1


def save(reader: Reader, same: Sequence[int], path: Path) -> None:
    """Matrices as bytes with a scale a row, the rest in half precision; the places of pieces are those of the reader of replies."""
    kept: dict[str, Any] = {"same": np.array(same, np.int32)}
    for name, table in reader.state_dict().items():
        if name != "words.weight":
            kept |= rows_of(name, table.numpy())
    np.savez_compressed(path, **kept)


if __name__ == "__main__":
    sys.exit(main())
