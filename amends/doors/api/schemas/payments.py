"""Vouchers and refunds as tills and payers send and get them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Field, Schema

from amends.doors.api.schemas.entries import Entry, Words


class VoucherOut(Schema):
    ending: str = Field(description="The last four characters of its code")
    state: str = Field(description="issued, redeemed, expired or called_off")
    redeemable: bool = Field(description="Whether it can be redeemed today")
    amount: Decimal
    left: Decimal
    currency: str
    valid_from: date
    valid_until: date
    partial: bool = Field(description="Whether a part of it may be taken")
    bound: bool = Field(description="Whether `holder` is needed")
    conditions: str


class RedemptionEntry(Entry):
    code: Annotated[Words, Field(max_length=200)]
    place: Annotated[Words, Field(max_length=80, description="Branch, till or shop")]
    amount: Annotated[
        Decimal | None, Field(gt=0, max_digits=14, decimal_places=3, description="Null: all that is left")
    ] = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$", description="Needed with an amount")] = "CNY"
    holder: Annotated[
        Words,
        Field(
            max_length=120,
            description="For bound vouchers: last four figures of the phone, e-mail or customer number",
        ),
    ] = ""


class RedemptionOut(Schema):
    id: int
    amount: Decimal
    currency: str
    place: str
    at: datetime
    left: Decimal


class RefundOut(Schema):
    key: str
    number: str
    case: str
    order_number: str
    amount: Decimal
    currency: str
    state: str = Field(description="instructed, exported, paid, failed or called_off")
    paid_on: date | None
    bank_reference: str


class PaidEntry(Entry):
    paid_on: date
    bank_reference: Annotated[Words, Field(max_length=80)]


class FailedEntry(Entry):
    reason: Annotated[Words, Field(max_length=400)]
