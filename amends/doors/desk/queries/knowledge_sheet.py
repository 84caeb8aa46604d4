"""What is known for a case: articles that fit its words, ready to be quoted, and an article made of a solved one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from amends.casework.cases.choices import Direction, MessageKind
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import handles
from amends.casework.knowledge.choices import Audience, Language
from amends.casework.knowledge.models import Article, Feedback, Quotation
from amends.casework.knowledge.permissions import may_write
from amends.casework.knowledge.queries import (
    Hit,
    clauses_by_code,
    found,
    standing_versions,
    suggestions,
    verdicts_on,
)
from amends.casework.knowledge.rules.masking import masked
from amends.casework.knowledge.rules.sentences import codes_in
from amends.casework.knowledge.rules.showing import lines_of, opening
from amends.casework.readings.actions import preview
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
        "hits": [hit_row(hit, names, said) for names in [clause_names(hits, language)] for hit in hits],
        "verdicts": verdicts_on(Article.objects.filter(pk__in=[one.shown.article.pk for one in hits])),
        "handles": handles(member, case) and case.is_open,
        "may_draft": may_write(member) and not case.restricted and bool(case.solved_at or case.closed_at),
        "drafted": Article.objects.filter(drafted_from=case.number).order_by("id").first(),
        "quoted": Quotation.objects.filter(case_id=case.pk)
        .select_related("version__article", "by")
        .order_by("-id"),
        "wrong": wrong,
    }


def words_of(case: Case) -> str:
    """What the customer said last, with the subject."""
    letters = case.messages.filter(direction=Direction.IN).order_by("-sent_at", "-pk")
    return "\n".join([case.subject, *letters.values_list("body", flat=True)[:LETTERS_READ]])


def clause_names(hits: Iterable[Hit], language: str) -> dict[str, str]:
    codes = {code for hit in hits for code in codes_in(hit.shown.version.body)}
    clauses = clauses_by_code(codes)
    standing = standing_versions(clauses.values())
    return {code: standing[one.pk].name_in(language) for code, one in clauses.items()}


def own_words(case: Case, member: Member) -> dict[int, bool]:
    """Article → whether the member said that it helped in this case."""
    return dict(Feedback.objects.filter(case_id=case.pk, by=member).values_list("article", "helped"))


def hit_row(hit: Hit, names: dict[str, str], said: dict[int, bool]) -> dict[str, Any]:
    version, article = hit.shown.version, hit.shown.article
    return {
        "article": article,
        "version": version,
        "is_other": hit.shown.is_other,
        "by_words": hit.by_words,
        "evidence": hit.evidence,
        "said": said.get(article.pk),
        "opening": opening(version.body),
        "lines": [
            {"place": place, "line": line, "clauses": [(code, names.get(code, code)) for code in line.codes]}
            for place, line in enumerate(lines_of(version.body))
        ],
        "may_quote": article.audience == Audience.PUBLIC and version.approved_by_id is not None,
    }


def quotation_of(line_words: str, codes: Iterable[str], language: str) -> str:
    """The words as they go into a letter, with the name of the clause behind them."""
    clauses = clauses_by_code(codes)
    standing = standing_versions(clauses.values())
    names = [standing[one.pk].name_in(language) for one in clauses.values()]
    if not names:
        return line_words
    if language == "en":
        return f"{line_words} (from our terms: {'; '.join(names)})"
    signs = {"zh-Hant": ("（依據：", "、")}.get(language, ("（依据：", "、"))
    return f"{line_words}{signs[0]}{signs[1].join(names)}）"


def article_words(case: Case, member: Member) -> dict[str, str]:
    """A draft made of a solved case: what was asked and what was done, without what names anybody."""
    names = people_in(case, member)
    question = case.messages.filter(direction=Direction.IN).order_by("sent_at", "pk").first()
    kinds = (MessageKind.REPLY, MessageKind.PROPOSAL)
    answers = case.messages.filter(direction=Direction.OUT, kind__in=kinds).order_by("-sent_at", "-pk")
    answer = answers.first()
    return {
        "title": hidden(case.subject, names),
        "asked": hidden(question.body, names)[:400].replace("\n", " ") if question else "",
        "body": hidden(answer.body, names) if answer else hidden(case.subject, names),
    }


def hidden(text: str, names: Iterable[str]) -> str:
    return masked(text, preview(text)["facts"], names)


def people_in(case: Case, member: Member) -> list[str]:
    """Whose names may stand in the words: the customer, those involved, and colleagues who wrote."""
    parties = case.parties.values_list("name", flat=True)
    authors = case.messages.filter(direction=Direction.OUT).values_list("author__display_name", flat=True)
    owner = [case.owner.display_name] if case.owner else []
    return [case.customer.name, *parties, *authors, *owner, member.display_name]
