"""What the case file does when something happened: one line to an action each."""

from __future__ import annotations

from amends.casework.cases import actions
from amends.casework.cases.actions import telling
from amends.casework.cases.actions.offering import offer_waiting_cases
from amends.casework.cases.actions.refining import seek_refinement
from amends.casework.cases.actions.watching import wake_with_the_customer
from amends.casework.cases.events import (
    AccessGiven,
    ApprovalAsked,
    ApprovalDecided,
    CaseAssigned,
    CaseClosed,
    CaseGivenBack,
    CaseRaised,
    CaseRead,
    CaseRefined,
    CaseReopened,
    CasesMerged,
    ComplaintRegistered,
    CustomerWrote,
    DepartmentRiskNamed,
    HandoverAccepted,
    HandoverAsked,
    HandoverReturned,
    KeepingTermEntered,
    MeetingCalledOff,
    MeetingConvened,
    MeetingHeld,
    MergeUndone,
    MessageRead,
    PromiseReminded,
    ReadingCorrected,
    ReplyPosted,
    RiskNamedLate,
    SolutionAgreed,
    SolutionConfirmed,
    SolutionDisputed,
    TaskDone,
    TaskGiven,
    TaskRaised,
    TaskReturned,
    TaskUrged,
)
from amends.casework.cases.models import Meeting
from amends.foundation.organisation.events import MemberAvailable, StandingInChanged
from amends.foundation.organisation.queries import house_member


def read_the_complaint(event: ComplaintRegistered) -> None:
    actions.read_case(case_id=event.case_id, by=house_member())


def find_a_handler(event: CaseRead | CaseRefined | ReadingCorrected | CaseGivenBack) -> None:
    """Whom a case suits may change with its labels; who has it already keeps it."""
    actions.route_case(case_id=event.case_id, by=house_member())


def seek_a_second_reading(event: CaseRead) -> None:
    seek_refinement(event.case_id)


def read_what_was_added(event: CustomerWrote) -> None:
    actions.read_message(message_id=event.message_id, by=house_member())


def ask_the_departments(event: DepartmentRiskNamed) -> None:
    actions.give_tasks_for_risks(case_id=event.case_id, by=house_member())


def follow_the_conversation(event: ReadingCorrected) -> None:
    actions.follow_case(case_id=event.case_id, by=house_member())


def tell_the_owner(event: CaseAssigned) -> None:
    telling.tell_the_owner(event.case_id, event.member_id)


TURNS = {
    TaskGiven: "given",
    TaskReturned: "returned",
    TaskDone: "done",
    TaskUrged: "urged",
    TaskRaised: "raised",
}
ANSWERS = {HandoverAsked: "asked", HandoverAccepted: "accepted", HandoverReturned: "returned"}
CUSTOMERS_ANSWERS = {
    SolutionAgreed: "solution_agreed",
    SolutionConfirmed: "solution_confirmed",
    SolutionDisputed: "solution_disputed",
}


def tell_of_task(event: TaskGiven | TaskReturned | TaskDone | TaskUrged | TaskRaised) -> None:
    telling.tell_of_task(event.task_id, TURNS[type(event)])


def tell_of_handover(event: HandoverAsked | HandoverAccepted | HandoverReturned) -> None:
    telling.tell_of_handover(event.handover_id, ANSWERS[type(event)])


def tell_of_promise(event: PromiseReminded) -> None:
    telling.tell_of_promise(event.promise_id)


def tell_of_meeting(event: MeetingConvened | MeetingHeld | MeetingCalledOff) -> None:
    meeting = Meeting.objects.select_related("case").get(pk=event.meeting_id)
    if isinstance(event, MeetingCalledOff):
        telling.tell_of_meeting(meeting, "called_off", not_to=event.by_id)
    elif isinstance(event, MeetingHeld):
        telling.tell_of_meeting(meeting, "signed", not_to=meeting.written_by_id)
    else:
        telling.tell_of_meeting(meeting, "convened", not_to=meeting.convened_by_id)


def tell_of_approval(event: ApprovalAsked | ApprovalDecided) -> None:
    what = "asked"
    if isinstance(event, ApprovalDecided):
        what = "granted" if event.granted else "declined"
    telling.tell_of_approval(event.request_id, what)


def tell_who_stands_in(event: StandingInChanged) -> None:
    telling.tell_who_stands_in(event.delegation_id)


def tell_of_risk(event: RiskNamedLate) -> None:
    telling.tell_of_risk(event.case_id, event.message_id)


def tell_of_access(event: AccessGiven) -> None:
    telling.tell_of_access(event.access_id)


def tell_that_the_customer_wrote(event: CustomerWrote) -> None:
    """Those who put the case aside have it back; the owner and those who watch are told."""
    wake_with_the_customer(event.case_id)
    telling.tell_of_message(event.case_id, event.message_id, "wrote")


def tell_of_reply(event: ReplyPosted) -> None:
    telling.tell_of_message(event.case_id, event.message_id, "answered")


def tell_of_answer(event: SolutionAgreed | SolutionConfirmed | SolutionDisputed) -> None:
    """What the customer answered is told in words, also where they wrote nothing."""
    telling.tell_of_turn(event.case_id, CUSTOMERS_ANSWERS[type(event)])


def tell_of_turn(event: CaseClosed | CaseReopened) -> None:
    telling.tell_of_turn(event.case_id, "closed" if isinstance(event, CaseClosed) else "reopened")


def tell_who_leads(event: CaseRaised) -> None:
    telling.tell_of_raise(event.case_id)


def tell_of_merge(event: CasesMerged | MergeUndone) -> None:
    telling.tell_of_merge(event.merge_id, "merged" if isinstance(event, CasesMerged) else "unmerged")


def offer_what_waits(event: MemberAvailable | CaseClosed) -> None:
    offer_waiting_cases()


def find_its_owner_again(event: CaseReopened) -> None:
    actions.return_reopened(case_id=event.case_id, by=house_member())


def look_at_the_owner_again(event: RiskNamedLate | ReadingCorrected | CaseRefined) -> None:
    actions.review_owner(case_id=event.case_id, by=house_member())


def count_what_it_weighs(event: MessageRead) -> None:
    actions.weigh_case(case_id=event.case_id, by=house_member())


def tell_who_confirms_terms(event: KeepingTermEntered) -> None:
    telling.tell_of_term(event.term_id)
