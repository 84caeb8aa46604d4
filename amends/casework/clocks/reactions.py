"""What the clocks do when something happened to a case: one line to an action each."""

from __future__ import annotations

from datetime import datetime

from amends.casework.cases.choices import MessageKind, PromiseState, TaskState
from amends.casework.cases.events import (
    CaseAssigned,
    CaseClosed,
    CaseRead,
    CaseRefined,
    CaseReopened,
    CasesMerged,
    CaseSolved,
    ComplaintRegistered,
    FollowedUp,
    MergeUndone,
    MessageRead,
    PromiseBroken,
    PromiseKept,
    PromiseMade,
    PromiseWithdrawn,
    ReadingCorrected,
    ReplyPosted,
    SolutionDisputed,
    StageWentBack,
    TaskAccepted,
    TaskDone,
    TaskGiven,
    TaskReturned,
    TaskWithdrawn,
)
from amends.casework.cases.models import Case, Message, Promise, Task
from amends.casework.cases.rules import EARLY
from amends.casework.cases.rules.tasks import TO_ACCEPT, TO_FINISH
from amends.casework.clocks.actions import (
    apply_effect,
    end_subject,
    follow_mood,
    refit_clocks,
    run_subject,
)
from amends.casework.clocks.actions.dry_runs import ask_dry_run
from amends.casework.clocks.actions.merging import join_clocks, part_clocks
from amends.casework.clocks.actions.recomputing import ask_recompute, recompute_open_cases
from amends.casework.clocks.actions.telling import tell_of_clock as tell
from amends.casework.clocks.actions.telling import tell_of_pause
from amends.casework.clocks.choices import ClockEnd, ClockKind
from amends.casework.clocks.events import ClockOverdue, ClockWarned, PauseRanOut, PolicyChanged
from amends.foundation.calendars.events import CalendarChanged, HoursEntered, NoticeEntered
from amends.foundation.calendars.models import HoursChange, Notice
from amends.foundation.kernel import clock
from amends.foundation.organisation.queries import hours_of, house_member

HAPPENING_OF_MESSAGE = {
    MessageKind.ACKNOWLEDGEMENT: "receipt_sent",
    MessageKind.REPLY: "reply_sent",
    MessageKind.PROPOSAL: "solution_proposed",
}
END_OF_PROMISE = {
    PromiseState.KEPT: ClockEnd.DONE,
    PromiseState.BROKEN: ClockEnd.BROKEN,
    PromiseState.STRUCK: ClockEnd.FELL,
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


def run_after_going_back(event: StageWentBack) -> None:
    """What was solved counts no more: a solution is due again."""
    if event.was_solved:
        apply("solution_disputed", event.case_id, Case.objects.get(pk=event.case_id).touched_at)


def stop_following_up(event: FollowedUp) -> None:
    apply("followed_up", event.case_id, Case.objects.get(pk=event.case_id).followed_up_at)


def stop_at_the_end(event: CaseClosed) -> None:
    case = Case.objects.get(pk=event.case_id)
    apply("case_ended_early" if case.outcome in EARLY else "case_closed", event.case_id, case.closed_at)


def start_anew(event: CaseReopened) -> None:
    """A solution is due again, and so is what was promised and is still owed."""
    apply("case_reopened", event.case_id, Case.objects.get(pk=event.case_id).touched_at)
    for promise in Promise.objects.filter(case=event.case_id, state=PromiseState.OPEN).order_by("pk"):
        follow(promise)


def fit_the_rules(event: CaseRead | CaseRefined | ReadingCorrected | CaseAssigned) -> None:
    """Labels or department are others now, and so may be the rules and the tempo."""
    refit_clocks(case_id=event.case_id, by=house_member())
    follow_mood(case_id=event.case_id, at=clock.now(), by=house_member())


def follow_the_mood(event: MessageRead) -> None:
    """The customer's latest words say whether news is due at short intervals."""
    sent_at = Message.objects.values_list("sent_at", flat=True).get(pk=event.message_id)
    follow_mood(case_id=event.case_id, at=sent_at, by=house_member())


def follow_the_task(event: TaskGiven | TaskAccepted | TaskReturned | TaskDone | TaskWithdrawn) -> None:
    """A task's clock runs while somebody has to accept or to finish it."""
    task = Task.objects.get(pk=event.task_id)
    given_back = task.state == TaskState.RETURNED
    if task.ended_at or given_back:
        end_subject(
            case_id=event.case_id,
            kind=ClockKind.TASK,
            subject_id=task.pk,
            at=task.ended_at or clock.now(),
            how=ClockEnd.FELL if task.state == TaskState.WITHDRAWN else ClockEnd.DONE,
            by=house_member(),
        )
        return
    run_subject(
        case_id=event.case_id,
        kind=ClockKind.TASK,
        subject_id=task.pk,
        started_at=task.given_at,
        due_at=task.due_at,
        by=house_member(),
        length=TO_ACCEPT if task.accepted_at is None else TO_FINISH,
        calendar=hours_of(task.person, task.department),
    )


def follow_the_promise(event: PromiseMade | PromiseKept | PromiseBroken | PromiseWithdrawn) -> None:
    """A promise's clock runs from the time it is owed until it is kept, broken or withdrawn."""
    promise = Promise.objects.get(pk=event.promise_id)
    if promise.ended_at:
        end_subject(
            case_id=event.case_id,
            kind=ClockKind.PROMISE,
            subject_id=promise.pk,
            at=promise.ended_at,
            how=END_OF_PROMISE[PromiseState(promise.state)],
            by=house_member(),
        )
    else:
        follow(promise)


def follow(promise: Promise) -> None:
    if promise.due_at:
        run_subject(
            case_id=promise.case_id,
            kind=ClockKind.PROMISE,
            subject_id=promise.pk,
            started_at=promise.made_at,
            due_at=promise.due_at,
            by=house_member(),
        )


def apply(happening: str, case_id: int, at: datetime | None) -> None:
    """Without a moment the happening was undone before the clocks heard of it, and changes nothing."""
    if at is not None:
        apply_effect(case_id=case_id, happening=happening, at=at, by=house_member())


def work_out_anew(event: PolicyChanged) -> None:
    """Rules were confirmed: now, and whenever one of the versions begins or ends."""
    ask_recompute(event)


def work_out_by_the_calendar(event: CalendarChanged) -> None:
    """Other days or hours count: whatever runs is due by them."""
    recompute_open_cases(why=f"calendar:{event.calendar_id}")


def count_for_the_notice(event: NoticeEntered) -> None:
    notice = Notice.objects.filter(pk=event.notice_id, confirmed=None).first()
    if notice:
        ask_dry_run(notice=notice)


def count_for_the_hours(event: HoursEntered) -> None:
    hours = HoursChange.objects.filter(pk=event.hours_id, confirmed=None).first()
    if hours:
        ask_dry_run(hours=hours)


def tell_of_clock(event: ClockWarned | ClockOverdue) -> None:
    tell(event.clock_id, event.percent, event.step, event.member_ids)


def tell_that_it_runs_again(event: PauseRanOut) -> None:
    tell_of_pause(event.pause_id)


def stop_with_the_merge(event: CasesMerged) -> None:
    join_clocks(merge_id=event.merge_id, by=house_member())


def run_with_the_merge_undone(event: MergeUndone) -> None:
    part_clocks(merge_id=event.merge_id, by=house_member())
