"""Which single step comes next: a list of questions, the first that applies decides."""

from __future__ import annotations

from collections.abc import Callable

from amends.practice.playbook.rules.situation import Situation

# Risk → the step that passes it on, the most urgent first.
ESCALATIONS = {
    "violence": "call_help",
    "safety": "stop_danger",
    "mass": "crisis_team",
    "media": "bring_in_communications",
    "legal": "bring_in_legal",
    "regulator": "inform_management",
    "privacy": "secure_data",
    "fraud": "secure_evidence",
    "repeat": "lead_takes_over",
    "vulnerable": "careful_contact",
}
# These two change how one talks; they never hold up the answer itself.
ADVISORY = ("repeat", "vulnerable")
STEPS_BY_KIND = {
    "enquiry": "answer_question",
    "suggestion": "pass_suggestion",
    "praise": "share_praise",
    "other": "clarify_text",
}
LISTENING = {
    "emotion": "listen_to_end",
    "demand": "take_down",
    "mixed": "calm_then_sort",
}


def next_step_id(situation: Situation) -> str:
    """The one step that comes next."""
    if situation.kind != "complaint":
        done = situation.closed or (situation.first_reply_sent and not situation.customer_waiting)
        return "nothing_left" if done else STEPS_BY_KIND.get(situation.kind, "clarify_text")
    if situation.closed:
        return "share_lesson" if not situation.customer_waiting else "answer_customer"
    return escalation_due(situation) or BY_STAGE.get(situation.stage, _listen)(situation)


def escalation_due(situation: Situation) -> str | None:
    """The escalation that must happen before anything else; without a record of it, only before the first reply."""
    if situation.escalated is None and situation.first_reply_sent:
        return None
    done = situation.escalated or frozenset()
    for risk, step in ESCALATIONS.items():
        if risk in situation.risks and risk not in done and risk not in ADVISORY:
            return step
    critical = situation.severity == "critical" and "critical" not in done and "mass" not in done
    # A danger, a threat or a leak already passed on to its own people has its crisis under way.
    passed_on = bool(done & (ESCALATIONS.keys() - set(ADVISORY)))
    return "crisis_team" if critical and not passed_on else None


def _listen(situation: Situation) -> str:
    if not situation.first_reply_sent:
        return LISTENING.get(situation.mode, "take_down")
    return "answer_customer" if situation.customer_waiting else "restate_confirm"


def _confirm(situation: Situation) -> str:
    if not situation.first_reply_sent:
        return "first_response"
    return "answer_customer" if situation.customer_waiting else "start_investigation"


def _investigate(situation: Situation) -> str:
    if not situation.first_reply_sent:
        return "first_response"
    return "progress_update" if situation.customer_waiting else "find_cause"


def _propose(situation: Situation) -> str:
    if situation.choice_made:
        return "start_choice"
    if not situation.proposal_sent:
        return "offer_options" if situation.first_reply_sent else "first_response"
    return "talk_over_options" if situation.customer_waiting else "wait_for_choice"


def _carry_out(situation: Situation) -> str:
    if situation.satisfied is False:
        return "adjust_solution"
    if situation.customer_waiting:
        return "answer_customer"
    if not situation.solved:
        return "carry_out"
    return "record_cause" if situation.followed_up else "check_satisfaction"


def _review(situation: Situation) -> str:
    if situation.satisfied is False:
        return "adjust_solution"
    if situation.customer_waiting:
        return "answer_customer"
    return "tell_improvement" if situation.cause_recorded else "record_cause"


BY_STAGE: dict[str, Callable[[Situation], str]] = {
    "listen": _listen,
    "confirm": _confirm,
    "investigate": _investigate,
    "propose": _propose,
    "carry_out": _carry_out,
    "review": _review,
}

STEP_IDS = frozenset(
    {
        *ESCALATIONS.values(),
        *STEPS_BY_KIND.values(),
        *LISTENING.values(),
        "adjust_solution",
        "answer_customer",
        "carry_out",
        "check_satisfaction",
        "find_cause",
        "first_response",
        "nothing_left",
        "offer_options",
        "progress_update",
        "record_cause",
        "restate_confirm",
        "share_lesson",
        "start_choice",
        "start_investigation",
        "talk_over_options",
        "tell_improvement",
        "wait_for_choice",
    }
)
