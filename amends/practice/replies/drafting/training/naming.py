"""`python -m amends.practice.replies.drafting.training.naming --data FOLDER`: teaches the layers that name what a complaint is about, about twenty minutes on two cores.

They begin as the upper layers of the reader of complaints, which has to be taught before (`training.reader`) and whose lower ones they hear. Needs the extra
`training` and PyTorch.
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
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from amends.practice.replies.check.training import pieces
from amends.practice.replies.check.training.lessons import steps_of
from amends.practice.replies.check.training.reader import (
    DECAY,
    DROPPED,
    RATE_OF_HEADS,
    SIZE,
    Layer,
    quickly,
    rows_of,
    tables,
)
from amends.practice.replies.drafting import reader
from amends.practice.replies.drafting.about import FIELDS, MATTERS, clauses_in
from amends.practice.replies.drafting.naming import LOOKS, NAMING
from amends.practice.replies.drafting.training.told import Told, told

ROUNDS, SEED, RATE = 6, 1, 1.5e-4
# The name that fits best counts whole; others that would do as well, so much.
OF_OTHERS = 0.3
# The field counts so much beside the matter.
OF_A_FIELD = 0.5
# So many pieces of a complaint are taught, and of them so many are lost at random each time.
LONGEST, LOST = 300, 0.12


@dataclass(frozen=True)
class Lesson:
    """A complaint as the shared layers hear it, a row a piece; how likely each matter is, and the number of its field."""

    heard: NDArray[np.float16]
    matters: NDArray[np.float32]
    field: int

    @property
    def length(self) -> int:
        return len(self.heard)


class Naming(nn.Module):
    """The log-odds of each matter and of each field."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        known, _ = reader.weights()
        public = tables(path)
        self.layers = nn.ModuleList(Layer(public, at) for at in range(reader.SHARED, known.layers))
        for name, kept in self.layers.named_parameters():
            at, _, rest = name.partition(".")
            full = f"layers.{int(at) + reader.SHARED}.{rest}"
            table = known.packed[full].unpacked() if full in known.packed else known.tables[full]
            kept.data = torch.tensor(np.array(table))
        self.look, self.drop = nn.Linear(SIZE, LOOKS), nn.Dropout(DROPPED)
        self.out = nn.Linear(SIZE * (LOOKS + 1), len(MATTERS) + len(FIELDS))
        nn.init.zeros_(self.out.weight)

    def forward(self, x: Tensor, is_there: Tensor) -> tuple[Tensor, Tensor]:
        if self.training:
            is_there = is_there & (torch.rand(is_there.shape) >= LOST)
            is_there[:, 0] = True
        for layer in self.layers:
            x = layer(x, is_there[:, None, None, :])
        share = self.look(x).masked_fill(~is_there[..., None], -1e4).softmax(1)
        looks = torch.einsum("rtk,rts->rks", share, x).flatten(1)
        whole = (is_there[..., None] * x).sum(1) / is_there.sum(1, keepdim=True)
        said = self.out(self.drop(torch.cat([looks, whole], -1)))
        return said[:, : len(MATTERS)], said[:, len(MATTERS) :]


def main(argv: list[str] | None = None) -> int:
    """Learns from the complaints that are not kept for the test, and writes the layers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the labelled texts")
    parser.add_argument("--model", type=Path, help="the model's file; otherwise that of the extra")
    parser.add_argument("--out", type=Path, default=NAMING, help="file of the layers")
    options = parser.parse_args(argv)
    lessons = [lesson_of(one) for one in told(options.data) if not one.is_kept]
    random.seed(SEED)
    torch.manual_seed(SEED)
    naming = Naming(options.model or pieces.model_file())
    for done in teach(naming, lessons):
        sys.stdout.write(f"round {done} of {ROUNDS}\n")
        sys.stdout.flush()
    save(naming, options.out)
    return 0


def lesson_of(one: Told) -> Lesson:
    ids = reader.beginning(clauses_in(one.text, one.language))
    heard = reader.shared(ids) if ids else np.zeros((1, SIZE), np.float32)
    matters = np.zeros(len(MATTERS), np.float32)
    for at, key in enumerate(one.matters):
        matters[MATTERS.index(key)] = OF_OTHERS if at else 1.0
    return Lesson(heard[:LONGEST].astype(np.float16), matters / matters.sum(), FIELDS.index(one.field))


def arranged(step: Sequence[Lesson]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Lessons side by side: what is heard, which of it is there, how likely each matter is, and the field."""
    length = max(one.length for one in step)
    heard, is_there = torch.zeros(len(step), length, SIZE), torch.zeros(len(step), length, dtype=torch.bool)
    for row, one in enumerate(step):
        heard[row, : one.length] = torch.tensor(one.heard.astype(np.float32))
        is_there[row, : one.length] = True
    matters = torch.tensor(np.stack([one.matters for one in step]))
    return heard, is_there, matters, torch.tensor([one.field for one in step])


def teach(naming: Naming, lessons: Sequence[Lesson]) -> Iterator[int]:
    """Goes through all lessons `ROUNDS` times; yields after each."""
    body = [*naming.layers.parameters()]
    heads = [*naming.look.parameters(), *naming.out.parameters()]
    groups = [{"params": body, "lr": RATE}, {"params": heads, "lr": RATE_OF_HEADS}]
    optimiser = torch.optim.AdamW(groups, weight_decay=DECAY)
    number = ROUNDS * (len(steps_of(lessons)) + 5)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, [RATE, RATE_OF_HEADS], number, pct_start=0.1)
    for done in range(ROUNDS):
        naming.train()
        for heard, is_there, matters, fields in map(arranged, steps_of(lessons)):
            optimiser.zero_grad()
            with quickly():
                of_matters, of_fields = naming(heard, is_there)
            loss = -(matters * of_matters.float().log_softmax(1)).sum(1).mean()
            (loss + OF_A_FIELD * F.cross_entropy(of_fields.float(), fields)).backward()
            nn.utils.clip_grad_norm_(body, 1.0)
            optimiser.step()
            plan.step()
        yield done + 1


def save(naming: Naming, path: Path) -> None:
    """Matrices as bytes with a scale a row, the rest in half precision."""
    kept: dict[str, Any] = {}
    for name, table in naming.state_dict().items():
        kept |= rows_of(name, table.numpy())
    np.savez_compressed(path, **kept)


if __name__ == "__main__":
    sys.exit(main())
