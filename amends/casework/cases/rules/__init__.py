"""Decisions about a case, without a database and without a clock."""

from amends.casework.cases.rules.approvals import approval_due, is_grave, is_sensitive
from amends.casework.cases.rules.concerned import names_in, words_around
from amends.casework.cases.rules.effort import calls_for_relief, effort_of, is_hot
from amends.casework.cases.rules.mood import ANGRY_FROM, CALM, CALM_UP_TO, UPSET, calm_now
from amends.casework.cases.rules.numbering import (
    NUMBER,
    SENTENCE_END,
    SUBJECT_LENGTH,
    SUMMARY_LENGTH,
    case_number,
    folded,
    id_in_number,
    is_number_of,
    pulse_of,
    subject_from,
    summary_from,
)
from amends.casework.cases.rules.reviewing import lacks
from amends.casework.cases.rules.routing import Candidate, Choice, Need, choose_handler
from amends.casework.cases.rules.stages import NEEDED, STAGES, WRITTEN, missing_for, next_stage

__all__ = [
    "ANGRY_FROM",
    "CALM",
    "CALM_UP_TO",
    "NEEDED",
    "NUMBER",
    "SENTENCE_END",
    "STAGES",
    "SUBJECT_LENGTH",
    "SUMMARY_LENGTH",
    "UPSET",
    "WRITTEN",
    "Candidate",
    "Choice",
    "Need",
    "approval_due",
    "calls_for_relief",
    "calm_now",
    "case_number",
    "choose_handler",
    "effort_of",
    "folded",
    "id_in_number",
    "is_grave",
    "is_hot",
    "is_number_of",
    "is_sensitive",
    "lacks",
    "missing_for",
    "names_in",
    "next_stage",
    "pulse_of",
    "subject_from",
    "summary_from",
    "words_around",
]
