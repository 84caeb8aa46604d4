"""What the customer chose is owed by the day that was offered with it: a row of the promise ledger like any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from amends.casework.cases.actions.promises import begin, keep, keeper, strike
from amends.casework.cases.choices import PromiseSource
from amends.casework.cases.models import Case, Promise
from amends.casework.cases.queries.working_time import close_of
from amends.casework.cases.rules.promises import LENGTH
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import hours_of


@dataclass(frozen=True)
class Offer:
    """Who offered what was agreed, and the day by which it is to be done."""

    by: Member
    due_on: date


def owe(case: Case, what: str, offer: Offer, *, by: Member) -> None:
    """One row, due when the owner's working day ends; none where the day had passed before the choice."""
    with translation.override(settings.LANGUAGE_CODE):
        let_agreed_fall(case, _("Something else was agreed."), by=by)
    owner = keeper(case, offer.by)
    due = close_of(offer.due_on, hours_of(owner))
    if due <= clock.now():
        return
    source, words = PromiseSource.AGREED, what[:LENGTH]
    begin(Promise(case=case, source=source, text=words, made_by=offer.by, owner=owner, due_at=due), by=by)


def keep_agreed(case: Case, *, by: Member) -> None:
    """Carried out in time, it is kept; whether it was kept when it was late is for a person to say."""
    for promise in open_agreed(case):
        if promise.due_at is not None and promise.due_at >= clock.now():
            keep(promise, by=by)


def let_agreed_fall(case: Case, why: str, *, by: Member) -> None:
    """What was agreed counts no more: what was owed by it is struck out."""
    for promise in open_agreed(case):
        strike(promise, why, by=by)


def open_agreed(case: Case) -> list[Promise]:
    rows = (
        Promise.objects.select_for_update(of=("self",)).open().filter(case=case, source=PromiseSource.AGREED)
    )
    found = list(rows.select_related("owner").order_by("pk"))
    for one in found:
        one.case = case
    return found
