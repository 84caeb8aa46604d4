"""Gifts on their way as machines see them: how far they have come, never where they go."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema

from amends.doors.api.schemas.entries import Entry, Words


class ShipmentOut(Schema):
    id: int
    number: str
    case: str
    reference: str = Field(
        description="What it belongs to, such as `grant:12`; several with one are its parts"
    )
    way: str = Field(description="post, by_hand, pick_up, electronic")
    state: str = Field(
        description="planned, asked, known, packed, sent, failed, delivered, thanked, returned, declined, called_off"
    )
    not_before: date | None
    due_on: date | None
    carrier: str
    tracking: str
    sent_at: datetime | None
    expected_on: date | None
    delivered_at: datetime | None
    started_at: datetime


class ShipmentPage(Schema):
    items: list[ShipmentOut]
    next: str | None


class DeliveredEntry(Entry):
    note: Annotated[Words, Field(description="Such as who took it")] = ""


class FailedEntry(Entry):
    reason: Annotated[Words, Field(description="As the carrier gives it")]
