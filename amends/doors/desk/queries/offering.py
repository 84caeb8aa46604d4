"""What the form for options starts from: a letter and the options that fit, all to be changed by the handler."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone

from amends.casework.cases.models import Case
from amends.doors.desk.queries.letter import draft_request
from amends.foundation.organisation.models import Member
from amends.practice.remedies.choices import Decision
from amends.practice.remedies.queries import OptionDraft, option_drafts, proposals_of, range_of
from amends.practice.replies.drafting import Option, draft_reply, suggested_options


def offer_drafts(case: Case, member: Member) -> dict[str, Any]:
    """Asked for when the form is opened: a letter that passes its own check takes longer than the whole page of the case."""
    ours = option_drafts(case, range_of(case, member=member))
    request = replace(
        draft_request(case, member, kind="solution", options_beside=True), options=tuple(map(named, ours))
    )
    refused = [one for one in proposals_of(case) if one.decision == Decision.REJECTED]
    days = {option.title: one.decided_at for one in refused for option in one.options.all()}
    options: list[Any] = [drafted(one) for one in ours] + [
        {
            "title": one.title,
            "pros": one.pro,
            "cons": one.con,
            "due_on": timezone.localdate(one.done_by),
            "turned_down_at": days.get(one.title),
        }
        for one in suggested_options(request)[len(ours) :]
        if one.done_by
    ]
    return {"letter": draft_reply(request), "options": options, "refused": refused}


def named(one: OptionDraft) -> Option:
    """As the letter speaks of it: by the same title."""
    return Option(one.title, one.pros.partition("\n")[0], one.cons.partition("\n")[0])


def drafted(one: OptionDraft) -> dict[str, Any]:
    """A draft as the form shows it; what it costs us stays out of what is sent."""
    return {
        "title": one.title,
        "description": one.description,
        "pros": one.pros,
        "cons": one.cons,
        "amount": one.amount.amount,
        "due_on": one.due_on,
        "kind": one.kind,
    }
