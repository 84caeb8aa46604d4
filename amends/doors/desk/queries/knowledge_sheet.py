"""What is known for a case: articles that fit its words, ready to be quoted, and an article made of a solved one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict

from amends.casework.cases.choices import Direction
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import handles
from amends.casework.knowledge.choices import BARRED, Audience, Language
from amends.casework.knowledge.models import Article, Feedback
from amends.casework.knowledge.permissions import may_write
from amends.casework.knowledge.queries import (
    Hit,
    Standing,
    found,
    held_by,
    standings_by_code,
    suggestions,
    verdicts_on,
)
from amends.casework.knowledge.rules.sentences import codes_in
from amends.casework.knowledge.rules.showing import Line, lines_of, opening
from amends.doors.desk.queries.quoted_words import quoted_here
from amends.doors.desk.queries.sheets import sheet
from amends.foundation.organisation.models import Member

LETTERS_READ, SHOWN = 3, 6


def knowledge_sheet(
    case: Case, member: Member, data: QueryDict | None = None, *, wrong: str = ""
) -> dict[str, Any]:
    sent = data or QueryDict()
    query = sent.get("q", "").strip()[:200]
    language = case.language if case.language in Language.values else Language.ZH_HANS.value
    if query:
        hits = found(query, language=language, member=member, limit=SHOWN)
    else:
        labels = {"category": case.category}
        hits = suggestions(
            words_of(case), labels, language=language, member=member, limit=SHOWN, case_id=case.pk
        )
    said = own_words(case, member)
    return {
        **sheet(case, "case_knowledge"),
        "query": query,
        "language": language,
        "hits": rows_of(hits, language, said),
        "verdicts": verdicts_on(Article.objects.filter(pk__in=[one.shown.article.pk for one in hits])),
        "handles": handles(member, case) and case.is_open,
        "may_draft": may_write(member) and not case.restricted and bool(case.solved_at or case.closed_at),
        "drafted": Article.objects.filter(drafted_from=case.number).order_by("id").first(),
        "quoted": quoted_here(case),
        "wrong": wrong,
    }


def words_of(case: Case) -> str:
    """What the customer said last, with the subject."""
    letters = case.messages.filter(direction=Direction.IN).order_by("-sent_at", "-pk")
    return "\n".join([case.subject, *letters.values_list("body", flat=True)[:LETTERS_READ]])


def rows_of(hits: Sequence[Hit], language: str, said: dict[int, bool]) -> list[dict[str, Any]]:
    """The articles with their lines; two questions for the clauses behind all of them."""
    standings = standings_by_code({code for hit in hits for code in codes_in(hit.shown.version.body)})
    held = held_by(hit.shown.version.pk for hit in hits)
    return [
        {
            **hit_row(hit, said),
            "lines": [
                line_row(place, line, standings, held.get(hit.shown.version.pk, {}), language)
                for place, line in enumerate(lines_of(hit.shown.version.body))
            ],
        }
        for hit in hits
    ]


def line_row(
    place: int, line: Line, standings: Mapping[str, Standing], held: Mapping[int, int], language: str
) -> dict[str, Any]:
    """One paragraph with its clauses and what speaks against them; what is not in force cannot be put into a reply."""
    clauses = [
        {
            "code": code,
            "name": found.version.name_in(language),
            "doubt": found.doubt(held.get(found.clause.pk)),
        }
        for code in line.codes
        if (found := standings.get(code)) is not None
    ]
    return {
        "place": place,
        "line": line,
        "clauses": clauses,
        "doubtful": [one for one in clauses if one["doubt"]],
        "is_barred": any(one["doubt"] in BARRED for one in clauses),
    }


def own_words(case: Case, member: Member) -> dict[int, bool]:
    """Article → whether the member said that it helped in this case."""
    return dict(Feedback.objects.filter(case_id=case.pk, by=member).values_list("article", "helped"))


def hit_row(hit: Hit, said: dict[int, bool]) -> dict[str, Any]:
    version, article = hit.shown.version, hit.shown.article
    return {
        "article": article,
        "version": version,
        "is_other": hit.shown.is_other,
        "by_words": hit.by_words,
        "evidence": hit.evidence,
        "said": said.get(article.pk),
        "opening": opening(version.body),
        "may_quote": article.audience == Audience.PUBLIC and version.approved_by_id is not None,
    }


def quotation_of(line_words: str, codes: Iterable[str], language: str) -> str:
    """The words as they go into a letter, with the name of the clause behind them."""
    names = [one.version.name_in(language) for one in standings_by_code(codes).values()]
    if not names:
        return line_words
    if language == "en":
        return f"{line_words} (from our terms: {'; '.join(names)})"
    signs = {"zh-Hant": ("（依據：", "、")}.get(language, ("（依据：", "、"))
    return f"{line_words}{signs[0]}{signs[1].join(names)}）"
