"""Who reacts to what: the one page."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from amends.foundation.kernel import periodic
from amends.foundation.kernel.events import Event, register_all

CUSTOMERS = "amends.casework.customers.reactions"
CASES = "amends.casework.cases.reactions"
CLOCKS = "amends.casework.clocks.reactions"
REPLIES = "amends.practice.replies.reactions"
REVIEWS = "amends.practice.replies.review.reactions"
REMEDIES = "amends.practice.remedies.reactions"
PAYMENTS = "amends.practice.remedies.payments.reactions"
INSIGHTS = "amends.oversight.insights.reactions"
GIFTS = "amends.practice.remedies.gifts.reactions"
BUDGET = "amends.practice.remedies.budget.reactions"
LEARNING = "amends.oversight.learning.reactions"
KNOWLEDGE = "amends.casework.knowledge.reactions"


# Event → the reactions to it, each run as a job of its own after the change was committed.
Table = dict[type[Event], list[str]]


def reactions() -> Table:
    """The whole table, floor by floor; an event stands in one of them only."""
    floors = (
        foundation(),
        knowledge(),
        customers(),
        coming_in(),
        talk_and_end(),
        work_on_a_case(),
        deadlines(),
        practice(),
        oversight(),
    )
    return {event: paths for floor in floors for event, paths in floor.items()}


def foundation() -> Table:
    """What the ground tells: people, working time."""
    from amends.foundation.calendars import events as calendars
    from amends.foundation.organisation import events as organisation

    return {
        organisation.MemberAvailable: [f"{CASES}.offer_what_waits"],
        organisation.StandingInChanged: [f"{CASES}.tell_who_stands_in"],
        calendars.CalendarChanged: [f"{CLOCKS}.work_out_by_the_calendar"],
        calendars.NoticeEntered: [f"{CLOCKS}.count_for_the_notice"],
        calendars.HoursEntered: [f"{CLOCKS}.count_for_the_hours"],
    }


def knowledge() -> Table:
    """What articles and clauses tell."""
    from amends.casework.knowledge import events as knowledge_events

    return {
        knowledge_events.ArticleHandedIn: [f"{KNOWLEDGE}.tell_who_confirms"],
        knowledge_events.ArticleReturned: [f"{KNOWLEDGE}.tell_who_wrote"],
        knowledge_events.DraftWrittenOn: [f"{KNOWLEDGE}.tell_whose_draft_it_was"],
        knowledge_events.DraftBackAgain: [f"{KNOWLEDGE}.tell_whose_draft_it_is_again"],
        knowledge_events.ReviewDue: [f"{KNOWLEDGE}.tell_who_owns"],
        knowledge_events.ClauseChanged: [
            f"{KNOWLEDGE}.tell_whose_articles_rest_on_it",
            f"{REPLIES}.tell_whose_blocks_rest_on_it",
            f"{REPLIES}.tell_who_quoted_it",
        ],
    }


def customers() -> Table:
    """What customers' records tell."""
    from amends.casework.customers import events as customers_events

    return {
        customers_events.ErasureAsked: [f"{CUSTOMERS}.tell_who_decides"],
        customers_events.ErasureDecided: [f"{CUSTOMERS}.tell_who_asked"],
    }


def coming_in() -> Table:
    """How a case comes, is read and is given to somebody."""
    from amends.casework.cases import events as cases

    return {
        cases.ComplaintRegistered: [f"{CASES}.read_the_complaint", f"{CLOCKS}.start_with_the_complaint"],
        cases.CaseRead: [
            f"{CASES}.find_a_handler",
            f"{CLOCKS}.fit_the_rules",
            f"{INSIGHTS}.count_the_day_anew",
            # No job for what is not set up: most houses have no outside service.
            *([f"{CASES}.seek_a_second_reading"] if settings.PROVIDER_ADDRESS else []),
        ],
        cases.CaseRefined: [
            f"{CASES}.find_a_handler",
            f"{CASES}.look_at_the_owner_again",
            f"{CLOCKS}.fit_the_rules",
            f"{INSIGHTS}.count_the_day_anew",
        ],
        cases.CaseAssigned: [f"{CLOCKS}.fit_the_rules", f"{CASES}.tell_the_owner"],
        cases.ReadingCorrected: [
            f"{CASES}.find_a_handler",
            f"{CLOCKS}.fit_the_rules",
            f"{CASES}.follow_the_conversation",
            f"{CASES}.look_at_the_owner_again",
            f"{INSIGHTS}.count_the_day_anew",
        ],
        cases.DepartmentRiskNamed: [f"{CASES}.ask_the_departments"],
        cases.ReadingConfirmed: [f"{INSIGHTS}.count_the_day_anew"],
    }


def talk_and_end() -> Table:
    """What is said in a case, and how it ends, goes back or comes again."""
    from amends.casework.cases import events as cases

    return {
        cases.CustomerWrote: [f"{CASES}.read_what_was_added", f"{CASES}.tell_that_the_customer_wrote"],
        cases.MessageRead: [f"{CASES}.count_what_it_weighs", f"{CLOCKS}.follow_the_mood"],
        cases.ReplyPosted: [
            f"{CLOCKS}.stop_with_a_reply",
            f"{INSIGHTS}.count_the_day_anew",
            f"{CASES}.tell_of_reply",
        ],
        cases.CaseSolved: [f"{CLOCKS}.turn_to_following_up"],
        cases.SolutionAgreed: [f"{CASES}.tell_of_answer"],
        cases.SolutionConfirmed: [f"{CASES}.tell_of_answer"],
        cases.SolutionDisputed: [f"{CLOCKS}.run_again", f"{CASES}.tell_of_answer"],
        cases.CaseRaised: [f"{CASES}.tell_who_leads"],
        cases.StageWentBack: [f"{CLOCKS}.run_after_going_back"],
        cases.FollowedUp: [f"{CLOCKS}.stop_following_up"],
        cases.CaseGivenBack: [f"{CASES}.find_a_handler"],
        cases.CaseClosed: [
            f"{CASES}.offer_what_waits",
            f"{CLOCKS}.stop_at_the_end",
            f"{INSIGHTS}.count_the_day_anew",
            f"{CASES}.tell_of_turn",
        ],
        cases.CaseRestricted: [f"{INSIGHTS}.count_the_day_anew"],
        cases.RestrictionLifted: [f"{INSIGHTS}.count_the_day_anew"],
        cases.CaseReopened: [
            f"{CASES}.find_its_owner_again",
            f"{CLOCKS}.start_anew",
            f"{INSIGHTS}.count_the_day_anew",
            f"{CASES}.tell_of_turn",
        ],
    }


def work_on_a_case() -> Table:
    """What is asked, promised, decided and merged on the way of a case."""
    from amends.casework.cases import events as cases

    return {
        cases.TaskGiven: [f"{CLOCKS}.follow_the_task", f"{CASES}.tell_of_task"],
        cases.TaskAccepted: [f"{CLOCKS}.follow_the_task"],
        cases.TaskReturned: [f"{CLOCKS}.follow_the_task", f"{CASES}.tell_of_task"],
        cases.TaskDone: [f"{CLOCKS}.follow_the_task", f"{CASES}.tell_of_task"],
        cases.TaskWithdrawn: [f"{CLOCKS}.follow_the_task"],
        cases.PromiseMade: [f"{CLOCKS}.follow_the_promise"],
        cases.PromiseKept: [f"{CLOCKS}.follow_the_promise"],
        cases.PromiseBroken: [f"{CLOCKS}.follow_the_promise"],
        cases.PromiseWithdrawn: [f"{CLOCKS}.follow_the_promise"],
        cases.PromiseReminded: [f"{CASES}.tell_of_promise"],
        cases.TaskUrged: [f"{CASES}.tell_of_task"],
        cases.TaskRaised: [f"{CASES}.tell_of_task"],
        cases.HandoverAsked: [f"{CASES}.tell_of_handover"],
        cases.HandoverAccepted: [f"{CASES}.tell_of_handover"],
        cases.HandoverReturned: [f"{CASES}.tell_of_handover"],
        cases.MeetingConvened: [f"{CASES}.tell_of_meeting"],
        cases.MeetingHeld: [f"{CASES}.tell_of_meeting"],
        cases.MeetingCalledOff: [f"{CASES}.tell_of_meeting"],
        cases.ApprovalAsked: [f"{CASES}.tell_of_approval"],
        cases.ApprovalDecided: [f"{CASES}.tell_of_approval"],
        cases.RiskNamedLate: [f"{CASES}.look_at_the_owner_again", f"{CASES}.tell_of_risk"],
        cases.AccessGiven: [f"{CASES}.tell_of_access"],
        cases.KeepingTermEntered: [f"{CASES}.tell_who_confirms_terms"],
        cases.CasesMerged: [
            f"{CLOCKS}.stop_with_the_merge",
            f"{INSIGHTS}.count_the_day_anew",
            f"{CASES}.tell_of_merge",
        ],
        cases.MergeUndone: [
            f"{CLOCKS}.run_with_the_merge_undone",
            f"{INSIGHTS}.count_the_day_anew",
            f"{CASES}.tell_of_merge",
        ],
    }


def deadlines() -> Table:
    """What the clocks tell."""
    from amends.casework.clocks import events as clocks

    return {
        clocks.ClockWarned: [f"{CLOCKS}.tell_of_clock"],
        clocks.ClockOverdue: [f"{CLOCKS}.tell_of_clock"],
        clocks.PauseRanOut: [f"{CLOCKS}.tell_that_it_runs_again"],
        clocks.PolicyChanged: [f"{CLOCKS}.work_out_anew"],
    }


def practice() -> Table:
    """What replies and remedies tell."""
    from amends.practice.remedies import events as remedies
    from amends.practice.remedies.budget import events as budget
    from amends.practice.remedies.gifts import events as gifts
    from amends.practice.remedies.payments import events as payments
    from amends.practice.replies import events as replies
    from amends.practice.replies.review import events as reviews

    return {
        replies.ReplySubmitted: [f"{REPLIES}.tell_who_approves"],
        replies.ReplyApproved: [f"{REPLIES}.tell_that_it_was_approved"],
        replies.ReplyReturned: [f"{REPLIES}.tell_who_wrote"],
        replies.ReplySent: [f"{REPLIES}.note_what_was_quoted"],
        reviews.ReviewAsked: [f"{REVIEWS}.tell_who_scores"],
        reviews.ReviewScored: [f"{REVIEWS}.tell_who_wrote"],
        reviews.ReviewDisputed: [f"{REVIEWS}.tell_who_decides"],
        reviews.DisputeDecided: [f"{REVIEWS}.tell_what_was_decided"],
        remedies.SolutionRejected: [
            f"{REMEDIES}.run_the_solution_clock_again",
            f"{REMEDIES}.tell_that_it_was_turned_down",
        ],
        budget.BudgetRanLow: [f"{BUDGET}.tell_who_answers_for_it"],
        gifts.StockRanLow: [f"{GIFTS}.tell_of_low_stock"],
        gifts.CountHandedIn: [f"{GIFTS}.tell_of_count"],
        gifts.GiftDelivered: [f"{GIFTS}.tell_that_it_arrived", f"{REMEDIES}.settle_what_arrived"],
        gifts.GiftFailed: [f"{GIFTS}.tell_that_it_failed"],
        gifts.GiftReturned: [f"{GIFTS}.tell_that_it_came_back", f"{REMEDIES}.take_back_what_returned"],
        gifts.GiftDeclined: [f"{GIFTS}.tell_that_it_is_not_wanted", f"{REMEDIES}.cancel_what_is_not_sent"],
        gifts.GiftCalledOff: [f"{REMEDIES}.cancel_what_is_not_sent"],
        gifts.GiftThanked: [f"{REMEDIES}.keep_the_thanks"],
        gifts.LinkAsked: [f"{GIFTS}.tell_who_makes_a_new_link"],
        payments.RefundReady: [f"{PAYMENTS}.send_what_is_ready"],
        payments.RefundFailed: [f"{PAYMENTS}.tell_that_it_failed", f"{REMEDIES}.look_at_what_failed"],
        payments.RefundNotTaken: [f"{PAYMENTS}.tell_that_it_was_not_taken"],
        payments.RefundPaid: [f"{REMEDIES}.settle_what_was_paid"],
        payments.RefundCalledOff: [f"{REMEDIES}.cancel_what_was_called_off"],
        payments.VoucherRedeemed: [f"{REMEDIES}.settle_what_was_redeemed"],
        payments.VoucherCalledOff: [f"{REMEDIES}.release_what_expired"],
        payments.VoucherExpired: [f"{PAYMENTS}.tell_that_it_ran_out", f"{REMEDIES}.release_what_expired"],
    }


def oversight() -> Table:
    """What the figures tell."""
    from amends.oversight.insights import events as insights

    return {
        insights.DayCounted: [f"{LEARNING}.count_the_labels_anew"],
    }


# What runs by itself, and how often.
PERIODIC: dict[str, timedelta] = {
    "amends.casework.knowledge.actions.keeping.remind_of_reviews": timedelta(hours=6),
    "amends.casework.knowledge.actions.clauses.follow_days": timedelta(hours=1),
    "amends.casework.knowledge.actions.voices.forget_old_questions": timedelta(days=1),
    "amends.casework.knowledge.actions.picturing.forget_pictures": timedelta(days=1),
    "amends.casework.cases.actions.looking_into.look_into_waiting": timedelta(minutes=1),
    "amends.casework.cases.actions.verifying.verify_some": timedelta(hours=1),
    "amends.casework.cases.actions.watching.wake_sleepers": timedelta(minutes=1),
    "amends.foundation.notices.actions.forget_old_notices": timedelta(days=1),
    "amends.practice.remedies.actions.telling_grants.remind_of_due": timedelta(hours=6),
    "amends.practice.replies.actions.telling.tell_newly_asked": timedelta(minutes=1),
    "amends.practice.replies.actions.telling.tell_all_asked": timedelta(hours=1),
    "amends.practice.replies.actions.drafts.forget_kept_drafts": timedelta(days=1),
    "amends.practice.replies.review.actions.drawing.draw_when_due": timedelta(hours=1),
    "amends.casework.clocks.actions.reminding.sweep_clocks": timedelta(minutes=1),
    "amends.oversight.person_data.exporting.forget_exports": timedelta(days=1),
    "amends.foundation.audit.actions.anchoring.anchor_chains": timedelta(days=1),
    "amends.practice.remedies.gifts.actions.looking_after.look_after_shipments": timedelta(hours=1),
    "amends.practice.remedies.gifts.actions.forgetting.forget_addresses": timedelta(days=1),
    "amends.practice.remedies.payments.actions.issuing.expire_vouchers": timedelta(hours=1),
    "amends.practice.remedies.payments.actions.giving_points.expire_points": timedelta(hours=1),
    "amends.practice.remedies.payments.actions.answering.forget_answers": timedelta(days=1),
    "amends.doors.channels.file_import.purchases.taking.forget_files": timedelta(days=1),
    "amends.doors.api.actions.forget_receipts": timedelta(days=1),
    "amends.casework.cases.actions.approvals.pass_on_late": timedelta(minutes=1),
    "amends.casework.cases.actions.offering.offer_waiting_cases": timedelta(minutes=1),
    "amends.casework.cases.actions.reminding.remind_of_promises": timedelta(minutes=1),
}


def connect() -> None:
    # Not at the top: models may only be known of once the apps are ready.
    from amends.casework.cases.choices import Kept, LooseEnd
    from amends.casework.cases.permissions import knows_by_a_case
    from amends.casework.cases.queries.engaged import counted_by
    from amends.casework.cases.queries.keeping import measured_by
    from amends.casework.customers.permissions import known_through
    from amends.practice.remedies.gifts.queries.keeping import effect_on_addresses
    from amends.practice.remedies.queries.given import decided_in
    from amends.practice.remedies.queries.grants import open_grants
    from amends.practice.replies.text import decided_through

    known_through(knows_by_a_case)
    counted_by(LooseEnd.GRANT, open_grants)
    decided_through(decided_in)
    measured_by(Kept.GIFT_ADDRESSES, effect_on_addresses)
    register_all(reactions())
    for path, every in PERIODIC.items():
        periodic.register(path, every)
