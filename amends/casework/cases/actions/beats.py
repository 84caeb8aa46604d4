"""The beats that every action on a case shares: lock what may be seen, save and count the change, record it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_may_work, handles, sight_of, within_sight
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.prepared import Rows
from amends.foundation.kernel.writing import change
from amends.foundation.organisation.models import Member

_LOCKED: Rows[Case] = Rows(
    lambda extent, case_id, *viewer: (
        Case.objects.select_for_update(of=("self",))
        .select_related("customer")
        .filter(within_sight(extent, *viewer), pk=case_id)
    )
)


def locked(case_id: int, *, by: Member, version: int | None = None, helping: bool = False) -> Case:
    """The case, locked for this transaction; refuses who may not work on it and who looks at an old state.

    Who sees it only because their department is asked for something changes no more than that: `helping`.
    """
    ensure_may_work(by)
    sight = sight_of(by)
    case = next(iter(_LOCKED(case_id, *sight.values, shape=(sight.extent,))), None)
    if case is None:
        raise NotFound(_("This case does not exist, or it belongs to another team."))
    if not helping and not handles(by, case):
        raise NotPermitted(
            _(
                "Another team handles this case. Answer what your department is asked for, or leave an internal note."
            )
        )
    if version is not None and version != case.version:
        raise Conflict(
            _(
                "Somebody changed this case in the meantime. Look at the new state and try again; your text is kept."
            )
        )
    return case


def ensure_open(case: Case) -> None:
    if not case.is_open:
        raise WrongState(_("This case is closed. Reopen it first."))


def save(case: Case, *fields: str, by_house: bool = False) -> None:
    """Saves these fields; every open page notices, and who was about to change the same is told unless it was the house."""
    case.version += 0 if by_house else 1
    case.touched_at = clock.now()
    change(case, *fields, "version", "touched_at")


def note_down(
    case: Case, action: str, *, by: Member, data: dict[str, Any] | None = None, reason: str = ""
) -> None:
    """Adds a link to the case's audit chain."""
    record(chain=case.chain, action=action, by=by, data=data or {}, reason=reason)
