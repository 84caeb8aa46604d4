"""That two cases belong together: a duplicate and the first one, a later complaint and the closed one it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases import rules
from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.actions.registering import register_complaint
from amends.casework.cases.choices import LinkKind
from amends.casework.cases.events import CaseLinked
from amends.casework.cases.models import Case, CaseLink
from amends.casework.cases.text import cleaned, kept_key
from amends.casework.cases.vault import Kept
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member

REASON_LENGTH = 2000


@transaction.atomic
def follow_up_case(
    *,
    case_id: int,
    text: str,
    by: Member,
    reason: str = "",
    channel: str = "",
    files: Sequence[Kept] = (),
    idempotency_key: str | None = None,
) -> Case:
    """A new case for what comes up long after the other one was closed; the two are linked, with the reason."""
    earlier = locked(case_id, by=by)
    key = kept_key(idempotency_key)
    if key and (known := Case.objects.filter(idempotency_key=key, links__other=earlier).first()):
        return known
    if earlier.is_open or can_come_back(earlier):
        raise WrongState(_("This case can still be taken up itself. Write to it, or reopen it."))
    case = register_complaint(
        text=text,
        customer=earlier.customer,
        channel=channel or earlier.channel,
        order_number=earlier.order_number,
        department=earlier.department,
        concerns=earlier.concerns,
        files=files,
        idempotency_key=key,
        by=by,
    )
    why = cleaned(reason)[:REASON_LENGTH] or _("The customer wrote after the case was closed for good.")
    if earlier.restricted:
        # What was kept from others stays kept from them.
        case.restricted = True
        save(case, "restricted", by_house=True)
    link(case, earlier, LinkKind.FOLLOW_UP, why, by=by)
    return case


def can_come_back(case: Case) -> bool:
    """Whether a closed case may still be reopened, rather than followed up by a new one."""
    return rules.may_come_back(case.closed_at, clock.now(), settings.AMENDS_REOPEN_DAYS)


def link(case: Case, other: Case, kind: LinkKind, reason: str, *, by: Member) -> CaseLink:
    """Part of an action: both cases know of it, in their trails too."""
    found, _made = CaseLink.objects.get_or_create(
        case=case,
        other=other,
        kind=kind,
        ended_at=None,
        defaults={"reason": reason, "by": by, "at": clock.now()},
    )
    data = {"kind": kind.value, "case": case.number, "other": other.number}
    note_down(case, "case.linked", by=by, data=data, reason=reason)
    note_down(other, "case.linked", by=by, data=data, reason=reason)
    publish(CaseLinked(case_id=case.pk, other_id=other.pk, kind=kind.value))
    return found
