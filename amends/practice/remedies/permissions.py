from __future__ import annotations

from decimal import Decimal

from amends.casework.cases.permissions import ensure_may_work
from amends.foundation.organisation.models import Member


def authority_of(member: Member) -> Decimal:
    """Up to which amount a member may offer money on their own."""
    return member.approval_limit


def ensure_may_propose(member: Member) -> None:
    ensure_may_work(member)
