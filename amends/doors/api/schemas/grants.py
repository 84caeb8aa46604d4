"""What is given in a case, as machines send and get it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Field, Schema

from amends.doors.api.schemas.answers import PersonOut
from amends.doors.api.schemas.entries import Entry, Version, Words
from amends.doors.api.schemas.under_way_entries import RowId
from amends.practice.remedies.choices import GrantBasis, GrantKind, GrantTiming

Amount = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=3)]


class MistakeOut(Schema):
    """What the gate says: the name of a mistake of giving, why, and whether it holds the gesture back."""

    name: str = Field(
        description="before_the_fix, wrong_moment, instead_of_apology, looks_like_bribe, too_cheap, unrelated, stereotyped"
    )
    why: str
    holds: bool


class GrantOut(Schema):
    id: int
    kind: str
    basis: str = Field(description="goodwill waits at the gate; solution and entitlement do not")
    entitlement: str
    amount: Decimal
    currency: str
    points: int | None
    gift: str = Field(description="The code of the gift; empty for all else")
    quantity: int
    state: str = Field(description="reserved, committed, settled, cancelled or returned")
    timing: str
    due_on: date
    reason: str
    outside_reason: str
    verdict: str = Field(
        description="under, within, over or unknown: where all that is given in the case lies"
    )
    range_low: Decimal | None
    range_high: Decimal | None
    gate: list[MistakeOut]
    gate_open: bool
    trouble: str = Field(description="Why it stands still; empty where it does not")
    thanks: str
    granted_by: PersonOut
    granted_at: datetime
    carried_out_at: datetime | None
    ended_at: datetime | None
    ended_because: str


class GrantPage(Schema):
    items: list[GrantOut]
    next: str | None


class GrantEntry(Entry):
    kind: GrantKind
    basis: GrantBasis = GrantBasis.GOODWILL
    reason: Words
    amount: Amount | None = Field(None, description="What it costs; a gift costs what the catalogue says")
    currency: Words = "CNY"
    points: Annotated[int, Field(gt=0, lt=10**8)] | None = None
    gift: Words = Field("", description="The code of the gift")
    quantity: Annotated[int, Field(ge=1, le=20)] = 1
    option: RowId | None = Field(None, description="The option that the customer chose")
    timing: GrantTiming = GrantTiming.NOW
    due_on: date | None = None
    outside_reason: Words = Field("", description="Why less or more than the fair range")
    entitlement: Words = ""
    version: Version = None


class CarryEntry(Entry):
    """What its kind needs; all else is passed over."""

    way: Words = Field("post", description="post, by_hand, pick_up or electronic, for a gift")
    place: Words = ""
    order_number: Words = Field("", description="For a refund; empty: that of the case")
    valid_until: date | None = Field(None, description="For a voucher; empty: a year from today")
    done: Words = Field("", description="What was done, for what people do by hand")
