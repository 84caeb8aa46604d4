from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from amends.casework.customers.actions import keep_contract
from amends.casework.customers.choices import Source
from amends.casework.customers.models import Contract
from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.customer_file import contract_out
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.complaints import Key
from amends.doors.api.endpoints.doing import doing
from amends.doors.api.endpoints.named import buyer
from amends.doors.api.schemas.answers import ContractReceived
from amends.doors.api.schemas.purchases import ContractEntry

router = Router(tags=["contracts"])


@router.post(
    "",
    auth=Token(Scope.CONTRACTS_WRITE),
    response={201: ContractReceived},
    openapi_extra=ERRORS,
    url_name="contracts",
    summary="Send a contract",
)
def send_contract(request: HttpRequest, entry: ContractEntry, key: Key = None) -> dict[str, Any]:
    """Keeps a contract, or what is new of it; said again as it stands, it changes nothing."""
    member = member_of(request)
    details = entry.model_dump(exclude={"customer"})

    def act() -> int:
        customer = buyer(entry.customer, entry.subject, by=member)
        return keep_contract(customer=customer, source=Source.API, by=member, **details).pk

    contract = Contract.objects.select_related("customer").get(pk=doing(request, key, act))
    person = contract.customer
    return {**contract_out(contract), "customer": {"id": person.root_id, "name": person.name}}
