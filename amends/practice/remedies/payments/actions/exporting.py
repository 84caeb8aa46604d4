"""Instructions leave as a file: each in one file only, and the file stays what it was."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound, WrongState
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions.beats import money, told
from amends.practice.remedies.payments.choices import RefundState, Way
from amends.practice.remedies.payments.models import Batch, Instruction
from amends.practice.remedies.payments.permissions import ensure_may_pay
from amends.practice.remedies.payments.provider.bank_file import BankFile
from amends.practice.remedies.payments.provider.ways import Order, RefundWay

MOST_ROWS = 5000


@transaction.atomic
def export_batch(*, currency: str, by: Member, way: RefundWay | None = None) -> Batch:
    """Puts everything that may leave in this currency into one file, except what `by` confirmed as the second person."""
    ensure_may_pay(by)
    rows = Instruction.objects.for_a_file().filter(currency=currency).exclude(confirmed_by=by)
    found = list(rows.select_for_update(of=("self",)).select_related("case").order_by("pk")[:MOST_ROWS])
    if not found:
        raise WrongState(
            _(
                "There is nothing to export in %(currency)s: somebody else did it, or you confirmed it yourself "
                "and another person of finance exports it."
            )
            % {"currency": currency}
        )
    now = clock.now()
    total = sum((one.amount for one in found), Money.zero(currency))
    batch = Batch.objects.create(
        currency=currency, count=len(found), total_minor=total.minor, made_by=by, made_at=now
    )
    handed = (way or BankFile()).hand_over([as_order(one) for one in found], name=batch.number, at=now)
    batch.content, batch.sha256 = handed.document, hashlib.sha256(as_bytes(handed.document)).hexdigest()
    batch.save(update_fields=["content", "sha256"])
    Instruction.objects.filter(pk__in=[one.pk for one in found]).update(
        batch=batch, way=Way.FILE, state=RefundState.EXPORTED, exported_at=now
    )
    for one in found:
        told(one.case, "refund.exported", by=by, refund=one.number, batch=batch.number)
    data = {"batch": batch.number, "count": batch.count, "sha256": batch.sha256, **money(total)}
    record(chain="house", action="batch.exported", by=by, data=data)
    return batch


@transaction.atomic
def fetch_batch(*, batch_id: int, by: Member) -> tuple[Batch, bytes]:
    """The file once more, byte for byte."""
    ensure_may_pay(by)
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such batch."))
    content = as_bytes(batch.content)
    if hashlib.sha256(content).hexdigest() != batch.sha256:
        raise WrongState(
            _("The content of this batch was changed in the database. Do not pay it; tell an administrator.")
        )
    record(chain="house", action="batch.fetched", by=by, data={"batch": batch.number})
    return batch, content


def as_bytes(document: str) -> bytes:
    """With the mark by which spreadsheets know UTF-8."""
    return ("\ufeff" + document).encode()


def as_order(one: Instruction) -> Order:
    return Order(
        key=str(one.key),
        number=one.number,
        case=one.case.number,
        order_number=one.order_number,
        amount=one.amount,
        reference=one.reference,
        instructed_at=one.instructed_at,
    )
