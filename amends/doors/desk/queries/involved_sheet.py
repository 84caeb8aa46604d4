"""The sheet of those who have to do with a case: parties, staff concerned, watchers, and what colleagues are writing."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from amends.casework.cases.choices import ConcernState, MayKnow, PartyKind
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import handles
from amends.casework.cases.queries import concerned_in
from amends.casework.cases.queries.attention import snooze_of, snoozes_of, watchers_of, watches
from amends.casework.cases.queries.parties import parties_of
from amends.doors.desk.queries.sheets import sheet
from amends.foundation.organisation.models import Member
from amends.practice.replies.queries import colleagues_drafts


def involved_sheet(
    case: Case, member: Member, data: QueryDict | None = None, *, wrong: str = ""
) -> dict[str, Any]:
    return {
        **sheet(case, "case_involved"),
        "handles": handles(member, case),
        "parties": parties_of(case),
        "concerned": [one for one in concerned_in(case) if one.state == ConcernState.CONFIRMED],
        "watchers": watchers_of(case),
        "watching": watches(member, case),
        "snooze": snooze_of(case, member),
        "snoozers": [one for one in snoozes_of(case) if one.member_id != member.pk],
        "drafts": colleagues_drafts(case, member),
        "files": list(case.attachments.order_by("-pk")[:50]),
        "kinds": PartyKind.choices,
        "knowledge": MayKnow.choices,
        "entered": data or {},
        "entered_at": data.get("form", "") if data else "",
        "wrong": wrong,
    }
