"""The options of a case as they are drafted: worded in the customer's language, with sums inside the range."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate

from amends.casework.cases.models import Case
from amends.content.files import load
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.queries.policy import policy_in_force
from amends.practice.remedies.queries.proposals import turned_down
from amends.practice.remedies.rules.drafts import drafts
from amends.practice.remedies.rules.policy import Range


@dataclass(frozen=True)
class OptionDraft:
    """As it stands in the form; `cost` is for the desk alone."""

    kind: str
    title: str
    description: str
    pros: str
    cons: str
    amount: Money
    cost: Money
    due_on: date


def option_drafts(case: Case, fair: Range | None) -> list[OptionDraft]:
    """None without a range: then there is nothing to measure a sum by. What was turned down at this worth is not drafted again.

    Asks nothing but the edition, now and then, and the earlier rounds where one was turned down.
    """
    if fair is None:
        return []
    refused = {(one.kind, one.amount) for one in turned_down(case)}
    words, today = load("options", case.language), localdate(clock.now())
    return [
        OptionDraft(
            kind=one.kind,
            title=words[one.kind]["title"].format(amount=said(one.amount)),
            description=words[one.kind]["description"].format(amount=said(one.amount)),
            pros="\n".join(words[one.kind]["pros"]),
            cons="\n".join(words[one.kind]["cons"]),
            amount=one.amount,
            cost=one.cost,
            due_on=today + timedelta(days=words[one.kind]["days"]),
        )
        for one in drafts(fair, policy_in_force(), round_no=case.rejections + 1)
        if (one.kind, one.amount.amount) not in refused
    ]


def said(amount: Money) -> str:
    """As one says it to a customer: whole sums without their cents."""
    return str(amount).removesuffix(".00")
