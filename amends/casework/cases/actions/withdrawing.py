"""The customer withdraws: their words are kept, and only a case that concerns nobody else ends by that alone."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.closing import close_case, told_in_ending, withdrawal_goes_up
from amends.casework.cases.actions.conversation import add_customer_message
from amends.casework.cases.choices import Confirmed, Outcome
from amends.casework.cases.events import CaseRaised
from amends.casework.cases.models import Case
from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member

WORDS_LENGTH = 2000


@transaction.atomic
def withdraw_complaint(*, case_id: int, words: str, by: Member, idempotency_key: str | None = None) -> Case:
    """Ends the case with the customer's own words; where it may concern others, a person who leads decides."""
    said = required(words, limit=WORDS_LENGTH, field="words")
    case = locked(case_id, by=by)
    ensure_open(case)
    add_customer_message(case_id=case.pk, text=said, by=by, idempotency_key=idempotency_key)
    return end_case(
        case_id=case.pk,
        outcome=Outcome.WDN,
        reason=said,
        left_open=_("The customer has withdrawn."),
        ending={"how": Confirmed.WRITTEN.value},
        by=by,
    )


@transaction.atomic
def end_case(
    *,
    case_id: int,
    outcome: str,
    by: Member,
    reason: str = "",
    left_open: str = "",
    ending: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Case:
    """Closes the case as `close_case` does; a withdrawal that somebody who leads has to decide goes up to them instead.

    Whether it was closed says `is_open` of the case that comes back.
    """
    case = locked(case_id, by=by, version=version)
    if outcome != Outcome.WDN or not withdrawal_goes_up(case, by):
        return close_case(
            case_id=case_id,
            outcome=outcome,
            reason=reason,
            left_open=left_open,
            ending=ending,
            version=version,
            by=by,
        )
    ensure_open(case)
    said = required(reason, limit=WORDS_LENGTH, field="reason")
    told = told_in_ending(outcome, ending or {})
    case.raised_at = case.raised_at or clock.now()
    save(case, "raised_at")
    note_down(case, "case.withdrawal_asked", by=by, data=told, reason=said)
    publish(CaseRaised(case_id=case.pk))
    return case
