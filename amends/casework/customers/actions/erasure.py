"""Asking that a person be forgotten, and the second person's word on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.customers.actions.beats import REASON_LENGTH
from amends.casework.customers.choices import ErasureState
from amends.casework.customers.events import ErasureAsked, ErasureDecided
from amends.casework.customers.models import Customer, Erasure
from amends.casework.customers.permissions import ensure_may_erase
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Member


@transaction.atomic
def ask_erasure(
    *, customer: Customer, reason: str, plan: Mapping[str, int], by: Member, of_the_house: Sequence[int] = ()
) -> Erasure:
    """Nothing changes yet: somebody else has to confirm it."""
    ensure_may_erase(by)
    words = storable(reason).strip()[:REASON_LENGTH]
    if not words:
        raise Invalid(_("Give a reason in a few words."), field="reason")
    if customer.erasures.filter(state=ErasureState.ASKED).exists():
        raise WrongState(_("This was asked for already and waits for its second person."))
    erasure = Erasure.objects.create(
        customer=customer,
        reason=words,
        plan=dict(plan),
        of_the_house=sorted(of_the_house),
        asked_by=by,
        asked_at=clock.now(),
    )
    record(
        chain=f"customer:{customer.pk}",
        action="erasure.asked",
        by=by,
        data={"request": erasure.pk, **({"entries": erasure.of_the_house} if of_the_house else {})},
        reason=words,
    )
    publish(ErasureAsked(erasure_id=erasure.pk))
    return erasure


@transaction.atomic
def decide_erasure(*, erasure_id: int, confirm: bool, by: Member) -> Erasure:
    """Takes the second person's word; whoever calls carries it out in the same transaction."""
    ensure_may_erase(by)
    erasure = (
        Erasure.objects.select_for_update(of=("self",))
        .select_related("customer")
        .filter(pk=erasure_id)
        .first()
    )
    if erasure is None:
        raise NotFound(_("There is no such request."))
    if erasure.state != ErasureState.ASKED:
        raise WrongState(_("Somebody has decided this already."))
    if erasure.asked_by_id == by.pk:
        raise NotPermitted(_("You asked for it; somebody else decides."))
    erasure.state = ErasureState.DONE if confirm else ErasureState.DECLINED
    erasure.decided_by, erasure.decided_at = by, clock.now()
    erasure.save(update_fields=["state", "decided_by", "decided_at"])
    action = "erasure.confirmed" if confirm else "erasure.declined"
    record(chain=f"customer:{erasure.customer_id}", action=action, by=by, data={"request": erasure.pk})
    publish(ErasureDecided(erasure_id=erasure.pk))
    return erasure
