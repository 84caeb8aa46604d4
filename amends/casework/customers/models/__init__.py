"""Who is speaking to us, what they are known by, and what they bought."""

from amends.casework.customers.models.customer import Customer, CustomerQuerySet
from amends.casework.customers.models.erasure import Erasure
from amends.casework.customers.models.export import Export
from amends.casework.customers.models.identity import Identity
from amends.casework.customers.models.likeness import Merge, PossibleMatch
from amends.casework.customers.models.people import Affiliation, Consent
from amends.casework.customers.models.purchases import Contract, Order

__all__ = [
    "Affiliation",
    "Consent",
    "Contract",
    "Customer",
    "CustomerQuerySet",
    "Erasure",
    "Export",
    "Identity",
    "Merge",
    "Order",
    "PossibleMatch",
]
