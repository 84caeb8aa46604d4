"""The promise ledger: what was promised a customer is written down with a date, and ends kept, broken or struck out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.choices import PromiseSource, PromiseState
from amends.casework.cases.events import PromiseBroken, PromiseKept, PromiseMade, PromiseWithdrawn
from amends.casework.cases.models import Case, Message, Promise
from amends.casework.cases.permissions import may_work, visible_to
from amends.casework.cases.queries.working_time import while_there_is_time
from amends.casework.cases.rules.promises import (
    LENGTH,
    Promised,
    can_become,
    hangs_on_the_options,
    reminder_for,
    without_doubles,
)
from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import hours_of

REASON_LENGTH = 2000


@transaction.atomic
def record_promises(
    *, case_id: int, message: Message, items: Sequence[Promised], by: Member
) -> list[Promise]:
    """Lists what a sent reply promised, to be confirmed; the same reply again adds nothing, nor does a later one that
    says again in the same words what is owed already and not late: the first time that was named holds.
    """
    case = locked(case_id, by=by)
    if message.case_id != case.pk:
        raise Invalid(_("These words belong to another case."))
    known = set(Promise.objects.filter(message=message).values_list("text", flat=True))
    owed = Promise.objects.open().filter(Q(due_at=None) | Q(due_at__gte=clock.now()), case=case)
    known |= set(owed.values_list("text", flat=True))
    found = [one for one in without_doubles(items) if one.text not in known]
    made = [
        Promise.objects.create(
            case=case,
            message=message,
            source=PromiseSource.REPLY,
            text=one.text,
            state=PromiseState.TO_CONFIRM,
            made_by=message.author,
            made_at=message.sent_at,
            owner=keeper(case, message.author),
            due_at=one.due_at,
        )
        for one in found
    ]
    if made:
        save(case, by_house=True)
        note_down(
            case,
            "promise.found",
            by=by,
            data={"message": message.pk, "promises": [one.text for one in made]},
        )
    return made


@transaction.atomic
def add_promise(
    *,
    case_id: int,
    text: str,
    due_at: datetime | None,
    by: Member,
    owner: Member | None = None,
    remind_at: datetime | None = None,
    source: str = PromiseSource.BY_HAND,
) -> Promise:
    """Writes down a promise that was made outside a reply, such as on the telephone."""
    words = required(text, limit=LENGTH, field="text")
    case = locked(case_id, by=by)
    ensure_open(case)
    due = ensure_to_come(due_at)
    who = owner or keeper(case, by)
    ensure_can_keep(who, case)
    made = Promise(
        case=case, source=source, text=words, made_by=by, owner=who, due_at=due, remind_at=remind_at
    )
    return begin(made, by=by)


def begin(promise: Promise, *, by: Member) -> Promise:
    """Writes down one that is owed from now on by the word of whoever made it; without a reminder it gets the usual one."""
    now = clock.now()
    promise.state, promise.made_at = PromiseState.OPEN, now
    promise.confirmed_by, promise.confirmed_at = promise.made_by, now
    if promise.due_at is not None and promise.remind_at is None:
        promise.remind_at = reminder(promise.due_at, promise.owner)
    promise.save()
    note(promise, "made", by=by, due=promise.due_at, member=str(promise.owner))
    publish(PromiseMade(case_id=promise.case_id, promise_id=promise.pk))
    return promise


@transaction.atomic
def confirm_promise(
    *,
    promise_id: int,
    by: Member,
    text: str = "",
    due_at: datetime | None = None,
    owner: Member | None = None,
    remind_at: datetime | None = None,
) -> Promise:
    """Whoever wrote it says that it is one, in which words and until when; from then on it is owed."""
    promise = locked_promise(promise_id, by=by)
    become(promise, PromiseState.OPEN)
    before = {"text": promise.text, "due": promise.due_at}
    promise.text = required(text or promise.text, limit=LENGTH, field="text")
    # A time that has passed already may be confirmed: then it is late, and the ledger says so.
    due = due_at or promise.due_at
    if due is None:
        raise Invalid(_("Say until when: a promise without a date is none."), field="due_at")
    promise.due_at = due
    promise.owner = owner or promise.owner
    ensure_can_keep(promise.owner, promise.case)
    promise.remind_at = remind_at or reminder(due, promise.owner)
    promise.confirmed_by, promise.confirmed_at = by, clock.now()
    promise.save(
        update_fields=["state", "text", "due_at", "owner", "remind_at", "confirmed_by", "confirmed_at"]
    )
    note(promise, "confirmed", by=by, due=due, member=str(promise.owner), before=before["text"])
    publish(PromiseMade(case_id=promise.case_id, promise_id=promise.pk))
    return promise


@transaction.atomic
def keep_promise(*, promise_id: int, by: Member) -> Promise:
    return keep(locked_promise(promise_id, by=by), by=by)


def keep(promise: Promise, *, by: Member) -> Promise:
    end(promise, PromiseState.KEPT, by=by)
    note(promise, "kept", by=by)
    publish(PromiseKept(case_id=promise.case_id, promise_id=promise.pk))
    return promise


@transaction.atomic
def break_promise(*, promise_id: int, reason: str, told: str, by: Member) -> Promise:
    """It was not kept: why, and what the customer was told about it. Both belong on record."""
    why = required(reason, limit=REASON_LENGTH, field="reason")
    said = required(told, limit=REASON_LENGTH, field="told")
    promise = locked_promise(promise_id, by=by)
    promise.reason, promise.told = why, said
    end(promise, PromiseState.BROKEN, by=by)
    note(promise, "broken", by=by, reason=why, told=said)
    publish(PromiseBroken(case_id=promise.case_id, promise_id=promise.pk))
    return promise


@transaction.atomic
def strike_promise(*, promise_id: int, reason: str, by: Member) -> Promise:
    """It was no promise, or the customer let us off; the reason stays with it."""
    why = required(reason, limit=REASON_LENGTH, field="reason")
    return strike(locked_promise(promise_id, by=by), why, by=by)


def strike(promise: Promise, why: str, *, by: Member) -> Promise:
    promise.reason = why
    end(promise, PromiseState.STRUCK, by=by)
    note(promise, "struck", by=by, reason=why)
    publish(PromiseWithdrawn(case_id=promise.case_id, promise_id=promise.pk))
    return promise


def let_fall(case: Case, *, message: Message, reason: str, by: Member) -> None:
    """Part of the customer's turning options down: what their letter promised about them falls away.

    What was due before stays owed: whether that was kept is for a person to say.
    """
    open_ones = Promise.objects.select_for_update(of=("self",)).open().filter(message=message)
    for promise in open_ones.filter(case=case).order_by("pk"):
        promise.case = case
        is_late = promise.due_at is not None and promise.due_at < clock.now()
        if not is_late and hangs_on_the_options(promise.text):
            strike(promise, reason, by=by)


def locked_promise(promise_id: int, *, by: Member) -> Promise:
    """The promise and its case, locked; promises are also kept and broken after a case is closed."""
    cases = Case.objects.filter(visible_to(by))
    case_id = Promise.objects.filter(pk=promise_id, case__in=cases).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(_("This promise does not exist, or it belongs to a case of another team."))
    case = locked(case_id, by=by)
    promise = Promise.objects.select_for_update(of=("self",)).select_related("owner").get(pk=promise_id)
    promise.case = case
    return promise


def become(promise: Promise, state: PromiseState) -> None:
    if not can_become(PromiseState(promise.state), state):
        raise WrongState(
            _("This is not possible any more: the promise is “%(state)s”. Reload the page.")
            % {"state": promise.get_state_display()}
        )
    promise.state = state


def end(promise: Promise, state: PromiseState, *, by: Member) -> None:
    become(promise, state)
    promise.ended_by, promise.ended_at = by, clock.now()
    promise.save(update_fields=["state", "ended_by", "ended_at", "reason", "told"])


def keeper(case: Case, author: Member) -> Member:
    """Who keeps it: the case's owner, or whoever made it where nobody has the case."""
    return case.owner or author


def reminder(due: datetime, owner: Member) -> datetime:
    now = clock.now()
    return while_there_is_time(reminder_for(due, now), due, now, hours_of(owner))


def ensure_to_come(due_at: datetime | None) -> datetime:
    if due_at is None:
        raise Invalid(_("Say until when: a promise without a date is none."), field="due_at")
    if due_at <= clock.now():
        raise Invalid(_("Choose a time to come."), field="due_at")
    return due_at


def ensure_can_keep(owner: Member, case: Case) -> None:
    if not may_work(owner) or not Case.objects.filter(visible_to(owner), pk=case.pk).exists():
        raise Invalid(
            _("%(name)s does not work on this case. Choose somebody else.") % {"name": owner}, field="owner"
        )


def note(promise: Promise, what: str, *, by: Member, reason: str = "", **data: object) -> None:
    save(promise.case)
    said = {"promise": promise.text, **{key: value for key, value in data.items() if value}}
    note_down(promise.case, f"promise.{what}", by=by, data=said, reason=reason)
