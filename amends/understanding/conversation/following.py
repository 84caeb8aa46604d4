"""Follows a conversation from its first message to its last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from amends.understanding.conversation.demands import asked_in, changes_of, offered_in
from amends.understanding.conversation.effects import effects_of
from amends.understanding.conversation.heat import point_of
from amends.understanding.conversation.signs import Signs, signs_of
from amends.understanding.conversation.values import CUSTOMER, US, Change, Conversation, LateRisk, Point, Said
from amends.understanding.reader import Entry, read_many
from amends.understanding.reading import Reading


class _Heard(NamedTuple):
    """A message of the customer with all that is known of it."""

    said: Said
    reading: Mapping[str, Any]
    signs: Signs
    point: Point


def follow(thread: Sequence[Said]) -> Conversation:
    """The conversation that these messages are, in the order given; the same messages always give the same."""
    heard = _heard(thread)
    telling = [one for one in heard if not one.point.closes]
    changes, demands = _demands(telling, thread)
    return Conversation(
        points=tuple(one.point for one in heard),
        effects=tuple(effects_of(thread, {one.said.key: one.point for one in heard})),
        changes=tuple(changes),
        late_risks=tuple(_late_risks(telling)),
        demands=demands,
    )


def _heard(thread: Sequence[Said]) -> list[_Heard]:
    theirs = [one for one in thread if one.who == CUSTOMER]
    heard: list[_Heard] = []
    for said, reading in zip(theirs, _readings_of(theirs), strict=True):
        data = reading.as_dict() if isinstance(reading, Reading) else reading
        signs = signs_of(said.text, first=not heard)
        before = heard[-1].point if heard else None
        heard.append(_Heard(said, data, signs, point_of(said.key, signs, data, before)))
    return heard


def _demands(telling: Sequence[_Heard], thread: Sequence[Said]) -> tuple[list[Change], tuple[str, ...]]:
    if len(telling) < 2:
        return [], tuple(label for one in telling for label in one.reading.get("demands") or ())
    asked = asked_in(
        [one.said.text for one in telling],
        [one.signs for one in telling],
        [one.reading.get("demands") or () for one in telling],
    )
    return changes_of([one.said.key for one in telling], asked, _offers(telling, thread))


def _offers(telling: Sequence[_Heard], thread: Sequence[Said]) -> list[set[str]]:
    """For each message of the customer what we had offered since the last one that says something."""
    ours = [one for one in thread if one.who == US and not one.automatic]
    named = dict(zip((one.key for one in ours), offered_in([one.text for one in ours]), strict=True))
    offers: dict[int, set[str]] = {}
    waiting: set[str] = set()
    for one in thread:
        if one.key in named:
            waiting |= named[one.key]
        elif one.who == CUSTOMER:
            offers[one.key] = waiting
            waiting = set()
    return [offers[one.said.key] for one in telling]


def _readings_of(theirs: Sequence[Said]) -> list[Reading | Mapping[str, Any]]:
    """What was read before, and a reading of what was not."""
    unread = read_many(Entry(one.text, written_at=one.written_at) for one in theirs if one.reading is None)
    return [next(unread) if one.reading is None else one.reading for one in theirs]


def _late_risks(telling: Iterable[_Heard]) -> list[LateRisk]:
    known: set[str] | None = None
    late: list[LateRisk] = []
    for one in telling:
        named = one.reading.get("risks") or ()
        if known is not None:
            late += [LateRisk(one.said.key, risk) for risk in named if risk not in known]
        known = (known or set()) | set(named)
    return late
