"""Telling who looks after a case that the day of a grant has come."""

from __future__ import annotations

from django.utils import timezone

from amends.casework.cases.actions.telling import tell
from amends.casework.cases.queries.attention import who_leads
from amends.foundation.kernel import clock
from amends.foundation.notices.choices import NoticeKind
from amends.practice.remedies.queries.grants import due_grants


def remind_of_due() -> None:
    """What was planned for today and waits: said once a day, to the owner or to who leads."""
    today = clock.today()
    for grant in due_grants(today):
        if grant.due_on == timezone.localdate(grant.granted_at):
            continue
        to = [grant.case.owner_id or who_leads(grant.case.department)]
        data = {"what": "due", "grant": grant.pk}
        tell(grant.case, NoticeKind.GIVING, f"grant:{grant.pk}:due:{grant.due_on}", to, data)
