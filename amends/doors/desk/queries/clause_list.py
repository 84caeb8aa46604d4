"""The list of clauses: what is to be looked at first, then what something rests on, then the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from amends.casework.clocks.text import place_name
from amends.casework.knowledge.choices import IN_TEXTS, LANGUAGES, ClauseKind, Doubt
from amends.casework.knowledge.models import Article, Basis, Clause
from amends.casework.knowledge.permissions import may_keep_clauses, visible_to
from amends.casework.knowledge.queries import Standing, standings_of
from amends.content.clauses import resting
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import BlockBasis

SIZE, QUERY_LENGTH = 40, 100
TONES = {"P": "green", "V": "green", "S": "yellow", "G": "orange", "U": "orange"}
VIEWS = ("use", "look", "off", "all")
LANGUAGE_NAMES = {one.value: one.label for one in LANGUAGES}


@dataclass
class Counted:
    """How many texts rest on a clause, and how many of them are to be looked at."""

    texts: int = 0
    behind: int = 0
    languages: list[str] = field(default_factory=list)

    @property
    def to_look_at(self) -> int:
        return self.behind + len(self.languages)


def clause_list(member: Member, data: QueryDict) -> dict[str, Any]:
    """Clauses are few (laws, terms, rules of one house): they are put in order here, and cut into pages."""
    view = data.get("view", "use") if data.get("view") in VIEWS else "use"
    kind = data.get("kind", "") if data.get("kind") in ClauseKind.values else ""
    query = data.get("q", "").strip()[:QUERY_LENGTH]
    rows = Clause.objects.filter(kind=kind) if kind else Clause.objects.all()
    standings = standings_of(rows)
    counted = counts_of(standings, member)
    found = [
        one
        for pk, one in standings.items()
        if in_view(one, counted[pk], view if not query else "all") and says(one, query)
    ]
    found.sort(key=lambda one: place_of(one, counted[one.clause.pk]))
    number = int(page) if (page := data.get("page", "")).isdecimal() and len(page) < 5 else 1
    number = min(max(number, 1), max((len(found) + SIZE - 1) // SIZE, 1))
    base = f"{reverse('desk:clauses')}?{urlencode({'view': view, 'kind': kind, 'q': query})}"
    shown = found[(number - 1) * SIZE : number * SIZE]
    return {
        "rows": [row_of(one, counted[one.clause.pk]) for one in shown],
        "kind": kind,
        "view": view,
        "query": query,
        "kinds": ClauseKind.choices,
        "may_keep_clauses": may_keep_clauses(member),
        "previous_url": f"{base}&page={number - 1}" if number > 1 else "",
        "next_url": f"{base}&page={number + 1}" if number * SIZE < len(found) else "",
        "here": "clauses",
    }


def counts_of(standings: dict[int, Standing], member: Member) -> dict[int, Counted]:
    """Sentences of articles that the member may read, text blocks, and shipped letters and advice."""
    found = {pk: Counted(languages=one.behind) for pk, one in standings.items()}
    articles = Article.objects.in_use().filter(visible_to(member)).values("pk")
    bases = Basis.objects.filter(version__state__in=IN_TEXTS, version__article__in=articles)
    blocks = BlockBasis.objects.filter(block__retired_at=None)
    rows = [*bases.values_list("clause", "clause_number"), *blocks.values_list("clause", "clause_number")]
    for (pk, held), n in Counter(rows).items():
        if pk in found:
            found[pk].texts += n
            found[pk].behind += n if standings[pk].doubt(held) is not None else 0
    for pk, one in standings.items():
        found[pk].texts += len(resting().get(one.clause.code, ()))
    return found


def in_view(standing: Standing, counted: Counted, view: str) -> bool:
    if view == "look":
        return counted.to_look_at > 0
    return view == "all" or standing.clause.is_on == (view == "use")


def says(standing: Standing, query: str) -> bool:
    """Whether code, name, words, source or country of a clause hold every word that is looked for, in any language."""
    version, clause = standing.version, standing.clause
    texts = (
        clause.code,
        clause.jurisdiction,
        place_name(clause.jurisdiction),
        version.source,
        *(version.source_in(language) for language in LANGUAGE_NAMES),
        *version.names.values(),
        *version.words.values(),
    )
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in query.casefold().split())


def place_of(standing: Standing, counted: Counted) -> tuple[bool, bool, bool, str]:
    """What is to be looked at, then what something rests on, then what the house set itself, by code."""
    is_law = standing.clause.kind == ClauseKind.LAW
    return (counted.to_look_at == 0, counted.texts == 0, is_law, standing.clause.code)


def row_of(standing: Standing, counted: Counted) -> dict[str, Any]:
    version = standing.version
    doubt, language = standing.doubt(), interface_language()
    return {
        "clause": standing.clause,
        "place": place_name(standing.clause.jurisdiction),
        "version": version,
        "name": version.name_in(language),
        "source": version.source_in(language),
        "tone": TONES[version.sureness],
        "doubt": doubt,
        "ended": doubt == Doubt.ENDED,
        "coming": standing.coming,
        "texts": counted.texts,
        "behind": counted.behind,
        "languages": [LANGUAGE_NAMES[one] for one in counted.languages],
    }
