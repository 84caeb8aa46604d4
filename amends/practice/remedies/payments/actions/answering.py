"""The bank's answer: read and looked at first, counted when somebody says so."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import asdict
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.text import cleaned
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, Refused
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions.settling import mark_failed, mark_paid
from amends.practice.remedies.payments.models import BankAnswer
from amends.practice.remedies.payments.permissions import ensure_may_pay
from amends.practice.remedies.payments.queries.answers import compared_now, lines_of
from amends.practice.remedies.payments.rules.bank_answer import Line, Match, Unreadable, lines_in

KEPT_UNUSED = timedelta(days=7)


def problem_words(why: str) -> str:
    words = {
        "too_large": _("The file is larger than two megabytes. Split it."),
        "too_many": _("The file has more than 5,000 lines. Split it."),
        "encoding": _("The file is no text. Save it as CSV in UTF-8."),
        "columns": _("The first line must name the columns, at least “refund” and “outcome”."),
        "empty": _("There are no lines below the names of the columns."),
    }
    return words[why]


@transaction.atomic
def read_answer(*, name: str, content: bytes, by: Member) -> BankAnswer:
    """Keeps what a file says, and changes nothing else; the same file read before and not yet counted is that one."""
    ensure_may_pay(by)
    digest = hashlib.sha256(content).hexdigest()
    if known := BankAnswer.objects.filter(sha256=digest, applied_at=None).first():
        return known
    try:
        lines = lines_in(content)
    except Unreadable as why:
        raise Invalid(problem_words(why.args[0]), field="file") from why
    rows = [{**asdict(line), **_cleaned(line)} for line in lines]
    return BankAnswer.objects.create(
        name=cleaned(name)[:120], rows=rows, sha256=digest, read_by=by, read_at=clock.now()
    )


def _cleaned(line: Line) -> dict[str, str]:
    return {"bank_reference": cleaned(line.bank_reference), "reason": cleaned(line.reason)}


@transaction.atomic
def apply_answer(*, answer_id: int, by: Member) -> BankAnswer:
    """Counts what fits as things stand now, and leaves out the rest; counted once only."""
    ensure_may_pay(by)
    answer = BankAnswer.objects.select_for_update(of=("self",)).filter(pk=answer_id).first()
    if answer is None:
        raise NotFound(_("This file was read more than a week ago and is gone. Read it again."))
    if answer.applied_at is not None:
        return answer
    done: Counter[str] = Counter(_apply(line, match, by) for line, match in compared_now(lines_of(answer)))
    answer.applied_by, answer.applied_at, answer.result = by, clock.now(), dict(done)
    answer.save(update_fields=["applied_by", "applied_at", "result"])
    data = {"answer": answer.pk, "sha256": answer.sha256, **answer.result}
    record(chain="house", action="bank_answer.applied", by=by, data=data)
    return answer


def _apply(line: Line, match: Match, by: Member) -> str:
    try:
        with transaction.atomic():
            if match == Match.PAID:
                day = date.fromisoformat(line.paid_on)
                mark_paid(instruction_id=line.refund, paid_on=day, bank_reference=line.bank_reference, by=by)
            elif match == Match.FAILED:
                why = line.reason or _("The bank gives no reason.")
                mark_failed(instruction_id=line.refund, reason=why, by=by)
            else:
                return "same" if match == Match.SAME else "left_out"
    except Refused:
        return "left_out"
    return match.value


def forget_answers() -> None:
    """Files that nobody counted within a week."""
    BankAnswer.objects.filter(applied_at=None, read_at__lt=clock.now() - KEPT_UNUSED).delete()
