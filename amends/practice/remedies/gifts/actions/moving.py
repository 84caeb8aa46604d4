"""The beats that every step of a shipment shares: permit → lock → rule → change → save → record → publish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.text import cleaned
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.choices.shipping import ShipmentMove, ShipmentState, ShipmentWay
from amends.practice.remedies.gifts.models import Shipment, ShipmentStep
from amends.practice.remedies.gifts.permissions import (
    ensure_may_move,
    may_see_shipments,
    sees_address,
    shipments_for,
)
from amends.practice.remedies.gifts.rules.shipping import NEXT, after, fits

REASON_LENGTH, WORDS_LENGTH = 400, 1000


def locked_shipment(shipment_id: int, move: ShipmentMove, *, by: Member) -> Shipment:
    """The shipment, locked with its case; refuses who may not know of it and who may not do this.

    The case is locked first, as by everything that grants, so that a grant and its gift never wait for each other.
    """
    if not may_see_shipments(by):
        raise NotPermitted(
            _("Your role does not look after gifts on their way. Ask a team lead or the warehouse.")
        )
    seen = (
        Shipment.objects.filter(shipments_for(by), pk=shipment_id).values_list("case_id", flat=True).first()
    )
    if seen is None:
        raise NotFound(_("This shipment does not exist, or it belongs to another team."))
    case = Case.objects.select_for_update(of=("self",)).get(pk=seen)
    shipment = Shipment.objects.select_for_update(of=("self",)).get(pk=shipment_id)
    shipment.case = case
    ensure_may_move(by, move, of_the_case=looks_after(by, shipment))
    return shipment


def looks_after(member: Member, shipment: Shipment) -> bool:
    """Whether a member works on the case that a shipment comes from; the warehouse only packs."""
    return member.works_on_cases and sees_address(member, shipment)


def ensure_fits(shipment: Shipment, move: ShipmentMove) -> None:
    state, way = ShipmentState(shipment.state), ShipmentWay(shipment.way)
    if not fits(move, state, way):
        raise WrongState(
            _("%(number)s is “%(state)s”; this is not possible now. Reload the page.")
            % {"number": shipment.number, "state": state.label}
        )


def is_done(shipment: Shipment, move: ShipmentMove) -> bool:
    """Whether the shipment stands already where this would bring it and does not lead there again: asked twice, done once."""
    state = ShipmentState(shipment.state)
    return move not in NEXT[state] and any(NEXT[one].get(move) == state for one in NEXT)


def moved(
    shipment: Shipment,
    move: ShipmentMove,
    *fields: str,
    by: Member,
    reason: str = "",
    words: str = "",
    data: Mapping[str, Any] | None = None,
) -> ShipmentStep:
    """Saves the new state with these fields and writes the step into the journal and onto the case's trail."""
    now = clock.now()
    shipment.state, shipment.changed_at = after(move, ShipmentState(shipment.state)), now
    shipment.save(update_fields=["state", "changed_at", *fields])
    return written(shipment, move, by=by, reason=reason, words=words, data=data)


def written(
    shipment: Shipment,
    move: ShipmentMove,
    *,
    by: Member,
    reason: str = "",
    words: str = "",
    data: Mapping[str, Any] | None = None,
) -> ShipmentStep:
    step = ShipmentStep.objects.create(
        shipment=shipment,
        move=move,
        state=shipment.state,
        by=by,
        at=shipment.changed_at,
        reason=reason,
        words=words,
        data=dict(data or {}),
    )
    # What people said and where they live stays out of the trail, which is never changed.
    said = {"shipment": shipment.pk, "reference": shipment.reference, **(data or {})}
    record(chain=shipment.case.chain, action=f"shipment.{move.value}", by=by, data=said, reason=reason)
    # Open pages of the case notice it; nobody loses what they were about to save.
    Case.objects.filter(pk=shipment.case_id).update(touched_at=shipment.changed_at)
    return step


def reason_in(words: str) -> str:
    reason = " ".join(cleaned(words).split())
    if not reason:
        raise Invalid(_("Say in a few words why."), field="reason")
    return reason[:REASON_LENGTH]


def words_in(text: str, limit: int = WORDS_LENGTH) -> str:
    return cleaned(text)[:limit]
