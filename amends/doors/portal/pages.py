"""What a customer sees of their case: in plain words, and nothing that is internal."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.casework.cases.actions.linking import can_come_back
from amends.casework.cases.choices import Direction, MessageKind, Outcome, Scan, Stage
from amends.casework.cases.models import Attachment, Case, Message, Promise, new_token
from amends.casework.cases.queries import conversation
from amends.casework.cases.queries.related import own_merged_into
from amends.casework.cases.queries.working_time import hour_named, hours_of_the_house
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import clocks_of, promised_at
from amends.casework.clocks.rules.policy import CHOSEN
from amends.doors.portal.ending_words import ending_words
from amends.doors.portal.templatetags.portal_words import day_time
from amends.foundation.calendars.rules.naming import named_hour
from amends.foundation.calendars.rules.working_time import WorkingTime
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.choices import Decision
from amends.practice.remedies.models import Option, Proposal
from amends.practice.remedies.queries import latest_proposal
from amends.practice.replies.letters import FORMS
from amends.practice.surveys.models import Rating

GIFT_LINK = re.compile(r"https?://[^\s/<>&]+/gift/([A-Za-z0-9_:-]{20,200})/")


def received_page(case: Case) -> dict[str, Any]:
    return {
        "case": case,
        "case_url": reverse("portal:case", args=[case.token]),
        "answer_by": hour_promised(case, ClockKind.FIRST_RESPONSE),
        "solution_by": hour_promised(case, ClockKind.SOLUTION),
    }


def hour_promised(case: Case, kind: ClockKind) -> datetime | None:
    """When the customer is told to expect what the rules ask for; None where the house sets itself no such time."""
    due_at = promised_at(case, kind)
    return hour_named(due_at, case.received_at) if due_at else None


def told_of(one: Clock, hours: WorkingTime) -> datetime:
    """When the customer is told to expect what a clock waits for: the hour that people chose, else one at which the house is at work."""
    return one.due_at if one.kind in CHOSEN else named_hour(one.due_at, hours, since=one.started_at)


# What a customer hears of; what is due inside the house is none of their business.
HEARD_OF = frozenset(
    {
        ClockKind.FIRST_RESPONSE,
        ClockKind.DIRECTION,
        ClockKind.PROGRESS,
        ClockKind.SOLUTION,
        ClockKind.FOLLOW_UP,
        ClockKind.PROMISE,
    }
)


def hears_by(case: Case, clocks: list[Clock]) -> datetime | None:
    """By when the customer hears from us next: what a letter has told them, or a rule before that; None where neither is known or still to come, and of what has ended."""
    if not case.is_open:
        return None
    now = clock.now()
    written = Promise.objects.open().filter(case=case, due_at__gt=now).values_list("due_at", flat=True)
    return min((one for one in (*written, _ruled_by(clocks, now)) if one is not None), default=None)


def _ruled_by(clocks: list[Clock], now: datetime) -> datetime | None:
    """None where that is not known, lies behind us, or is later than what is due first."""
    awaited = [one for one in _running(clocks) if one.due_at > now]
    if not awaited:
        return None
    hours, first_due = hours_of_the_house(), min(one.due_at for one in awaited)
    told = [told_of(one, hours) for one in awaited]
    return min((at for at in told if now < at <= first_due), default=None)


def _running(clocks: list[Clock]) -> list[Clock]:
    return [
        one for one in clocks if one.kind in HEARD_OF and one.stopped_at is None and one.paused_since is None
    ]


def is_late(clocks: list[Clock]) -> bool:
    """Whether the customer should have heard from us by now."""
    now = clock.now()
    return any(one.due_at <= now for one in _running(clocks))


def first_by(clocks: list[Clock]) -> str:
    """By when the first answer is due, once its clock runs."""
    first = next((one for one in clocks if one.kind == ClockKind.FIRST_RESPONSE), None)
    return _("by %(at)s") % {"at": day_time(told_of(first, hours_of_the_house()))} if first else ""


def case_page(case: Case) -> dict[str, Any]:
    proposal = latest_proposal(case)
    rating = Rating.objects.filter(case=case).first()
    clocks = (
        clocks_of(case) if case.is_open else []
    )  # what has ended promises no answer, however late its clocks stop
    return {
        "case": case,
        "headline": headline(case, proposal),
        "status_text": status_text(case, proposal),
        "steps": steps(case, proposal, clocks),
        "timeline": timeline(case),
        "proposal": proposal_block(case, proposal),
        "solution": solution_block(case, proposal),
        "survey": survey_block(case, rating),
        "stage_words": stage_words(case, proposal),
        "withdraw_url": reverse("portal:withdraw", args=[case.token]) if case.is_open else "",
        "dispute_url": reverse("portal:dispute", args=[case.token]) if may_dispute(case) else "",
        "begins_anew": not case.is_open and not can_come_back(case),
        "answer_by": hears_by(case, clocks),
        "is_late": is_late(clocks),
        "reply_url": reverse("portal:message", args=[case.token]),
        "idempotency_key": new_token(),
    }


def headline(case: Case, proposal: Proposal | None) -> str:
    if not case.is_open:
        return ending_words(case)[0]
    if proposal is not None and proposal.decision == Decision.OPEN:
        return _("There is something for you to choose")
    if case.confirmed_at is not None:
        return _("It is put right")
    if case.solved_at is not None:
        return _("We have done what we agreed")
    if case.agreed_at is not None:
        return _("We are putting it right")
    return _("We are on it") if case.first_reply_at else _("We have your complaint")


def stage_words(case: Case, proposal: Proposal | None) -> str:
    """Where the complaint stands, in words that need no explanation; none where it is the customer's turn or all is done."""
    if not case.is_open or (proposal is not None and proposal.decision == Decision.OPEN):
        return ""
    if case.solved_at is not None and case.stage != Stage.REVIEW:
        return ""
    return {
        Stage.LISTEN: _("We are taking down what happened."),
        Stage.CONFIRM: _("We make sure that we understood you."),
        Stage.INVESTIGATE: _("We are finding out how it came about."),
        Stage.PROPOSE: _("We are working out ways to put it right."),
        Stage.CARRY_OUT: _("We are doing what was agreed."),
        Stage.REVIEW: _("We are learning from it, so that it does not happen again."),
    }[Stage(case.stage)]


def may_dispute(case: Case) -> bool:
    """Whether somebody who does not agree with the ending may have it opened again."""
    return not case.is_open and case.outcome != Outcome.DUP and can_come_back(case)


def status_text(case: Case, proposal: Proposal | None) -> str:
    if not case.is_open:
        return ending_words(case)[1]
    if proposal is not None and proposal.decision == Decision.OPEN:
        return _("Look at the options, take your time, and tell us which one suits you.")
    if case.confirmed_at is not None:
        return _("Thank you for confirming it. If anything changes, write to us below.")
    if case.solved_at is not None:
        return _("Please tell us whether all is well now.")
    if case.agreed_at is not None:
        if awaits_new_day(case, proposal):
            return _("The day we had in mind has passed. We name you a new one at once.")
        return _("You chose how we put it right; you see here when it is done.")
    if turned_down(proposal):
        return _("None of the ways suited you. We look for another one and come back to you.")
    if case.first_reply_at:
        return _("We look into what happened and then propose how to put it right.")
    return _("A person reads what you wrote and answers you.")


def awaits_new_day(case: Case, proposal: Proposal | None) -> bool:
    """Whether what was chosen had lost its day, and nothing was written to the customer since."""
    if proposal is None or proposal.chosen_too_late is None:
        return False
    return not case.messages.filter(direction=Direction.OUT, sent_at__gt=proposal.decided_at).exists()


def turned_down(proposal: Proposal | None) -> bool:
    return proposal is not None and proposal.decision == Decision.REJECTED


def steps(case: Case, proposal: Proposal | None, clocks: list[Clock]) -> list[dict[str, Any]]:
    """The way of the case in five plain steps."""
    chosen = next((o for o in proposal.options.all() if o.chosen), None) if proposal else None
    offered = None if turned_down(proposal) else proposal
    reached = [
        (_("Received"), case.received_at, day_time(case.received_at)),
        (
            _("First answer"),
            case.first_reply_at,
            day_time(case.first_reply_at) or first_by(clocks),
        ),
        (_("Ways to put it right"), offered, day_time(offered.proposed_at) if offered else ""),
        (_("Your choice"), case.agreed_at, chosen.title if chosen else ""),
        (
            pgettext("step", "Done"),
            case.solved_at or case.closed_at,
            day_time(case.solved_at or case.closed_at),
        ),
    ]
    done = [bool(what) for _label, what, _text in reached]
    current = done.index(False) if False in done and case.is_open else -1
    return [
        {
            "label": label,
            "text": text,
            "state": "current" if index == current else "done" if is_done else "todo",
        }
        for index, ((label, _what, text), is_done) in enumerate(zip(reached, done, strict=True))
    ]


def timeline(case: Case) -> list[dict[str, Any]]:
    """What was written, also in the person's other complaints that were merged into this one."""
    written = [(one, message) for one in (case, *own_merged_into(case)) for message in conversation(one)]
    return [entry(one, message) for one, message in sorted(written, key=lambda row: row[1].sent_at)]


def entry(case: Case, message: Message) -> dict[str, Any]:
    incoming = message.direction == Direction.IN
    receipt = message.kind == MessageKind.ACKNOWLEDGEMENT
    return {
        "kind": "customer" if incoming else "system" if receipt else "reply",
        "author": "" if incoming else str(message.author),
        "at": message.sent_at,
        "html": mark_safe(with_links(escape(message.body), ours=not incoming).replace("\n", "<br>")),  # noqa: S308 - escaped here
        "attachments": [shown(case, file) for file in message.attachments.all()],
        "papers": papers_of(case, message),
    }


def with_links(words: str, *, ours: bool) -> str:
    """Lets our own link to a gift's page be pressed: it leads to this house, whatever host its words name."""
    if not ours:
        return words
    return GIFT_LINK.sub(
        lambda found: f'<a class="link" href="{reverse("portal:gift", args=[found[1]])}">{found[0]}</a>',
        words,
    )


def papers_of(case: Case, message: Message) -> list[tuple[str, str]]:
    """Where our own letters are to be had on paper; the receipt is none."""
    if message.direction == Direction.IN or message.kind == MessageKind.ACKNOWLEDGEMENT:
        return []
    return [(form.upper(), reverse("portal:letter", args=[case.token, message.pk, form])) for form in FORMS]


def shown(case: Case, file: Attachment) -> dict[str, Any]:
    """What waits for the scanner or is locked away is named, and has no address."""
    there = file.is_there
    return {
        "name": file.name,
        "url": reverse("portal:attachment", args=[case.token, file.pk]) if there else "",
        "is_image": file.is_picture and there,
        "is_audio": file.is_sound,
        "state": ""
        if there
        else _("being checked")
        if file.scan == Scan.WAITING
        else _("not available any more"),
    }


def proposal_block(case: Case, proposal: Proposal | None) -> dict[str, Any] | None:
    if proposal is None or not case.is_open:
        return None
    return {
        "url": reverse("portal:decide", args=[case.token, proposal.pk]),
        "decided": not proposal.is_open,
        "options": [option_block(option, today=clock.today()) for option in proposal.options.all()],
    }


def option_block(option: Option, *, today: date) -> dict[str, Any]:
    """One way to put it right; a day that has passed before anybody chose is not held out as if it were to come."""
    return {
        "id": option.pk,
        "title": option.title,
        "description": option.description,
        "pros": lines(option.pros),
        "cons": lines(option.cons),
        "amount": str(Money(option.amount, option.currency)) if option.amount else "",
        "due_on": option.due_on,
        "day_passed": option.due_on < today and not option.chosen,
        "chosen": option.chosen,
    }


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def solution_block(case: Case, proposal: Proposal | None) -> dict[str, Any] | None:
    if case.solved_at is None or case.confirmed_at is not None or not case.is_open:
        return None
    chosen = next((option for option in proposal.options.all() if option.chosen), None) if proposal else None
    return {"url": reverse("portal:confirm", args=[case.token]), "text": chosen.title if chosen else ""}


def survey_block(case: Case, rating: Rating | None) -> dict[str, Any] | None:
    if case.confirmed_at is None and case.is_open:
        return None
    if not case.is_open and case.stage != Stage.REVIEW:
        return None
    solved = [_("not at all"), _("hardly"), _("partly"), _("mostly"), _("entirely")]
    treated = [_("badly"), _("not well"), _("fairly"), _("well"), _("very well")]
    return {
        "url": reverse("portal:rate", args=[case.token]),
        "answered": rating is not None,
        "solved_choices": list(enumerate(solved, 1)),
        "treated_choices": list(enumerate(treated, 1)),
    }
