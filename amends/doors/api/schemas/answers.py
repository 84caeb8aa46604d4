"""What machines get."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema


class Problem(Schema):
    """Problem details as in RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    errors: list[dict[str, str]] = Field([], description="Each place in the request that is wrong")


class ComplaintReceived(Schema):
    """The same key always gets the same answer."""

    number: str
    received_at: datetime
    subject: str
    url: str = Field(description="The case in this API")
    follow_url: str = Field(description="The customer's own page; give it to nobody else")


class PersonOut(Schema):
    username: str
    name: str


class CustomerRef(Schema):
    id: int
    name: str


class Labels(Schema):
    """What the words were read as, as corrected by people; empty until the text was read."""

    kind: str
    category: str
    emotion: str
    intensity: int
    motive: str
    mode: str
    severity: str
    persona: str
    demands: list[str]
    risks: list[str]


class StatusOut(Schema):
    """One of the house's own labels over the fixed stages; clocks, filters and figures know nothing of it."""

    code: str
    phase: str
    stage: str = Field(description="Empty: it fits every stage of the phase")
    name_zh_hans: str
    name_zh_hant: str
    name_en: str
    is_active: bool


class CaseRow(Schema):
    number: str
    url: str
    subject: str
    summary: str
    phase: str
    stage: str
    channel: str
    language: str
    department: str
    owner: PersonOut | None
    customer: CustomerRef
    labels: Labels
    status: StatusOut | None = Field(description="The house's own label, if the case carries one")
    unread: bool
    received_at: datetime
    due_at: datetime | None
    due_kind: str
    closed_at: datetime | None
    outcome: str
    version: int


class CasePage(Schema):
    items: list[CaseRow]
    next: str | None = Field(description="Send it as `after` to go on; null on the last page")


class MessageOut(Schema):
    id: int
    direction: str
    kind: str
    author: str
    text: str
    sent_at: datetime
    attachments: list[str]


class NoteOut(Schema):
    id: int
    author: str
    text: str
    written_at: datetime


class StageOut(Schema):
    stage: str
    entered_at: datetime
    left_at: datetime | None
    record: str
    skip_reason: str


class GrievanceOut(Schema):
    """One thing complained about, as read or as people put it right."""

    text: str
    category: str
    demands: list[str] = Field(description="What is asked for it")
    asked: str = Field(description="The words it is asked with")
    start: int | None = Field(description="Where it stands in the first message; null if written by hand")
    end: int | None
    page: int | None = Field(description="Of a letter of several pages, else null")
    paragraph: int | None = Field(description="On that page")
    mentions: int = Field(description="How often the text comes back to it")


class PartOut(Schema):
    source: str = Field(description="emotion, intensity, mode, risk, kind, sign or before")
    label: str
    degrees: int


class PointOut(Schema):
    """A message of the customer."""

    message: int
    heat: int = Field(description="0 to 100; the parts add up to it")
    sign: str = Field(description="plain, thanks, noted, pleased, impatient or nothing")
    known: bool = Field(
        description="False where the words say too little; the heat is then that of the message before"
    )
    waiting: bool = Field(description="It speaks of having waited")
    unsettled: bool = Field(description="It says that something has still not arrived or works")
    closes: bool = Field(description="Nothing but thanks, praise or a nod")
    parts: list[PartOut]


class EffectOut(Schema):
    """A message of ours, and what the customer's mood did after it."""

    message: int
    effect: str = Field(description="calmed, angered, none or unclear")
    why: str = Field(description="Why it is unclear: no_answer, too_little or unsure")
    change: int = Field(description="How many degrees")
    size: str = Field(description="slight, clear or strong")
    confidence: str = Field(description="sure or likely; empty where nothing is claimed")
    together: int = Field(description="How many messages of ours the customer answered at once")
    waiting: bool
    answer: int | None = Field(description="The customer's message in which it is seen")


class ChangeOut(Schema):
    message: int
    kind: str = Field(description="appeared, dropped or changed")
    demand: str
    before: str = Field(description="What was asked for instead, where it changed")


class LateRiskOut(Schema):
    risk: str
    message: int = Field(description="The first message that names it")


class ConversationOut(Schema):
    """How the conversation went, message by message; empty until it was read."""

    heat: int | None = Field(description="How heated the customer is now, 0 to 100")
    late_risks: list[LateRiskOut] = Field(description="Risks that the first message did not name")
    points: list[PointOut]
    effects: list[EffectOut]
    changes: list[ChangeOut]


class CaseFile(CaseRow):
    order_number: str
    happened: str
    wish: str
    first_reply_at: datetime | None
    agreed_at: datetime | None
    solved_at: datetime | None
    confirmed_at: datetime | None
    followed_up_at: datetime | None
    messages: list[MessageOut]
    notes: list[NoteOut]
    stages: list[StageOut]
    grievances: list[GrievanceOut]
    reading: dict[str, Any] | None = Field(description="The reading as the engine gave it, with its evidence")
    conversation: ConversationOut


class VerdictOut(Schema):
    """The last word of people about a label."""

    right: bool
    was: Any = Field(description="What stood there before")
    reason: str
    by: str
    at: datetime


class LabelOut(Schema):
    field: str
    value: Any = Field(description="What counts now, as corrected by people")
    read: Any = Field(description="What the engine read")
    sure: str | None = Field(
        description="`sure`, `likely` or `unsure`; null where the engine gives no confidence"
    )
    verdict: VerdictOut | None


class ReadingOut(Schema):
    case: str
    language: str
    engine: str = Field(description="Which engine read it, and which of the house's own weights with it")
    labels: list[LabelOut]


class MessageReceived(Schema):
    id: int
    kind: str
    case: str
    at: datetime
    state: str = Field(description="`kept`; of a reply `queued` or `awaiting_approval` when it was handed in")


class FindingOut(Schema):
    code: str
    severity: str
    start: int
    end: int
    message: str
    suggestion: str


class PointAnsweredOut(Schema):
    point: str
    answered: bool
    start: int
    end: int


class PromiseMadeOut(Schema):
    start: int
    end: int
    words: str
    who: str
    when: str
    clear: bool


class ReplyChecked(Schema):
    ok: bool
    findings: list[FindingOut]
    points: list[PointAnsweredOut]
    promises: list[PromiseMadeOut]


class OrderOut(Schema):
    number: str
    product: str
    part_number: str
    quantity: str
    amount: str
    currency: str
    shop: str
    ordered_at: datetime
    delivered_on: date | None
    returned_on: date | None


class OrderReceived(OrderOut):
    """The order as it is kept by now, and the customer it belongs to."""

    customer: CustomerRef
    cases: list[str] = Field(description="The numbers of the cases about it that you may see")


class IdentityOut(Schema):
    kind: str = Field(description="number, wechat, phone, email or paper")
    value: str = Field(description="Of an ID document only its first and last characters")
    source: str
    verified: bool
    preferred: bool
    record: int = Field(description="The id of the record it belongs to")


class ConsentOut(Schema):
    """The latest word about a purpose."""

    purpose: str
    given: bool
    at: datetime
    how: str


class ContractOut(Schema):
    number: str
    kind: str = Field(description="warranty, maintenance, supply, subscription, lease, framework or other")
    subject: str
    amount: str | None
    currency: str
    starts_on: date
    ends_on: date | None


class ContractReceived(ContractOut):
    """The contract as it is kept by now, and the customer it belongs to."""

    customer: CustomerRef


class AffiliationOut(Schema):
    organisation: CustomerRef
    contact: CustomerRef
    position: str
    may_speak: bool


class FactsOut(Schema):
    """The last twelve months, of the cases that you may see: facts for a person to weigh, with no consequence of their own."""

    complaints: int
    closed: int
    upheld: int
    orders: int
    paid: dict[str, str] = Field(description="By currency")


class CustomerFile(Schema):
    """A person over all records that were found to be this person; asking for any of them gives the same."""

    id: int
    kind: str
    name: str
    phone: str
    email: str
    reference: str | None
    tier: str
    language: str
    preferred_way: str
    preferred_time: str
    no_calls: bool
    records: list[int] = Field(description="The ids of all records, that of the person first")
    identities: list[IdentityOut]
    consents: list[ConsentOut]
    contracts: list[ContractOut]
    affiliations: list[AffiliationOut]
    facts: FactsOut
    orders: list[OrderOut] = Field(description="The newest fifty")
    cases: list[CaseRow] = Field(description="The newest ones that you may see")
