"""The sheet of a case's stages: what each needs, what is on record and why something is not, and the ways to end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.actions.linking import can_come_back
from amends.casework.cases.actions.loose_ends import named
from amends.casework.cases.choices import (
    Confirmed,
    DemandClass,
    Outcome,
    Record,
    Responsible,
    Stage,
    Systemic,
)
from amends.casework.cases.models import Case, StageRecord, StatusLabel
from amends.casework.cases.permissions import handles, may_take_up
from amends.casework.cases.queries import loose_ends, on_record, records_of
from amends.casework.cases.queries.approvals import verdict_in
from amends.casework.cases.queries.related import links_of
from amends.casework.cases.rules import NEEDED, STAGES, WRITTEN, is_before
from amends.doors.desk.queries.first_reply import first_reply_to_come
from amends.doors.desk.queries.related_sheet import link_row
from amends.doors.desk.queries.sheets import sheet
from amends.doors.desk.queries.trail import without_hidden
from amends.doors.desk.words import outcome_name
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.rules import Verdict
from amends.practice.playbook.rules.ticks import ticks_in
from amends.practice.remedies.queries import proposals_of
from amends.practice.replies.queries import replies_standing

# What a record is missing for, said where it is.
WHY: dict[str, Any] = {
    Record.POINTS: lambda: _("Write down each point as the customer confirmed it."),
    Record.FIRST_REPLY: lambda: _("Nothing but the receipt has gone to the customer yet."),
    Record.RESTATED: lambda: _("Restate it in your words, ask whether that is right, and note the answer."),
    Record.FINDING: lambda: _("Write down the facts and the cause."),
    Record.RESPONSIBILITY: lambda: _("Choose who answers for it and whether it is systemic."),
    Record.AGREED: lambda: _("The customer has not chosen a solution yet."),
    Record.CARRIED_OUT: lambda: _("What was agreed has not been carried out yet."),
    Record.FOLLOWED_UP: lambda: _("Ask within 24 hours of solving whether the customer is content."),
    Record.CAUSE: lambda: _("Record the root cause and what is learned from it."),
}
DETAIL_LABELS: dict[str, Any] = {
    "how": lambda: _("How the customer confirmed it"),
    "answer": lambda: _("What the customer said to it"),
    "cause": lambda: _("Cause"),
    "responsible": lambda: _("Who answers for it"),
    "extent": lambda: _("Single or systemic"),
    "scope": lambda: _("Whom and what else it touches"),
    "chosen": lambda: _("Chosen"),
    "done": lambda: _("What was carried out"),
    "followed_up": lambda: _("What the customer said afterwards"),
    **{one.value: (lambda one=one: one.label) for one in DemandClass},
}
DETAIL_WORDS = {"how": Confirmed, "responsible": Responsible, "extent": Systemic}


def course_sheet(
    case: Case, member: Member, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """`entered` is what was typed and refused, `wrong` why; both stand in their form again."""
    works = handles(member, case)
    records = records_of(case)
    present = next((row for row in reversed(records) if row.stage == case.stage), None)
    under_way = replies_standing(case, member).under_way if case.first_reply_at is None else None
    coming = first_reply_to_come(case, under_way)
    return {
        **sheet(case, "case_course"),
        "handles": works,
        "stages": [stage_row(case, stage, records, coming) for stage in STAGES],
        "fields": detail_fields(case, present) if works and case.is_open else [],
        "takes_words": case.stage in WRITTEN,
        "record": present.record if present else "",
        "missing": missing(case, present),
        "may_skip": verdict_in(case, member, Power.SKIP_STAGE) == Verdict.YES,
        "is_last": case.stage == Stage.REVIEW,
        "earlier": [(one.value, one.label) for one in STAGES if is_before(one, Stage(case.stage))],
        "rounds": rounds(case),
        "withdrawal_asked": withdrawal_asked(case),
        "loose": named(loose_ends(case)) if works and case.is_open else "",
        "may_take_up": may_take_up(member) and case.raised_at is not None and case.is_open,
        "labels": labels(case),
        "links": [link_row(one, case) for one in links_of(case, member)],
        "ending": ending(case, member),
        "comes_back": not case.is_open and can_come_back(case),
        "endings": [(one.value, one.label) for one in (Outcome.OOS, Outcome.EXT, Outcome.CRM)],
        "ways": Confirmed.choices,
        "entered": entered or QueryDict(),
        "entered_at": (entered or QueryDict()).get("form", ""),
        "wrong": wrong,
    }


def withdrawal_asked(case: Case) -> bool:
    """Whether the case waits for somebody who leads because the customer wants to withdraw."""
    asked = entries_of(case.chain).filter(action="case.withdrawal_asked")
    return bool(case.is_open and case.raised_at and asked.filter(at__gte=case.raised_at).exists())


def stage_row(case: Case, stage: Stage, records: list[StageRecord], coming: str) -> dict[str, Any]:
    """One stage: each of its times, and each record that it needs with whether it is there, or why it is not.

    `coming` says that a first reply is on its way.
    """
    why = {one: WHY[one]() for one in NEEDED[stage]}
    if coming and Record.FIRST_REPLY in why:
        why[Record.FIRST_REPLY] = coming
    times = [row for row in records if row.stage == stage]
    latest = times[-1] if times else None
    here = on_record(case, latest) if latest else frozenset()
    position, present = STAGES.index(stage), STAGES.index(Stage(case.stage))
    # A case that came back has been in later stages before; it goes through them again.
    state = "done" if latest and position <= present else "todo"
    if position == present and case.is_open:
        state = "current"
    if position == present and not case.is_open and set(NEEDED[stage]) - here:
        state = "ended"
    return {
        "key": stage.value,
        "label": stage.label,
        "position": position + 1,
        "state": "skipped" if state == "done" and latest and latest.skip_reason else state,
        "needs": [
            {"label": one.label, "there": one in here, "why": "" if one in here else said}
            for one, said in why.items()
        ],
        "times": [
            {
                "row": row,
                "details": details_of(row),
                "steps": ticks_in([(row.stage, row.steps)]).values(),
                "again": again(row),
            }
            for row in times
            if row.left_at or row.record or row.steps or details_of(row)
        ],
        "entered_at": latest.entered_at if latest else None,
    }


def again(row: StageRecord) -> dict[str, Any]:
    """That the case ended here and was taken up again: why, by whom and when."""
    told = row.details
    return {**told, "at": datetime.fromisoformat(told["reopened_at"])} if "reopened_at" in told else {}


def details_of(row: StageRecord) -> list[tuple[str, str]]:
    return [
        (str(DETAIL_LABELS[name]()), worded(name, value))
        for name, value in row.details.items()
        if value and name in DETAIL_LABELS
    ]


def worded(name: str, value: str) -> str:
    return str(dict(DETAIL_WORDS[name].choices).get(value, value)) if name in DETAIL_WORDS else value


def detail_fields(case: Case, present: StageRecord | None) -> list[dict[str, Any]]:
    """What the record of the present stage asks for besides words."""
    names = {
        Stage.CONFIRM: ("how", "answer"),
        Stage.INVESTIGATE: ("cause", "responsible", "extent", "scope", *DemandClass.values),
    }.get(Stage(case.stage), ())
    held = present.details if present else {}
    return [
        {
            "name": name,
            "label": DETAIL_LABELS[name](),
            "choices": DETAIL_WORDS[name].choices if name in DETAIL_WORDS else [],
            "value": held.get(name, ""),
            "optional": "" if name in ("responsible", "extent") else "1",
        }
        for name in names
    ]


def missing(case: Case, present: StageRecord | None) -> list[str]:
    here = on_record(case, present)
    return [str(one.label) for one in NEEDED[Stage(case.stage)] if one not in here]


def rounds(case: Case) -> list[dict[str, Any]]:
    """Each round of options, with the customer's answer."""
    return [
        {
            "round": one.round,
            "at": one.proposed_at,
            "by": str(one.proposed_by),
            "options": [option.title for option in one.options.all()],
            "chosen": next((option.title for option in one.options.all() if option.chosen), ""),
            "decision": one.get_decision_display(),
            "rejected": one.decision == "rejected",
            "comment": one.comment,
        }
        for one in proposals_of(case)
    ]


def labels(case: Case) -> list[dict[str, Any]]:
    language = interface_language()
    found = StatusLabel.objects.active().fitting(case.phase, case.stage)
    return [{"code": one.code, "name": one.name_in(language), "on": one.pk == case.label_id} for one in found]


def ending(case: Case, member: Member) -> dict[str, Any] | None:
    if case.is_open:
        return None
    names = {
        "referred_to": _("Passed on to"),
        "rule": _("By which rule"),
        "told": _("How the customer was told"),
        "duplicate_of": _("Repeats"),
        "how": _("How the customer said so"),
        "reason": _("The customer’s own words, or what was said on the phone")
        if case.outcome == Outcome.WDN
        else _("Reason"),
    }
    [said] = without_hidden([case.ending], member)
    told = [(names[name], worded(name, value)) for name, value in said.items() if name in names]
    return {"outcome": outcome_name(case.outcome), "at": case.closed_at, "told": told}
