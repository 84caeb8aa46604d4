"""What a draft is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from amends.practice.replies.check.context import CheckContext, Grievance

KINDS = ("acknowledgement", "first_response", "holding", "solution", "closing", "follow_up")


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
class DraftRequest:
    """The case as the letter needs it. Times that are not given follow the time limits of the process."""

    kind: str
    language: str = "zh-Hans"  # of the customer
    text_kind: str = "complaint"
    customer_name: str = ""
    case_number: str = ""
    grievances: tuple[Grievance, ...] = ()
    demands: tuple[str, ...] = ()
    category: str = "service"
    emotion: str = ""
    intensity: int = 0
    persona: str = "unclear"
    mode: str = ""
    severity: str = ""
    risks: tuple[str, ...] = ()
    owner: str = ""  # who signs and keeps the promises
    organisation: str = ""
    phone: str = ""
    options: tuple[Option, ...] = ()
    options_beside: bool = False  # the options stand beside the letter, so it does not list them
    finding: str = ""
    found: tuple[FoundPoint, ...] = ()
    result: str = ""
    improvement: str = ""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    timezone: str = "Asia/Shanghai"
    update_by: datetime | None = None
    solution_by: datetime | None = None
    choose_by: datetime | None = None
    done_by: datetime | None = None
    variation: int = 0  # another number, another wording

    def moment(self, name: str, hours: int) -> datetime:
        """A promised time in the customer's time zone, on the full hour and never in the past."""
        zone = ZoneInfo(self.timezone)
        given: datetime | None = getattr(self, name, None)
        if given is not None and given > self.now:
            return given.astimezone(zone)
        later = self.now.astimezone(zone) + timedelta(hours=hours, minutes=59)
        return later.replace(minute=0, second=0, microsecond=0)

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
            owner=self.owner,
        )
