"""What a wording rests on: its clauses as they stand today, and what speaks against its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from amends.casework.knowledge.choices import BARRED, Doubt
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.queries import Standing, held_by, standings_by_code
from amends.casework.knowledge.rules.comparing import compared
from amends.casework.knowledge.rules.sentences import codes_in
from amends.foundation.kernel.languages import interface_language


def clauses_of(version: ArticleVersion | None) -> list[dict[str, Any]]:
    """The clauses that the sentences of a version rest on, with what they say now and what speaks against them."""
    if version is None:
        return []
    held = held_by([version.pk]).get(version.pk, {})
    return [
        clause_row(one, held.get(one.clause.pk)) for one in standings_by_code(codes_in(version.body)).values()
    ]


def clause_row(standing: Standing, held: int | None) -> dict[str, Any]:
    language, doubt = interface_language(), standing.doubt(held)
    before = next((one for one in standing.versions if one.number == held), None)
    changed = doubt == Doubt.CHANGED and before is not None
    return {
        "clause": standing.clause,
        "name": standing.version.name_in(language),
        "words": standing.version.words_in(language),
        "source": standing.version.source_in(language),
        "doubt": doubt,
        "coming": standing.coming,
        "pieces": compared(before.words_in(language), standing.version.words_in(language))
        if changed and before
        else [],
    }


def without_doubt(versions: Sequence[ArticleVersion]) -> list[str]:
    """The words of wordings without the lines that rest on a clause which is not in force or has changed since."""
    held = held_by(one.pk for one in versions)
    standings = standings_by_code({code for one in versions for code in codes_in(one.body)})

    def is_sound(line: str, version: ArticleVersion) -> bool:
        found = [standings[code] for code in codes_in(line) if code in standings]
        return all(one.doubt(held.get(version.pk, {}).get(one.clause.pk)) is None for one in found)

    return ["\n".join(line for line in one.body.split("\n") if is_sound(line, one)) for one in versions]


def still_in_doubt(article: Article) -> str:
    """What a review does not settle: its clauses that are not in force, in words, with what to do."""
    versions = article.versions.live()
    codes = {code for one in versions for code in codes_in(one.body)}
    barred = [one for one in standings_by_code(codes).values() if one.doubt() in BARRED]
    if not barred:
        return ""
    said = _("It still rests on %(what)s: write these sentences anew, or see to the clause.")
    language = interface_language()
    return said % {"what": in_words((one.version.name_in(language), one.doubt()) for one in barred)}


def in_words(clauses: Iterable[tuple[str, Doubt | None]]) -> str:
    """Clauses by name, with what speaks against resting on them."""
    said = _("“%(name)s” (%(doubt)s)")
    return _(", ").join(said % {"name": name, "doubt": doubt.label} for name, doubt in clauses if doubt)
