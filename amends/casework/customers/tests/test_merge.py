"""Merging is pointing: both records stay, are shown as one person, and are two again whenever somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from amends.casework.customers.actions import find_or_add_customer, merge_people, undo_merge
from amends.casework.customers.choices import CustomerKind
from amends.casework.customers.models import Customer, Merge
from amends.casework.customers.queries import identities_of, orders_of, records_of
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, Refused, WrongState
from amends.foundation.organisation.models import Department, Member

Add = Callable[..., Customer]


@pytest.fixture
def two(add: Add) -> tuple[Customer, Customer]:
    return add("王小明", phone="13800138000"), add("王晓明", phone="13911112222")


def merge(kept: Customer, merged: Customer, by: Member, reason: str = "核对过身份") -> Merge:
    return merge_people(merged_id=merged.pk, kept_id=kept.pk, reason=reason, by=by)


def test_both_records_stay_and_everything_is_shown_together(
    company: Any, two: tuple[Customer, Customer], buy: Callable[..., Any]
) -> None:
    kept, merged = two
    buy(kept, "E-1")
    buy(merged, "E-2")
    before = list(Customer.objects.filter(pk=merged.pk).values("name", "phone", "email"))
    merge(kept, merged, company.manager)
    for one in Customer.objects.filter(pk__in=[kept.pk, merged.pk]):
        assert {order.number for order in orders_of(one)} == {"E-1", "E-2"}
        assert [record.pk for record in records_of(one)] == [kept.pk, merged.pk]
        assert {identity.key for identity in identities_of(one)} == {"13800138000", "13911112222"}
    assert list(Customer.objects.filter(pk=merged.pk).values("name", "phone", "email")) == before


def test_by_whom_and_why_is_on_record_of_both_in_both_directions(
    company: Any, two: tuple[Customer, Customer]
) -> None:
    kept, merged = two
    done = merge(kept, merged, company.manager, "核对过身份")
    undo_merge(merge_id=done.pk, reason="其实是兄弟", by=company.manager)
    for customer, actions in (
        (merged, ["customer.merged", "customer.unmerged"]),
        (kept, ["customer.received", "customer.released"]),
    ):
        rows = AuditEntry.objects.filter(chain=customer.chain).order_by("n")
        assert [row.action for row in rows] == actions
        assert [row.reason for row in rows] == ["核对过身份", "其实是兄弟"]
    done.refresh_from_db()
    assert (done.by, done.undone_by, done.undone_reason) == (company.manager, company.manager, "其实是兄弟")


@pytest.mark.parametrize("who", ["handler", "trainer", "administrator"])
def test_who_does_not_decide_is_refused(company: Any, two: tuple[Customer, Customer], who: str) -> None:
    with pytest.raises(NotPermitted):
        merge(*two, company.members[who])
    assert not Merge.objects.exists()


def test_another_team_is_told_that_there_is_no_such_customer(
    company: Any, two: tuple[Customer, Customer]
) -> None:
    with pytest.raises(NotFound):
        merge(*two, company.east_lead)


def test_what_makes_no_sense_is_refused(company: Any, two: tuple[Customer, Customer], add: Add) -> None:
    kept, merged = two
    with pytest.raises(Invalid):
        merge(kept, kept, company.manager)
    with pytest.raises(Invalid):
        merge(kept, merged, company.manager, reason=" ")
    firm = add("云栖书店", email="shop@example.com")
    Customer.objects.filter(pk=firm.pk).update(kind=CustomerKind.ORGANISATION)
    with pytest.raises(Invalid):
        merge(kept, firm, company.manager)
    done = merge(kept, merged, company.manager)
    with pytest.raises(WrongState):
        merge(merged, kept, company.manager)
    undo_merge(merge_id=done.pk, reason="错了", by=company.manager)
    with pytest.raises(WrongState):
        undo_merge(merge_id=done.pk, reason="错了", by=company.manager)
    with pytest.raises(NotFound):
        undo_merge(merge_id=0, reason="错了", by=company.manager)


class TestMergesCanBeUndoneInAnyOrder(TestCase):
    """Any merges, some of them undone at once, then all: nothing is left of them but their record."""

    @settings(max_examples=25)
    @given(
        steps=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=12),
        shuffle=st.randoms(use_true_random=False),
    )
    def test_undoing_restores_everything(self, steps: list[tuple[int, int, bool]], shuffle: Any) -> None:
        Department(code="care", name="care", takes_in=True).save()
        member = Member.objects.create(username="boss", display_name="老板", role="manager", is_active=True)
        people = [find_or_add_customer(name=f"甲{n}", phone=f"1380013800{n}", by=member) for n in range(6)]
        before = list(Customer.objects.order_by("pk").values("pk", "merged_into", "person", "name", "phone"))
        for one, other, undo in steps:
            try:
                done = merge(people[one], people[other], member)
            except Refused:
                continue
            if undo:
                undo_merge(merge_id=done.pk, reason="错了", by=member)
            self.ensure_pointers_agree()
        standing = list(Merge.objects.filter(undone_at=None))
        shuffle.shuffle(standing)
        for done in standing:
            undo_merge(merge_id=done.pk, reason="错了", by=member)
            self.ensure_pointers_agree()
        after = list(Customer.objects.order_by("pk").values("pk", "merged_into", "person", "name", "phone"))
        assert after == before

    def ensure_pointers_agree(self) -> None:
        """`person` is always the record at the end of the pointers."""
        into = dict(Customer.objects.values_list("pk", "merged_into"))
        for pk, person in Customer.objects.values_list("pk", "person"):
            end = pk
            while into[end] is not None:
                end = into[end]
            assert person == (None if end == pk else end)
