"""What machines send. A name that is not known is refused, so that nothing is lost through a typing error."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict

from amends.casework.cases.choices import Channel, Outcome, Stage
from amends.casework.readings.choices import Category, Emotion, Risk, Severity
from amends.foundation.kernel.plain_text import storable
from amends.practice.replies.choices import ReplyKind

LONGEST_PAGE = 100


def readable(value: Any) -> Any:
    """Half a surrogate pair is no text to any database; the rest of the words is still worth keeping."""
    return storable(value) if isinstance(value, str) else value


def an_address(value: str) -> str:
    if value:
        try:
            validate_email(value)
        except ValidationError as error:
            raise ValueError(_("This is not an e-mail address.")) from error
    return value


Words = Annotated[str, BeforeValidator(readable)]
Email = Annotated[Words, Field(max_length=254), AfterValidator(an_address)]
Version = Annotated[
    int | None,
    Field(description="The version you looked at; if the case has changed since, nothing is done (409)."),
]


class Entry(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class CustomerEntry(Entry):
    name: Annotated[Words, Field(max_length=80)] = ""
    phone: Annotated[Words, Field(max_length=40)] = ""
    email: Email = ""
    reference: Annotated[Words, Field(max_length=60, description="Your own number for this customer")] = ""


class ComplaintEntry(Entry):
    text: Annotated[Words, Field(description="The customer's own words, 60,000 characters at most")]
    customer: CustomerEntry = CustomerEntry()
    subject: Annotated[Words, Field(max_length=80)] = ""
    order_number: Annotated[Words, Field(max_length=60)] = ""
    happened: Annotated[Words, Field(max_length=120, description="When and where it happened, in words")] = ""
    wish: Annotated[Words, Field(max_length=500, description="What would put it right")] = ""
    channel: Channel = Channel.API


class MessageEntry(Entry):
    kind: Literal["note", "customer", "reply"] = Field(
        description="`note`: internal, no customer ever sees it. `customer`: words that the customer added. "
        "`reply`: public; it is checked, may need approval, and leaves after a short time for taking it back."
    )
    text: Words
    reply_kind: ReplyKind = ReplyKind.FIRST_RESPONSE
    based_on: int | None = Field(
        None,
        ge=1,
        le=2**63 - 1,
        description="The id of the customer's message a reply answers; if a newer one came, nothing is sent (409)",
    )


class AdvanceEntry(Entry):
    record: Words = ""
    details: dict[str, Words] = Field(
        default_factory=dict,
        description="Of the stage confirm: how, answer; of investigate: responsible, extent, cause, scope, at_once, "
        "long_term, feelings",
    )
    skip_reason: Words = ""
    version: Version = None


class AssignEntry(Entry):
    to: Words | None = Field(description="The username; null gives the case back to the waiting queue")
    reason: Words = ""
    version: Version = None


class DoneEntry(Entry):
    what: Words
    version: Version = None


class CloseEntry(Entry):
    outcome: Outcome
    reason: Words = ""
    left_open: Words = ""
    ending: dict[str, Words] = Field(
        default_factory=dict,
        description="OOS: referred_to, rule, told; DUP: duplicate_of, the other case's number; WDN: how (written, phone, in_person)",
    )
    version: Version = None


class ReopenEntry(Entry):
    reason: Words
    version: Version = None


class CorrectionEntry(Entry):
    field: Words = Field(
        description="kind, category, emotion, intensity, motive, mode, severity, persona, demands, risks, needs, facts"
    )
    value: Any = Field(None, description="What it should be; of demands, risks and needs the whole list")
    add: list[Words] = Field(default_factory=list, description="Of demands, risks and needs: what was missed")
    drop: list[Words] = Field(default_factory=list, description="Of demands, risks and needs: what is wrong")
    was: Any = Field(
        None, description="What you saw there; if somebody has changed it since, nothing is done (409)"
    )
    reason: Annotated[Words, Field(max_length=400)] = ""


class ConfirmationEntry(Entry):
    fields: list[Words] = Field(
        default_factory=list,
        description="The labels that are right; empty for all that nobody has judged yet",
    )
    was: dict[str, Any] | None = Field(
        None, description="What you saw, by field; if somebody has changed it since, nothing is done (409)"
    )


class ReadingEntry(Entry):
    text: Words
    id: Words | None = None
    written_at: datetime | None = Field(None, description="Lets words such as “yesterday” become dates")


class ReplyCheckEntry(Entry):
    reply: Words
    complaint: Words = Field("", description="What the reply answers")
    case: Words | None = Field(
        None, description="A case number: complaint and context are then those of the case"
    )
    kind: ReplyKind = ReplyKind.FIRST_RESPONSE
    context: dict[str, Any] = Field(
        default_factory=dict,
        description="authority_limit, currency, fixed, calm, legal, grievances, risks, severity, emotion, owner …",
    )


class CaseFilters(Schema):
    """Filters of the list of cases; those given must all fit."""

    model_config = ConfigDict(extra="forbid")

    phase: Literal["open", "closed", "all"] = "open"
    stage: Stage | None = None
    category: Category | None = None
    emotion: Emotion | None = None
    severity: Severity | None = None
    risk: Risk | None = None
    channel: Channel | None = None
    owner: Words | None = Field(None, description="A username, or `me` for the member the token acts as")
    customer: int | None = Field(None, ge=1, le=2**63 - 1)
    q: Words = Field(
        "", description="Every word must be found; any script, any part of a word", max_length=200
    )
    after: Words | None = Field(None, description="`next` of the page before")
    limit: int = Field(25, ge=1, le=LONGEST_PAGE)
