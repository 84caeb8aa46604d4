"""A gift in stages: the next part when the first has gone out and the gate is open, once, and never out of nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import assign_case, merge_cases, undo_merge
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.practice.remedies.actions import (
    NextPart,
    cancel_grant,
    carry_out_grant,
    grant_next_part,
    write_card,
)
from amends.practice.remedies.cards import begun_card
from amends.practice.remedies.models import Grant
from amends.practice.remedies.queries.balance import grants_out_of_step
from amends.practice.remedies.rules.stages import next_day, parts
from amends.practice.remedies.tests.conftest import Giving


def first_part(giving: Giving, **fields: Any) -> Grant:
    given = {"amount": Decimal(20), "timing": "staged", "due_on": clock.today(), **fields}
    grant: Grant = giving.grant(**given)
    return grant


def sent(giving: Giving, grant: Grant) -> Grant:
    return carry_out_grant(grant_id=grant.pk, by=giving.company.handler)


def then(giving: Giving, grant: Grant, **fields: Any) -> Grant:
    day = clock.today() + timedelta(days=14)
    part = NextPart(**{"due_on": day, "amount": Decimal(50), "outside_reason": "分两次", **fields})
    return grant_next_part(grant_id=grant.pk, part=part, by=giving.company.handler)


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


@pytest.mark.parametrize(
    ("follows", "expected"),
    [
        ({1: None}, {1: (1, 1)}),
        ({1: None, 2: 1, 3: 2, 9: None}, {1: (1, 3), 2: (2, 3), 3: (3, 3), 9: (1, 1)}),
        ({2: 1}, {2: (1, 1)}),
        ({}, {}),
    ],
)
def test_each_part_has_its_number(
    follows: dict[int, int | None], expected: dict[int, tuple[int, int]]
) -> None:
    assert parts(follows) == expected


def test_the_next_day_is_two_weeks_on_and_never_past() -> None:
    monday = date(2026, 11, 2)
    assert next_day(after=monday, today=monday) == date(2026, 11, 16)
    assert next_day(after=monday, today=date(2027, 1, 2)) == date(2027, 1, 4)


def test_the_next_part_waits_for_the_first_and_for_the_gate(giving: Giving) -> None:
    giving.put_right()
    grant = first_part(giving)
    assert refusal(lambda: then(giving, grant)) == "part_waits"
    sent(giving, grant)
    Case.objects.filter(pk=giving.case.pk).update(unread=True)
    assert refusal(lambda: then(giving, grant)) == "gate"
    assert giving.books()["available"] == 980
    Case.objects.filter(pk=giving.case.pk).update(unread=False)
    second = then(giving, grant)
    assert (second.follows, second.kind, second.timing) == (grant, "voucher", "later")
    assert giving.books() == {"granted": -1000, "available": 930, "committed": 20, "reserved": 50}


def test_it_is_granted_once_until_it_is_cancelled(giving: Giving) -> None:
    giving.put_right()
    grant = sent(giving, first_part(giving))
    second = then(giving, grant, more_follow=True)
    assert then(giving, grant).pk == second.pk and Grant.objects.count() == 2
    cancel_grant(grant_id=second.pk, reason="换一样", by=giving.company.handler)
    assert then(giving, grant).pk != second.pk
    assert giving.books()["reserved"] == 50


def test_a_refusal_leaves_nothing_and_only_stages_have_parts(giving: Giving) -> None:
    giving.put_right()
    grant, alone = sent(giving, first_part(giving)), sent(giving, giving.grant(amount=Decimal(10)))
    assert refusal(lambda: then(giving, alone)) == "wrong_state"
    assert refusal(lambda: then(giving, grant, amount=Decimal(480))) == "needs_approval"
    assert refusal(lambda: then(giving, grant, due_on=clock.today() - timedelta(days=1))) == "invalid"
    part = NextPart(due_on=clock.today(), amount=Decimal(5))
    assert (
        refusal(lambda: grant_next_part(grant_id=grant.pk, part=part, by=giving.company.east_handler))
        == "not_found"
    )
    assert Grant.objects.count() == 2 and "reserved" not in giving.books()


def test_one_button_prepares_it_and_what_was_typed_comes_back(giving: Giving, client: Client) -> None:
    giving.put_right()
    client.force_login(giving.company.handler)
    grant = giving.present(timing="staged", due_on=clock.today())
    sheet = reverse("desk:case_giving", args=[giving.case.number])
    assert client.get(sheet).context["rows"][0]["next"]["waits"]
    write_card(
        grant_id=grant.pk,
        card=begun_card(grant, signed_by=giving.company.handler),
        by=giving.company.handler,
    )
    sent(giving, grant)
    row = client.get(sheet).context["rows"][0]
    assert row["part"] and not row["next"]["waits"] and not row["next"]["holding"]
    address = reverse("desk:grant_next_part", args=[giving.case.number, grant.pk])
    data = {"form": row["next"]["here"], **row["next"]["values"], "outside_reason": "<b>分两次</b>"}
    wrong = client.post(address, {**data, "quantity": "两"})
    assert wrong.status_code == 422 and "&lt;b&gt;分两次" in wrong.content.decode()
    assert client.post(address, data).status_code == 302
    rows = client.get(sheet).context["rows"]
    assert [one["grant"].follows_id for one in rows] == [grant.pk, None]
    assert [one["next"] for one in rows] == [None, None] and all(one["part"] for one in rows)


def test_after_a_merge_the_next_part_is_given_in_the_case_that_stayed(
    giving: Giving, register: Callable[..., Any], client: Client
) -> None:
    giving.put_right()
    handler = giving.company.handler
    grant = sent(giving, first_part(giving))
    other = register()
    Case.objects.filter(pk=other.pk).update(customer=giving.case.customer_id)
    main = assign_case(case_id=other.pk, to=handler, by=giving.company.house)
    merge = merge_cases(case_id=giving.case.pk, into=main.pk, why="同一件事", by=handler)
    assert refusal(lambda: then(giving, grant)) == "gate"
    books = giving.books()
    now = clock.now()
    Case.objects.filter(pk=main.pk).update(solved_at=now, confirmed_at=now, heat=10, unread=False)
    second = then(giving, grant)
    assert second.case_id == main.pk and grant.case_id == giving.case.pk
    client.force_login(handler)
    rows = client.get(reverse("desk:case_giving", args=[main.number])).context["rows"]
    assert [one["grant"].pk for one in rows] == [second.pk, grant.pk]
    cancel_grant(grant_id=second.pk, reason="先分开", by=handler)
    undo_merge(merge_id=merge.pk, by=handler)
    for case, pks in ((main, [second.pk]), (giving.case, [grant.pk])):
        rows = client.get(reverse("desk:case_giving", args=[case.number])).context["rows"]
        assert [one["grant"].pk for one in rows] == pks
    assert giving.books() == books and not grants_out_of_step()
