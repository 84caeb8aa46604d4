"""A sum that was granted or chosen already grants nothing when it is named again; a new one beside it does."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from amends.casework.cases.models import Case
from amends.practice.remedies.actions import choose_option
from amends.practice.remedies.models import Proposal
from amends.practice.remedies.tests.conftest import options
from amends.practice.replies.actions.submitting import approval_for
from amends.practice.replies.queries import check_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def chosen(company: Any, ready: Case, propose: Callable[..., Proposal]) -> Case:
    proposal = propose(options=options(amount=1300))
    choose_option(case_id=ready.pk, option_id=proposal.options.get(position=0).pk, by=company.portal)
    return ready


@pytest.mark.parametrize(
    ("words", "is_above"),
    [
        ("您选的办法，我们退您 1,300 元。", False),
        ("您选的办法，我们退您 1,300 元，另外赔您 900 元。", True),
        ("您选的办法，我们退您 1,400 元。", True),
        ("我们退您 US$1,300。", True),
        ("您希望退款 1,400 元，对吗？", False),
    ],
)
def test_only_a_sum_that_is_new_needs_authority(
    company: Any, chosen: Case, words: str, is_above: bool
) -> None:
    found = check_for(chosen, company.handler, body=words, kind="closing", language="zh-Hans")
    assert ("over_authority" in {one.code for one in found}) is is_above
    reasons, sums = approval_for(chosen, words, company.handler)
    assert ("amount" in reasons) is is_above
    assert (sums["amount"] is not None) is is_above


def test_before_the_customer_chose_it_the_sum_is_new(
    company: Any, ready: Case, propose: Callable[..., Proposal]
) -> None:
    propose(options=options(amount=1300))
    reasons, sums = approval_for(ready, "我们退您 1,300 元。", company.handler)
    assert ("amount" in reasons, sums["amount"]) == (True, Decimal(1300))
