"""Teaches the reader of whole replies: `python -m amends.practice.replies.check.training.reader --out FOLDER`, about two hours on two cores.

The lowest layers of the public model whose pieces the check weighs learn the marks of words and the codes of the whole reply, each sentence read beside the
complaint, the sentences then beside one another. Needs the extra `training` and PyTorch.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score
from torch import Tensor, nn
from torch.nn import functional as F

from amends.practice.replies.check.finding import CODES
from amends.practice.replies.check.pieces import Cutter
from amends.practice.replies.check.reading import CASE, MOST_SENTENCES
from amends.practice.replies.check.training import pieces
from amends.practice.replies.check.training.hands import (
    HALVES,
    READER,
    groups_of,
    reader_without,
    teaching_replies,
)
from amends.practice.replies.check.training.lessons import (
    COMPLAINT,
    NOTHING,
    Lesson,
    Step,
    arranged,
    lesson_of,
    single_sentences,
    steps_of,
)
from amends.practice.replies.check.training.space import LARGEST

LAYERS, HEADS, SIZE, WIDE_ABOVE = 4, 12, 384, 768
# Those that leave hands out have half as much to learn from.
ROUNDS, ROUNDS_OF_ALL, SEED = 5, 4, 1
RATE, RATE_OF_HEADS, LOST, DROPPED, DECAY = 1.5e-4, 1e-3, 0.08, 0.1, 0.02
UNLIKELY = -2.0
Tables = dict[str, NDArray[np.float32]]


def main(argv: list[str] | None = None) -> int:
    """Teaches two readers, each without every other hand, and one with all; the verdicts are learned of what the two say of whom they have not met."""
    parser = argparse.ArgumentParser(
        prog="python -m amends.practice.replies.check.training.reader", description=__doc__
    )
    parser.add_argument("--model", type=Path, help="the model's file; otherwise that of the extra")
    parser.add_argument("--out", type=Path, required=True, help="folder for the readers")
    options = parser.parse_args(argv)
    path = options.model or pieces.model_file()
    words = pieces.vocabulary_in(path)
    cutter = Cutter(words.names, words.likely)
    replies = teaching_replies()
    lessons, sentences = [lesson_of(one, words.names, cutter) for one in replies], [*single_sentences(cutter)]
    apart = [(reader_without(at), hands) for at, hands in enumerate(groups_of(replies, HALVES))]
    options.out.mkdir(parents=True, exist_ok=True)
    for name, hands in (*apart, (READER, frozenset[int]())):
        met = [one for one in (*lessons, *sentences) if one.writer not in hands]
        reader = taught(path, met, ROUNDS if hands else ROUNDS_OF_ALL)
        save(reader, options.out / name)
        sys.stdout.write(f"{name}\n")
        if unmet := [one for one in lessons if one.writer in hands]:
            found = precision(reader, unmet)
            sys.stdout.write(f"mean average precision on {len(unmet)} replies it has not met: {found:.3f}\n")
    return 0


def tables(path: Path) -> Tables:
    """The tables of the public model; of its pieces those that begin and end a text, then the kept ones."""
    data = path.read_bytes()
    _, words, likely, at = pieces.head_of(data)
    found = {}
    for name, table in pieces.tables_of(data, at).items():
        if name == "emb.word":
            row = SIZE // pieces.WIDTH * pieces.BLOCK.size
            rows = [0, 2, *pieces.chosen_of(words, likely)]
            found[name] = np.stack([_unpacked(data, table.begin + one * row, SIZE) for one in rows])
        elif table.is_packed:
            found[name] = _unpacked(data, table.begin, table.values)
        else:
            found[name] = np.frombuffer(data, np.float32, table.values, table.begin)
    return found


def _unpacked(data: bytes, begin: int, values: int) -> NDArray[np.float32]:
    size = values // pieces.WIDTH * pieces.BLOCK.size
    return pieces.unpacked(np.frombuffer(data, np.uint8, size, begin))


def _linear(known: Tables, name: str, size: int) -> nn.Linear:
    made = nn.Linear(size, len(known[f"{name}.b"]))
    made.weight.data = torch.tensor(known[f"{name}.w"].reshape(-1, size))
    made.bias.data = torch.tensor(known[f"{name}.b"])
    return made


def embedding_of(known: Tables) -> nn.Embedding:
    """The places of the pieces, which stay as they are; the last one stands for any that is lost."""
    words = torch.tensor(known["emb.word"])
    return nn.Embedding.from_pretrained(torch.cat([words, words.mean(0, keepdim=True)]))


def norm_of(known: Tables, name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(SIZE, eps=1e-12)
    made.weight.data, made.bias.data = torch.tensor(known[f"{name}.w"]), torch.tensor(known[f"{name}.b"])
    return made


class Layer(nn.Module):
    """One layer of the public model: what each piece hears from those it sees, then what it makes of it."""

    def __init__(self, known: Tables, at: int) -> None:
        super().__init__()
        self.ask, self.key, self.value, self.out = (
            _linear(known, f"l{at}.{one}", SIZE) for one in ("q", "k", "v", "ao")
        )
        self.wide, self.back = _linear(known, f"l{at}.fi", SIZE), _linear(known, f"l{at}.fo", 4 * SIZE)
        self.first, self.second = norm_of(known, f"l{at}.aln"), norm_of(known, f"l{at}.oln")
        self.drop = nn.Dropout(DROPPED)

    def forward(self, x: Tensor, seen: Tensor) -> Tensor:
        rows, length, _ = x.shape
        split = [
            part(x).view(rows, length, HEADS, -1).transpose(1, 2) for part in (self.ask, self.key, self.value)
        ]
        heard = F.scaled_dot_product_attention(*split, attn_mask=seen)
        x = self.first(x + self.drop(self.out(heard.transpose(1, 2).reshape(rows, length, SIZE))))
        return self.second(x + self.drop(self.back(F.gelu(self.wide(x), approximate="tanh"))))


class Above(nn.Module):
    """The sentences beside one another and beside the complaint, each as the middle of its pieces; adds nothing before it is taught."""

    def __init__(self) -> None:
        super().__init__()
        self.places = nn.Parameter(torch.zeros(MOST_SENTENCES + 1, SIZE))
        self.before, self.between, self.after = (nn.LayerNorm(SIZE) for _ in range(3))
        self.ask, self.key, self.value, self.out = (nn.Linear(SIZE, SIZE) for _ in range(4))
        self.wide, self.back = nn.Linear(SIZE, WIDE_ABOVE), nn.Linear(WIDE_ABOVE, SIZE)
        self.look, self.held = nn.Linear(SIZE, len(CODES)), nn.Linear(SIZE, len(CODES))
        self.drop = nn.Dropout(DROPPED)
        for one in (self.held.weight, self.held.bias):
            nn.init.zeros_(one)

    def forward(self, middles: Tensor, is_there: Tensor) -> Tensor:
        rows, length, _ = middles.shape
        x = middles + self.places[:length]
        low = self.before(x)
        split = [
            part(low).view(rows, length, HEADS, -1).transpose(1, 2)
            for part in (self.ask, self.key, self.value)
        ]
        heard = F.scaled_dot_product_attention(*split, attn_mask=is_there[:, None, None, :])
        x = x + self.drop(self.out(heard.transpose(1, 2).reshape(rows, length, SIZE)))
        x = x + self.drop(self.back(F.gelu(self.wide(self.between(x)), approximate="tanh")))
        x = self.after(x)
        weight = self.look(x).masked_fill(~is_there[..., None], -1e4).softmax(1)
        return (weight * self.held(x)).sum(1)


class Reader(nn.Module):
    """The log-odds of each code for each piece and for the whole reply."""

    def __init__(self, known: Tables, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = embedding_of(known)
        self.places = nn.Parameter(torch.tensor(known["emb.pos"].reshape(-1, SIZE)))
        self.sides = nn.Parameter(torch.tensor(known["emb.type"].reshape(-1, SIZE)[:1]).repeat(2, 1))
        self.norm, self.drop = norm_of(known, "emb.ln"), nn.Dropout(DROPPED)
        self.layers = nn.ModuleList(Layer(known, at) for at in range(layers))
        self.piece, self.look, self.held = (nn.Linear(SIZE, len(CODES)) for _ in range(3))
        self.above = Above()
        self.case, self.surest = nn.Linear(CASE, len(CODES)), nn.Parameter(torch.ones(len(CODES)))
        for one in (self.piece, self.held):
            one.bias.data.fill_(UNLIKELY)

    def forward(self, ids: Tensor, places: Tensor, of: Tensor, case: Tensor) -> tuple[Tensor, Tensor]:
        if self.training:
            ids = torch.where(
                (torch.rand(ids.shape) < LOST) & (of != NOTHING), self.words.num_embeddings - 1, ids
            )
        x = self.drop(self.norm(self.words(ids) + self.places[places] + self.sides[(of > COMPLAINT).long()]))
        seen = ((of[:, None, :] == COMPLAINT) | (of[:, None, :] == of[:, :, None])) & (of != NOTHING)[
            :, None, :
        ]
        seen |= torch.eye(of.shape[1], dtype=torch.bool)
        for layer in self.layers:
            x = layer(x, seen[:, None])
        outside = (of <= COMPLAINT)[..., None]
        said = self.piece(self.drop(x))
        weight = self.look(x).masked_fill(outside, -1e4).softmax(1)
        whole = (weight * self.held(x)).sum(1) + self.surest * said.masked_fill(outside, -1e4).amax(1)
        owner = F.one_hot(of.clamp(min=0), int(of.max()) + 1).float() * (of != NOTHING)[..., None]
        count = owner.sum(1)
        middles = torch.einsum("rtn,rts->rns", owner, x) / count.clamp(min=1)[..., None]
        return said, whole + self.above(middles, count > 0) + self.case(case)


def taught(path: Path, lessons: Sequence[Lesson], rounds: int) -> Reader:
    """A reader that knows these lessons; `path` is the public model's file."""
    random.seed(SEED)
    torch.manual_seed(SEED)
    reader = Reader(tables(path))
    for done in teach(reader, lessons, rounds):
        sys.stdout.write(f"round {done} of {rounds}\n")
    return reader


def _loss(said: Tensor, true: Tensor, known: Tensor) -> Tensor:
    each = F.binary_cross_entropy_with_logits(said, true, reduction="none") * known
    return 10 * each.sum() / known.sum().clamp(min=1)


def _groups(reader: Reader) -> list[dict[str, object]]:
    body = [*reader.layers.parameters(), reader.places, reader.sides, *reader.norm.parameters()]
    heads = [
        one for one in reader.parameters() if one.requires_grad and all(one is not other for other in body)
    ]
    return [{"params": body, "lr": RATE}, {"params": heads, "lr": RATE_OF_HEADS}]


def teach(reader: Reader, lessons: Sequence[Lesson], rounds: int) -> Iterator[int]:
    """Goes through all lessons so many times; yields after each."""
    groups = _groups(reader)
    optimiser = torch.optim.AdamW(groups, weight_decay=DECAY)
    number = rounds * (len(steps_of(lessons)) + 5)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, [RATE, RATE_OF_HEADS], number, pct_start=0.1)
    for done in range(rounds):
        reader.train()
        for step in map(arranged, steps_of(lessons)):
            optimiser.zero_grad()
            _loss_of(reader, step).backward()
            for group in groups:
                nn.utils.clip_grad_norm_(group["params"], 1.0)
            optimiser.step()
            plan.step()
        yield done + 1


def quickly() -> torch.autocast:
    """Half precision for one step, where the processor multiplies in it: twice as fast, and nothing lost. Tables are made anew in it at each step, or they would never be taught."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


def _loss_of(reader: Reader, step: Step) -> Tensor:
    with quickly():
        said, whole = reader(step.ids, step.places, step.of, step.case)
    return _loss(said.float(), step.marked, step.is_marked_surely) + _loss(
        whole.float(), step.true, step.judged
    )


def precision(reader: Reader, lessons: Sequence[Lesson]) -> float:
    """The mean over the codes of the average precision on whole replies."""
    reader.eval()
    true, said = [], []
    with torch.no_grad():
        for step in map(arranged, steps_of(lessons)):
            true.append(step.true.numpy())
            said.append(reader(step.ids, step.places, step.of, step.case)[1].numpy())
    every_true, every_said = np.concatenate(true), np.concatenate(said)
    found = (average_precision_score(*both) for both in zip(every_true.T, every_said.T, strict=True))
    return float(np.mean([*found]))


def save(reader: Reader, path: Path) -> None:
    """Matrices as bytes with a scale a row, the pieces in four bits as they came, the rest in half precision."""
    kept: dict[str, Any] = {}
    for name, table in reader.state_dict().items():
        values = table.numpy()
        if name == "words.weight":
            kept["words|blocks"], kept["words|scale"] = pieces.packed(values[:-1])
        else:
            kept |= rows_of(name, values)
    np.savez_compressed(path, **kept)


def rows_of(name: str, values: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    """A table as it is kept: a matrix as bytes with a scale a row, a row in half precision."""
    if values.ndim == 1:
        return {name: values.astype(np.float16)}
    scale = np.maximum(np.abs(values).max(axis=1), 1e-9) / LARGEST
    rows = np.round(values / scale[:, None]).astype(np.int8)
    return {f"{name}|rows": rows, f"{name}|scale": scale.astype(np.float32)}


if __name__ == "__main__":
    sys.exit(main())
