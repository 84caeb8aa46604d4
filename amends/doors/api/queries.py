from __future__ import annotations

from django.db.models import QuerySet

from amends.casework.cases.models import Case
from amends.casework.cases.queries import visible_cases
from amends.casework.customers.models import Customer
from amends.casework.customers.queries import known_customer
from amends.doors.api.models import ApiToken
from amends.foundation.organisation.models import Member

CASES_SHOWN = 20


def token_behind(digest: str) -> ApiToken | None:
    """The token whose secret has this hash, if it still counts and its member may still sign in."""
    tokens = ApiToken.objects.select_related("member__department")
    return tokens.filter(digest=digest, revoked_at=None, member__is_active=True).first()


def tokens_in_use() -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(revoked_at=None).select_related("member").order_by("name")


def customer_for(customer_id: int, *, member: Member) -> Customer | None:
    """A customer whose cases or orders concern this member: the record that stands for the person."""
    customer = known_customer(customer_id, member=member)
    return customer.person or customer if customer else None


def cases_of(customer: Customer, *, member: Member) -> list[Case]:
    """The customer's newest cases that this member may see."""
    cases = (
        visible_cases(member).of_person(customer).select_related("customer", "owner", "department", "label")
    )
    return list(cases.order_by("-id")[:CASES_SHOWN])
