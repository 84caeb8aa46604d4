"""Every sent reply that a person scored, as it leaves the house to better the check: masked, and without who anybody is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import not_about
from amends.content.review import sheet
from amends.foundation.organisation.models import Member
from amends.oversight.learning.queries.names import names_here, names_in
from amends.oversight.learning.rules import hiding, masked
from amends.practice.replies.review.choices import FULL
from amends.practice.replies.review.models import Mark, Review
from amends.practice.replies.review.queries.machine import words_then

AT_ONCE: Final = 100
LABELS: Final = ("category", "emotion", "persona", "mode", "severity", "risks", "language")


def judged_replies(*, by: Member) -> Iterator[dict[str, Any]]:
    """One row a scored reply, the oldest first; the same memory however many there are.

    Left out are restricted cases, and complaints about who takes the replies out or those they lead.
    """
    cases = Case.objects.filter(not_about(by.pk), restricted=False)
    rows = Review.objects.that_count().filter(sample__reply__case__in=cases)
    ids = rows.order_by("pk").values_list("pk", flat=True).iterator()
    hidden = names_here()
    while some := list(islice(ids, AT_ONCE)):
        yield from _rows(some, hidden)


def _rows(ids: Sequence[int], hidden: Sequence[re.Pattern[str]]) -> Iterator[dict[str, Any]]:
    reviews = Review.objects.filter(pk__in=ids).select_related("sample__reply__case")
    rows = list(reviews.prefetch_related("marks", "sample__reply__case__grievances").order_by("pk"))
    names = names_in({review.sample.reply.case_id for review in rows})
    for review in rows:
        of_case = hiding(names[review.sample.reply.case_id])
        yield _row(review, list(review.marks.all()), (*hidden, *of_case))


def _row(review: Review, marks: Sequence[Mark], hidden: Sequence[re.Pattern[str]]) -> dict[str, Any]:
    reply, case = review.sample.reply, review.sample.reply.case

    def hide(text: str) -> str:
        return masked(text, hidden)

    codes = {one["code"] for one in review.findings}
    return {
        "complaint": hide(words_then(reply)),
        "reply": hide(reply.body),
        "kind": reply.kind,
        **{label: getattr(case, label) for label in LABELS},
        "points": [hide(one.text) for one in case.grievances.all()],
        "remarks": [
            {"code": one["code"], "start": one["start"], "end": one["end"]} for one in review.findings
        ],
        "person": {one.criterion: one.standing for one in marks},
        "check": {one.criterion: one.machine_points for one in marks},
        "overruled": sorted(codes & overruled_by(marks)),
        "missed": [one.criterion for one in marks if missed(one)],
        "words": hide(review.words),
        "better": hide(review.better),
        "sheet": review.sheet_version,
        "scored_at": review.scored_at.isoformat() if review.scored_at else "",
    }


def overruled_by(marks: Sequence[Mark]) -> set[str]:
    """The codes of those criteria in which people find nothing to better although the check does."""
    fine = {one.criterion for one in marks if one.standing == FULL and one.machine_points < FULL}
    return {code for one in sheet().criteria if one.code in fine for code in one.remarks}


def missed(mark: Mark) -> bool:
    return mark.standing is not None and mark.standing < FULL and mark.machine_points == FULL
