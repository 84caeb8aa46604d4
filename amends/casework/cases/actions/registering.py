"""A complaint becomes a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from amends.casework.cases import rules
from amends.casework.cases.actions.attaching import attach
from amends.casework.cases.actions.beats import note_down
from amends.casework.cases.choices import Channel, Direction, MessageKind, Stage
from amends.casework.cases.events import ComplaintRegistered
from amends.casework.cases.models import Case, Message, StageRecord
from amends.casework.cases.permissions import ensure_may_work
from amends.casework.cases.queries import SEARCH_KIND
from amends.casework.cases.text import cleaned, kept_key, required
from amends.casework.cases.vault import Kept
from amends.casework.customers.actions import find_or_add_customer
from amends.casework.customers.models import Customer
from amends.casework.customers.queries import order_by_number
from amends.casework.customers.rules import Contact
from amends.casework.readings.queries import language_of
from amends.foundation.kernel import clock, search
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import intake_department


def register_complaint(
    *,
    text: str,
    customer: Customer | Contact,
    channel: str,
    by: Member,
    subject: str = "",
    order_number: str = "",
    happened: str = "",
    wish: str = "",
    files: Sequence[Kept] = (),
    department: Department | None = None,
    concerns: Department | None = None,
    received_at: datetime | None = None,
    idempotency_key: str | None = None,
) -> Case:
    """Keeps a complaint at once; reading, routing and clocks follow as jobs. The same key gives the same case.

    A customer given by contact data is found or added in the same transaction, so a repeated key adds nobody.
    """
    ensure_may_work(by)
    words = required(text, limit=settings.AMENDS_TEXT_CHARACTERS)
    key = kept_key(idempotency_key)
    if known := received_before(key):
        return known
    try:
        with transaction.atomic():
            case = new_case(
                words,
                customer=customer_behind(customer, words, by),
                channel=channel,
                subject=subject,
                order_number=cleaned(order_number)[:60],
                happened=cleaned(happened)[:120],
                wish=cleaned(wish)[:500],
                department=department,
                concerns=concerns,
                received_at=received_at or clock.now(),
                idempotency_key=key,
            )
            message = first_message(case, words, files, by)
            note_down(case, "case.registered", by=by, data={"channel": channel, "message": message.pk})
            publish(ComplaintRegistered(case_id=case.pk, message_id=message.pk))
    except IntegrityError:
        # The same form, sent twice at the same moment: the first one won.
        if known := received_before(key):
            return known
        raise
    return case


def received_before(key: str | None) -> Case | None:
    """The case of an earlier complaint with this key; nearly always none, so it only asks whether there is one."""
    cases = Case.objects.filter(idempotency_key=key)
    return cases.first() if key and cases.exists() else None


def customer_behind(customer: Customer | Contact, words: str, by: Member) -> Customer:
    if isinstance(customer, Customer):
        return customer
    told = replace(customer, language=customer.language or language_of(words, undecided="zh-Hans"))
    return find_or_add_customer(**asdict(told), by=by)


def new_case(
    words: str,
    *,
    customer: Customer,
    channel: str,
    subject: str,
    order_number: str,
    happened: str,
    wish: str,
    department: Department | None,
    concerns: Department | None,
    received_at: datetime,
    idempotency_key: str | None,
) -> Case:
    if channel not in Channel.values:
        raise Invalid(_("Choose one of the channels offered."), field="channel")
    where = department or intake_department()
    if where is None:
        raise Invalid(_("There is no department yet; an administrator adds one first."))
    case = Case.objects.create(
        customer=customer,
        channel=channel,
        department=where,
        concerns=concerns or department_of(order_number),
        subject=(cleaned(subject) or rules.subject_from(words))[:80],
        summary=rules.summary_from(words),
        language=language_of(words, undecided=customer.language),
        order_number=order_number,
        happened=happened,
        wish=wish,
        received_at=received_at,
        touched_at=clock.now(),
        idempotency_key=idempotency_key,
    )
    StageRecord.objects.create(case=case, stage=Stage.LISTEN, entered_at=received_at)
    return case


def first_message(case: Case, words: str, files: Sequence[Kept], by: Member) -> Message:
    message = Message.objects.create(
        case=case,
        direction=Direction.IN,
        kind=MessageKind.COMPLAINT,
        body=words,
        author=by,
        sent_at=case.received_at,
    )
    attach(case, message, files, by)
    Case.objects.filter(pk=case.pk).update(latest_inbound_id=message.pk)
    case.latest_inbound_id = message.pk
    search.put(SEARCH_KIND, case.pk, search_text(case, [words]))
    return message


def department_of(order_number: str) -> Department | None:
    order = order_by_number(order_number)
    return order.department if order else None


def search_text(case: Case, bodies: Sequence[str]) -> str:
    """All that a search for this case may find."""
    customer = case.customer
    return "\n".join(
        [case.number, case.subject, case.order_number, customer.name, customer.phone, customer.email, *bodies]
    )
