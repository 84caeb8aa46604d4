"""One reading of a text, as machines get it; the words of the labels are closed lists."""

from __future__ import annotations

from ninja import Field, Schema

from amends.casework.readings.choices import (
    Category,
    Demand,
    Emotion,
    FactKind,
    Kind,
    Mode,
    Motive,
    Need,
    Persona,
    Risk,
    Severity,
)

OF_COMPLAINTS = "Null unless the text is a complaint"


class Span(Schema):
    """From `start` up to but not with `end`, in code points of the text as sent."""

    start: int
    end: int


class FactRead(Span):
    kind: FactKind
    value: str = Field(
        description="In one form where that is possible: ISO dates and durations, plain decimals"
    )
    unit: str | None = Field(description="Of an amount its currency, of a duration its unit")


class GrievanceRead(Span):
    category: Category
    demands: list[Demand]
    asked: Span | None = Field(description="The words of the request")
    passage: Span = Field(description="What to quote")
    page: int | None = Field(description="From 1; null where the text fits on one page")
    paragraph: int | None = Field(description="From 1, on its page")
    mentions: int = Field(description="How often the text comes back to it")


class WishRead(Schema):
    origin: str
    wish: str
    asked: bool = Field(description="Whether the text itself asks for it")


class ExpectationRead(Schema):
    """What the writer will count as solved, in three levels."""

    least: list[str]
    asked: list[str]
    beyond: list[str]
    wishes: list[WishRead]
    redress: list[str]
    escalation: str


class EvidenceRead(Span):
    label: str = Field(description="`head:label`, such as `emotion:anger`")


class TextRead(Schema):
    id: str | None
    language: str = Field(description="`zh-Hans`, `zh-Hant`, `en` or `und`")
    kind: Kind
    category: Category | None = Field(description=OF_COMPLAINTS)
    category_all: list[Category]
    emotion: Emotion | None = Field(description=OF_COMPLAINTS)
    intensity: int | None = Field(ge=0, le=3, description=OF_COMPLAINTS)
    motive: Motive | None = Field(description=OF_COMPLAINTS)
    motive_all: list[Motive]
    demands: list[Demand]
    mode: Mode | None = Field(description=OF_COMPLAINTS)
    severity: Severity | None = Field(description=OF_COMPLAINTS)
    risks: list[Risk]
    persona: Persona | None = Field(description=OF_COMPLAINTS)
    needs: list[Need]
    facts: list[FactRead]
    grievances: list[GrievanceRead]
    expectation: ExpectationRead | None
    confidence: dict[str, float] = Field(
        description="Of each answer, from 0 to 1, measured: 0.9 is right nine times in ten"
    )
    evidence: list[EvidenceRead]
