"""Both sides of what is to be decided: what the customer wrote, what they are to read, and the measure beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from amends.casework.cases.choices import Direction
from amends.casework.cases.models import ApprovalRequest, Case, Message
from amends.casework.cases.queries.engaged import here_and_merged
from amends.doors.desk.queries.advice_sheet import fair_block, like_block
from amends.doors.desk.remedy_words import remark_words
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.queries import left_for
from amends.practice.remedies.choices import GrantBasis, GrantKind
from amends.practice.remedies.models import AskedGrant
from amends.practice.remedies.queries import advice, latest_proposal
from amends.practice.remedies.queries.weighing import weigh
from amends.practice.replies.choices import DraftKind
from amends.practice.replies.models import Reply, ReplyDraft

SHOWN = 1500


def both_sides(requests: list[ApprovalRequest], case: Case, member: Member) -> dict[int, dict[str, Any]]:
    """For the requests about money or goods that this member looks at, by their id; the measure is worked out once."""
    grants = [one for one in requests if one.power == Power.GRANT and one.amount is not None]
    if not grants:
        return {}
    found, words = advice(case, member=member), complaint_of(case)
    asked = {
        one.approval_id: one
        for one in AskedGrant.objects.filter(approval__in=grants).select_related("gift", "option")
    }
    measure = {"fair": fair_block(found), "like": like_block(found)}
    sides = {}
    for one in grants:
        money = Money(one.amount or Decimal(0), one.currency)
        basis = asked[one.pk].basis if one.pk in asked else GrantBasis.GOODWILL
        weighed = weigh(found, money, basis=basis)
        left = left_for(case.department, one.currency, clock.today())
        about = [*found.warnings, *weighed.remarks]
        entered = asked[one.pk].entered if one.pk in asked else {}
        sides[one.pk] = {
            **words,
            **measure,
            "ours": ours_in(case, one, asked.get(one.pk)),
            "what": what_is_asked(asked.get(one.pk)),
            "where": weighed.verdict.label if basis == GrantBasis.GOODWILL else "",
            "outside": entered.get("outside_reason", ""),
            "remarks": [remark_words(said.code, said.values) for said in about],
            "given": weighed.before.whole,
            "left": left,
            "is_short": basis != GrantBasis.ENTITLEMENT and left is not None and money > left,
        }
    return sides


def beyond_budget(requests: Sequence[ApprovalRequest]) -> set[int]:
    """Which of these ask for more than the budget of their case has left; what is owed by law takes nothing from it."""
    grants = [one for one in requests if one.power == Power.GRANT and one.amount]
    if not grants:
        return set()
    owed = AskedGrant.objects.filter(approval__in=grants, basis=GrantBasis.ENTITLEMENT)
    free = set(owed.values_list("approval", flat=True))
    left: dict[tuple[int, str], Money | None] = {}
    found = set()
    for one in grants:
        where = (one.case.department_id, one.currency)
        if where not in left:
            left[where] = left_for(*where, clock.today())
        rest = left[where]
        if one.pk not in free and rest is not None and (one.amount or 0) > rest.amount:
            found.add(one.pk)
    return found


def complaint_of(case: Case) -> dict[str, str]:
    """What the customer wrote first and last."""
    rows = Message.objects.filter(here_and_merged(case), direction=Direction.IN).order_by("id")
    first, last = rows.first(), rows.last()
    return {
        "complaint": first.body[:SHOWN] if first else "",
        "last": last.body[:SHOWN] if last and first and last.pk != first.pk else "",
    }


def ours_in(case: Case, request: ApprovalRequest, asked: AskedGrant | None) -> str:
    """What the customer is to read: what was handed in with the question, else the draft or the waiting letter of who asked, else what was offered."""
    if asked is not None and asked.words:
        return asked.words
    drafts = ReplyDraft.objects.filter(case=case, member=request.asked_by_id, kind=DraftKind.REPLY)
    draft = drafts.values_list("body", flat=True).first()
    if draft:
        return str(draft)[:SHOWN]
    letters = Reply.objects.filter(case=case, author=request.asked_by_id).under_way()
    if letter := letters.values_list("body", flat=True).first():
        return str(letter)[:SHOWN]
    if asked is not None and asked.option is not None:
        return "\n".join(part for part in (asked.option.title, asked.option.description) if part)
    proposal = latest_proposal(case)
    if proposal is None:
        return ""
    options = [f"{one.position + 1}. {one.title}" for one in proposal.options.all()]
    return "\n".join([proposal.message.body[:SHOWN], *options])


def what_is_asked(asked: AskedGrant | None) -> str:
    if asked is None:
        return ""
    return str(asked.gift) if asked.gift else str(GrantKind(asked.kind).label)
