"""What is said in a case after the first words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.attaching import attach
from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.actions.mentioning import mentioned_in, names_of, tell_mentioned
from amends.casework.cases.actions.registering import search_text
from amends.casework.cases.actions.sending_files import send_along
from amends.casework.cases.choices import Direction, MessageKind
from amends.casework.cases.events import CustomerWrote, ReplyPosted
from amends.casework.cases.models import Case, Message, Note
from amends.casework.cases.queries import SEARCH_KIND
from amends.casework.cases.queries.related import own_main_of
from amends.casework.cases.text import kept_key, required
from amends.casework.cases.vault import Kept
from amends.foundation.kernel import clock, search
from amends.foundation.kernel.errors import Conflict
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member

Written = TypeVar("Written", Message, Note)


@transaction.atomic
def add_customer_message(
    *,
    case_id: int,
    text: str,
    by: Member,
    files: Sequence[Kept] = (),
    sent_at: datetime | None = None,
    idempotency_key: str | None = None,
) -> Message:
    """Keeps what a customer adds, also to a closed case, where somebody then decides whether to reopen it."""
    words = required(text, limit=settings.AMENDS_TEXT_CHARACTERS)
    case = where_it_goes_on(locked(case_id, by=by), by=by)
    key = kept_key(idempotency_key)
    if known := sent_before(key, case):
        return known
    message = Message.objects.create(
        case=case,
        direction=Direction.IN,
        kind=MessageKind.CUSTOMER,
        body=words,
        author=by,
        sent_at=sent_at or clock.now(),
        idempotency_key=key,
    )
    attach(case, message, files, by)
    case.latest_inbound_id = message.pk
    case.unread = True
    save(case, "latest_inbound_id", "unread")
    index(case)
    note_down(case, "case.customer_wrote", by=by, data={"message": message.pk})
    publish(CustomerWrote(case_id=case.pk, message_id=message.pk))
    return message


def where_it_goes_on(case: Case, *, by: Member) -> Case:
    """What comes in to a merged case goes on in the main one, as long as both are complaints of one person."""
    main = own_main_of(case)
    return locked(main.pk, by=by) if main else case


@transaction.atomic
def post_reply(
    *,
    case_id: int,
    body: str,
    by: Member,
    kind: str = MessageKind.REPLY,
    attachment_ids: Sequence[int] = (),
    idempotency_key: str | None = None,
) -> Message:
    """Puts our words in front of the customer. Checking and approving come before, in the replies app."""
    words = required(body, limit=settings.AMENDS_TEXT_CHARACTERS)
    case = locked(case_id, by=by)
    key = kept_key(idempotency_key)
    if known := sent_before(key, case):
        return known
    message = Message.objects.create(
        case=case,
        direction=Direction.OUT,
        kind=kind,
        body=words,
        author=by,
        sent_at=clock.now(),
        idempotency_key=key,
    )
    send_along(case, message, attachment_ids, by)
    if kind != MessageKind.ACKNOWLEDGEMENT:
        case.first_reply_at = case.first_reply_at or message.sent_at
        case.unread = False
    save(case, "first_reply_at", "unread")
    index(case)
    note_down(case, f"case.{kind}_posted", by=by, data={"message": message.pk})
    publish(ReplyPosted(case_id=case.pk, message_id=message.pk))
    return message


@transaction.atomic
def add_note(*, case_id: int, body: str, by: Member, idempotency_key: str | None = None) -> Note:
    """Adds an internal note, which no customer ever sees; whoever is named in it with @ is told."""
    words = required(body, limit=settings.AMENDS_TEXT_CHARACTERS)
    case = locked(case_id, by=by, helping=True)
    key = kept_key(idempotency_key)
    if known := noted_before(key, case):
        return known
    named = mentioned_in(case, words, by=by)
    note = Note.objects.create(
        case=case,
        author=by,
        body=words,
        named=names_of(named, words),
        written_at=clock.now(),
        idempotency_key=key,
    )
    save(case)
    note_down(case, "case.note_added", by=by, data={"note": note.pk})
    tell_mentioned(note, named)
    return note


@transaction.atomic
def mark_read(*, case_id: int, by: Member) -> Case:
    """The handler has seen the customer's latest words."""
    case = locked(case_id, by=by)
    ensure_open(case)
    if case.unread and case.owner_id == by.pk:
        case.unread = False
        save(case, "unread")
    return case


def sent_before(key: str | None, case: Case) -> Message | None:
    return of_this_case(Message.objects.filter(idempotency_key=key).first() if key else None, case)


def noted_before(key: str | None, case: Case) -> Note | None:
    return of_this_case(Note.objects.filter(idempotency_key=key).first() if key else None, case)


def of_this_case(known: Written | None, case: Case) -> Written | None:
    """What was stored under a key; a key that was used in another case shows nothing of that case."""
    if known is not None and known.case_id != case.pk:
        raise Conflict(_("This was sent already, to another case. Reload the page and write it again."))
    return known


def index(case: Case) -> None:
    bodies = list(case.messages.order_by("id").values_list("body", flat=True)[:200])
    search.put(SEARCH_KIND, case.pk, search_text(case, bodies))
