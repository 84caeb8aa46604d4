"""An edition is entered by one, tried, confirmed by another; and every offer keeps the range that it was measured by."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from amends.casework.cases.models import Case
from amends.casework.customers.actions import record_order
from amends.content.remedy_policy import shipped_policy
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted
from amends.practice.remedies.actions import choose_option, decide_remedy_policy, enter_remedy_policy
from amends.practice.remedies.models import PolicyEdition
from amends.practice.remedies.queries import advice, forget, policy_in_force, range_of
from amends.practice.remedies.tests.conftest import options


def generous() -> dict[str, Any]:
    data = deepcopy(shipped_policy())
    for name in data["bands"]:
        data["bands"][name] = ["0.6", "0.9"]
    return data


@pytest.fixture
def with_order(company: Any, ready: Case) -> Case:
    record_order(
        customer=ready.customer,
        number="R-1",
        product="电饭锅",
        amount=Decimal(299),
        ordered_at=datetime(2026, 6, 18, tzinfo=UTC),
        by=company.house,
    )
    Case.objects.filter(pk=ready.pk).update(order_number="R-1", severity="minor", category="quality")
    ready.refresh_from_db()
    return ready


def in_force(company: Any, data: dict[str, Any]) -> PolicyEdition:
    made = enter_remedy_policy(data=data, reason="旺季试行", by=company.manager)
    decided = decide_remedy_policy(number=made.number, confirm=True, by=company.legal)
    forget()
    return decided


def test_one_enters_it_another_puts_it_in_force(company: Any, with_order: Case) -> None:
    made = enter_remedy_policy(data=generous(), reason="旺季试行", by=company.manager)
    assert policy_in_force().number == 0
    assert made.trial["open"]["higher"] == 1
    assert made.trial["open"]["examples"][0][0] == with_order.pk
    with pytest.raises(NotPermitted):
        decide_remedy_policy(number=made.number, confirm=True, by=company.manager)
    with pytest.raises(Conflict):
        enter_remedy_policy(data=generous(), reason="再来一版", by=company.legal)
    decide_remedy_policy(number=made.number, confirm=True, by=company.legal)
    with pytest.raises(Conflict):
        decide_remedy_policy(number=made.number, confirm=False, by=company.legal)
    forget()
    fair = range_of(with_order, member=company.handler)
    assert fair is not None
    assert (fair.edition, fair.highest) == (made.number, Decimal("269.10"))
    acts = AuditEntry.objects.filter(chain="house", action__startswith="remedy_policy.")
    assert list(acts.order_by("pk").values_list("action", flat=True)) == [
        "remedy_policy.entered",
        "remedy_policy.confirmed",
    ]


def test_what_is_refused(company: Any) -> None:
    for who in (company.handler, company.lead, company.administrator):
        with pytest.raises(NotPermitted):
            enter_remedy_policy(data=generous(), reason="试", by=who)
    broken = generous()
    broken["bands"]["minor"] = ["0.3", "0.2"]
    for data, reason in ((broken, "试"), ({}, "试"), (shipped_policy(), "试"), (generous(), " ")):
        with pytest.raises(Invalid):
            enter_remedy_policy(data=data, reason=reason, by=company.manager)
    assert not PolicyEdition.objects.exists()


def test_turned_down_nothing_changes(company: Any) -> None:
    made = enter_remedy_policy(data=generous(), reason="试", by=company.manager)
    decide_remedy_policy(number=made.number, confirm=False, by=company.manager)
    forget()
    assert policy_in_force().number == 0
    assert enter_remedy_policy(data=generous(), reason="再试", by=company.legal).number == made.number + 1


def test_an_offer_keeps_its_range_and_is_measured_anew_in_a_dry_run(
    company: Any, with_order: Case, propose: Callable[..., Any]
) -> None:
    offered = propose(options=options("退款", "换新", amount=40))
    choose_option(case_id=with_order.pk, option_id=offered.options.all()[0].pk, by=company.portal)
    made = in_force(company, generous())
    offered.refresh_from_db()
    assert (offered.fair["edition"], offered.fair["highest"]) == (0, "44.85")
    given = made.trial["given"]
    assert (given["count"], given["before"]["within"], given["after"]["under"]) == (1, 1, 1)
    assert offered.options.all()[0].currency == "CNY"


def test_the_advice_says_what_it_rests_on(company: Any, with_order: Case) -> None:
    found = advice(with_order, member=company.handler)
    assert found.fair is not None
    assert (str(found.spent), found.tier, found.edition, found.precedents.count) == (
        "¥299.00",
        "standard",
        0,
        0,
    )
    assert found.entitlements == []  # nobody has said where the house works
