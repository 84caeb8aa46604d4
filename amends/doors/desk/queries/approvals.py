"""What waits for a decision: the queue of all cases, the sheet of one, and the matrix of who may decide what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.actions.approvals import ASKABLE
from amends.casework.cases.choices import ApprovalState
from amends.casework.cases.models import ApprovalRequest, Case
from amends.casework.cases.queries.approvals import (
    approvals_of,
    deciders,
    own_approvals,
    verdict_in,
    waiting_approvals,
)
from amends.doors.desk.queries.approval_texts import beyond_budget, both_sides
from amends.doors.desk.queries.in_place import decided_in_place_of
from amends.doors.desk.queries.listing import case_url
from amends.doors.desk.queries.sheets import sheet
from amends.doors.desk.queries.waiting_reply import waiting_row
from amends.doors.desk.words import money_text, time_left
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import SIGNS
from amends.foundation.organisation.choices import ABOUT_MONEY, DECIDING, HOME_CURRENCY, Power, Role
from amends.foundation.organisation.models import AuthorityRule, Member
from amends.foundation.organisation.permissions import may_set_authority
from amends.foundation.organisation.queries import (
    Cell,
    delegations_of,
    matrix,
    people,
    rule_in_force,
    stood_in_for_by,
)
from amends.foundation.organisation.rules import Rule, Verdict
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.permissions import decidable, may_approve
from amends.practice.replies.queries import own_waiting, replies_standing, replies_waiting_for

REPLIES_SHOWN = 100


def shown(requests: Iterable[ApprovalRequest], member: Member) -> list[dict[str, Any]]:
    """Requests, with what this member may do about them and how long they took or may still take."""
    rows, now = list(requests), clock.now()
    names = deciders([one for one in rows if one.state == ApprovalState.ASKED], member)
    return [request_row(one, member, now, names.get(one.pk)) for one in rows]


def request_row(
    request: ApprovalRequest, member: Member, now: datetime, name: Member | None
) -> dict[str, Any]:
    """One request as this member sees it, who may decide it under that name."""
    return {
        "row": request,
        "sum": money_text(request.amount, request.currency) if request.amount is not None else "",
        "number": request.case.number,
        "url": case_url(request.case.number),
        "waits": request.state == ApprovalState.ASKED,
        "late": request.state == ApprovalState.ASKED and request.due_at <= now,
        "due": time_left(request.due_at, now),
        "took": minutes(request.asked_at, request.decided_at) if request.decided_at else "",
        "may_decide": name is not None,
        "decides_for": name.display_name if name is not None and name.pk != member.pk else "",
        "is_own": request.asked_by_id == member.pk,
        "is_mine_first": request.asked_of_id == member.pk,
    }


def minutes(since: datetime, until: datetime) -> str:
    """How long an answer took, in minutes up to an hour, then in hours."""
    took = int((until - since).total_seconds() // 60)
    if took < 60:
        return _("answered after %(n)s min") % {"n": max(1, took)}
    return _("answered after %(n)s h") % {"n": round(took / 60)}


def queue_page(member: Member, entered: QueryDict) -> dict[str, Any]:
    asked = waiting_approvals(member)
    short = beyond_budget(asked)
    waiting = [{**one, "is_short": one["row"].pk in short} for one in shown(asked, member)]
    mine = [one for one in waiting if one["may_decide"]]
    replies = decidable(replies_waiting_for(member)[:REPLIES_SHOWN], member)
    rows = [waiting_row(one, member, is_above=name is None) for one, name in replies]
    return {
        "title": _("Approvals"),
        "urgent": [one for one in mine if one["row"].urgent],
        "requests": [one for one in mine if not one["row"].urgent],
        "replies": [one for one in rows if not one["is_above"]],
        "above": [one for one in rows if one["is_above"]],
        "own_replies": [waiting_row(one, member) for one in own_waiting(member)],
        "own": shown(own_approvals(member), member),
        "stands_in_for": stood_in_for_by(member),
        "delegations": delegations_of(member),
        "in_my_place": decided_in_place_of(member),
        "people": colleagues(member),
        "entered": entered,
    }


def colleagues(member: Member) -> list[Member]:
    return [one for one in people() if one.is_active and one.pk != member.pk and one.role in DECIDING]


def approvals_sheet(case: Case, member: Member, entered: QueryDict | None = None) -> dict[str, Any]:
    rows = approvals_of(case)
    for row in rows:
        row.case = case
    under_way = replies_standing(case, member).under_way
    waits = under_way if under_way and under_way.state == ReplyState.AWAITING_APPROVAL else None
    if waits:
        waits.case = case
    both = both_sides([row for row in rows if row.state == ApprovalState.ASKED], case, member)
    return {
        **sheet(case, "case_approvals"),
        "title": _("Approvals of %(number)s") % {"number": case.number},
        "rows": [{**one, "both": both.get(one["row"].pk)} for one in shown(rows, member)],
        "waiting_reply": waiting_row(waits, member, is_above=not may_approve(member, waits))
        if waits
        else None,
        "askable": askable(case, member),
        "currencies": list(SIGNS),
        "home": HOME_CURRENCY,
        "entered": entered or QueryDict(),
    }


def askable(case: Case, member: Member) -> list[dict[str, Any]]:
    """What the member may ask others to decide; what they may decide alone says so instead."""
    return [
        {"value": power.value, "label": power.label, "alone": verdict_in(case, member, power) == Verdict.YES}
        for power in ASKABLE
    ]


def authority_page(member: Member, entered: QueryDict) -> dict[str, Any]:
    rows = matrix()
    waiting = [one for _power, cells in rows for cell in cells for one in cell.waiting]
    cells = [cell for _power, some in rows for cell in some]
    chosen = next(
        (one for one in cells if (one.power, one.role) == (entered.get("power"), entered.get("role"))), None
    )
    return {
        "title": _("Who may decide what"),
        "roles": [Role(role).label for role in DECIDING],
        "rows": [{"power": power, "cells": [cell_shown(cell) for cell in cells]} for power, cells in rows],
        "waiting": [
            {
                "rule": rule,
                "sum": limit_text(rule, rule.currency),
                "is_own": rule.entered_by_id == member.pk,
                "may": may_set_authority(member),
            }
            for rule in waiting
        ],
        "may_set": may_set_authority(member),
        "powers": Power.choices,
        "currencies": list(SIGNS),
        "home": HOME_CURRENCY,
        "role_choices": [(role, Role(role).label) for role in DECIDING],
        "entered": entered
        if chosen is None or "reason" in entered
        else as_it_is(chosen, entered.get("currency") or HOME_CURRENCY),
    }


def cell_shown(cell: Cell) -> dict[str, Any]:
    """A cell with its sums in words: one line for the home currency, one for each other that the house has set."""
    return {
        "cell": cell,
        "sum": limit_text(cell.rule, HOME_CURRENCY),
        "about_money": cell.power in ABOUT_MONEY,
        "abroad": [
            {"currency": currency, "rule": rule, "sum": limit_text(rule, currency)}
            for currency, rule in cell.abroad.items()
        ],
        "later": [
            {"rule": rule, "currency": rule.currency, "sum": limit_text(rule, rule.currency)}
            for rule in cell.later
        ],
    }


def limit_text(rule: Rule | AuthorityRule, currency: str) -> str:
    return "" if rule.up_to is None else money_text(rule.up_to, currency)


def as_it_is(cell: Cell, currency: str) -> dict[str, Any]:
    """What holds now as the form's first values, so that changing a sum does not take something else away unseen."""
    rule = rule_in_force(cell.power, cell.role, currency=currency)
    return {
        "power": cell.power,
        "role": cell.role,
        "currency": currency,
        "up_to": "" if rule.up_to is None else f"{rule.up_to.normalize():f}",
        "may_not": not rule.may,
        "sensitive_too": rule.sensitive_too,
    }
