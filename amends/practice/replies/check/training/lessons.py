"""What the reader of whole replies is taught from: replies with the marks of their words, and sentences by themselves."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import torch
from torch import Tensor

from amends.practice.replies.check.context import context_from
from amends.practice.replies.check.features import folded
from amends.practice.replies.check.finding import CODES
from amends.practice.replies.check.pieces import GAP, Cutter
from amends.practice.replies.check.reading import (
    BEGIN,
    CASE,
    END,
    FIRST_PIECE,
    LONGEST_COMPLAINT,
    LONGEST_SENTENCE,
    MOST_SENTENCES,
    SENTENCE_AT,
    WORD,
    numbers_of,
    pieces_in,
)
from amends.practice.replies.check.senses import PARTS
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.training.judged import Judged
from amends.practice.replies.check.training.sentences import letters, own

TOKENS_A_STEP = 2500
COMPLAINT, NOTHING = 0, -1  # sentences count from one
OF_WORDS = tuple(code not in PARTS.values() and code != "not_answered" for code in CODES)


@dataclass(frozen=True)
class Lesson:
    """A reply or a sentence as places of pieces, with what was said of it."""

    writer: int
    complaint: list[int]
    sentences: list[list[int]]
    marks: dict[str, set[tuple[int, int]]]
    """For each code the pieces that have it, by sentence and place in it."""
    codes: frozenset[str]
    judged: tuple[bool, ...]
    case: list[float]

    @property
    def length(self) -> int:
        return len(self.complaint) + 2 + sum(map(len, self.sentences))


def spans_in(text: str, cutter: Cutter, names: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Each piece of a text, and where its letters begin and end."""
    for word in WORD.finditer(folded(text)):
        at = 0
        for place in cutter(word.group()):
            letters_of = names[place].replace(GAP, "")
            found = max(word.group().find(letters_of, at), at)
            at = found + len(letters_of)
            yield place, word.start() + found, word.start() + at


def lesson_of(one: Judged, names: Sequence[str], cutter: Cutter) -> Lesson:
    sentences: list[list[int]] = []
    marks: dict[str, set[tuple[int, int]]] = {code: set() for code, _, _ in one.spans}
    for span in Text(one.text).sentences[:MOST_SENTENCES]:
        begin = span.start
        found = list(spans_in(one.text[begin : span.end], cutter, names))[:LONGEST_SENTENCE]
        for code, start, stop in one.spans:
            marks[code] |= {
                (len(sentences), at)
                for at, (_, a, b) in enumerate(found)
                if begin + a < stop and begin + b > start
            }
        sentences.append([place for place, _, _ in found])
    context = context_from(one.context)
    return Lesson(
        one.writer,
        pieces_in(one.complaint, cutter, LONGEST_COMPLAINT),
        sentences,
        marks,
        one.codes,
        (True,) * len(CODES),
        numbers_of(context, sum(map(len, sentences))),
    )


def single_sentences(cutter: Cutter) -> Iterator[Lesson]:
    for one in (*own(), *letters()):
        places = pieces_in(one.text, cutter, LONGEST_SENTENCE)
        codes = frozenset(one.senses & set(CODES))
        judged = tuple(code in one.about and is_said for code, is_said in zip(CODES, OF_WORDS, strict=True))
        if places:
            marks = {code: {(0, at) for at in range(len(places))} for code in codes}
            yield Lesson(one.writer, [], [places], marks, codes, judged, [0.0] * CASE)


class Long(Protocol):
    """Anything that is so many pieces long."""

    @property
    def length(self) -> int: ...


L = TypeVar("L", bound=Long)


def steps_of(lessons: Sequence[L]) -> list[list[L]]:
    """Lessons of about the same length together, in any order."""
    made: list[list[L]] = []
    now: list[L] = []
    for one in sorted(lessons, key=lambda one: one.length + random.random() * 20):
        now.append(one)
        if len(now) * one.length > TOKENS_A_STEP:
            made.append(now)
            now = []
    made += [now] * bool(now)
    random.shuffle(made)
    return made


@dataclass(frozen=True)
class Step:
    """Lessons side by side: a row each, a column a piece; of codes one plane each."""

    ids: Tensor
    places: Tensor
    of: Tensor
    """0 in the complaint, from 1 the number of the sentence, -1 beyond the end."""
    case: Tensor
    marked: Tensor
    is_marked_surely: Tensor
    true: Tensor
    judged: Tensor


def arranged(step: Sequence[Lesson]) -> Step:
    rows, length = len(step), max(one.length for one in step)
    ids, places = (torch.zeros((rows, length), dtype=torch.long) for _ in range(2))
    of = torch.full((rows, length), NOTHING)
    marked, surely = (torch.zeros((rows, length, len(CODES))) for _ in range(2))
    for row, one in enumerate(step):
        before = len(one.complaint) + 2
        line, at, owner = (
            [BEGIN, *(piece + FIRST_PIECE for piece in one.complaint), END],
            [*range(before)],
            [COMPLAINT] * before,
        )
        places_of: dict[tuple[int, int], int] = {}
        for number, sentence in enumerate(one.sentences):
            for place in range(len(sentence)):
                places_of[number, place] = len(line) + place
            line += [piece + FIRST_PIECE for piece in sentence]
            at += range(SENTENCE_AT, SENTENCE_AT + len(sentence))
            owner += [number + 1] * len(sentence)
        ids[row, : len(line)], places[row, : len(at)], of[row, : len(owner)] = map(
            torch.tensor, (line, at, owner)
        )
        for plane, code in enumerate(CODES):
            is_clear = bool(one.marks.get(code)) or code not in one.codes
            surely[row, before : len(line), plane] = float(one.judged[plane] and OF_WORDS[plane] and is_clear)
            for piece in one.marks.get(code, ()):
                marked[row, places_of[piece], plane] = 1
    true = torch.tensor([[float(code in one.codes) for code in CODES] for one in step])
    judged = torch.tensor([[float(said) for said in one.judged] for one in step])
    return Step(ids, places, of, torch.tensor([one.case for one in step]), marked, surely, true, judged)
