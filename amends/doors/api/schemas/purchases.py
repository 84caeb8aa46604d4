"""What systems of the house send of orders and contracts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from ninja import Field
from pydantic import AfterValidator, AwareDatetime

from amends.casework.customers.choices import ContractKind
from amends.doors.api.schemas.entries import CustomerEntry, Entry, Words
from amends.doors.channels.file_import.rules.moments import EARLIEST, LATEST


def a_day_of_business(value: date) -> date:
    """Years that no contract and no delivery has come from a mistyped or an empty field."""
    if not EARLIEST <= value.year < LATEST:
        said = _("“%(value)s” is no day between %(from)s and %(until)s.")
        raise ValueError(said % {"value": value.isoformat(), "from": EARLIEST, "until": LATEST})
    return value


Day = Annotated[date, AfterValidator(a_day_of_business)]
Sum = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
Currency = Annotated[Words, Field(pattern="^[A-Z]{3}$")]


class BuyerEntry(CustomerEntry):
    language: Literal["zh-Hans", "zh-Hant", "en"] | None = Field(
        None,
        description="What somebody new is written to in; left out, it is told by the words sent. "
        "Of somebody known it stays as it is",
    )


class OrderEntry(Entry):
    number: Annotated[
        Words,
        Field(min_length=1, max_length=60, description="The same number updates the order; send it whole"),
    ]
    customer: BuyerEntry = Field(
        description="Whose it is, as your own records know it; somebody new is added"
    )
    product: Annotated[Words, Field(min_length=1, max_length=200)]
    part_number: Annotated[Words, Field(max_length=60)] = ""
    quantity: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=3)] = Decimal(1)
    amount: Annotated[Sum, Field(description="Paid in all")]
    currency: Currency = "CNY"
    ordered_at: Annotated[
        AwareDatetime, Field(description="With its offset, such as 2026-06-18T10:00:00+08:00")
    ]
    delivered_on: Day | None = None
    returned_on: Day | None = None
    department: Annotated[Words, Field(max_length=40, description="The code of a department")] = ""
    shop: Annotated[Words, Field(max_length=80, description="Shop or branch, in words")] = ""


class ContractEntry(Entry):
    number: Annotated[
        Words,
        Field(min_length=1, max_length=60, description="The same number updates the contract; send it whole"),
    ]
    customer: BuyerEntry = Field(
        description="Whose it is, as your own records know it; somebody new is added"
    )
    kind: ContractKind
    subject: Annotated[Words, Field(max_length=200, description="What it is about, in words")] = ""
    amount: Sum | None = None
    currency: Currency = "CNY"
    starts_on: Day
    ends_on: Day | None = Field(None, description="Its last day; left out, it runs until somebody ends it")
