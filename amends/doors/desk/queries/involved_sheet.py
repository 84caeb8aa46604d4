"""The sheet of those who have to do with a case: parties, staff concerned, watchers, and what colleagues are writing."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from amends.casework.cases.choices import ConcernState, MayKnow, PartyKind
from amends.casework.cases.models import Case, Party
from amends.casework.cases.permissions import handles
from amends.casework.cases.queries import concerned_in
from amends.casework.cases.queries.attention import snooze_of, snoozes_of, watchers_of, watches
from amends.casework.cases.queries.parties import parties_of
from amends.casework.customers.choices import IdentityKind
from amends.casework.customers.rules import hidden
from amends.doors.desk.queries.sheets import sheet
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.replies.queries import colleagues_drafts


def involved_sheet(
    case: Case, member: Member, data: QueryDict | None = None, *, wrong: str = "", shown: int = 0
) -> dict[str, Any]:
    """`shown` is whose phone and address are shown in full, this once."""
    return {
        **sheet(case, "case_involved"),
        "handles": handles(member, case),
        "parties": [party_row(one, shown=one.pk == shown) for one in parties_of(case)],
        "concerned": [one for one in concerned_in(case) if one.state == ConcernState.CONFIRMED],
        "watchers": watchers_of(case),
        "watching": watches(member, case),
        "snooze": snooze_of(case, member),
        "is_late": bool(case.due_at and case.due_at < clock.now()),
        "snoozers": [one for one in snoozes_of(case) if one.member_id != member.pk],
        "drafts": colleagues_drafts(case, member),
        "files": list(case.attachments.order_by("-pk")[:50]),
        "kinds": PartyKind.choices,
        "knowledge": MayKnow.choices,
        "entered": data or {},
        "entered_at": data.get("form", "") if data else "",
        "shown": shown,
        "wrong": wrong,
    }


def party_row(party: Party, *, shown: bool) -> dict[str, Any]:
    phone, email = hidden(IdentityKind.PHONE, party.phone), hidden(IdentityKind.EMAIL, party.email)
    return {
        "party": party,
        "id": str(party.pk),
        "phone": party.phone if shown else phone,
        "email": party.email if shown else email,
        "covered": not shown and bool(party.phone or party.email),
        "may_be_addressed": party.kind == PartyKind.REPRESENTATIVE
        and bool(party.document_id)
        and party.may_know == MayKnow.ALL,
    }
