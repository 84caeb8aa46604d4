"""Words in replies of a case that rest on clauses: what was quoted here, and what of a draft may not go out any more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from amends.casework.cases.models import Case
from amends.casework.knowledge.choices import BARRED, Doubt
from amends.casework.knowledge.models import Clause, Quotation
from amends.casework.knowledge.queries import Standing, standings_by_code, standings_of
from amends.casework.knowledge.rules.sentences import marked, without_marks
from amends.casework.knowledge.rules.showing import codes_behind
from amends.doors.desk.queries.blocks import words_for
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import TextBlock

_PLACE = re.compile(r"\\\{[^{}]*\\\}")
BLOCKS_READ = 200


def quotations_in(case: Case) -> list[Quotation]:
    rows = Quotation.objects.filter(case_id=case.pk).select_related("version__article", "by")
    return list(rows.order_by("-id"))


def quoted_here(case: Case) -> list[dict[str, Any]]:
    """What was put into replies of a case, and what has come to speak against it since."""
    found = quotations_in(case)
    codes = {one.pk: codes_behind(one.version.body, one.words) for one in found}
    standings = standings_by_code({code for each in codes.values() for code in each})
    return [
        {
            "quotation": one,
            "doubts": doubts_of(
                (standing, standing.doubt_since(one.at))
                for code in codes[one.pk]
                if (standing := standings.get(code)) is not None
            ),
        }
        for one in found
    ]


def doubts_of(found: Iterable[tuple[Standing, Doubt | None]]) -> list[dict[str, Any]]:
    language = interface_language()
    return [
        {"code": one.clause.code, "name": one.version.name_in(language), "doubt": doubt}
        for one, doubt in found
        if doubt is not None
    ]


def not_to_be_sent(case: Case, member: Member, draft: str) -> list[dict[str, Any]]:
    """Sentences of a draft, from articles and text blocks, that rest on a clause which is not in force any more."""
    if not draft.strip():
        return []
    found = [*quoted_in(case, draft), *from_blocks(case, member, draft)]
    return list({one["words"]: one for one in found}.values())


def quoted_in(case: Case, draft: str) -> list[dict[str, Any]]:
    """Words of articles that were put into a reply of the case and stand in the draft."""
    return [
        {"words": row["quotation"].words, "doubts": barred}
        for row in quoted_here(case)
        if row["quotation"].words in draft
        and (barred := [one for one in row["doubts"] if one["doubt"] in BARRED])
    ]


def from_blocks(case: Case, member: Member, draft: str) -> list[dict[str, Any]]:
    """Sentences of text blocks that stand in the draft, whatever the case filled into them."""
    blocks = TextBlock.objects.filter(words_for(case, member))
    standings = standings_of(Clause.objects.filter(blocks__block__in=blocks).distinct())
    barred = {one.clause.code: one for one in standings.values() if one.doubt() in BARRED}
    if not barred:
        return []
    resting = blocks.filter(bases__clause__code__in=barred).distinct().values_list("body", flat=True)
    return [
        {"words": words, "doubts": doubts_of([(barred[code], barred[code].doubt())])}
        for body in resting[:BLOCKS_READ]
        for sentence, code in marked(body)
        if code in barred and (words := standing_in(draft, sentence))
    ]


def standing_in(text: str, sentence: str) -> str:
    """The words of a sentence as they stand in a text, its places filled; "" where they do not stand there."""
    pattern = _PLACE.sub(r"[^\\n]{0,120}?", re.escape(without_marks(sentence)))
    found = re.search(pattern, text)
    return found[0] if found else ""
