"""Reviews as a table to take away, in the reader's language; nobody who wrote or is written of can be told from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.doors.desk.queries.review_words import criterion_name, step_name
from amends.foundation.kernel.cells import neutral
from amends.oversight.learning.queries import names_here, names_in
from amends.oversight.learning.rules import hiding, masked
from amends.practice.replies.review.models import Mark, Review

AT_ONCE = 200
WITH = ("sample__reply__case", "sample__reply__author__department", "sample__reply__message")


def heads() -> list[str]:
    return [
        *(_("Review no."), _("Case"), _("Team"), _("Kind of reply"), _("Why this one")),
        *(pgettext("reply", "Sent"), pgettext("review", "Scored"), _("Version of the sheet")),
        *(_("Criterion"), pgettext("criterion", "Weight"), pgettext("reviewer", "Person"), _("The check")),
        *(_("After the dispute"), _("First score"), _("Score as it stands"), _("Score by the check")),
        *(_("The author's answer"), _("Words to the author"), _("An example of better wording")),
    ]


def table(reviews: QuerySet[Review]) -> Iterator[list[str]]:
    """A row for each criterion of each review; no cell that a spreadsheet would take for a formula, no name."""
    yield heads()
    hidden = names_here()
    ids = reviews.order_by("pk").values_list("pk", flat=True).iterator()
    while some := list(islice(ids, AT_ONCE)):
        yield from _rows(some, hidden)


def _rows(ids: Sequence[int], hidden: Sequence[re.Pattern[str]]) -> Iterator[list[str]]:
    found = Review.objects.filter(pk__in=ids).select_related(*WITH).prefetch_related("marks").order_by("pk")
    rows = list(found)
    names = names_in({one.sample.reply.case_id for one in rows})
    for review in rows:
        of_case = (*hidden, *hiding(names[review.sample.reply.case_id]))
        said = [masked(words, of_case) for words in (review.words, review.better)]
        for mark in review.marks.all():
            yield [neutral(one) for one in (*cells(review, mark), *said)]


def cells(review: Review, mark: Mark) -> list[str]:
    sample, reply = review.sample, review.sample.reply
    values: tuple[Any, ...] = (
        *(review.pk, reply.case.number, reply.author.department or ""),
        *(reply.get_kind_display(), sample.get_why_display()),
        *(moment(reply.message.sent_at if reply.message else None), moment(review.scored_at)),
        *(review.sheet_version, criterion_name(mark.criterion), mark.weight),
        *(step_name(mark.points), step_name(mark.machine_points)),
        step_name(mark.decided_points) if mark.is_decided else "",
        *(review.first_score, review.score, review.machine_score, review.get_answer_display()),
    )
    return ["" if one is None else str(one) for one in values]


def moment(at: datetime | None) -> str:
    return localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""
