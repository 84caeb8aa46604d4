"""The beats that every change of a grant shares: its case first, then itself; save, record."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import Extent, sight_of, within_sight
from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound, WrongState
from amends.foundation.kernel.prepared import Rows, Tuples
from amends.foundation.kernel.writing import change
from amends.foundation.organisation.models import Member
from amends.practice.remedies.choices import GrantState
from amends.practice.remedies.models import Grant

REASON_LENGTH = 400


def _case_of(extent: Extent, grant_id: int, *viewer: Any) -> QuerySet[Any, Any]:
    seen = Case.objects.filter(within_sight(extent, *viewer)).order_by().values("pk")
    return Grant.objects.filter(pk=grant_id, case__in=seen).values_list("case")


_CASE_OF = Tuples(_case_of)
_LOCKED: Rows[Grant] = Rows(
    lambda grant_id: (
        Grant.objects.select_for_update(of=("self",))
        .select_related("gift", "option", "hold", "stock_hold")
        .filter(pk=grant_id)
    )
)


def locked_grant(grant_id: int, *, by: Member) -> Grant:
    """The case of a grant and the grant, locked; the same refusal whether it does not exist or is not for this member."""
    sight = sight_of(by)
    found = _CASE_OF(grant_id, *sight.values, shape=(sight.extent,))
    if not found:
        raise NotFound(_("This grant does not exist, or it belongs to another team."))
    [[case_id]] = found
    case = locked(case_id, by=by)
    [grant] = _LOCKED(grant_id)
    grant.case = case
    return grant


def ensure_state(grant: Grant, *states: str) -> None:
    if grant.state not in states:
        raise WrongState(
            _("This is “%(state)s” by now. Reload the page.") % {"state": GrantState(grant.state).label}
        )


def turned(grant: Grant, state: GrantState, *fields: str) -> None:
    grant.state = state
    change(grant, "state", *fields)


def ended(grant: Grant, state: GrantState, why: str, *fields: str, by: Member) -> None:
    """At its end: who, when, why."""
    grant.ended_by, grant.ended_at, grant.ended_because, grant.trouble = (
        by,
        clock.now(),
        why[:REASON_LENGTH],
        "",
    )
    turned(grant, state, "ended_by", "ended_at", "ended_because", "trouble", *fields)


def written(grant: Grant, action: str, *, by: Member, reason: str = "", **data: object) -> None:
    """Every open page of the case notices, and the trail says it."""
    save(grant.case, by_house=by.role == "system")
    said = {"grant": grant.pk, "kind": grant.kind, "amount": str(grant.money), "gift": str(grant.gift or "")}
    note_down(grant.case, f"grant.{action}", by=by, data={**said, **data}, reason=reason)


def why_in(text: str) -> str:
    return required(text, limit=REASON_LENGTH, field="reason")
