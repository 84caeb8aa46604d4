"""What a draft is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from amends.practice.replies.check.context import CheckContext, Grievance

LETTERS = (
    "acknowledgement",
    "first_response",
    "holding",
    "solution",
    "refusal",
    "apology",
    "closing",
    "follow_up",
)
PHONE = "phone"
KINDS = (*LETTERS, PHONE)
# A promise that falls into the night is kept by the morning's first hours, so it is named for the working day.
FIRST_HOUR, LAST_HOUR, EVENING = 9, 20, 18


@dataclass(frozen=True)
class Option:
    """One way out that is really on offer, in the customer's language."""

    title: str
    pro: str
    con: str
    done_by: datetime | None = None  # the request's own time where none is given


@dataclass(frozen=True)
class FoundPoint:
    """One point with what was found of it, as the closing letter answers it."""

    point: Grievance
    reason: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class SaidFact:
    """A checkable detail in the customer's own words: amount, date, duration, order_no, place, product, earlier_contact."""

    kind: str
    words: str
    before: str = ""  # what stands shortly before and after it
    after: str = ""


@dataclass(frozen=True)
class DraftRequest:
    """The case as the letter needs it. Times that are not given follow the time limits of the process."""

    kind: str
    language: str = "zh-Hans"  # of the customer
    text_kind: str = "complaint"
    complaint: str = ""
    customer_name: str = ""
    case_number: str = ""
    order_number: str = ""
    grievances: tuple[Grievance, ...] = ()
    facts: tuple[SaidFact, ...] = ()
    demands: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()  # the demands that the customer ticked: said outright, whatever the words say
    category: str = "service"
    emotion: str = ""
    intensity: int = 0
    persona: str = "unclear"
    mode: str = ""
    severity: str = ""
    risks: tuple[str, ...] = ()
    owner: str = ""  # who signs and keeps the promises
    organisation: str = ""
    trades: tuple[str, ...] = ()  # of the house, as its time limits know them; none where nobody said
    phone: str = ""
    options: tuple[Option, ...] = ()
    turned_down: tuple[str, ...] = ()  # titles that the customer did not want in an earlier round
    options_beside: bool = False  # the options stand beside the letter, so it does not list them
    finding: str = ""
    found: tuple[FoundPoint, ...] = ()
    result: str = ""
    all_done: bool = True  # whether every point has its finding and what was agreed was carried out
    improvement: str = ""
    earlier: tuple[str, ...] = ()  # what this customer was written before, the oldest first
    authority_limit: float | None = None
    fixed: bool | None = None
    calm: bool | None = None
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    timezone: str = "Asia/Shanghai"
    update_by: datetime | None = None
    solution_by: datetime | None = None
    choose_by: datetime | None = None
    done_by: datetime | None = None
    variation: int = 0  # another number, another wording

    def moment(self, name: str, hours: int) -> datetime:
        """A promised time in the customer's time zone: the given one, which is one of the house's hours, else a full hour of the working day; never past."""
        zone = ZoneInfo(self.timezone)
        given: datetime | None = getattr(self, name, None)
        if given is not None and given > self.now:
            return given.astimezone(zone)
        later = self.now.astimezone(zone) + timedelta(hours=hours, minutes=59)
        return _by_daylight(later.replace(minute=0, second=0, microsecond=0), soon=hours < 12)

    def update_before_solution(self) -> datetime:
        """The time of the next word: where it would fall together with the options, the evening before them or half-way."""
        update, solution = self.moment("update_by", 24), self.moment("solution_by", 72)
        if update < solution:
            return update
        evening = (solution - timedelta(days=1)).replace(hour=LAST_HOUR, minute=0, second=0, microsecond=0)
        half_way = solution - (solution - self.now) / 2
        full_hour = half_way.replace(minute=0, second=0, microsecond=0)
        far = self.now + timedelta(hours=1)
        return next((one for one in (evening, full_hour) if one > far), half_way.replace(second=0))

    @property
    def told(self) -> str:
        """The customer's words; those of the points where there are no others."""
        return self.complaint or "\n".join(one.text for one in self.grievances)

    @property
    def is_careful(self) -> bool:
        """Where lawyers may read along, the apology is for what the customer went through, not for a cause."""
        return bool({"legal", "fraud", "regulator"} & set(self.risks))

    @property
    def is_grave(self) -> bool:
        return self.severity in ("severe", "critical")

    def check_context(self, language: str = "zh-Hans") -> CheckContext:
        """The context in which this draft is checked; `language` is that of the handler."""
        return CheckContext(
            language=language,
            kind=self.kind,
            text_kind=self.text_kind,
            grievances=tuple(one.point for one in self.found) if self.kind == "closing" else self.grievances,
            category=self.category,
            emotion=self.emotion,
            intensity=self.intensity,
            persona=self.persona,
            mode=self.mode,
            severity=self.severity,
            risks=self.risks,
            authority_limit=self.authority_limit,
            fixed=self.fixed,
            calm=self.calm,
            owner=self.owner,
        )


def _by_daylight(moment: datetime, *, soon: bool) -> datetime:
    """Within the hour stays within the hour; what has a day's time is promised for a waking hour."""
    if soon or FIRST_HOUR <= moment.hour <= LAST_HOUR:
        return moment
    day = moment if moment.hour < FIRST_HOUR else moment + timedelta(days=1)
    return day.replace(hour=FIRST_HOUR + 3)
