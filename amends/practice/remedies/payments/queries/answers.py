"""What a file from the bank would change, as things stand now."""

from __future__ import annotations

from collections.abc import Sequence

from amends.practice.remedies.payments.models import BankAnswer, Instruction
from amends.practice.remedies.payments.rules.bank_answer import Known, Line, Match, compared


def lines_of(answer: BankAnswer) -> list[Line]:
    return [Line(**row) for row in answer.rows]


def compared_now(lines: Sequence[Line]) -> list[tuple[Line, Match]]:
    wanted = {line.refund for line in lines if line.refund}
    found: dict[int, Known] = {}
    ids = sorted(wanted)
    for start in range(0, len(ids), 500):
        for one in Instruction.objects.filter(pk__in=ids[start : start + 500]):
            found[one.pk] = Known(one.state, one.amount.amount, one.currency, one.paid_on, one.bank_reference)
    return compared(lines, found)
