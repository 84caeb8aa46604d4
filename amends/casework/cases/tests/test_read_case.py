"""The house reads a complaint and writes what it found onto the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from amends.casework.cases.actions import add_customer_message, read_case, read_message
from amends.casework.cases.models import Case
from amends.casework.customers.models import Customer, Order
from amends.casework.readings.models import Reading
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel import clock


def test_the_labels_of_the_reading_stand_on_the_case(company: Any, registered_case: Case) -> None:
    case = read_case(case_id=registered_case.pk, by=company.house)
    assert case.reading is not None
    assert (case.kind, case.category, case.language) == (
        "complaint",
        case.reading.data["category"],
        "zh-Hans",
    )
    assert "refund" in case.demands
    assert "regulator" in case.risks
    assert case.has_risk
    assert case.messages.get().reading == case.reading


def test_what_is_complained_about_is_kept_in_the_customers_own_words(
    company: Any, registered_case: Case
) -> None:
    case = read_case(case_id=registered_case.pk, by=company.house)
    body = case.messages.get().body
    points = list(case.grievances.all())
    assert points
    assert all(point.text in body for point in points)
    assert [point.position for point in points] == list(range(len(points)))


def test_reading_again_changes_nothing(company: Any, registered_case: Case) -> None:
    version = read_case(case_id=registered_case.pk, by=company.house).version
    assert read_case(case_id=registered_case.pk, by=company.house).version == version
    assert Reading.objects.count() == 1
    assert [entry.action for entry in entries_of(registered_case.chain)].count("case.read") == 1


def test_a_risk_named_later_is_added_to_those_known(company: Any, register: Callable[..., Case]) -> None:
    case = register("送来的杯子颜色不对，想换一个。")
    read_case(case_id=case.pk, by=company.house)
    message = add_customer_message(case_id=case.pk, text="还不处理我就找律师起诉你们！", by=company.portal)
    read_message(message_id=message.pk, by=company.house)
    case.refresh_from_db()
    assert "legal" in case.risks
    assert case.has_risk
    version = case.version
    read_message(message_id=message.pk, by=company.house)
    case.refresh_from_db()
    assert case.version == version


@pytest.mark.parametrize("words", ["谢谢", "好的。"])
def test_a_message_without_a_new_risk_leaves_the_case_as_it_is(
    company: Any, owned_case: Case, words: str
) -> None:
    message = add_customer_message(case_id=owned_case.pk, text=words, by=company.portal)
    version = Case.objects.get(pk=owned_case.pk).version
    assert read_message(message_id=message.pk, by=company.house).reading is not None
    assert Case.objects.get(pk=owned_case.pk).version == version


def test_yesterday_is_the_day_before_by_the_clock_of_the_house(
    company: Any, register: Callable[..., Case]
) -> None:
    # Half past one at night in Shanghai, when it is still the day before in London.
    with clock.at(datetime(2026, 6, 10, 17, 30, tzinfo=UTC)):
        case = register("昨天买的锅漏水，要求退款。")
    reading = read_case(case_id=case.pk, by=company.house).reading
    assert reading is not None
    assert [fact["value"] for fact in reading.data["facts"] if fact["kind"] == "date"] == ["2026-06-10"]


@pytest.fixture
def orders(company: Any, customer: Any) -> dict[str, Order]:
    """Two of the customer's own and one of somebody else."""
    other = Customer.objects.create(name="别人", phone="139 0000 9999", created_at=clock.now())
    rows = {"W7640814": customer, "W7640815": customer, "W7640999": other}
    return {
        number: Order.objects.create(
            number=number,
            customer=who,
            product="养生壶",
            amount=199,
            department=company.east,
            ordered_at=clock.now(),
        )
        for number, who in rows.items()
    }


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("买的养生壶一插电就跳闸，订单号 W7640814，请退钱。", "W7640814"),
        ("买的养生壶一插电就跳闸，订单号 W7640999，请退钱。", ""),
        ("两把养生壶都跳闸，订单号 W7640814，另一单的订单号 W7640815，请退钱。", ""),
        ("买的养生壶一插电就跳闸，请退钱。", ""),
    ],
)
def test_the_order_that_the_words_name_is_taken_up_if_it_is_the_customers_only_one(
    company: Any, register: Callable[..., Case], orders: dict[str, Order], text: str, taken: str
) -> None:
    case = read_case(case_id=register(text).pk, by=company.house)
    assert case.order_number == taken
    assert (case.concerns == company.east) is bool(taken)
    named = [entry for entry in entries_of(case.chain) if entry.action == "case.order_named"]
    assert len(named) == bool(taken)


def test_an_order_named_later_is_taken_up_and_one_named_before_stays(
    company: Any, register: Callable[..., Case], orders: dict[str, Order]
) -> None:
    case = register("养生壶一插电就跳闸，请退钱。")
    read_case(case_id=case.pk, by=company.house)
    for number, known in (("W7640814", "W7640814"), ("W7640815", "W7640814")):
        message = add_customer_message(case_id=case.pk, text=f"订单号是 {number}。", by=company.portal)
        read_message(message_id=message.pk, by=company.house)
        case.refresh_from_db()
        assert case.order_number == known
