"""Who has the case hears when money did not arrive or a voucher ran out unused; finance, when a refund is not taken."""

from __future__ import annotations

from amends.casework.cases.actions.telling import tell
from amends.casework.cases.queries.attention import concerned_with
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.choices import PAYERS
from amends.practice.remedies.payments.models import Delivery, Instruction, Voucher


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


def tell_payers(delivery_id: int, tries: int, *, ended: bool) -> None:
    """Finance, or whoever else may pay where there is nobody of it; told twice of one try, nobody hears it twice."""
    one = Delivery.objects.select_related("instruction").get(pk=delivery_id)
    payers = Member.objects.filter(role__in=PAYERS, is_active=True)
    finance = payers.filter(role=Role.FINANCE)
    notify(
        to=(finance if finance.exists() else payers).values_list("pk", flat=True),
        kind=NoticeKind.PAYMENT,
        origin=f"delivery:{delivery_id}:{'ended' if ended else tries}",
        case_id=0,
        number="",
        data={
            "what": "not_taken" if ended else "slow",
            "refund": one.instruction.number,
            "amount": str(one.instruction.amount),
            "tries": str(tries),
        },
    )
