"""Clauses, what they say today, and what rests on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from amends.casework.knowledge.choices import VersionState
from amends.casework.knowledge.models import Article, Basis, Clause, ClauseVersion
from amends.casework.knowledge.permissions import visible_to
from amends.content.clauses import resting
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Member


def clause_by_code(code: str) -> Clause | None:
    return Clause.objects.filter(code=storable(code).upper()).first()


def clauses_by_code(codes: Iterable[str]) -> dict[str, Clause]:
    return {one.code: one for one in Clause.objects.filter(code__in=list(codes))}


def standing_versions(clauses: Iterable[Clause]) -> dict[int, ClauseVersion]:
    """Clause → its latest version."""
    numbers = {one.pk: one.standing for one in clauses}
    versions = ClauseVersion.objects.filter(clause__in=numbers).select_related("changed_by")
    return {one.clause_id: one for one in versions if one.number == numbers[one.clause_id]}


@dataclass(frozen=True)
class Resting:
    """A sentence in force that rests on a clause; `is_behind` when the clause has changed since it was held against it."""

    basis: Basis
    is_behind: bool


@dataclass(frozen=True)
class Touched:
    """What a change of a clause touches in texts: sentences of articles, and shipped letters and advice."""

    sentences: list[Resting]
    texts: tuple[tuple[str, str], ...]


def touched_by(clause: Clause, *, member: Member) -> Touched:
    """Of the articles that the member may read."""
    states = (VersionState.LIVE, VersionState.DRAFT, VersionState.WAITING)
    bases = (
        clause.bases.filter(version__state__in=states, version__article__retired_at=None)
        .filter(version__article__in=Article.objects.filter(visible_to(member)).values("pk"))
        .select_related("version__article__owner")
        .order_by("version__article__code", "version__language", "pk")
    )
    sentences = [Resting(one, one.clause_number < clause.standing or not clause.is_on) for one in bases]
    return Touched(sentences, resting().get(clause.code, ()))
