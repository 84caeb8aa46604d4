"""What machines get of the work in a case: points, tasks, promises, clocks."""

from __future__ import annotations

from datetime import datetime

from ninja import Field, Schema

from amends.doors.api.schemas.answers import PersonOut, StatusOut


class Made(Schema):
    """The same key always gets the same answer."""

    id: int
    case: str
    url: str = Field(description="Where it stands in this API")


class EvidenceOut(Schema):
    """What a point rests on: a file of the case, or a passage of one of its messages."""

    id: int
    file: str = Field(description="The name of the file; empty for a passage")
    attachment: int | None
    message: int | None
    passage: str
    added_by: PersonOut
    added_at: datetime


class PointFile(Schema):
    id: int
    position: int
    text: str
    category: str
    demands: list[str]
    by_hand: bool
    finding: str = Field(description="upheld, partly, not_upheld, unclear; empty before anybody judged it")
    reason: str
    cause: str
    responsible: str
    remedy: str
    found_by: PersonOut | None
    found_at: datetime | None
    evidence: list[EvidenceOut]


class PointList(Schema):
    """All points of a case; a case holds thirty at most."""

    items: list[PointFile]


class StatusList(Schema):
    items: list[StatusOut]


class TaskStepOut(Schema):
    turn: str
    department: str
    by: PersonOut
    to: PersonOut | None
    at: datetime
    words: str


class TaskOut(Schema):
    id: int
    case: str
    kind: str
    department: str
    person: PersonOut | None
    asked: str
    state: str = Field(description="given, accepted, returned, done, withdrawn")
    given_by: PersonOut
    given_at: datetime
    accept_by: datetime
    finish_by: datetime
    due_at: datetime = Field(
        description="What counts now: to accept while it is given, to finish once accepted"
    )
    accepted_by: PersonOut | None
    accepted_at: datetime | None
    ended_by: PersonOut | None
    ended_at: datetime | None
    result: dict[str, str]
    urged: int = Field(description="催单: how often it was asked for again")
    raised: int = Field(description="督办: how often it was brought before the department's lead")
    steps: list[TaskStepOut]


class TaskPage(Schema):
    items: list[TaskOut]
    next: str | None


class PromiseOut(Schema):
    id: int
    case: str
    text: str
    source: str = Field(description="reply, by_hand, meeting")
    message: int | None
    state: str = Field(description="to_confirm, open, kept, broken, struck")
    owner: PersonOut
    made_by: PersonOut
    made_at: datetime
    due_at: datetime | None
    late: bool
    remind_at: datetime | None
    confirmed_at: datetime | None
    ended_by: PersonOut | None
    ended_at: datetime | None
    reason: str
    told: str = Field(description="What the customer was told about a broken one")


class PromisePage(Schema):
    items: list[PromiseOut]
    next: str | None


class PauseOut(Schema):
    reason: str
    note: str
    started_at: datetime
    ended_at: datetime | None
    by: PersonOut


class ClockOut(Schema):
    id: int
    kind: str
    about: str = Field(description="A legal limit, `task:5` or `promise:7`; empty for the case itself")
    rule: str = Field(description="The code of the rule it runs by; empty where people chose the time")
    rule_version: int
    state: str = Field(description="running, paused, stopped")
    started_at: datetime
    due_at: datetime
    unpaused_due_at: datetime = Field(description="When it would be due had it never stood still")
    stopped_at: datetime | None
    met: bool | None = Field(
        description="Done in time; null while it runs, and where it fell away before it was due"
    )
    met_unpaused: bool | None
    used: float = Field(description="Share of its time that has gone; 1 is due")
    light: str = Field(description="green, yellow, orange, red")
    leads: bool = Field(description="The earliest that runs: the case's own due time")
    explained: list[str] = Field(description="How the due time was worked out, step by step")
    pauses: list[PauseOut]


class ClockList(Schema):
    """All clocks of a case, those that run first, the earliest due on top."""

    items: list[ClockOut]
