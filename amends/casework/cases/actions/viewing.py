"""The read log of restricted cases. Ordinary cases leave no trace of being looked at, and cost nothing for it."""

from __future__ import annotations

from collections.abc import Iterable

from amends.casework.cases.models import Case, CaseViewing
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member


def note_viewing(*, case: Case, door: str, by: Member) -> None:
    """Notes that somebody looked at a restricted case, once for each member and hour."""
    if case.restricted:
        note_viewings(case_ids=[case.pk], door=door, by=by)


def note_viewings(*, case_ids: Iterable[int], door: str, by: Member) -> None:
    """The same for many restricted cases at once, such as those in an export."""
    if by.role == Role.SYSTEM:
        return
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    CaseViewing.objects.bulk_create(
        (CaseViewing(case_id=case_id, member=by, hour=hour, door=door) for case_id in case_ids),
        ignore_conflicts=True,
        batch_size=200,
    )
