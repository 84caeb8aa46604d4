"""What is fair in a case, for a person to decide: range, like cases, what laws may give, and the options beside one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import handles
from amends.content.entitlements import fact_question, texts_of
from amends.doors.desk.queries.listing import case_url
from amends.doors.desk.queries.sheets import sheet
from amends.doors.desk.remedy_words import fault_name, kind_name, reason_of_range, remark_words, tier_name
from amends.doors.desk.words import label_name
from amends.foundation.kernel import clock
from amends.foundation.kernel.languages import interface_language
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.queries import left_for
from amends.practice.remedies.models import Option
from amends.practice.remedies.permissions import authority_of
from amends.practice.remedies.queries import Advice, advice, latest_proposal, option_drafts, remarks
from amends.practice.remedies.queries.drafting import OptionDraft
from amends.practice.remedies.rules import fair_range, judge
from amends.practice.remedies.rules.drafts import cost_of
from amends.practice.remedies.rules.entitlements import Due, State
from amends.practice.remedies.rules.policy import percent

ANSWERS = {"yes": True, "no": False}


def advice_sheet(
    case: Case, member: Member, entered: QueryDict | None = None, *, wrong: str = ""
) -> dict[str, Any]:
    return {
        **sheet(case, "case_giving"),
        **advice_blocks(case, member),
        "entered": entered or {},
        "wrong": wrong,
        "here": "facts",
        "entered_at": "facts",
        "answer_words": [
            ("yes", pgettext("answer", "Yes")),
            ("no", pgettext("answer", "No")),
            ("unknown", pgettext("answer", "Not known")),
        ],
        "may_answer": case.is_open and handles(member, case),
    }


def advice_blocks(case: Case, member: Member) -> dict[str, Any]:
    """What other sheets may show too: `fair`, `like`, `due`, `asked`, `remarks`, `compared`."""
    found = advice(case, member=member)
    return {
        "fair": fair_block(found),
        "like": like_block(found),
        "due": [due_block(one) for one in found.entitlements],
        "asked": questions(found),
        "remarks": [remark_words(one.code, one.values) for one in found.warnings],
        "compared": compared(found, member),
    }


def fair_block(found: Advice) -> dict[str, Any]:
    fair = found.fair
    return {
        "low": str(fair.low) if fair else "",
        "high": str(fair.high) if fair else "",
        "reasons": [words for one in fair.reasons if (words := reason_of_range(one))] if fair else [],
        "edition": found.edition,
        "facts": [
            (_("Severity"), label_name("severity", found.severity)),
            (_("Whose doing it was"), fault_name(found.fault)),
            (
                _("Paid"),
                f"{found.spent} · {found.order.product}"
                if found.spent and found.order
                else _("no order known"),
            ),
            (_("Tier"), tier_name(found.tier)),
            (_("Late"), lateness(found.late_hours)),
        ],
    }


def lateness(hours: int) -> str:
    if not hours:
        return _("none that is known")
    if hours < 48:
        return _("%(n)s hours") % {"n": hours}
    return _("%(n)s days") % {"n": hours // 24}


def like_block(found: Advice) -> dict[str, Any]:
    like = found.precedents
    return {
        "count": like.count,
        "low": str(like.lowest or ""),
        "high": str(like.highest or ""),
        "median": str(like.median or ""),
        "by_meaning": like.by_meaning,
        "is_small": like.is_small,
        "at_least": found.policy.like_at_least,
        "cases": [
            {
                "number": one.case.number,
                "subject": one.case.subject,
                "url": case_url(one.case.number),
                "amount": str(one.amount),
                "share": percent(one.share) if one.share is not None else "",
                "agreement": one.agreement,
            }
            for one in like.cases
        ],
    }


CONFIDENCE: dict[str, Callable[[], str]] = {
    "V": lambda: _("read in the rule itself"),
    "S": lambda: _("read in a reliable summary"),
    "G": lambda: _("from general knowledge"),
}
STATES: dict[State, Callable[[], tuple[str, str]]] = {
    State.MAY_BE_DUE: lambda: (pgettext("entitlement", "May be due"), "orange"),
    State.TO_ASK: lambda: (pgettext("entitlement", "To be found out"), "blue"),
    State.NOT_DUE: lambda: (pgettext("entitlement", "Does not apply"), "plain"),
}


def due_block(due: Due) -> dict[str, Any]:
    language = interface_language()
    state, tone = STATES[due.state]()
    return {
        **texts_of(due.entitlement.code, language),
        "code": due.entitlement.code,
        "jurisdiction": due.entitlement.jurisdiction,
        "source": due.entitlement.source,
        "confidence": CONFIDENCE[due.entitlement.confidence](),
        "is_sure": due.entitlement.confidence == "V",
        "state": state,
        "tone": tone,
        "is_off": due.state == State.NOT_DUE,
        "is_open": due.state == State.MAY_BE_DUE,
        "amount": str(due.amount) if due.amount and due.state != State.NOT_DUE else "",
        "last_day": due.last_day,
        "to_ask": [ask(code, language) for code in due.to_ask],
        "why_not": why_not(due, language),
    }


def ask(code: str, language: str) -> str:
    return (
        _("On which day was it bought or delivered? Enter it with the order.")
        if code == "window"
        else fact_question(code, language)
    )


def why_not(due: Due, language: str) -> str:
    if due.why_not == "window":
        return _("The customer spoke after the last day.")
    return (
        _("Answered “no”: %(question)s") % {"question": fact_question(due.why_not, language)}
        if due.why_not
        else ""
    )


def questions(found: Advice) -> list[dict[str, Any]]:
    """Each question that an entitlement here asks, once, with who answered it."""
    codes = dict.fromkeys(code for one in found.entitlements for code in one.entitlement.facts)
    language = interface_language()
    return [
        {
            "code": code,
            "text": fact_question(code, language),
            "answer": {True: "yes", False: "no"}[said.answer] if said else "",
            "by": said.said_by if said else None,
            "at": said.said_at if said else None,
        }
        for code in codes
        for said in (found.answered.get(code),)
    ]


def answers_in(form: QueryDict) -> dict[str, bool | None]:
    return {
        name.removeprefix("fact-"): ANSWERS.get(str(value))
        for name, value in form.items()
        if name.startswith("fact-")
    }


def compared(found: Advice, member: Member) -> dict[str, Any]:
    """The options before the customer, else those drafted from the policy, beside one another; the cost is for the desk."""
    latest = latest_proposal(found.case)
    currency = found.currency
    limit = authority_of(member, found.case, currency)
    left = left_for(found.case.department, currency, localdate(clock.now()))
    rows: Sequence[Option | OptionDraft] = (
        list(latest.options.all())
        if latest is not None and (latest.is_open or not found.case.is_open)
        # As in the form: without like cases, whose figures the case page does not ask for.
        else option_drafts(found.case, fair_range(found.facts, found.policy))
    )
    return {
        "offered": bool(latest and rows and isinstance(rows[0], Option)),
        "rows": [compared_row(one, found, limit, left) for one in rows],
        "left": str(left) if left is not None else "",
    }


def compared_row(
    one: Option | OptionDraft, found: Advice, limit: Decimal, left: Money | None
) -> dict[str, Any]:
    amount = one.amount if isinstance(one, OptionDraft) else _money(one)
    cost = cost_of(one.kind, amount, found.policy) if amount else None
    return {
        "title": one.title,
        "kind": kind_name(one.kind),
        "amount": str(amount) if amount else "",
        "where": judge(amount, found.fair) if amount else "unknown",
        "cost": str(cost) if cost else "",
        "alone": amount is None or amount.amount <= limit,
        "fits": cost is None or left is None or left.currency != cost.currency or cost <= left,
        "pros": one.pros.splitlines(),
        "cons": one.cons.splitlines(),
        "due_on": one.due_on,
        "chosen": isinstance(one, Option) and one.chosen,
        "remarks": [remark_words(said.code, said.values) for said in remarks(found, amount)]
        if amount
        else [],
    }


def _money(option: Option) -> Money | None:
    return Money(option.amount, option.currency) if option.amount else None
