"""Reviews of sent replies, as machines ask for them and get them."""

from __future__ import annotations

from datetime import datetime

from ninja import Field, Schema

from amends.doors.api.schemas.entries import Words
from amends.doors.api.schemas.under_way_entries import Paging


class ReviewFilters(Paging):
    case: Words = Field("", description="The number of a case", max_length=20)
    since: datetime | None = Field(None, description="Scored at this moment or later")


class MarkOut(Schema):
    """What one criterion got, from 0 (not done) to 2 (done); null: does not apply."""

    criterion: str
    weight: int
    person: int | None
    check: int
    stands: int | None = Field(description="After a dispute")


class ReviewOut(Schema):
    """A scored review; who wrote the reply and who scored it are not named."""

    id: int
    case: str
    kind: str = Field(description="What the reply was for")
    team: str = Field(description="Code of the author's department")
    why: str = Field(description="Why this reply was looked at")
    sheet: int = Field(description="Version of the sheet")
    sent_at: datetime
    scored_at: datetime
    first_score: int | None
    score: int | None
    check_score: int | None
    answer: str
    ruling: str = Field(description="Empty: no dispute was decided")
    findings: list[str] = Field(description="Codes of what the check remarks")
    marks: list[MarkOut]


class ReviewPage(Schema):
    items: list[ReviewOut]
    next: str | None = Field(description="Send it as `after` to go on; null at the end")
