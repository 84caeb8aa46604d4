"""Weighs a new house layer before it is taken: what it gains on the house's own texts, what it loses elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from amends.understanding.house.adjustment import Adjustment, Matrix
from amends.understanding.house.examples import LEARNED, SEVERAL, Example
from amends.understanding.house.fitting import fit, learnable, most_judged, prepare
from amends.understanding.house.keeping import shipped, trying
from amends.understanding.model import model
from amends.understanding.reading import Reading

FEWEST_TEXTS: Final = 30
FEWEST_OF_A_HEAD: Final = 20
MOST_TEXTS: Final = 2000
FOLDS: Final = 5
Read = Callable[[Sequence[str]], list[Reading]]
Pairs = list[tuple[Any, Any]]


class TooFew(Exception):
    """There is too little to learn from: so many judged texts, and so many in which the same head was judged."""

    def __init__(self, texts: int, of_a_head: int) -> None:
        self.texts, self.of_a_head = texts, of_a_head
        super().__init__(texts, of_a_head)


@dataclass(frozen=True, slots=True)
class Gain:
    """A head or one of its labels before and after, between 0 and 1: the share right, or F1 where several are given.

    `texts` counts the judged texts of a head, or those in which the label is right.
    """

    head: str
    label: str
    texts: int
    before: float
    after: float

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Weighing:
    """The layer, the heads it changes, and what it gains and loses; `own` are texts it did not learn from.

    `own` names the heads that gained nothing as well; `fixed` only those that change.
    """

    adjustment: Adjustment
    texts: int
    heads: tuple[str, ...]
    own: list[Gain]
    fixed: list[Gain]


def weigh(examples: Sequence[Example], fixed: Sequence[Example], read: Read) -> Weighing:
    """Learns from the newest examples; a head that gains nothing on held-out texts is left as it is."""
    examples = examples[-MOST_TEXTS:]
    names = learnable(examples, FEWEST_OF_A_HEAD)
    if len(examples) < FEWEST_TEXTS or not names:
        raise TooFew(len(examples), most_judged(examples))
    texts = [example.text for example in examples]
    with trying(None) as trial:
        before = read(texts)
    scores = np.vstack(trial.scores)
    after = _held_out(examples, scores, names, read)
    own = gains(examples, before, after, names)
    gaining = tuple(gain.head for gain in own if not gain.label and gain.change > 0)
    layer = _fitted(examples, scores, gaining)
    return Weighing(
        layer,
        len(examples),
        gaining,
        own,
        _elsewhere(layer, fixed, gaining, read),
    )


def _fitted(examples: Sequence[Example], scores: Matrix, names: Sequence[str]) -> Adjustment:
    prepared = prepare([example.text for example in examples], scores)
    return fit(prepared, examples, model().heads, names, shipped())


def _held_out(examples: Sequence[Example], scores: Matrix, names: Sequence[str], read: Read) -> list[Reading]:
    """Each text read with a layer that has not seen it."""
    fold = np.arange(len(examples)) % FOLDS
    found: dict[int, Reading] = {}
    for number in range(FOLDS):
        seen, held = np.flatnonzero(fold != number).tolist(), np.flatnonzero(fold == number).tolist()
        layer = _fitted([examples[i] for i in seen], scores[seen], names)
        with trying(layer):
            found |= dict(zip(held, read([examples[i].text for i in held]), strict=True))
    return [found[i] for i in range(len(examples))]


def _elsewhere(layer: Adjustment, fixed: Sequence[Example], names: Sequence[str], read: Read) -> list[Gain]:
    texts = [example.text for example in fixed]
    with trying(None):
        before = read(texts)
    with trying(layer):
        after = read(texts)
    return gains(fixed, before, after, names)


def gains(
    examples: Sequence[Example], before: Sequence[Reading], after: Sequence[Reading], names: Sequence[str]
) -> list[Gain]:
    """For each head and each of its labels, over the texts that a person said something of."""
    found: list[Gain] = []
    for name in names:
        pairs = [_pairs(name, examples, readings) for readings in (before, after)]
        if not pairs[0]:
            continue
        old, new = (_head_score(name, one) for one in pairs)
        found.append(Gain(name, "", len(pairs[0]), old, new))
        for label in LEARNED[name]:
            texts = sum(_has(wanted, label) for wanted, _ in pairs[0])
            if texts:
                old, new = (_f1(one, [label]) for one in pairs)
                found.append(Gain(name, label, texts, old, new))
    return found


def _pairs(name: str, examples: Sequence[Example], readings: Sequence[Reading]) -> Pairs:
    """What was said, and what was read; of a text that was taken for no complaint nothing was read."""
    return [
        (example.said[name], getattr(reading, name))
        for example, reading in zip(examples, readings, strict=True)
        if _says(example.said, name)
    ]


def _says(said: Mapping[str, Any], name: str) -> bool:
    value = said.get(name)
    return isinstance(value, list | tuple) if name in SEVERAL else str(value) in LEARNED[name]


def _head_score(name: str, pairs: Pairs) -> float:
    if name in SEVERAL:
        return _f1(pairs, LEARNED[name])
    return sum(str(wanted) == str(read) for wanted, read in pairs) / len(pairs)


def _f1(pairs: Pairs, labels: Sequence[str]) -> float:
    """1 where a label neither is wanted nor was given."""
    both = sum(_has(wanted, label) and _has(read, label) for wanted, read in pairs for label in labels)
    either = sum(_has(wanted, label) + _has(read, label) for wanted, read in pairs for label in labels)
    return 2 * both / either if either else 1.0


def _has(value: Any, label: str) -> bool:
    return label in value if isinstance(value, list | tuple) else str(value) == label
