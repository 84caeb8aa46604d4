"""Every question about the playbook: which edition counts, what it says for a case, and whom a change touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from amends.casework.cases.models import Case, StageRecord
from amends.casework.readings.choices import Mode
from amends.casework.readings.models import Reading
from amends.casework.readings.queries import standing, verdicts_on
from amends.content.files import language_for
from amends.foundation.kernel.prepared import Rows
from amends.foundation.kernel.remembered import Remembered
from amends.practice.playbook.models import Edition
from amends.practice.playbook.rules.advice import Advice, advise
from amends.practice.playbook.rules.book import EMPTY, Layer, Texts, with_house
from amends.practice.playbook.rules.labels import FAMILIES, MEDIA
from amends.practice.playbook.rules.layer import Changed, changes_advice
from amends.practice.playbook.rules.shipped import shipped
from amends.practice.playbook.rules.situation import Situation
from amends.practice.playbook.rules.ticks import Tick, passed_on, ticks_in

# How long an edition confirmed in another process may be unknown in this one: every case page asks for it.
SECONDS = 20.0
LOOKED_AT_MOST = 9_999
_NEWEST: Rows[Edition] = Rows(lambda: Edition.objects.filter(confirmed=True).order_by("-number")[:1])
_newest: Remembered[Edition | None] = Remembered(lambda: next(iter(_NEWEST()), None), seconds=SECONDS)


def edition_in_force() -> Edition | None:
    """The newest confirmed edition, as it was a few seconds ago at most; None where the book is as it ships."""
    return _newest()


def forget() -> None:
    """Another edition counts now."""
    _newest.forget()


def open_edition() -> Edition | None:
    """The one that is being written, or that waits for a second person."""
    found = Edition.objects.filter(is_open=True)
    return found.select_related("begun_by", "handed_in_by", "taken_from").first()


def decided_editions() -> QuerySet[Edition]:
    """Confirmed, turned down and taken back, the newest first."""
    rows = Edition.objects.filter(is_open=False).prefetch_related("written_by")
    return rows.select_related("begun_by", "handed_in_by", "decided_by")


def edition_before(edition: Edition) -> Edition | None:
    """The one that counted when this one was begun."""
    return Edition.objects.filter(confirmed=True, number__lt=edition.number).order_by("-number").first()


def layer_of(edition: Edition | None) -> Layer:
    return edition.layer if edition else EMPTY


def book(language: str, edition: Edition | None) -> Texts:
    """The book in one language with what the house wrote in this edition."""
    code = language_for(language)
    if edition is None:
        return shipped(code)
    if edition.is_open:
        return with_house(shipped(code), edition.layer, code)
    return _kept_book(code, _Kept(edition.pk, edition.number, edition))


@dataclass(frozen=True, eq=False)
class _Kept:
    """An edition by its number: what was decided is never written again."""

    pk: int
    number: int
    edition: Edition

    def __hash__(self) -> int:
        return hash((self.pk, self.number))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and (self.pk, self.number, self.edition.layer) == (
            other.pk,
            other.number,
            other.edition.layer,
        )


@lru_cache(24)
def _kept_book(language: str, kept: _Kept) -> Texts:
    return with_house(shipped(language), kept.edition.layer, language)


@dataclass(frozen=True)
class Guide:
    """The advice for a case together with what of it was done."""

    situation: Situation
    advice: Advice
    ticks: Mapping[str, Tick]
    here: Mapping[str, Tick]
    """Those of the case's present time in its stage."""
    edition: Edition | None


def guide_for(
    case: Case, records: Iterable[StageRecord], language: str, *, needs: tuple[str, ...] | None = None
) -> Guide:
    """What the book says for a case as it stands; asks nothing but the verdicts on the needs, unless they are given."""
    rows, edition = list(records), edition_in_force()
    ticks = ticks_in((row.stage, row.steps) for row in rows)
    present = next((row for row in reversed(rows) if row.stage == case.stage), None)
    here = ticks_in([(present.stage, present.steps)] if present else [])
    situation = replace(
        situation_of(case, needs if needs is not None else needs_of(case)),
        language=language_for(language),
        escalated=passed_on(ticks),
    )
    return Guide(situation, advise(situation, book(language, edition)), ticks, here, edition)


def needs_of(case: Case) -> tuple[str, ...]:
    if case.reading is None:
        return ()
    return tuple(standing(case.reading, "needs", verdicts_on(case.reading)))


def situation_of(case: Case, needs: tuple[str, ...] = ()) -> Situation:
    """A case as the playbook sees it."""
    reading = case.reading
    levels, origins = expected_in(reading) if reading else ((), ())
    return Situation(
        stage=case.stage,
        kind=case.kind or "complaint",
        category=case.category,
        emotion=case.emotion,
        intensity=case.intensity,
        motive=case.motive,
        persona=case.persona or "unclear",
        mode=mode_now(case),
        severity=case.severity,
        risks=tuple(case.risks),
        demands=tuple(case.demands),
        needs=needs,
        levels=levels,
        origins=origins,
        medium=MEDIA.get(case.channel, "online"),
        first_reply_sent=case.first_reply_at is not None,
        customer_waiting=case.unread,
        # A round that was turned down wants another one.
        proposal_sent=case.rounds > case.rejections,
        choice_made=case.agreed_at is not None,
        solved=case.solved_at is not None,
        followed_up=case.followed_up_at is not None,
        satisfied=True if case.confirmed_at else None,
        cause_recorded=case.cause_recorded_at is not None,
        closed=not case.is_open,
    )


def mode_now(case: Case) -> str:
    """Feelings lead no longer once the customer is calm, or what was agreed is done."""
    over = case.mode == Mode.EMOTION and (case.is_calm is True or case.solved_at is not None)
    return "" if over else case.mode


def expected_in(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The levels of expectation that were read, and where the complaint comes from."""
    expectation: Mapping[str, Any] = reading.data.get("expectation") or {}
    levels = tuple(level for level in FAMILIES["expectation"] if expectation.get(level))
    wishes = {wish.get("origin") for wish in expectation.get("wishes") or ()}
    return levels, tuple(origin for origin in FAMILIES["origin"] if origin in wishes)


@dataclass(frozen=True)
class Touched:
    """The open cases whose handlers would be told something else."""

    count: int
    looked_at: int
    case_ids: tuple[int, ...]

    @property
    def not_all(self) -> bool:
        return self.looked_at >= LOOKED_AT_MOST


SHOWN = 200
ASKED = [
    "stage",
    "heat",
    "channel",
    "kind",
    "category",
    "emotion",
    "intensity",
    "motive",
    "persona",
    "mode",
    "severity",
    "risks",
    "demands",
    "unread",
    "rounds",
    "rejections",
    "first_reply_at",
    "agreed_at",
    "solved_at",
    "followed_up_at",
    "confirmed_at",
    "cause_recorded_at",
    "phase",
]


def touched_by(before: Texts, after: Texts) -> Touched:
    """Looks at the newest open cases, one by one, in constant memory; each kind of case is worked out once."""
    count, looked_at = 0, 0
    ids: list[int] = []
    known: dict[Situation, bool] = {}
    changed = Changed.between(before, after)
    for case in _open_cases():
        looked_at += 1
        needs = tuple((case.reading.data.get("needs") or ()) if case.reading else ())
        situation = situation_of(case, needs)
        if situation not in known:
            known[situation] = changed.may_touch(situation) and changes_advice(situation, before, after)
        if known[situation]:
            count += 1
            ids += [case.pk] if len(ids) < SHOWN else []
    return Touched(count, looked_at, tuple(ids))


def _open_cases() -> Iterator[Case]:
    found = Case.objects.open().exclude(kind="").select_related("reading").order_by("-id")
    return found.only(*ASKED, "reading__data")[:LOOKED_AT_MOST].iterator(chunk_size=500)
