"""Clauses, what they say today, and what rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from amends.casework.knowledge.choices import BARRED, IN_TEXTS, LANGUAGES, SURE, Doubt
from amends.casework.knowledge.models import (
    Article,
    ArticleVersion,
    Basis,
    Clause,
    ClauseVersion,
    Quotation,
)
from amends.casework.knowledge.permissions import visible_to
from amends.casework.knowledge.rules.sentences import codes_in
from amends.casework.knowledge.rules.showing import codes_behind
from amends.casework.knowledge.rules.standing import (
    coming_after,
    doubt_about,
    languages_behind,
    sources_behind,
    standing_on,
    words_behind,
)
from amends.content.clauses import resting
from amends.foundation.kernel import clock
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Member


@dataclass(frozen=True)
class Standing:
    """A clause with all that was ever entered of it, as it stands on a day."""

    clause: Clause
    versions: tuple[ClauseVersion, ...]
    day: date

    @cached_property
    def version(self) -> ClauseVersion:
        """What it says on that day; where its day has not come yet, what it will say first."""
        return standing_on(self.versions, self.day)

    @property
    def coming(self) -> ClauseVersion | None:
        """The next version whose day is still to come."""
        later = coming_after(self.versions, self.day)
        return later[0] if later else None

    def doubt(self, held: int | None = None) -> Doubt | None:
        """What speaks against words that were held against version `held` of it."""
        first, last = self.version.effective_from, self.version.effective_until
        return doubt_about(
            self.version.number,
            held,
            is_on=self.clause.is_on and self.version.sureness in SURE,
            begun=first is None or first <= self.day,
            ended=last is not None and last < self.day,
        )

    def doubt_since(self, moment: datetime) -> Doubt | None:
        """What has come to speak against words that were taken over at a moment."""
        known = [one for one in self.versions if one.changed_at <= moment]
        return self.doubt(standing_on(known, localdate(moment)).number if known else None)

    @property
    def is_in_force(self) -> bool:
        return self.doubt() is None

    @property
    def behind(self) -> list[str]:
        """Languages that still say what an earlier version did, of the version that was entered last."""
        return languages_behind(self.versions, LANGUAGES[0].value)

    def left_as_before(self, language: str) -> tuple[str, str]:
        """The words and the source with which a language stayed behind, each empty where it did not."""
        newest, first = self.versions[0], LANGUAGES[0].value
        words = newest.words[language] if language in words_behind(self.versions, first) else ""
        source = newest.sources[language] if language in sources_behind(self.versions) else ""
        return words, source


def clause_by_code(code: str) -> Clause | None:
    return Clause.objects.filter(code=storable(code).upper()).first()


def clauses_by_code(codes: Iterable[str]) -> dict[str, Clause]:
    return {one.code: one for one in Clause.objects.filter(code__in=list(codes))}


def standings_of(clauses: Iterable[Clause]) -> dict[int, Standing]:
    """Clause → how it stands today; one question, however many they are."""
    by_id = {one.pk: one for one in clauses}
    versions: dict[int, list[ClauseVersion]] = {}
    rows = ClauseVersion.objects.filter(clause__in=by_id).select_related("changed_by").order_by("-number")
    for one in rows:
        versions.setdefault(one.clause_id, []).append(one)
    today = clock.today()
    return {pk: Standing(by_id[pk], tuple(found), today) for pk, found in versions.items()}


def standings_by_code(codes: Iterable[str]) -> dict[str, Standing]:
    clauses = clauses_by_code(set(codes))
    return {one.clause.code: one for one in standings_of(clauses.values()).values()}


def standing_versions(clauses: Iterable[Clause]) -> dict[int, ClauseVersion]:
    """Clause → what it says today: its newest version whose day has come."""
    return {pk: one.version for pk, one in standings_of(clauses).items()}


@dataclass(frozen=True)
class Resting:
    """A sentence in force that rests on a clause, and what speaks against it since it was held against the clause."""

    basis: Basis
    doubt: Doubt | None


@dataclass(frozen=True)
class Touched:
    """What a change of a clause touches in texts: sentences of articles, and shipped letters and advice."""

    sentences: list[Resting]
    texts: tuple[tuple[str, str], ...]


def touched_by(clause: Clause, *, member: Member) -> Touched:
    """Of the articles that the member may read."""
    bases = (
        clause.bases.filter(version__state__in=IN_TEXTS, version__article__retired_at=None)
        .filter(version__article__in=Article.objects.filter(visible_to(member)).values("pk"))
        .select_related("version__article__owner")
        .order_by("version__article__code", "version__language", "pk")
    )
    standing = standings_of([clause])[clause.pk]
    sentences = [Resting(one, standing.doubt(one.clause_number)) for one in bases]
    return Touched(sentences, resting().get(clause.code, ()))


def held_by(versions: Iterable[int]) -> dict[int, dict[int, int]]:
    """Wording → clause → the version of the clause that its sentences were last held against."""
    found: dict[int, dict[int, int]] = {}
    rows = Basis.objects.filter(version__in=list(versions))
    for version, clause, number in rows.values_list("version", "clause", "clause_number"):
        held = found.setdefault(version, {})
        held[clause] = min(number, held.get(clause, number))
    return found


def basis_shown(version: ArticleVersion) -> tuple[list[Standing], bool]:
    """What may stand beside a wording as its basis, and whether some of it has to be looked at first.

    A clause that has changed since the wording was held against it, or is out of force, is left out until somebody has
    looked at the article again: its new words would contradict the sentence above them, and its old ones would be shown
    as a rule that is none any more. Whoever reads is told that the answer is being looked at instead.
    """
    held = held_by([version.pk]).get(version.pk, {})
    standings = standings_by_code(codes_in(version.body)).values()
    sound = [one for one in standings if one.doubt(held.get(one.clause.pk)) is None]
    return sound, len(sound) < len(standings)


def quotations_resting_on(
    clause: Clause, *, among: QuerySet[Any] | None = None, limit: int | None = None
) -> list[Quotation]:
    """Words put into replies that rest on a clause, the newest first: not every word of an article that names it does.

    `among` are the ids of the cases that are asked for.
    """
    versions = ArticleVersion.objects.filter(bases__clause=clause).distinct()
    bodies = dict(versions.values_list("pk", "body"))
    rows = Quotation.objects.filter(version__in=bodies).select_related("by").order_by("-id")
    if among is not None:
        rows = rows.filter(case_id__in=among)
    return [one for one in rows[:limit] if clause.code in codes_behind(bodies[one.version_id], one.words)]


def barred_in(codes: Iterable[str]) -> Mapping[str, Doubt]:
    """Of these codes, those on which nothing may go to customers today, and why."""
    doubts = ((code, one.doubt()) for code, one in standings_by_code(codes).items())
    return {code: doubt for code, doubt in doubts if doubt in BARRED and doubt is not None}
