"""The cases that a clause concerns: where words resting on it went, and how many open ones are about the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.casework.cases.queries import visible_cases
from amends.casework.knowledge.choices import VersionState
from amends.casework.knowledge.models import Clause, Quotation
from amends.casework.knowledge.queries import quotations_resting_on
from amends.casework.knowledge.queries.clauses import Touched
from amends.doors.desk.queries.listing import case_url
from amends.doors.desk.words import label_name
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import Reply, ReplyDraft

SHOWN, SENTENCES_SOUGHT, QUOTATIONS_READ = 50, 20, 500
WHERE = ("sent", "draft", "out")
_PLACE = re.compile(r"\{[^{}]*\}")


@dataclass
class Used:
    """A case in which words resting on a clause were used: where they are now, and who put them there last."""

    case: Case
    where: set[str] = field(default_factory=set)
    quotations: list[Quotation] = field(default_factory=list)


def cases_touched(
    clause: Clause, touched: Touched, blocks: list[dict[str, Any]], member: Member
) -> dict[str, Any]:
    """Each case once, open ones first; of those the member may see. What is only about the same is counted apart."""
    used = list(used_in(clause, blocks, member).values())
    used.sort(key=lambda one: (not one.case.is_open, -one.case.pk))
    return {
        "used": [used_row(one) for one in used[:SHOWN]],
        "used_more": max(len(used) - SHOWN, 0),
        "alike": alike_counts(touched, member),
    }


def used_row(used: Used) -> dict[str, Any]:
    newest = used.quotations[0] if used.quotations else None
    return {
        "case": used.case,
        "url": case_url(used.case.number),
        "where": next((one for one in WHERE if one in used.where), "out"),
        "by": newest.by if newest else None,
        "at": newest.at if newest else None,
        "times": len(used.quotations),
    }


def used_in(clause: Clause, blocks: list[dict[str, Any]], member: Member) -> dict[int, Used]:
    """Case → how it used words of articles that rest on the clause, or, while it is open, of text blocks that do."""
    quotations = quotations_resting_on(clause, limit=QUOTATIONS_READ)
    pieces = [piece for one in blocks for words in one["sentences"] if (piece := longest_piece(words))]
    seen = visible_cases(member).only("received_at", "subject", "phase")
    wanted = {one.case_id for one in quotations} | with_words(pieces[:SENTENCES_SOUGHT], seen)
    found = {one.pk: Used(one) for one in seen.filter(pk__in=wanted)}
    for one in quotations:
        if one.case_id in found:
            found[one.case_id].quotations.append(one)
    sent = bodies(Reply.objects.filter(case__in=found, state="sent").values_list("case", "body"))
    drafts = bodies(ReplyDraft.objects.filter(case__in=found, kind="reply").values_list("case", "body"))
    for pk, used in found.items():
        sought = [*(one.words for one in used.quotations), *pieces]
        for where, texts in (("sent", sent), ("draft", drafts)):
            if any(words in body for words in sought for body in texts.get(pk, ())):
                used.where.add(where)
    return found


def longest_piece(sentence: str) -> str:
    """What of a block's sentence stands in every letter made of it, whatever its places were filled with."""
    piece = max(_PLACE.split(sentence), key=len).strip()
    return piece if len(piece) >= 4 else ""


def with_words(pieces: list[str], cases: Any) -> set[int]:
    """Open cases with one of these pieces in a letter that was sent, or in a draft."""
    if not pieces:
        return set()
    has = Q()
    for piece in pieces:
        has |= Q(body__contains=piece)
    is_open = cases.filter(phase="open").order_by().values("pk")
    sent = Reply.objects.filter(has, case__in=is_open, state="sent").values_list("case", flat=True)
    drafts = ReplyDraft.objects.filter(has, case__in=is_open, kind="reply").values_list("case", flat=True)
    return set(sent[: 2 * SHOWN]) | set(drafts[: 2 * SHOWN])


def bodies(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for case_id, body in rows:
        found.setdefault(case_id, []).append(body)
    return found


def alike_counts(touched: Touched, member: Member) -> list[dict[str, Any]]:
    """Category of the articles in force that rest on the clause → how many open cases are about it, and the list of them."""
    live = [one.basis.version for one in touched.sentences if one.basis.version.state == VersionState.LIVE]
    categories = sorted({key for one in live for key in one.article.categories})
    if not categories:
        return []
    cases = visible_cases(member).filter(phase="open", category__in=categories)
    counts = dict(cases.order_by().values_list("category").annotate(n=Count("pk")))
    return [
        {
            "label": label_name("category", key),
            "n": counts.get(key, 0),
            "url": f"{reverse('desk:list')}?{urlencode({'view': 'open', 'category': key})}",
        }
        for key in categories
    ]
