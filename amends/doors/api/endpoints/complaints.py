from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Header, Router

from amends.casework.cases.actions import register_complaint
from amends.casework.cases.models import Case
from amends.casework.cases.rules import summary_from
from amends.casework.cases.text import cleaned
from amends.casework.customers.rules import Contact
from amends.doors.api.access import Token, member_of, token_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.rules import KEY_LENGTH, stored_key
from amends.doors.api.schemas.answers import ComplaintReceived
from amends.doors.api.schemas.entries import ComplaintEntry
from amends.foundation.kernel.errors import Invalid

router = Router(tags=["complaints"])
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=KEY_LENGTH,
        description="Send the same key again after a lost answer: nothing is doubled, the answer is the same.",
    ),
]


@router.post(
    "",
    auth=Token(Scope.COMPLAINTS_WRITE),
    response={201: ComplaintReceived},
    openapi_extra=ERRORS,
    url_name="complaints",
    summary="Hand in a complaint",
)
def hand_in(request: HttpRequest, entry: ComplaintEntry, key: Key = None) -> dict[str, Any]:
    """Keeps the complaint and answers at once; it is read, routed and timed within a second after that."""
    case = register_complaint(
        text=entry.text,
        customer=Contact(**entry.customer.model_dump()),
        channel=entry.channel,
        subject=entry.subject,
        order_number=entry.order_number,
        happened=entry.happened,
        wish=entry.wish,
        idempotency_key=stored_key(token_of(request).pk, key) if key else None,
        by=member_of(request),
    )
    if key:
        ensure_same_complaint(case, entry)
    return {
        "number": case.number,
        "received_at": case.received_at,
        "subject": case.subject,
        "url": reverse("api:case", args=[case.number]),
        "follow_url": request.build_absolute_uri(reverse("portal:case", args=[case.token])),
    }


def ensure_same_complaint(case: Case, entry: ComplaintEntry) -> None:
    """A key that comes with other words is a mistake of the sender, who would otherwise lose those words."""
    if case.summary != summary_from(cleaned(entry.text)):
        raise Invalid(
            _("This key was used for another complaint. Every complaint needs a key of its own."),
            field="Idempotency-Key",
            code="key_reused",
        )
