"""To whom a complaint belongs, and which records may be one person. Nothing here joins anybody to anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amends.casework.customers.choices import IdentityKind, Likeness
from amends.casework.customers.rules.contact import names_agree, same_name

SUREST = tuple(IdentityKind)
STRENGTHS = (Likeness.WEAK, Likeness.MIDDLING, Likeness.STRONG)


@dataclass(frozen=True)
class Hit:
    """A record that has one of the signs somebody gave; `person` is the record that stands for the whole person."""

    record: int
    person: int
    kind: IdentityKind
    verified: bool
    name: str

    def counts_for(self, name: str) -> bool:
        """A verified sign says who somebody is; one that was only stated does so unless the names speak against it."""
        return self.verified or names_agree(self.name, name)


@dataclass(frozen=True)
class Doubt:
    """A record that may be the same person: which sign says so, and how strongly."""

    record: int
    sign: IdentityKind
    strength: Likeness


@dataclass(frozen=True)
class Match:
    """The record a complaint goes to (None: a new one), and those that may be the same person."""

    record: int | None
    doubts: tuple[Doubt, ...] = ()


def match(hits: Sequence[Hit], name: str) -> Match:
    """The surest sign decides. Where it is several people's and the name does not tell them apart, it is nobody's."""
    ranked = sorted(hits, key=lambda hit: (SUREST.index(hit.kind), not hit.verified, hit.record))
    counting = [hit for hit in ranked if hit.counts_for(name)]
    chosen = (
        _of_one_person([hit for hit in counting if hit.kind == counting[0].kind], name) if counting else None
    )
    others = [hit for hit in ranked if chosen is None or hit.person != chosen.person]
    return Match(chosen.record if chosen else None, _doubts(others, name))


def _of_one_person(hits: Sequence[Hit], name: str) -> Hit | None:
    for some in (hits, [hit for hit in hits if same_name(hit.name, name)]):
        if len({hit.person for hit in some}) == 1:
            return some[0]
    return None


def _doubts(hits: Sequence[Hit], name: str) -> tuple[Doubt, ...]:
    found: dict[tuple[int, IdentityKind], Doubt] = {}
    for hit in hits:
        doubt = Doubt(hit.record, hit.kind, likeness(hit.kind, verified=hit.verified, names=(hit.name, name)))
        found.setdefault((hit.person, hit.kind), doubt)
    return tuple(found.values())


def likeness(sign: IdentityKind, *, verified: bool, names: tuple[str, str]) -> Likeness:
    """How strongly a shared sign says that two records are one person. People share phones and post boxes."""
    if not names_agree(*names):
        return Likeness.MIDDLING if sign == IdentityKind.NUMBER else Likeness.WEAK
    if sign in {IdentityKind.NUMBER, IdentityKind.PAPER, IdentityKind.WECHAT}:
        return Likeness.STRONG
    return Likeness.STRONG if verified and same_name(*names) else Likeness.MIDDLING


def strongest(strengths: Sequence[str]) -> Likeness:
    return max((Likeness(one) for one in strengths), key=STRENGTHS.index)
