"""Every question about customers."""

from amends.casework.customers.queries.finding import find_customer, identities_with
from amends.casework.customers.queries.lists import (
    SEARCH_KIND,
    customers_found,
    known_customer,
    known_customers,
)
from amends.casework.customers.queries.naming import customers_named_in
from amends.casework.customers.queries.person import (
    affiliations_of,
    consents_of,
    contracts_of,
    identities_of,
    merges_of,
    orders_of,
    people_of,
    possible_matches_of,
    records_of,
)
from amends.casework.customers.queries.purchases import may_be_about, order_by_number, recent_orders

__all__ = [
    "SEARCH_KIND",
    "affiliations_of",
    "consents_of",
    "contracts_of",
    "customers_found",
    "customers_named_in",
    "find_customer",
    "identities_of",
    "identities_with",
    "known_customer",
    "known_customers",
    "may_be_about",
    "merges_of",
    "order_by_number",
    "orders_of",
    "people_of",
    "possible_matches_of",
    "recent_orders",
    "records_of",
]
