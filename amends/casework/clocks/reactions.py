"""What the clocks do when something happened to a case: one line to an action each."""

from __future__ import annotations

from datetime import datetime

from amends.casework.cases.choices import MessageKind
from amends.casework.cases.events import (
    CaseClosed,
    CaseReopened,
    CaseSolved,
    ComplaintRegistered,
    FollowedUp,
    ReplyPosted,
    SolutionDisputed,
)
from amends.casework.cases.models import Case, Message
from amends.casework.clocks.actions import apply_effect
from amends.foundation.organisation.queries import house_member

HAPPENING_OF_MESSAGE = {
    MessageKind.ACKNOWLEDGEMENT: "receipt_sent",
    MessageKind.REPLY: "reply_sent",
    MessageKind.PROPOSAL: "solution_proposed",
}


def start_with_the_complaint(event: ComplaintRegistered) -> None:
    apply("complaint_registered", event.case_id, Case.objects.get(pk=event.case_id).received_at)


def stop_with_a_reply(event: ReplyPosted) -> None:
    message = Message.objects.get(pk=event.message_id)
    apply(HAPPENING_OF_MESSAGE[MessageKind(message.kind)], event.case_id, message.sent_at)


def turn_to_following_up(event: CaseSolved) -> None:
    apply("case_solved", event.case_id, Case.objects.get(pk=event.case_id).solved_at)


def run_again(event: SolutionDisputed) -> None:
    apply("solution_disputed", event.case_id, Case.objects.get(pk=event.case_id).touched_at)


def stop_following_up(event: FollowedUp) -> None:
    apply("followed_up", event.case_id, Case.objects.get(pk=event.case_id).followed_up_at)


def stop_at_the_end(event: CaseClosed) -> None:
    apply("case_closed", event.case_id, Case.objects.get(pk=event.case_id).closed_at)


def start_anew(event: CaseReopened) -> None:
    apply("case_reopened", event.case_id, Case.objects.get(pk=event.case_id).touched_at)


def apply(happening: str, case_id: int, at: datetime | None) -> None:
    """Without a moment the happening was undone before the clocks heard of it, and changes nothing."""
    if at is not None:
        apply_effect(case_id=case_id, happening=happening, at=at, by=house_member())
