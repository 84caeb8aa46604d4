"""Which of the sent replies are looked at: by lot, from a seed that is kept, so that anybody can draw again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from amends.practice.replies.review.choices import Why


@dataclass(frozen=True)
class Sent:
    """One reply that could be drawn."""

    reply_id: int
    author_id: int
    team_id: int | None
    severe: bool = False
    legal: bool = False
    newcomer: bool = False


@dataclass(frozen=True)
class Wanted:
    """How many a week: of each person, of each team at least, and more of what weighs more."""

    per_person: int = 0
    per_team: int = 0
    more_severe: int = 0
    more_legal: int = 0
    more_newcomers: int = 0
    second_share: int = 0


@dataclass(frozen=True)
class Pick:
    reply_id: int
    why: Why
    place: int
    """Where the lot put it among all that could be drawn, from 1."""
    twice: bool = False


def lot(seed: str, reply_id: int) -> str:
    """What a reply is ordered by: SHA-256 of the seed, a colon and its number."""
    return hashlib.sha256(f"{seed}:{reply_id}".encode()).hexdigest()


def drawn(sent: Iterable[Sent], wanted: Wanted, seed: str) -> list[Pick]:
    """Everybody's share first, then what weighs more, then what a team still lacks; each reply once."""
    order = sorted(sent, key=lambda one: lot(seed, one.reply_id))
    places = {one.reply_id: place for place, one in enumerate(order, 1)}
    taken: dict[int, Why] = {}

    def take(rows: Sequence[Sent], count: int, why: Why) -> None:
        left = [one for one in rows if one.reply_id not in taken]
        taken.update({one.reply_id: why for one in left[: max(count, 0)]})

    for rows in grouped(order, lambda one: one.author_id):
        take(rows, wanted.per_person, Why.PERSON)
        take([one for one in rows if one.newcomer], wanted.more_newcomers, Why.NEWCOMER)
    for rows in grouped(order, lambda one: one.team_id):
        take([one for one in rows if one.severe], wanted.more_severe, Why.SEVERE)
        take([one for one in rows if one.legal], wanted.more_legal, Why.LEGAL)
        missing = wanted.per_team - sum(one.reply_id in taken for one in rows)
        take(rows, missing, Why.TEAM)
    twice = read_twice(taken, wanted.second_share, seed)
    return [
        Pick(one.reply_id, taken[one.reply_id], places[one.reply_id], one.reply_id in twice)
        for one in order
        if one.reply_id in taken
    ]


def read_twice(taken: Iterable[int], share: int, seed: str) -> set[int]:
    """That many of a hundred are read by two people, by a lot of their own."""
    ids = sorted(taken, key=lambda reply_id: lot(f"{seed}:second", reply_id))
    return set(ids[: (len(ids) * share + 99) // 100])


def grouped(rows: Iterable[Sent], key: Callable[[Sent], int | None]) -> list[list[Sent]]:
    """The rows of each group, their order kept."""
    found: dict[int | None, list[Sent]] = {}
    for one in rows:
        found.setdefault(key(one), []).append(one)
    return list(found.values())


@dataclass(frozen=True)
class Candidate:
    """Somebody who may review a reply."""

    member_id: int
    is_asked_first: bool
    of_this_author: int
    """How many of this author's replies they reviewed or have to review."""
    open: int


def next_reviewer(candidates: Iterable[Candidate]) -> Candidate | None:
    """Whoever reviewed this author least, then whoever has least to do: never always the same person."""
    return min(
        candidates,
        key=lambda one: (not one.is_asked_first, one.of_this_author, one.open, one.member_id),
        default=None,
    )
