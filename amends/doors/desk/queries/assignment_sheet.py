"""The sheet about who has a case: why, why not others, how it went before, and what can be done about it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import is_barred, may_assign, may_work
from amends.casework.cases.queries import barred_ids, loads_of, need_of
from amends.casework.cases.queries.assignment import open_review_of, rests_told_to
from amends.doors.desk.queries.sheets import sheet
from amends.doors.desk.queries.trail import reasons_told, without_hidden
from amends.doors.desk.reason_words import others_words, reason_words
from amends.doors.desk.trail_words import sentence
from amends.foundation.audit.queries import entries_of
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import absent_now, people

TURNS = (
    "case.assigned",
    "case.given_back",
    "case.offer_failed",
    "case.offered_up",
    "case.review_kept",
    "case.review_given",
)
SHOWN = 40


def assignment_sheet(
    case: Case, member: Member, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """What was entered and refused stands in its form again."""
    need, owned = need_of(case), case.owner_id == member.pk
    reasons = reasons_told(case, member)
    gives = may_assign(member)
    return {
        **sheet(case, "case_assignment"),
        "title": _("Who has %(number)s") % {"number": case.number},
        "reasons": own_words(reasons),
        "others": others_words(reasons),
        "effort": f"{need.effort:g}",
        "is_hot": need.hot,
        "turns": turns_of(case, member),
        "review": review_of(case),
        "may_take": case.is_open and not owned and not is_barred(case, member, proposed_too=True),
        "may_give_back": case.is_open and owned,
        "may_assign": case.is_open and gives,
        "may_answer": case.is_open and gives and not owned,
        "people": desks(member, without={*barred_ids(case), case.owner_id}) if gives and case.is_open else [],
        "entered": entered or QueryDict(),
        "wrong": wrong,
    }


def own_words(reasons: list[list[Any]]) -> list[str]:
    """The reasons of the present owner, or of the waiting, each a sentence of its own."""
    return [words for one in reasons if one[0] not in {"beside", "without"} and (words := reason_words(one))]


def review_of(case: Case) -> dict[str, Any] | None:
    found = open_review_of(case) if case.is_open else None
    return {"row": found, "reasons": own_words(found.reasons)} if found else None


def turns_of(case: Case, member: Member) -> list[dict[str, Any]]:
    """How the case came to whom, from the audit chain, the newest first."""
    rows = list(entries_of(case.chain).filter(action__in=TURNS).order_by("-n")[:SHOWN])
    bodies = without_hidden([row.data for row in rows], member)
    ids = {
        body.get(side) for body in bodies for side in ("before", "after") if isinstance(body.get(side), int)
    }
    actors = {row.actor_id for row in rows}
    known = [one for one in ids | actors if one is not None]
    names = {one.pk: str(one) for one in Member.objects.filter(pk__in=known)}
    return [
        {
            "at": row.at,
            "by": names.get(row.actor_id or 0, ""),
            "what": sentence(row.action, body),
            "before": names.get(body.get("before") or 0, ""),
            "after": names.get(body.get("after") or 0, ""),
            "moved": row.action == "case.assigned",
            "reasons": own_words(body.get("reasons") or []),
            "others": others_words(body.get("reasons") or []),
            "words": row.reason,
        }
        for row, body in zip(rows, bodies, strict=True)
        if not is_told_already(body)
    ]


def is_told_already(body: dict[str, Any]) -> bool:
    """Going to the queue because the owner gave it back: that entry stands beside it, with the reason."""
    reasons = body.get("reasons") or [[""]]
    return body.get("after", 0) is None and reasons[0][0] == "given_back"


def desks(viewer: Member, *, without: Collection[int | None] = ()) -> list[dict[str, Any]]:
    """Everybody a case can be given to, with how they are, what lies on their desk, and a rest that the viewer is told of."""
    found = [one for one in people() if may_work(one) and one.pk not in without]
    loads, rests = loads_of([one.pk for one in found]), rests_told_to(viewer, found)
    absent = absent_now(found)
    return [
        {
            "one": one,
            "load": f"{loads.get(one.pk, 0):g}",
            "rest": rests.get(one.pk),
            "is_absent": one.pk in absent,
        }
        for one in found
    ]
