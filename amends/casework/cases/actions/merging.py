"""Two cases become one by a pointer, and two again when it is taken back. No row moves, so nothing can get lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.assigning import count_open
from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.choices import Outcome, Phase
from amends.casework.cases.events import CasesMerged, MergeUndone
from amends.casework.cases.models import Case, CaseMerge
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.queries import barred_ids
from amends.casework.cases.rules.merging import Obstacle, Side, obstacle_to_merging
from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member

REASON_LENGTH = 400
# What of a case is kept in the merge and given back to it.
KEPT = ("phase", "outcome", "unread", "closed_at")
RESTING = ("due_at", "due_from", "due_kind")


@transaction.atomic
def merge_cases(*, case_id: int, into: int, why: str, by: Member, version: int | None = None) -> CaseMerge:
    """Points a case to the main one, where it is read and worked on from now on; its own rows stay where they are."""
    words = required(why, limit=REASON_LENGTH, field="why")
    case, main = both_locked(case_id, into, by=by, version=version)
    ensure_can_merge(case, main)
    merge = CaseMerge.objects.create(
        case=case, main=main, why=words, before=kept_of(case), made_by=by, made_at=clock.now()
    )
    if case.is_open:
        count_open(case.owner_id, -1)
        case.outcome, case.closed_at = Outcome.DUP, merge.made_at
    case.phase, case.merged_into, case.unread = Phase.CLOSED, main, False
    case.due_at, case.due_from, case.due_kind = None, None, ""
    save(case, *KEPT, *RESTING, "merged_into")
    main.merged_here += 1
    main.unread = main.unread or bool(merge.before["unread"])
    save(main, "merged_here", "unread")
    for one in (case, main):
        note_down(one, "case.merged", by=by, data={"case": case.number, "main": main.number}, reason=words)
    publish(CasesMerged(case_id=case.pk, merge_id=merge.pk))
    return merge


@transaction.atomic
def undo_merge(*, merge_id: int, by: Member) -> CaseMerge:
    """The case stands alone again as it was; what came in since stays in the main one."""
    merge = CaseMerge.objects.filter(
        pk=merge_id,
        case__in=Case.objects.order_by().filter(visible_to(by)).values("pk"),
        main__in=Case.objects.order_by().filter(visible_to(by)).values("pk"),
    ).first()
    if merge is None:
        raise NotFound(_("This merge does not exist, or one of its cases belongs to another team."))
    case, main = both_locked(merge.case_id, merge.main_id, by=by)
    merge = CaseMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise WrongState(_("This merge is undone already. Reload the page."))
    give_back(case, merge.before)
    case.merged_into = None
    save(case, *KEPT, "merged_into")
    if case.is_open:
        count_open(case.owner_id, 1)
    main.merged_here -= 1
    save(main, "merged_here")
    merge.undone_at, merge.undone_by = clock.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    for one in (case, main):
        note_down(one, "case.unmerged", by=by, data={"case": case.number, "main": main.number})
    publish(MergeUndone(case_id=case.pk, merge_id=merge.pk))
    return merge


def both_locked(case_id: int, main_id: int, *, by: Member, version: int | None = None) -> tuple[Case, Case]:
    """Both cases, locked in the order of their ids, so that two who merge crosswise do not wait for each other."""
    versions = {case_id: version}
    found = {pk: locked(pk, by=by, version=versions.get(pk)) for pk in sorted({case_id, main_id})}
    return found[case_id], found[main_id]


def ensure_can_merge(case: Case, main: Case) -> None:
    obstacle = obstacle_to_merging(side_of(case), side_of(main))
    if obstacle is not None:
        raise WrongState(explained(obstacle), code=obstacle.value)


def side_of(case: Case) -> Side:
    return Side(
        case_id=case.pk,
        person=case.customer.root_id,
        is_open=case.is_open,
        merged=case.merged_into_id is not None,
        has_merged=case.merged_here > 0,
        restricted=case.restricted,
        kept_out=frozenset(barred_ids(case)),
    )


def explained(obstacle: Obstacle) -> str:
    return {
        Obstacle.SAME_CASE: _("Choose another case: one cannot be merged with itself."),
        Obstacle.MERGED_ALREADY: _(
            "One of the two is merged already. Undo that first, or choose its main case."
        ),
        Obstacle.HAS_MERGED: _("Other cases are merged into this one. Merge the other way round."),
        Obstacle.CLOSED_MAIN: _("The main case is closed. Reopen it first, or merge the other way round."),
        Obstacle.ANOTHER_PERSON: _(
            "The two complaints are of different customers, and neither may read what the other was told. Link them instead, or put both under one case."
        ),
        Obstacle.RESTRICTED: _("Only one of the two is restricted. Restrict the other one too, then merge."),
        Obstacle.KEPT_OUT: _(
            "A colleague is kept out of one of the two. Say in the other one as well whom it concerns, then merge."
        ),
    }[obstacle]


def kept_of(case: Case) -> dict[str, Any]:
    return {
        "phase": case.phase,
        "outcome": case.outcome,
        "unread": case.unread,
        "closed_at": case.closed_at.isoformat() if case.closed_at else None,
    }


def give_back(case: Case, before: dict[str, Any]) -> None:
    case.phase, case.outcome, case.unread = before["phase"], before["outcome"], before["unread"]
    case.closed_at = datetime.fromisoformat(before["closed_at"]) if before["closed_at"] else None
