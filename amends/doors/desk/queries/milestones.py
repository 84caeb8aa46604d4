"""What the customer decided and what was carried out, as lines of the conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Direction, Stage
from amends.casework.cases.models import Case, Message, StageRecord
from amends.doors.desk.rules import plain_html
from amends.practice.remedies.choices import Decision
from amends.practice.remedies.models import Proposal
from amends.practice.surveys.models import Rating


def milestone_entries(
    case: Case, records: Sequence[StageRecord], proposals: Sequence[Proposal], messages: Sequence[Message]
) -> list[dict[str, Any]]:
    """Each answer to a round of options, what was carried out, and what the customer said to it, in the survey too.

    A reason that stands in the conversation as a message of its own is not said again.
    """
    told: dict[str, str] = next(
        (row.details for row in reversed(records) if row.stage == Stage.CARRY_OUT), {}
    )
    written = {message.body for message in messages if message.direction == Direction.IN}
    answers = (answer for one in proposals for answer in answer_to(one, written))
    again = any("reopened_at" in row.details for row in records)
    return [*answers, *carried_out(case, told), *rated(case, before=again or bool(told.get("undone_at")))]


def answer_to(proposal: Proposal, written: Set[str]) -> Iterator[dict[str, Any]]:
    if proposal.decided_at is None:
        return
    name = f"answer-{proposal.round}"
    if proposal.decision == Decision.REJECTED:
        words = _("The customer turned down round %(n)s of options") % {"n": proposal.round}
        why = "" if proposal.comment in written else proposal.comment
        yield line(name, "close", words, proposal.decided_at, why)
    elif chosen := next((one.title for one in proposal.options.all() if one.chosen), ""):
        words = _("The customer chose “%(option)s”") % {"option": chosen}
        if late := proposal.chosen_too_late:
            day = date_format(late.due_on, "Y-m-d")
            words = _("%(chose)s; its day, %(day)s, had passed: tell them a new one") % {
                "chose": words,
                "day": day,
            }
        yield line(name, "ok", words, proposal.decided_at, proposal.comment)


def carried_out(case: Case, told: dict[str, str]) -> Iterator[dict[str, Any]]:
    if undone_at := told.get("undone_at"):
        at = datetime.fromisoformat(undone_at)
        yield done("undone", told.get("undone_by", ""), at, told.get("undone", ""))
    if asked_at := told.get("asked_at"):
        yield asked(
            "asked", told.get("asked_by", ""), datetime.fromisoformat(asked_at), told.get("asked", "")
        )
    if case.solved_at:
        yield done("solved", told.get("done_by", ""), case.solved_at, told.get("done", ""))
    if disputed := told.get("disputed_at"):
        words = _("The customer says that it is not put right yet")
        yield line("disputed", "warning", words, datetime.fromisoformat(disputed))
    if case.confirmed_at:
        yield line("confirmed", "ok", _("The customer says that it is put right"), case.confirmed_at)
    if case.followed_up_at:
        by, said = told.get("followed_up_by", ""), told.get("followed_up", "")
        yield asked("followed-up", by, case.followed_up_at, said)


def done(name: str, by: str, at: datetime, what: str) -> dict[str, Any]:
    words = _("%(name)s carried out what was agreed") % {"name": by}
    return line(name, "stage-carry_out", words.strip(), at, what)


def asked(name: str, by: str, at: datetime, said: str) -> dict[str, Any]:
    words = _("%(name)s followed up") % {"name": by}
    return line(name, "check", words.strip(), at, said)


def rated(case: Case, *, before: bool) -> Iterator[dict[str, Any]]:
    """Only what is solved or closed, or was so before, can be rated, so that the others are not asked for."""
    if case.is_open and case.solved_at is None and not before:
        return
    for one in Rating.objects.filter(case=case):
        words = _(
            "The customer answered the survey: solved %(solved)s of 5, treated well %(treated)s of 5"
        ) % {
            "solved": one.solved,
            "treated": one.treated,
        }
        yield line("rated", "star", words, one.given_at, one.comment)


def line(name: str, icon: str, summary: str, at: datetime, words: str = "") -> dict[str, Any]:
    return {
        "kind": "event",
        "id": name,
        "icon": icon,
        "summary": summary,
        "at": at,
        "html": mark_safe(plain_html(words)) if words else "",  # noqa: S308 - escaped there
    }
