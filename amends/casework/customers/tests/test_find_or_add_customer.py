"""Whoever speaks to us is found again, or added once."""

from __future__ import annotations

from typing import Any

from amends.casework.customers.actions import find_or_add_customer
from amends.casework.customers.models import Customer


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
