"""What machines send about the work in a case."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict

from amends.casework.cases.choices import PointFinding, Responsible, TaskKind
from amends.casework.clocks.choices import PauseReason
from amends.casework.readings.choices import Category, Demand
from amends.doors.api.schemas.entries import LONGEST_PAGE, Entry, Version, Words

RowId = Annotated[int, Field(ge=1, le=2**63 - 1)]
Moment = Annotated[AwareDatetime, Field(description="With its offset, such as 2026-06-18T10:00:00+08:00")]


class PointEntry(Entry):
    text: Annotated[Words, Field(description="In the customer's words where they stand in the complaint")]
    category: Category | Literal[""] = ""
    demands: list[Demand] = Field(default_factory=list)
    version: Version = None


class VersionEntry(Entry):
    version: Version = None


class FindingEntry(Entry):
    finding: PointFinding
    reason: Words
    cause: Annotated[Words, Field(description="A code of the list of causes")] = ""
    responsible: Responsible | Literal[""] = ""
    remedy: Words = ""
    version: Version = None


class EvidenceEntry(Entry):
    """Either a file of the case by its id, or a passage as it stands in a message."""

    attachment: RowId | None = None
    passage: Words = ""
    message: RowId | None = Field(None, description="Empty: the first message that holds the passage")


class StatusEntry(Entry):
    code: Words = Field(
        description="A code of `/labels` that fits where the case stands; empty takes it away"
    )
    version: Version = None


class TaskEntry(Entry):
    department: Words = Field(description="The code of the department")
    person: Words = Field("", description="A username there; empty leaves it to the department")
    kind: TaskKind | None = Field(None, description="Empty: what the department does")
    asked: Words
    accept_by: Moment | None = None
    finish_by: Moment | None = None


class AgainEntry(Entry):
    department: Words
    person: Words = ""
    asked: Words = Field("", description="Empty: the same words")


class ReasonEntry(Entry):
    reason: Words


class WordsEntry(Entry):
    words: Words = ""


class ResultEntry(Entry):
    result: dict[str, Words] = Field(
        description="quality: cause, responsible, countermeasure, verification; business: order, part_number, quantity, "
        "delivery_date, demand, reason, outcome; legal and communications: outcome, wording; office: outcome"
    )


class PromiseEntry(Entry):
    text: Words
    due_at: Moment
    owner: Words = Field("", description="A username; empty: whoever has the case")
    remind_at: Moment | None = None


class ConfirmEntry(Entry):
    text: Words = Field("", description="Empty: as it was found")
    due_at: Moment | None = Field(None, description="Needed where the reply named no time")
    owner: Words = ""
    remind_at: Moment | None = None


class BrokenEntry(Entry):
    reason: Words
    told: Words = Field(description="What the customer was told about it")


class LimitEntry(Entry):
    code: Words = Field(description="The code of a legal limit that is on in this house")
    started_at: Moment
    version: Version = None


class PauseEntry(Entry):
    reason: PauseReason
    note: Words = ""
    version: Version = None


class MetEntry(Entry):
    what: Words = Field(description="How one can tell that the limit is met")
    version: Version = None


class Paging(Schema):
    model_config = ConfigDict(extra="forbid")

    after: Words | None = Field(None, description="`next` of the page before")
    limit: int = Field(25, ge=1, le=LONGEST_PAGE)


class TaskFilters(Paging):
    state: Literal["open", "given", "accepted", "returned", "done", "withdrawn"] = "open"
    department: Words = Field("", description="The code of a department")
    person: Words = Field("", description="A username, or `me`")


class PromiseFilters(Paging):
    state: Literal["to_confirm", "open", "kept", "broken", "struck"] = "open"
    owner: Words = Field("", description="A username, or `me`")
