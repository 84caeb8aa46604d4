"""After a restore or an upgrade, customers are found again by all that they are known by."""

from __future__ import annotations

from typing import Any

from amends.casework.customers.models import Customer
from amends.casework.customers.queries import SEARCH_KIND, customers_found
from amends.config.operations.searching import rebuild
from amends.foundation.kernel import search


def test_customers_are_findable_again(company: Any, customer: Customer) -> None:
    search.remove_kind(SEARCH_KIND)
    assert customers_found(company.manager, query="王小明").items == []
    rebuild()
    for query in ("王小明", "0013", "wang@example.com"):
        assert customers_found(company.manager, query=query).items == [customer]
