"""Who has the case hears when money did not arrive, or a voucher ran out unused."""

from __future__ import annotations

from amends.casework.cases.actions.telling import tell
from amends.casework.cases.queries.attention import concerned_with
from amends.foundation.notices.choices import NoticeKind
from amends.practice.remedies.payments.models import Instruction, Voucher


def tell_of_refund(instruction_id: int, what: str) -> None:
    one = Instruction.objects.select_related("case").get(pk=instruction_id)
    origin = f"refund:{instruction_id}:{what}"
    data = {"what": f"refund_{what}", "refund": one.number, "amount": str(one.amount)}
    tell(one.case, NoticeKind.WATCHED, origin, concerned_with(one.case), data, not_to=one.ended_by_id)


def tell_of_voucher(voucher_id: int, what: str) -> None:
    one = Voucher.objects.select_related("case").get(pk=voucher_id)
    origin = f"voucher:{voucher_id}:{what}"
    data = {"what": f"voucher_{what}", "ending": one.ending, "amount": str(one.left)}
    tell(one.case, NoticeKind.WATCHED, origin, concerned_with(one.case), data)
