"""What the case file does when something happened: one line to an action each."""

from __future__ import annotations

from amends.casework.cases import actions
from amends.casework.cases.actions.offering import offer_waiting_cases
from amends.casework.cases.actions.refining import seek_refinement
from amends.casework.cases.events import (
    CaseClosed,
    CaseGivenBack,
    CaseRead,
    CaseRefined,
    CaseReopened,
    ComplaintRegistered,
    CustomerWrote,
    DepartmentRiskNamed,
    MessageRead,
    ReadingCorrected,
    RiskNamedLate,
)
from amends.foundation.organisation.events import MemberAvailable
from amends.foundation.organisation.queries import house_member


def read_the_complaint(event: ComplaintRegistered) -> None:
    actions.read_case(case_id=event.case_id, by=house_member())


def find_a_handler(event: CaseRead | CaseRefined | ReadingCorrected | CaseGivenBack) -> None:
    """Whom a case suits may change with its labels; who has it already keeps it."""
    actions.route_case(case_id=event.case_id, by=house_member())


def offer_what_waits(event: MemberAvailable | CaseClosed) -> None:
    offer_waiting_cases()


def find_its_owner_again(event: CaseReopened) -> None:
    actions.return_reopened(case_id=event.case_id, by=house_member())


def look_at_the_owner_again(event: RiskNamedLate) -> None:
    actions.review_owner(case_id=event.case_id, by=house_member())


def count_what_it_weighs(event: MessageRead) -> None:
    actions.weigh_case(case_id=event.case_id, by=house_member())


def seek_a_second_reading(event: CaseRead) -> None:
    seek_refinement(event.case_id)


def read_what_was_added(event: CustomerWrote) -> None:
    actions.read_message(message_id=event.message_id, by=house_member())


def ask_the_departments(event: DepartmentRiskNamed) -> None:
    actions.give_tasks_for_risks(case_id=event.case_id, by=house_member())


def follow_the_conversation(event: ReadingCorrected) -> None:
    actions.follow_case(case_id=event.case_id, by=house_member())
