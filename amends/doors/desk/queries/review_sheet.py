"""One reply under review: the sheet for whoever scores it, the result for those who may read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from amends.casework.cases.choices import Direction
from amends.content.review import sheet
from amends.doors.desk.queries.review_tried import NOTHING, Tried
from amends.doors.desk.queries.review_words import (
    APART,
    STEPS,
    criterion_name,
    points_in,
    sheet_words,
    step_name,
    step_tone,
    steps,
)
from amends.foundation.kernel import clock
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.practice.replies.check.retold import retold
from amends.practice.replies.review.choices import ReviewState
from amends.practice.replies.review.models import Mark, Review
from amends.practice.replies.review.permissions import may_decide
from amends.practice.replies.review.rules.ruling import changed, named
from amends.practice.replies.review.rules.scoring import Weighed, criteria_for, score_of

COMPLETENESS = "completeness"
MESSAGES_SHOWN = 5


def review_page(review: Review, member: Member, tried: Tried = NOTHING) -> dict[str, Any]:
    reply = review.sample.reply
    done = review.state == ReviewState.DONE
    page = {
        **tried.shown,
        "review": review,
        "reply": reply,
        "case": reply.case,
        "case_url": reverse("desk:case", args=[reply.case.number]),
        "messages_before": words_before(review),
        "why": why_words(review),
        "is_exercise": review.sample.round_id is not None,
        **(result(review, member, tried) if done else scoring(review, member, tried)),
    }
    if not page["wrong"] and tried.error is not None and not page.get("may_decide"):
        # The form that asks is not there any more, for instance since somebody else was faster.
        page["wrong"] = str(tried.error.message)
    return page


def words_before(review: Review) -> list[Any]:
    """What the customer had written when the reply was written, the oldest first."""
    reply = review.sample.reply
    rows = reply.case.messages.filter(direction=Direction.IN)
    if reply.based_on_message_id:
        rows = rows.filter(pk__lte=reply.based_on_message_id)
    elif reply.message is not None:
        rows = rows.filter(sent_at__lte=reply.message.sent_at)
    return list(reversed(rows.order_by("-id")[:MESSAGES_SHOWN]))


def why_words(review: Review) -> dict[str, Any]:
    """Why this reply and no other, so that anybody can see that it was chance, or whose choice it was."""
    sample = review.sample
    return {
        "why": sample.get_why_display(),
        "draw": sample.draw,
        "among": sample.draw.sent if sample.draw else 0,
        "place": sample.place,
        "round": sample.round,
        "picked_by": sample.picked_by,
        "picked_because": sample.picked_because,
    }


def scoring(review: Review, member: Member, tried: Tried) -> dict[str, Any]:
    """The sheet to fill in; without a word of what the check thinks. `missing` names the lines that were left open."""
    reply, entered = review.sample.reply, tried.of("score_review")
    points = list(reply.case.grievances.all())
    criteria = criteria_for(reply.kind)
    by_point = bool(points) and any(one.code == COMPLETENESS for one in criteria)
    point_rows = [point_row(one, entered) for one in points] if by_point else []
    words = sheet_words()
    rows = [
        {
            "code": one.code,
            "weight": one.weight,
            "name": words[one.code]["name"],
            "asks": words[one.code]["asks"],
            "steps": steps(one.code, entered.get(f"points-{one.code}", "")),
            "wrong": any(row["wrong"] for row in point_rows)
            if by_point and one.code == COMPLETENESS
            else is_left_open(entered, f"points-{one.code}"),
            "by_point": by_point and one.code == COMPLETENESS,
        }
        for one in criteria
    ]
    return {
        "may_score": review.reviewer_id == member.pk and review.state == ReviewState.OPEN,
        "criteria": rows,
        "points": point_rows,
        "missing": [row for row in rows if row["wrong"]],
    }


def is_left_open(entered: QueryDict, name: str) -> bool:
    return bool(entered) and entered.get(name) not in STEPS


def point_row(point: Any, entered: QueryDict) -> dict[str, Any]:
    chosen = entered.get(f"answered-{point.pk}", "")
    return {
        "point": point,
        "wrong": is_left_open(entered, f"answered-{point.pk}"),
        "steps": [
            {"value": value, "name": name, "on": chosen == value}
            for value, name in (
                *((str(points), step_name(points)) for points in (2, 1, 0)),
                (APART, step_name(None)),
            )
        ],
    }


def result(review: Review, member: Member, tried: Tried) -> dict[str, Any]:
    marks = list(review.marks.all())
    dispute = getattr(review, "dispute", None)
    is_author = review.sample.reply.author_id == member.pk and review.sample.round_id is None
    now = clock.now()
    decides = dispute is not None and not dispute.ruling and may_decide(member, review)
    entered = tried.of("decide_review") if decides else QueryDict()
    return {
        "marks": [mark_row(one, review, entered) for one in marks],
        "differ": sum(
            (one.points == 2) != (one.machine_points == 2) for one in marks if one.points is not None
        ),
        "answered": [
            {"words": one["words"], "name": step_name(one["points"]), "tone": step_tone(one["points"])}
            for one in review.answered_points
        ],
        "dispute": dispute,
        "changes": change_words(dispute.changes if dispute else ()),
        "to_record": to_record(marks, entered) if tried.asks and decides else None,
        "may_answer": is_author and review.awaits_answer(now),
        "is_author": is_author,
        "is_over": review.is_over(now),
        "may_decide": decides,
    }


def change_words(changes: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [
        {
            "name": criterion_name(one["criterion"]),
            "before": step_name(one["before"]),
            "after": step_name(one["after"]),
        }
        for one in changes
    ]


def to_record(marks: Sequence[Mark], entered: QueryDict) -> dict[str, Any]:
    """What a decision would put down: which points change to what, and the score that comes of it."""
    said = {one.criterion: entered.get(f"points-{one.criterion}") for one in marks}
    chosen = {code: points_in(value) for code, value in said.items() if value is not None}
    changes = changed({one.criterion: one.standing for one in marks}, chosen)
    after = {one["criterion"]: one["after"] for one in changes}
    return {
        "seen": named(changes),
        "changes": change_words(changes),
        "score": score_of(Weighed(one.weight, after.get(one.criterion, one.standing)) for one in marks),
    }


def mark_row(mark: Mark, review: Review, entered: QueryDict) -> dict[str, Any]:
    remarks = remarks_of(mark.criterion)
    chosen = entered.get(f"points-{mark.criterion}", APART if mark.standing is None else str(mark.standing))
    body = review.sample.reply.body
    return {
        "mark": mark,
        "name": criterion_name(mark.criterion),
        "person": step_name(mark.points),
        "person_tone": step_tone(mark.points),
        "check": step_name(mark.machine_points),
        "check_tone": step_tone(mark.machine_points),
        "decided": step_name(mark.decided_points) if mark.is_decided else "",
        "differs": mark.points is not None and (mark.points == 2) != (mark.machine_points == 2),
        "findings": [finding_words(one, body) for one in review.findings if one["code"] in remarks],
        "steps": [
            {"value": value, "name": step_name(None if value == APART else int(value)), "on": value == chosen}
            for value in ("2", "1", "0", APART)
        ],
    }


def finding_words(one: Mapping[str, Any], body: str) -> dict[str, str]:
    """A remark in the reader's language, whoever it was kept by; the words it speaks of stay as they were written."""
    return {
        "message": retold(one["message"], interface_language()),
        "words": body[one["start"] : one["end"]],
    }


def remarks_of(criterion: str) -> frozenset[str]:
    return next((one.remarks for one in sheet().criteria if one.code == criterion), frozenset())
