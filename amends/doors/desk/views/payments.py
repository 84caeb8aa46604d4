"""Refunds for finance: the lists, one refund and its steps, batches, the bank's answers, the webhook."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.files import File
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.payment_pages import (
    answer_page,
    batch_page,
    batches_page,
    deliveries_page,
    payments_page,
    refund_page,
)
from amends.foundation.kernel.errors import Invalid, NotFound, Refused, TooLarge
from amends.foundation.kernel.files import inline_answer
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments import actions
from amends.practice.remedies.payments.models import BankAnswer, Batch, Instruction
from amends.practice.remedies.payments.permissions import may_pay
from amends.practice.remedies.payments.rules.bank_answer import MOST_BYTES

Act = Callable[[HttpRequest, int, Member], str]


@require_GET
@allowed(may_pay)
def payments(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/payments/list.html", payments_page(member_of(request), request.GET))


@require_POST
@allowed(may_pay)
def export(request: HttpRequest) -> HttpResponse:
    try:
        batch = actions.export_batch(currency=request.POST.get("currency", "")[:3], by=member_of(request))
    except Refused as error:
        messages.error(request, str(error.message))
        page = payments_page(member_of(request), request.GET)
        return render(request, "desk/payments/list.html", page, status=error.status)
    said = ngettext(
        "%(n)s refund stands in batch %(batch)s.", "%(n)s refunds stand in batch %(batch)s.", batch.count
    )
    messages.success(request, said % {"n": batch.count, "batch": batch.number})
    return redirect("desk:payment_batch", batch.pk)


@require_GET
@allowed(may_pay)
def batches(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/payments/batches.html", batches_page(request.GET))


@require_GET
@allowed(may_pay)
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = Batch.objects.defer("content").select_related("made_by").filter(pk=batch_id).first()
    if found is None:
        raise NotFound(_("There is no such batch."))
    return render(request, "desk/payments/batch.html", batch_page(found, member_of(request)))


@require_GET
@allowed(may_pay)
def batch_file(request: HttpRequest, batch_id: int) -> HttpResponseBase:
    found, content = actions.fetch_batch(batch_id=batch_id, by=member_of(request))
    name = f"{found.number}-{found.currency}.csv"
    return inline_answer(
        File(io.BytesIO(content), name=name), name=name, content_type="text/csv", inline=False
    )


@require_POST
@allowed(may_pay)
def read_answer(request: HttpRequest) -> HttpResponse:
    try:
        name, content = uploaded(request)
        answer = actions.read_answer(name=name, content=content, by=member_of(request))
    except Refused as error:
        page = {**payments_page(member_of(request), request.GET), "wrong_file": str(error.message)}
        return render(request, "desk/payments/list.html", page, status=error.status)
    return redirect("desk:bank_answer", answer.pk)


def uploaded(request: HttpRequest) -> tuple[str, bytes]:
    file = request.FILES.get("file")
    if file is None:
        raise Invalid(_("Choose the file of the bank first."), field="file")
    if (file.size or 0) > MOST_BYTES:
        raise TooLarge(_("The file is larger than two megabytes. Split it."))
    return file.name or "", file.read()


def the_answer(answer_id: int) -> BankAnswer:
    found = BankAnswer.objects.select_related("read_by", "applied_by").filter(pk=answer_id).first()
    if found is None:
        raise NotFound(_("This file was read more than a week ago and is gone. Read it again."))
    return found


@require_GET
@allowed(may_pay)
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    return render(request, "desk/payments/answer.html", answer_page(the_answer(answer_id)))


@require_POST
@allowed(may_pay)
def apply_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    done = actions.apply_answer(answer_id=answer_id, by=member_of(request))
    figures = {name: done.result.get(name, 0) for name in ("paid", "failed", "left_out", "same")}
    messages.success(
        request, _("Counted: %(paid)s paid, %(failed)s failed, %(left_out)s left out.") % figures
    )
    return redirect("desk:bank_answer", answer_id)


@require_GET
@allowed(may_pay)
def deliveries(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/payments/deliveries.html", deliveries_page(request.GET))


def the_refund(instruction_id: int) -> Instruction:
    rows = Instruction.objects.select_related(
        "case", "batch", "customer", "instructed_by", "confirmed_by", "ended_by"
    )
    found = rows.filter(pk=instruction_id).first()
    if found is None:
        raise NotFound(_("There is no such refund."))
    return found


@require_GET
@allowed(may_pay)
def refund(request: HttpRequest, instruction_id: int) -> HttpResponse:
    page = refund_page(the_refund(instruction_id), member_of(request))
    return render(request, "desk/payments/refund.html", page)


@require_POST
@allowed(may_pay)
def move(request: HttpRequest, instruction_id: int, name: str) -> HttpResponse:
    member = member_of(request)
    if name not in ACTS:
        raise NotFound()
    try:
        messages.success(request, ACTS[name](request, instruction_id, member))
    except Refused as error:
        page = refund_page(
            the_refund(instruction_id), member, tried=name, entered=request.POST, wrong=str(error.message)
        )
        return render(request, "desk/payments/refund.html", page, status=error.status)
    return redirect("desk:refund", instruction_id)


def confirm(request: HttpRequest, instruction_id: int, by: Member) -> str:
    actions.confirm_instruction(instruction_id=instruction_id, by=by)
    return _("Confirmed. Somebody else of finance can hand it over now.")


def paid(request: HttpRequest, instruction_id: int, by: Member) -> str:
    try:
        day = date.fromisoformat(request.POST.get("paid_on", ""))
    except ValueError as wrong:
        raise Invalid(_("Enter the day of payment."), field="paid_on") from wrong
    said = request.POST.get("bank_reference", "")
    actions.mark_paid(instruction_id=instruction_id, paid_on=day, bank_reference=said, by=by)
    return _("Written down as paid.")


def failed(request: HttpRequest, instruction_id: int, by: Member) -> str:
    actions.mark_failed(instruction_id=instruction_id, reason=request.POST.get("reason", ""), by=by)
    return _("Written down as failed. Whoever has the case is told.")


def send(request: HttpRequest, instruction_id: int, by: Member) -> str:
    actions.send_refund(instruction_id=instruction_id, by=by)
    return _("It is being sent; the log below shows what comes back.")


def turn_to_file(request: HttpRequest, instruction_id: int, by: Member) -> str:
    actions.turn_to_file(instruction_id=instruction_id, reason=request.POST.get("reason", ""), by=by)
    return _("It waits for the next file now.")


def call_off(request: HttpRequest, instruction_id: int, by: Member) -> str:
    actions.call_off_instruction(instruction_id=instruction_id, reason=request.POST.get("reason", ""), by=by)
    return _("Called off. Nothing is paid.")


ACTS: dict[str, Act] = {
    "confirm": confirm,
    "paid": paid,
    "failed": failed,
    "send": send,
    "file": turn_to_file,
    "call_off": call_off,
}
