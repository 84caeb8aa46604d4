"""The layers of a public model of language (multilingual-e5-small), worked out by numpy: what each piece of a text hears from the pieces it sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

HEADS = 12
TINY = 1e-12
ROWS, SCALE = "|rows", "|scale"
Numbers = NDArray[np.float32]
Heard = tuple[Numbers, Numbers]
"""What a layer lets be heard of a text: its keys and its values, by head and piece."""


class Packed(NamedTuple):
    """A matrix in bytes, with a scale for each row."""

    rows: NDArray[np.int8]
    scale: Numbers

    def unpacked(self) -> Numbers:
        return self.rows.astype(np.float32) * self.scale[:, None]

    def of(self, x: Numbers) -> Numbers:
        return np.asarray((x @ self.rows.astype(np.float32).T) * self.scale, np.float32)


@dataclass(frozen=True)
class Words:
    """For each piece its place in the model's space, in blocks of 32 numbers of four bits with a scale each."""

    blocks: NDArray[np.uint8]
    scale: NDArray[np.float16]

    def of(self, ids: Sequence[int]) -> Numbers:
        blocks = self.blocks[ids]
        numbers = np.concatenate([blocks & 15, blocks >> 4], axis=2).astype(np.float32) - 8
        return np.asarray((numbers * self.scale[ids].astype(np.float32)[..., None]).reshape(len(ids), -1))


@dataclass(frozen=True)
class Weights:
    """The tables by name; a matrix has a row for what it gives, and may stay packed until it is asked for."""

    tables: Mapping[str, Numbers]
    packed: Mapping[str, Packed]
    words: Words

    @cached_property
    def layers(self) -> int:
        return len({name.split(".")[1] for name in self.tables if name.startswith("layers.")})

    def of(self, name: str, x: Numbers) -> Numbers:
        matrix = f"{name}.weight"
        kept = self.packed.get(matrix)
        said = x @ self.tables[matrix].T if kept is None else kept.of(x)
        return np.asarray(said + self.tables[f"{name}.bias"], np.float32)

    def normal(self, name: str, x: Numbers, tiny: float = TINY) -> Numbers:
        x = x - x.mean(axis=-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + tiny)
        return np.asarray(x * self.tables[f"{name}.weight"] + self.tables[f"{name}.bias"], np.float32)

    def entered(self, ids: Sequence[int], first: int, side: int) -> Numbers:
        """The places of pieces in the model's space, those of a row that begins at a position."""
        places = self.tables["places"][first : first + len(ids)]
        return self.normal("norm", self.words.of(ids) + places + self.tables["sides"][side])

    def layer(
        self, at: int, x: Numbers, lengths: Sequence[int], before: Heard | None = None
    ) -> tuple[Numbers, Heard]:
        """What a layer makes of texts of some lengths, each of which sees itself and what was read before, with what it lets be heard of them."""
        name = f"layers.{at}"
        asked, keys, values = (split(self.of(f"{name}.{one}", x)) for one in ("ask", "key", "value"))
        old = before or (keys[:, :0], values[:, :0])
        told = [
            heard(
                asked[:, one],
                *(
                    np.concatenate(two, axis=1)
                    for two in zip(old, (keys[:, one], values[:, one]), strict=True)
                ),
            )
            for one in rows(lengths)
        ]
        x = self.normal(f"{name}.first", x + self.of(f"{name}.out", np.concatenate(told)))
        x = self.normal(f"{name}.second", x + self.of(f"{name}.back", bent(self.of(f"{name}.wide", x))))
        return x, (keys, values)


def tables_in(path: Path) -> dict[str, NDArray[Any]]:
    """What a file holds, by name; a matrix in bytes is two of them, its rows and its scale."""
    with np.load(path) as kept:
        return {name: kept[name] for name in kept.files}


def weights_of(found: Mapping[str, NDArray[Any]], words: Words, stays_packed: str | None = None) -> Weights:
    """Tables of a file as they are worked with; matrices whose names begin with `stays_packed` stay in bytes until they are asked for."""
    tables = {name: table.astype(np.float32) for name, table in found.items() if "|" not in name}
    packed = {
        name.removesuffix(ROWS): Packed(table, found[name.replace(ROWS, SCALE)])
        for name, table in found.items()
        if name.endswith(ROWS)
    }
    stay = {name for name in packed if stays_packed is not None and name.startswith(stays_packed)}
    tables |= {name: one.unpacked() for name, one in packed.items() if name not in stay}
    return Weights(tables, {name: packed[name] for name in stay}, words)


def rows(lengths: Iterable[int]) -> list[slice]:
    """Where each of some texts stands, one after the other."""
    ends = np.cumsum([0, *lengths]).tolist()
    return [slice(*both) for both in pairwise(ends)]


def split(x: Numbers) -> Numbers:
    """By head, then by piece."""
    return x.reshape(len(x), HEADS, -1).transpose(1, 0, 2)


def heard(asked: Numbers, keys: Numbers, values: Numbers) -> Numbers:
    """What each piece that asks hears of those that are there."""
    fits = asked @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(asked.shape[-1]))
    fits = np.exp(fits - fits.max(axis=-1, keepdims=True))
    told = (fits @ values) / fits.sum(axis=-1, keepdims=True)
    return np.asarray(told.transpose(1, 0, 2).reshape(asked.shape[1], -1), np.float32)


def bent(x: Numbers) -> Numbers:
    """GELU, by its usual approximation."""
    inner = np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)
    return np.asarray(np.float32(0.5) * x * (1 + np.tanh(inner)), np.float32)
