"""What a reader of whole replies knows of hands it has not met (decision 39): `python bench/reader_of_replies.py [LAYERS] [ROUNDS]`.

The lowest layers of the public model whose pieces the check weighs are taught complaint and reply together: the marks of words and the codes of the whole.
Four hands are left out and only read. Needs what `make training` installs, and PyTorch beside it. An hour on two cores for four layers and five rounds.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import average_precision_score
from torch import Tensor, nn
from torch.nn import functional as F

from amends.practice.replies.check.features import folded
from amends.practice.replies.check.finding import CODES
from amends.practice.replies.check.pieces import GAP, Cutter
from amends.practice.replies.check.senses import PARTS
from amends.practice.replies.check.training import __main__ as training
from amends.practice.replies.check.training import pieces
from amends.practice.replies.check.training.judged import EMOTIONS, KINDS, Judged, replies_in
from amends.practice.replies.check.training.sentences import letters, own

LEFT_OUT = {9, 14, 18, 22}
HEADS, SIZE = 12, 384
LONGEST_REPLY, LONGEST_COMPLAINT, TOKENS_A_STEP = 400, 90, 2500
RATE, RATE_OF_HEADS, LOST, DROPPED = 1.5e-4, 1e-3, 0.08, 0.1
BEGIN, END, PAD = 0, 1, 2
CODE_LIST = list(CODES)
OF_WORDS = [code not in PARTS.values() and code != "not_answered" for code in CODE_LIST]
KIND_LIST, EMOTION_LIST = sorted(KINDS - {"any"}), sorted(EMOTIONS)


@dataclass(frozen=True)
class Lesson:
    """A reply or a sentence as places of pieces, with what was said of it."""

    writer: int
    complaint: list[int]
    reply: list[int]
    marks: dict[str, list[int]]
    codes: frozenset[str]
    judged: list[bool]
    case: list[float]

    @property
    def length(self) -> int:
        return len(self.complaint) + len(self.reply) + 2


def cut(text: str, names: Sequence[str], cutter: Cutter) -> tuple[list[int], list[tuple[int, int]]]:
    """The pieces of a text and where each stands in it."""
    places, spans, low = [], [], folded(text)
    for word in re.finditer(r"\S{1,40}", low):
        at = 0
        for place in cutter(word.group()):
            letters_of = names[place].replace(GAP, "")
            found = max(word.group().find(letters_of, at), at)
            at = found + len(letters_of)
            places.append(place)
            spans.append((word.start() + found, word.start() + at))
    return places, spans


def case_of(one: Judged, length: int) -> list[float]:
    context = one.context
    kind = context.get("kind") or "solution"
    flags = [context.get("persona") == who for who in ("eagle", "owl", "peacock", "dove")]
    flags += [
        "legal" in context.get("risks", ()),
        context.get("severity") == "severe",
        context.get("fixed") is False,
    ]
    return [
        *(float(kind == name) for name in KIND_LIST),
        *(float(context.get("emotion") == name) for name in EMOTION_LIST),
        *map(float, flags),
        context.get("intensity", 0) / 3,
        float(np.log1p(length)) / 5,
    ]


def lesson_of(one: Judged, names: Sequence[str], cutter: Cutter) -> Lesson:
    places, spans = cut(one.text, names, cutter)
    marks: dict[str, list[int]] = {}
    for code, start, end in one.spans:
        marks.setdefault(code, []).extend(at for at, (a, b) in enumerate(spans) if a < end and b > start)
    complaint = cut(one.complaint, names, cutter)[0]
    return Lesson(
        one.writer, complaint, places, marks, one.codes, [True] * len(CODE_LIST), case_of(one, len(places))
    )


def sentences(names: Sequence[str], cutter: Cutter) -> Iterator[Lesson]:
    nothing = [0.0] * (len(KIND_LIST) + len(EMOTION_LIST) + 9)
    for one in (*own(), *letters()):
        places = cut(one.text, names, cutter)[0]
        codes = frozenset(one.senses & set(CODE_LIST))
        judged = [code in one.about and is_said for code, is_said in zip(CODE_LIST, OF_WORDS, strict=True)]
        if places:
            marks = {code: list(range(len(places))) for code in codes}
            yield Lesson(one.writer, [], places, marks, codes, judged, nothing)


def tables(path: Path) -> dict[str, np.ndarray]:
    """The layers of the model, and the places of the pieces that are kept, first those that begin and end a text."""
    data = path.read_bytes()
    _, words, likely, at = pieces.head_of(data)
    found = {}
    for name, table in pieces.tables_of(data, at).items():
        if name == "emb.word":
            row = SIZE // pieces.WIDTH * pieces.BLOCK.size
            rows = [0, 2, *pieces.chosen_of(words, likely)]
            found[name] = np.stack([unpacked(data, table.begin + one * row, SIZE) for one in rows])
        elif table.is_packed:
            found[name] = unpacked(data, table.begin, table.values)
        else:
            found[name] = np.frombuffer(data, np.float32, table.values, table.begin)
    return found


def unpacked(data: bytes, begin: int, values: int) -> np.ndarray:
    size = values // pieces.WIDTH * pieces.BLOCK.size
    return pieces.unpacked(np.frombuffer(data, np.uint8, size, begin))


def linear(known: dict[str, np.ndarray], name: str, size: int) -> nn.Linear:
    made = nn.Linear(size, len(known[f"{name}.b"]))
    made.weight.data = torch.tensor(known[f"{name}.w"].reshape(-1, size))
    made.bias.data = torch.tensor(known[f"{name}.b"])
    return made


def norm(known: dict[str, np.ndarray], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(SIZE, eps=1e-12)
    made.weight.data, made.bias.data = torch.tensor(known[f"{name}.w"]), torch.tensor(known[f"{name}.b"])
    return made


class Layer(nn.Module):
    def __init__(self, known: dict[str, np.ndarray], at: int) -> None:
        super().__init__()
        self.ask, self.key, self.value, self.out = (
            linear(known, f"l{at}.{one}", SIZE) for one in ("q", "k", "v", "ao")
        )
        self.wide, self.back = linear(known, f"l{at}.fi", SIZE), linear(known, f"l{at}.fo", 4 * SIZE)
        self.first, self.second, self.drop = (
            norm(known, f"l{at}.aln"),
            norm(known, f"l{at}.oln"),
            nn.Dropout(DROPPED),
        )

    def forward(self, x: Tensor, seen: Tensor) -> Tensor:
        rows, length, _ = x.shape
        split = [
            part(x).view(rows, length, HEADS, -1).transpose(1, 2) for part in (self.ask, self.key, self.value)
        ]
        heard = F.scaled_dot_product_attention(*split, attn_mask=seen)
        x = self.first(x + self.drop(self.out(heard.transpose(1, 2).reshape(rows, length, SIZE))))
        return self.second(x + self.drop(self.back(F.gelu(self.wide(x)))))


class Reader(nn.Module):
    """The log-odds of each code for each piece and for the whole reply."""

    def __init__(self, known: dict[str, np.ndarray], layers: int, case: int) -> None:
        super().__init__()
        words = torch.tensor(known["emb.word"])
        self.words = nn.Embedding.from_pretrained(torch.cat([words, words.mean(0, keepdim=True)]))
        self.places = nn.Parameter(torch.tensor(known["emb.pos"].reshape(-1, SIZE)))
        self.sides = nn.Parameter(torch.tensor(known["emb.type"].reshape(-1, SIZE)[:1]).repeat(2, 1))
        self.norm, self.drop = norm(known, "emb.ln"), nn.Dropout(DROPPED)
        self.layers = nn.ModuleList(Layer(known, at) for at in range(layers))
        codes = len(CODE_LIST)
        self.piece, self.look, self.held = (nn.Linear(SIZE, codes) for _ in range(3))
        self.case, self.surest = nn.Linear(case, codes), nn.Parameter(torch.ones(codes))
        self.piece.bias.data.fill_(-2.0)
        self.held.bias.data.fill_(-2.0)

    def forward(self, ids: Tensor, side: Tensor, case: Tensor) -> tuple[Tensor, Tensor]:
        if self.training:
            ids = torch.where(
                (torch.rand(ids.shape) < LOST) & (side != PAD), self.words.num_embeddings - 1, ids
            )
        x = self.words(ids) + self.places[: ids.shape[1]] + self.sides[(side == 1).long()]
        x, seen = self.drop(self.norm(x)), (side != PAD)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, seen)
        outside = (side != 1)[..., None]
        said = self.piece(self.drop(x))
        weight = self.look(x).masked_fill(outside, -1e4).softmax(1)
        whole = (weight * self.held(x)).sum(1) + self.surest * said.masked_fill(outside, -1e4).amax(1)
        return said, whole + self.case(case)


def steps(lessons: Sequence[Lesson]) -> list[list[Lesson]]:
    """Lessons of about the same length together, in any order."""
    made, now = [], []
    for one in sorted(lessons, key=lambda one: one.length + random.random() * 20):
        now.append(one)
        if len(now) * one.length > TOKENS_A_STEP:
            made.append(now)
            now = []
    made += [now] * bool(now)
    random.shuffle(made)
    return made


def arranged(step: Sequence[Lesson]) -> tuple[Tensor, ...]:
    texts = [(one.complaint[:LONGEST_COMPLAINT], one.reply[:LONGEST_REPLY]) for one in step]
    length, codes = max(len(a) + len(b) + 2 for a, b in texts), len(CODE_LIST)
    ids, side = torch.ones((len(step), length), dtype=torch.long), torch.full((len(step), length), PAD)
    marked, judged = torch.zeros(len(step), length, codes), torch.zeros(len(step), length, codes)
    for at, (one, (complaint, reply)) in enumerate(zip(step, texts, strict=True)):
        begin, end = len(complaint) + 2, len(complaint) + 2 + len(reply)
        row = [BEGIN, *(place + 2 for place in complaint), END, *(place + 2 for place in reply)]
        ids[at, :end] = torch.tensor(row)
        side[at, :begin], side[at, begin:end] = 0, 1
        for place, code in enumerate(CODE_LIST):
            is_clear = code in one.marks or code not in one.codes
            judged[at, begin:end, place] = float(one.judged[place] and OF_WORDS[place] and is_clear)
            for piece in one.marks.get(code, ()):
                if piece < len(reply):
                    marked[at, begin + piece, place] = 1
    true = torch.tensor([[float(code in one.codes) for code in CODE_LIST] for one in step])
    known = torch.tensor([[float(said) for said in one.judged] for one in step])
    return ids, side, torch.tensor([one.case for one in step]), marked, judged, true, known


def loss(said: Tensor, true: Tensor, known: Tensor) -> Tensor:
    each = F.binary_cross_entropy_with_logits(said, true, reduction="none") * known
    return 10 * each.sum() / known.sum().clamp(min=1)


def teach(reader: Reader, lessons: Sequence[Lesson], rounds: int) -> Iterator[int]:
    heads = [
        one
        for name, one in reader.named_parameters()
        if name.split(".")[0] in ("piece", "look", "held", "case", "surest")
    ]
    body = [
        one for one in reader.parameters() if one.requires_grad and not any(one is head for head in heads)
    ]
    groups = [{"params": body, "lr": RATE}, {"params": heads, "lr": RATE_OF_HEADS}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.02)
    number = rounds * (len(steps(lessons)) + 5)
    plan = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [RATE, RATE_OF_HEADS], total_steps=number, pct_start=0.1
    )
    for done in range(rounds):
        reader.train()
        for step in steps(lessons):
            ids, side, case, marked, judged, true, known = arranged(step)
            said, whole = reader(ids, side, case)
            optimiser.zero_grad()
            (loss(said, marked, judged) + loss(whole, true, known)).backward()
            nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimiser.step()
            plan.step()
        yield done + 1


@torch.no_grad()
def precisions(reader: Reader, lessons: Sequence[Lesson]) -> dict[str, float]:
    """The average precision of each code on lessons it has not seen."""
    reader.eval()
    true, said = [], []
    for step in steps(lessons):
        ids, side, case, *_, codes, _ = arranged(step)
        true.append(codes.numpy())
        said.append(reader(ids, side, case)[1].numpy())
    all_true, all_said = np.concatenate(true), np.concatenate(said)
    return {
        code: float(average_precision_score(all_true[:, at], all_said[:, at]))
        for at, code in enumerate(CODE_LIST)
    }


def main(layers: int = 4, rounds: int = 5) -> None:
    random.seed(1)
    torch.manual_seed(1)
    path = pieces.model_file()
    words = pieces.vocabulary_in(path)
    cutter = Cutter(words.names, words.likely)
    replies = [one for one in replies_in(training.REPLIES) if not one.is_kept] + replies_in(training.SECOND)
    lessons = [lesson_of(one, words.names, cutter) for one in replies]
    apart = [one for one in lessons if one.writer in LEFT_OUT]
    taught = [one for one in (*lessons, *sentences(words.names, cutter)) if one.writer not in LEFT_OUT]
    reader = Reader(tables(path), layers, len(lessons[0].case))
    for done in teach(reader, taught, rounds):
        found = precisions(reader, apart)
        print(
            f"round {done}: mean average precision {np.mean(list(found.values())):.3f} on {len(apart)} replies of hands left out",
            flush=True,
        )
    for code, value in found.items():
        print(f"  {code:18} {value:.3f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
