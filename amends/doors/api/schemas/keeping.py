"""How long things are kept, as machines get it."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema


class LawOut(Schema):
    """The law that a term may not undercut where the house works."""

    code: str
    years: int
    source: str
    read_for_sure: bool = Field(description="Otherwise it keeps, and lets nothing go")


class TermOut(Schema):
    """One version of how long a thing is kept."""

    version: int
    state: str = Field(description="waiting, confirmed, taken_back or turned_down")
    length: int | None = Field(description="In the unit of the thing; null: without end")
    begins_on: date
    basis: str
    reason: str
    entered_by: str = Field(description="Sign-in name")
    entered_at: datetime
    decided_by: str | None
    decided_at: datetime | None


class KeepingOut(Schema):
    """A thing that is kept, with what counts today and every version of the house."""

    kept: str = Field(description="files, safety_files or gift_addresses")
    unit: str = Field(description="years or days")
    length: int | None = Field(description="What counts today, laws and all; null: without end")
    version: int = Field(description="Of the house, counting today; 0: none")
    law: LawOut | None
    versions: list[TermOut]


class KeepingList(Schema):
    items: list[KeepingOut]
