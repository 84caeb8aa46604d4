"""Whoever speaks to us is found again, or added once."""

from __future__ import annotations

from typing import Any

from amends.casework.customers.actions import (
    end_identity,
    find_or_add_customer,
    merge_people,
    verify_identity,
)
from amends.casework.customers.models import Customer, PossibleMatch


def test_a_customer_is_found_by_phone_however_it_is_typed(company: Any, customer: Customer) -> None:
    assert find_or_add_customer(phone="+86 138 0013 8000", by=company.portal) == customer
    assert find_or_add_customer(phone="１３８００１３８０００", by=company.portal) == customer


def test_a_customer_is_found_by_mail_address_in_any_case(company: Any, customer: Customer) -> None:
    assert find_or_add_customer(email=" WANG@example.com ", by=company.portal) == customer


def test_the_surest_sign_wins_number_before_phone_before_mail(company: Any, customer: Customer) -> None:
    other = find_or_add_customer(
        reference="C-9", phone="13911112222", email="li@example.com", by=company.portal
    )
    both = {"phone": "13800138000", "email": "li@example.com"}
    assert find_or_add_customer(**both, by=company.portal) == customer
    assert find_or_add_customer(**both, reference="C-9", by=company.portal) == other


def test_a_known_name_is_never_overwritten_and_a_missing_one_is_filled_in(
    company: Any, customer: Customer
) -> None:
    assert find_or_add_customer(name="王先生", phone="13800138000", by=company.portal).name == "王小明"
    nameless = find_or_add_customer(phone="13922223333", by=company.portal)
    assert find_or_add_customer(name="韩梅梅", phone="13922223333", by=company.portal) == nameless
    nameless.refresh_from_db()
    assert nameless.name == "韩梅梅"


def test_without_any_contact_everybody_is_somebody_new(company: Any) -> None:
    first, second = (find_or_add_customer(by=company.portal) for _ in range(2))
    assert first != second
    assert str(first)


def test_the_same_customer_number_twice_is_one_customer(company: Any) -> None:
    first = find_or_add_customer(reference="C-1", name="甲", by=company.portal)
    assert find_or_add_customer(reference=" C-1\x00 ", by=company.portal) == first


def test_broken_and_endless_contact_data_is_kept_as_far_as_it_can_be(company: Any) -> None:
    found = find_or_add_customer(
        name="王\x00" + "长" * 500,
        phone="1" * 500 + "\x00",
        email="a" * 300 + "@example.com",
        reference="r" * 500,
        by=company.portal,
    )
    assert Customer.objects.get() == found
    assert "\x00" not in found.name


def test_another_name_under_a_stated_phone_is_somebody_new_and_proposed(
    company: Any, customer: Customer
) -> None:
    other = find_or_add_customer(name="李雷", phone="13800138000", by=company.portal)
    assert other != customer
    match = PossibleMatch.objects.get()
    assert (match.first, match.second, match.strength) == (customer, other, "weak")
    assert match.signals == [{"sign": "phone", "strength": "weak"}]


def test_a_verified_phone_says_who_it_is_whatever_the_name(company: Any, customer: Customer) -> None:
    verify_identity(identity_id=customer.identities.get(kind="phone").pk, how="回拨过", by=company.manager)
    assert find_or_add_customer(name="李雷", phone="13800138000", by=company.portal) == customer
    assert not PossibleMatch.objects.exists()


def test_what_two_people_share_is_proposed_and_never_joined(company: Any, customer: Customer) -> None:
    other = find_or_add_customer(name="王小明", phone="13911112222", by=company.portal)
    assert other != customer
    both = find_or_add_customer(
        name="王小明", phone="13911112222", email="wang@example.com", by=company.portal
    )
    assert both == other
    assert PossibleMatch.objects.get().signals == [{"sign": "email", "strength": "middling"}]
    assert not Customer.objects.exclude(person=None).exists()


def test_another_way_to_reach_somebody_is_kept_as_stated_and_preferred_to_nothing(
    company: Any, customer: Customer
) -> None:
    found = find_or_add_customer(
        name="王小明", phone="13800138000", email="new@example.com", by=company.portal
    )
    assert found == customer
    stated = customer.identities.get(key="new@example.com")
    assert (stated.is_verified, stated.preferred, stated.source) == (False, False, "intake")
    customer.refresh_from_db()
    assert customer.email == "wang@example.com"


def test_an_openid_that_the_door_vouches_for_is_verified_at_once(company: Any) -> None:
    first = find_or_add_customer(wechat="o-1", verified=("wechat",), by=company.portal)
    assert first.identities.get().is_verified
    assert find_or_add_customer(name="谁都行", wechat="o-1", by=company.portal) == first


def test_a_merged_record_still_gets_what_comes_by_its_own_sign(company: Any, customer: Customer) -> None:
    other = find_or_add_customer(name="王小明", phone="13911112222", by=company.portal)
    merge_people(merged_id=other.pk, kept_id=customer.pk, reason="同一人", by=company.manager)
    assert find_or_add_customer(name="王小明", phone="13911112222", by=company.portal) == other
    assert not PossibleMatch.objects.exists()


def test_an_ended_identity_finds_nobody(company: Any, customer: Customer) -> None:
    end_identity(
        identity_id=customer.identities.get(kind="phone").pk, reason="号码换人了", by=company.manager
    )
    assert find_or_add_customer(name="王小明", phone="13800138000", by=company.portal) != customer
