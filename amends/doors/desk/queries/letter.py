"""What a draft and the check before sending need to know of a case."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from amends.casework.cases.choices import Direction, PointFinding, Stage
from amends.casework.cases.models import Case, Message
from amends.casework.cases.models import Grievance as PointOfCase
from amends.casework.cases.queries.parties import addressee_of
from amends.casework.cases.queries.working_time import hour_at_work, hour_named
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.queries import house_profile, promised_at
from amends.casework.knowledge.queries import found
from amends.doors.desk.queries.resting import without_doubt
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.remedies.queries import latest_proposal, turned_down
from amends.practice.replies.check import Grievance
from amends.practice.replies.choices import ReplyKind
from amends.practice.replies.drafting import PHONE, DraftRequest, FoundPoint, SaidFact
from amends.practice.replies.letters import house_name
from amends.practice.replies.outside import writes_outside

KIND_OF_STAGE = {
    Stage.LISTEN: "holding",
    Stage.CONFIRM: "holding",
    Stage.INVESTIGATE: "holding",
    Stage.PROPOSE: "holding",
    Stage.CARRY_OUT: "follow_up",
    Stage.REVIEW: "closing",
}
UPDATE_AFTER, SOLUTION_AFTER, SOON = timedelta(hours=24), timedelta(hours=48), timedelta(hours=3)
BESIDE_A_FACT = 12
MESSAGES_READ = 60
NOT_AS_TOLD = (PointFinding.NOT_UPHELD, PointFinding.UNCLEAR, PointFinding.PARTLY)


def kind_of_letter(case: Case) -> str:
    """Which letter is due at this point of the case."""
    if case.first_reply_at is None:
        return "first_response"
    if case.stage == Stage.CARRY_OUT and case.solved_at is None:
        return "holding"
    return KIND_OF_STAGE[Stage(case.stage)]


def kind_chosen(case: Case, chosen: str) -> str:
    """The kind that the writer chose, else the one that is due."""
    return chosen if chosen in ReplyKind.values or chosen == PHONE else kind_of_letter(case)


def letter_kind(case: Case, chosen: str) -> str:
    """The same for what is sent: the script of a call is none."""
    return kind_chosen(case, "" if chosen == PHONE else chosen)


def kinds_of_letter(case: Case) -> list[tuple[str, str, bool]]:
    """Every kind with its name, and whether it is the one that is due now."""
    due = kind_of_letter(case)
    return [(kind, str(name), kind == due) for kind, name in ReplyKind.choices]


def draft_request(
    case: Case, member: Member, *, kind: str = "", options_beside: bool = False
) -> DraftRequest:
    """The case as a letter in the customer's own script needs it."""
    kind = kind or kind_of_letter(case)
    proposal = latest_proposal(case)
    now = clock.now()
    chosen = next((one for one in proposal.options.all() if one.chosen), None) if proposal else None
    said, earlier = spoken_in(case)
    update_by, solution_by = times_named(promised_at(case, ClockKind.SOLUTION), case.received_at, now)
    points = list(case.grievances.all())
    return DraftRequest(
        kind=kind,
        language=case.language,
        text_kind=case.kind or "complaint",
        complaint=said,
        customer_name=addressee_of(case),
        case_number=case.number,
        order_number=case.order_number,
        grievances=tuple(Grievance(one.text, one.category, next(iter(one.demands), "")) for one in points),
        facts=facts_in(case, said),
        found=found_points(points) if kind == "closing" else (),
        all_done=case.solved_at is not None and all(one.finding for one in points),
        demands=tuple(case.demands),
        asked=tuple(case.wish.split(",")),
        category=case.category or "service",
        emotion=case.emotion,
        intensity=case.intensity,
        persona=case.persona or "unclear",
        mode=case.mode,
        severity=case.severity,
        risks=tuple(case.risks),
        owner=str(member),
        organisation=house_name(case.language),
        trades=tuple(sorted(house_profile().industries)),
        phone=settings.AMENDS_PUBLIC_PHONE,
        turned_down=tuple(one.title for one in turned_down(case)),
        options_beside=options_beside,
        finding=refused_because(points) if kind == "refusal" else "",
        result=chosen.title if chosen else "",
        earlier=earlier,
        authority_limit=float(member.approval_limit),
        fixed=case.solved_at is not None,
        calm=case.is_calm,
        now=now,
        timezone=settings.TIME_ZONE,
        update_by=update_by,
        solution_by=solution_by,
        variation=case.pk,
    )


def knowledge_for(case: Case) -> list[str]:
    """What everybody may read about such a matter, without what rests on a clause in doubt; asked for only where an outside service drafts."""
    if not writes_outside():
        return []
    hits = found(case.summary, language=case.language, member=None, limit=3)
    return without_doubt([one.shown.version for one in hits])


def times_named(promised: datetime | None, since: datetime, now: datetime) -> tuple[datetime, datetime]:
    """When the next word comes, and the solution: the time that was promised while there is some left, else the usual two."""
    if promised is None or promised - now < SOON:
        solution = in_office_hours(now + SOLUTION_AFTER, now)
    else:
        due_at = full_hour(promised)
        named = hour_named(due_at, since)
        solution = named if named > now else due_at
    left = solution - now
    ahead = UPDATE_AFTER if left > UPDATE_AFTER + SOON else left / 2
    return in_office_hours(now + ahead, now), solution


def in_office_hours(moment: datetime, now: datetime) -> datetime:
    """A full hour at which the house is at work."""
    return hour_at_work(full_hour(moment), now)


def full_hour(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(minute=0, second=0, microsecond=0)


def spoken_in(case: Case) -> tuple[str, tuple[str, ...]]:
    """The words that were read as the complaint, and what this customer was written so far, the oldest first."""
    told = Message.objects.filter(case__customer=case.customer_id).order_by("-id")
    rows = list(told.values_list("direction", "body", "reading")[:MESSAGES_READ])
    said = next((body for _d, body, reading in rows if reading and reading == case.reading_id), "")
    return said, tuple(body for direction, body, _r in reversed(rows) if direction == Direction.OUT)


def facts_in(case: Case, said: str) -> tuple[SaidFact, ...]:
    """The details that the reading found in the customer's first words, with what stands beside them."""
    found = case.reading.data.get("facts") or [] if case.reading else []
    return tuple(
        SaidFact(
            one["kind"],
            said[one["start"] : one["end"]],
            said[max(0, one["start"] - BESIDE_A_FACT) : one["start"]],
            said[one["end"] : one["end"] + BESIDE_A_FACT],
        )
        for one in found
        if one["end"] <= len(said)
    )


def found_points(points: list[PointOfCase]) -> tuple[FoundPoint, ...]:
    return tuple(
        FoundPoint(
            Grievance(one.text, one.category, next(iter(one.demands), ""), one.finding),
            one.reason,
            one.remedy,
        )
        for one in points
        if one.finding
    )


def refused_because(points: list[PointOfCase]) -> str:
    """Why a point was not found as the customer told it; empty where nobody wrote that down."""
    return next((one.reason for one in points if one.finding in NOT_AS_TOLD and one.reason), "")
