"""A conversation is followed message by message: how heated the customer is, and what is settled by their words."""

from __future__ import annotations

from itertools import takewhile
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.actions.closing import reopen_case
from amends.casework.cases.actions.linking import can_come_back
from amends.casework.cases.actions.milestones import dispute_solution
from amends.casework.cases.actions.relief import weighs_on
from amends.casework.cases.choices import Direction, MessageKind, Outcome
from amends.casework.cases.models import Case, Message
from amends.casework.cases.permissions import ensure_house
from amends.casework.readings.actions import Said, follow_conversation
from amends.foundation.organisation.models import Member

MESSAGES_FOLLOWED: Final = 100
# Labels of the first message, which people may have corrected on the case.
CORRECTED: Final = ("kind", "emotion", "intensity", "mode", "demands")
# Outcomes in which something was done that may turn out not to have arrived.
DONE: Final = frozenset({Outcome.UPH, Outcome.PUP, Outcome.NUG, Outcome.SUM})


@transaction.atomic
def follow_case(*, case_id: int, by: Member) -> Case:
    """Follows the conversation anew, because a label that it rests on was corrected."""
    ensure_house(by)
    case = locked(case_id, by=by)
    before = (case.heat, case.late_risks)
    if told_anew(case) or before != (case.heat, case.late_risks):
        save(case, "heat", "late_risks", by_house=True)
    if case.owner is not None and case.is_open:
        weighs_on(case, case.owner)
    return case


def told_anew(case: Case) -> bool:
    """Keeps each message's part in the conversation, and the present state on the unsaved case; says if one changed."""
    messages = followed(case)
    told = follow_conversation([said(case, one) for one in messages if is_told(one)])
    moods = moods_in(told)
    changed = [one for one in messages if one.mood != moods.get(one.pk, {})]
    for message in changed:
        message.mood = moods.get(message.pk, {})
    Message.objects.bulk_update(changed, ["mood"])
    take_over(case, told)
    return bool(changed)


def begun(case: Case, message: Message, data: dict[str, Any]) -> dict[str, Any]:
    """The conversation as it is with its first message alone: that message's part in it."""
    told = follow_conversation([Said(message.pk, "customer", message.body, message.sent_at, data)])
    take_over(case, told)
    return moods_in(told)[message.pk]


def take_over(case: Case, told: dict[str, Any]) -> None:
    case.heat = told["heat"]
    case.late_risks = [
        {"risk": one["risk"], "message": one["key"]}
        for one in told["late_risks"]
        if one["risk"] in case.risks
    ]


def followed(case: Case) -> list[Message]:
    """The messages in their order: of a very long conversation the first and the latest."""
    messages = case.messages.select_related("reading")
    latest = list(reversed(messages.order_by("-sent_at", "-id")[:MESSAGES_FOLLOWED]))
    if len(latest) < MESSAGES_FOLLOWED:
        return latest
    first = messages.order_by("sent_at", "id")[0]
    return latest if latest[0] == first else [first, *latest]


def is_told(message: Message) -> bool:
    """What the customer wrote counts as soon as it has been read."""
    return message.direction == Direction.OUT or message.reading is not None


def said(case: Case, message: Message) -> Said:
    if message.direction == Direction.OUT:
        receipt = message.kind == MessageKind.ACKNOWLEDGEMENT
        return Said(message.pk, "us", message.body, message.sent_at, automatic=receipt)
    data = dict(message.reading.data) if message.reading else {}
    if message.reading_id == case.reading_id:
        late = {one["risk"] for one in case.late_risks}
        data |= {name: getattr(case, name) for name in CORRECTED}
        data["risks"] = [risk for risk in case.risks if risk not in late]
    return Said(message.pk, "customer", message.body, message.sent_at, data)


def moods_in(told: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Message → its part in the conversation, as it is kept."""
    moods: dict[int, dict[str, Any]] = {}
    for one in (*told["points"], *told["effects"]):
        moods[one["key"]] = {name: value for name, value in one.items() if name not in ("key", "certainty")}
    for one in told["changes"]:
        change = {name: one[name] for name in ("kind", "demand", "before")}
        moods[one["key"]].setdefault("changes", []).append(change)
    for one in told["late_risks"]:
        moods[one["key"]].setdefault("late", []).append(one["risk"])
    return moods


def settle(case: Case, message: Message, *, by: Member) -> None:
    """What a message changes in a matter that was put right: thanks wait for nobody, what has not arrived comes back."""
    if case.is_open and case.solved_at is None:
        return
    if message.mood.get("unsettled") and case.is_open:
        dispute_solution(case_id=case.pk, by=by)
    elif message.mood.get("unsettled") and case.outcome in DONE and can_come_back(case):
        reopen_case(case_id=case.pk, reason=_("The customer writes that it is not put right."), by=by)
    elif case.unread and only_nods_since_ours(case):
        case.unread = False
        save(case, "unread", by_house=True)
        note_down(case, "case.thanks_received", by=by, data={"message": message.pk})


def only_nods_since_ours(case: Case) -> bool:
    """Whether the customer has said nothing since our last message, or the closing, but thanks or a nod."""

    def is_new(message: Message) -> bool:
        settled = case.closed_at is not None and message.sent_at < case.closed_at
        return message.direction == Direction.IN and not settled

    return all(one.mood.get("closes") for one in takewhile(is_new, reversed(followed(case))))
