"""Every change to what is known about customers, one operation a file."""

from amends.casework.customers.actions.affiliations import end_affiliation, name_contact
from amends.casework.customers.actions.consents import note_consent
from amends.casework.customers.actions.findable import make_all_findable, make_findable
from amends.casework.customers.actions.identities import (
    add_identity,
    end_identity,
    prefer_identity,
    show_identities,
    verify_identity,
)
from amends.casework.customers.actions.intake import find_or_add_customer
from amends.casework.customers.actions.likeness import tell_apart
from amends.casework.customers.actions.merging import merge_people, undo_merge
from amends.casework.customers.actions.profile import change_customer
from amends.casework.customers.actions.purchases import keep_contract, record_contract, record_order

__all__ = [
    "add_identity",
    "change_customer",
    "end_affiliation",
    "end_identity",
    "find_or_add_customer",
    "keep_contract",
    "make_all_findable",
    "make_findable",
    "merge_people",
    "name_contact",
    "note_consent",
    "prefer_identity",
    "record_contract",
    "record_order",
    "show_identities",
    "tell_apart",
    "undo_merge",
    "verify_identity",
]
