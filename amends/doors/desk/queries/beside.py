"""The list beside an open case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.queries import cases_beside
from amends.casework.clocks.rules.lights import light, share_used
from amends.doors.desk.queries.listing import case_url
from amends.doors.desk.words import label_name, time_left
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member


@dataclass(frozen=True)
class Beside:
    """One case in the list beside the open one: all that its line shows."""

    number: str
    url: str
    subject: str
    customer_name: str
    unread: bool
    emotion: str
    emotion_label: str
    due_at: datetime | None
    due_text: str
    due_light: str


def beside(case: Case, now: datetime) -> Beside:
    number, due = case.number, case.due_at
    share = share_used(case.due_from, due, now) if due and case.due_from else 0.0
    return Beside(
        number=number,
        url=case_url(number),
        subject=case.subject,
        customer_name=str(case.customer),
        unread=case.unread,
        emotion=case.emotion,
        emotion_label=label_name("emotion", case.emotion),
        due_at=due,
        due_text=time_left(due, now) if due else "",
        due_light=light(share).value if due else "",
    )


def near(case: Case, member: Member) -> dict[str, Any]:
    """The list beside the case: the member's own open cases by due time, or else the newest open ones."""
    now = clock.now()
    own = case.owner_id == member.pk
    return {
        "near_label": _("My cases") if own else _("All open"),
        "near_rows": [beside(one, now) for one in cases_beside(case, member)],
        "back_url": f"{reverse('desk:list')}?view={'mine' if own else 'open'}",
    }
