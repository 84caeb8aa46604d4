from __future__ import annotations

from decimal import Decimal

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_may_work
from amends.casework.cases.queries.approvals import granted_up_to
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import ceiling_of


def authority_of(member: Member, case: Case) -> Decimal:
    """Up to which amount a member may offer money in a case: on their own, or because it was granted to them there."""
    return max(ceiling_of(member, Power.GRANT), granted_up_to(case, member, Power.GRANT))


def ensure_may_propose(member: Member) -> None:
    ensure_may_work(member)
