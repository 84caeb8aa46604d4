"""What a draft and the check before sending need to know of a case."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from amends.casework.cases.choices import Direction, MessageKind, Stage
from amends.casework.cases.models import Case
from amends.casework.cases.queries.parties import addressee_of
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.queries import promised_at
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.remedies.queries import latest_proposal
from amends.practice.replies.check import Grievance
from amends.practice.replies.drafting import DraftRequest, FoundPoint

KIND_OF_STAGE = {
    Stage.LISTEN: "first_response",
    Stage.CONFIRM: "first_response",
    Stage.INVESTIGATE: "holding",
    Stage.PROPOSE: "holding",
    Stage.CARRY_OUT: "follow_up",
    Stage.REVIEW: "closing",
}
UPDATE_AFTER = timedelta(hours=24)


def kind_of_letter(case: Case) -> str:
    """Which letter is due at this point of the case."""
    if case.first_reply_at is None:
        return "first_response"
    if case.stage == Stage.CARRY_OUT and case.solved_at is None:
        return "holding"
    return KIND_OF_STAGE[Stage(case.stage)]


def draft_request(
    case: Case, member: Member, *, kind: str = "", options_beside: bool = False
) -> DraftRequest:
    """The case as a letter in the customer's own script needs it."""
    kind = kind or kind_of_letter(case)
    proposal = latest_proposal(case)
    now = clock.now()
    chosen = next((one for one in proposal.options.all() if one.chosen), None) if proposal else None
    sent = case.messages.filter(direction=Direction.OUT).exclude(kind=MessageKind.ACKNOWLEDGEMENT).count()
    return DraftRequest(
        kind=kind,
        language=case.language,
        text_kind=case.kind or "complaint",
        customer_name=addressee_of(case),
        case_number=case.number,
        grievances=tuple(
            Grievance(one.text, one.category, next(iter(one.demands), "")) for one in case.grievances.all()
        ),
        found=tuple(
            FoundPoint(
                Grievance(one.text, one.category, next(iter(one.demands), ""), one.finding),
                one.reason,
                one.remedy,
            )
            for one in case.grievances.all()
            if one.finding
        )
        if kind == "closing"
        else (),
        demands=tuple(case.demands),
        category=case.category or "service",
        emotion=case.emotion,
        intensity=case.intensity,
        persona=case.persona or "unclear",
        mode=case.mode,
        severity=case.severity,
        risks=tuple(case.risks),
        owner=str(member),
        phone=settings.AMENDS_PUBLIC_PHONE,
        options_beside=options_beside,
        result=chosen.title if chosen else "",
        now=now,
        timezone=settings.TIME_ZONE,
        update_by=now + UPDATE_AFTER,
        solution_by=max(promised_at(case, ClockKind.SOLUTION) or now, now + UPDATE_AFTER),
        # Another letter to the same customer, another wording.
        variation=case.pk + sent,
    )
