"""Budgets and their journal, as machines ask for them and get them."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema

from amends.doors.api.schemas.entries import Words
from amends.doors.api.schemas.under_way_entries import Paging


class BudgetFilters(Paging):
    team: Words = Field("", description="Code of a department", max_length=40)
    currency: Words = Field("", description="Three letters", max_length=3)
    on: date | None = Field(None, description="A day that the period holds")
    state: Words = Field("", description="open or closed", max_length=6)


class EntryFilters(Paging):
    since: date | None = Field(None, description="First day, by the time zone of the house; with `until`")
    until: date | None = Field(None, description="Last day, by the time zone of the house; with `since`")


class BudgetOut(Schema):
    """A budget as it stands; amounts are decimal texts in its currency."""

    id: int
    team: str = Field(description="Code of the department")
    currency: str
    starts_on: date
    ends_on: date
    state: str
    by_law_only: bool = Field(description="Holds only what is owed by law where nobody opened a budget")
    warn_at_percent: int
    granted: str
    left: str
    reserved: str
    committed: str
    spent: str
    owed_by_law: str = Field(description="Reserved and committed")
    paid_by_law: str
    bound_percent: int


class BudgetPage(Schema):
    items: list[BudgetOut]
    next: str | None = Field(description="Send it as `after` to go on; null at the end")


class PostingOut(Schema):
    account: str
    debit: str
    credit: str


class EntryOut(Schema):
    """What was booked once, in whole; its postings sum to nothing."""

    id: int
    at: datetime
    kind: str
    amount: str
    reference: str
    reason: str
    by: str = Field(description="User name")
    postings: list[PostingOut]


class EntryPage(Schema):
    items: list[EntryOut]
    next: str | None = Field(description="Send it as `after` to go on; null at the end")
