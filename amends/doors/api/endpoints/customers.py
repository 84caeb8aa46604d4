from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Router

from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.customer_file import customer_file
from amends.doors.api.documents import ERRORS
from amends.doors.api.queries import cases_of, customer_for
from amends.doors.api.schemas.answers import CustomerFile
from amends.foundation.kernel.errors import NotFound

router = Router(tags=["customers"])


@router.get(
    "/{id}",
    auth=Token(Scope.CUSTOMERS_READ),
    response=CustomerFile,
    openapi_extra=ERRORS,
    url_name="customer",
    summary="Get one customer",
)
def one_customer(request: HttpRequest, id: Annotated[int, Path(ge=1, le=2**63 - 1)]) -> dict[str, Any]:
    """A customer whose cases or orders concern the token's member, with all records of the person and what they hold."""
    member = member_of(request)
    customer = customer_for(id, member=member)
    if customer is None:
        raise NotFound(_("This customer does not exist, or belongs to another team."))
    return customer_file(customer, cases_of(customer, member=member))
