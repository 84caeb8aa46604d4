"""The guide as machines get it."""

from __future__ import annotations

from datetime import datetime

from ninja import Field, Schema


class TickOut(Schema):
    """That a step was done, or left out with a reason."""

    key: str
    title: str = Field(description="What the page said when it was ticked")
    done: bool = Field(description="False where it was left out")
    reason: str
    by: str
    at: datetime
    stage: str


class RestsOn(Schema):
    label: str = Field(description="Such as emotion:anger")
    words: list[str] = Field(description="The words of the complaint that it was read from; may be none")


class StepOut(Schema):
    id: str
    title: str
    how: str
    key: str
    tick: TickOut | None


class LineOut(Schema):
    part: str = Field(description="do, say or never")
    topic: str
    text: str
    own: bool = Field(description="Whether the house wrote it")
    key: str
    rests_on: list[RestsOn]
    tick: TickOut | None = Field(description="For what is to be done")


class ReasonOut(Schema):
    text: str
    rests_on: list[RestsOn]


class AdviceOut(Schema):
    """What the playbook says for a case as it stands, in the language of the request."""

    case: str
    language: str
    edition: int | None = Field(description="Of the house's own layer; null where the book is as it ships")
    step: StepOut = Field(description="The one next step")
    escalations: list[StepOut] = Field(description="What has to be passed on besides")
    lines: list[LineOut]
    why: list[ReasonOut]
    script: list[str] = Field(description="In which order to say it, for the way this case came in")
    tempo: str | None
    strategy: str | None
    demand_order: list[str]
    direction_within_minutes: int | None
    update_every_minutes: int | None
    ticks: list[TickOut] = Field(description="All that were made, also for what is not advised any more")
