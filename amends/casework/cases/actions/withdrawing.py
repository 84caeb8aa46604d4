"""The customer withdraws: their words are kept, and only a case without danger ends by that alone."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases import rules
from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.closing import close_case
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
    """Ends the case with the customer's own words; where somebody may be in danger, a person who leads decides."""
    said = required(words, limit=WORDS_LENGTH, field="words")
    case = locked(case_id, by=by)
    ensure_open(case)
    add_customer_message(case_id=case.pk, text=said, by=by, idempotency_key=idempotency_key)
    case = locked(case_id, by=by)
    if not (rules.is_grave(case.severity) or case.has_risk):
        return close_case(
            case_id=case.pk,
            outcome=Outcome.WDN,
            reason=said,
            left_open=_("The customer has withdrawn."),
            ending={"how": Confirmed.WRITTEN.value},
            by=by,
        )
    case.raised_at = case.raised_at or clock.now()
    save(case, "raised_at")
    note_down(case, "case.withdrawal_asked", by=by, reason=said)
    publish(CaseRaised(case_id=case.pk))
    return case
