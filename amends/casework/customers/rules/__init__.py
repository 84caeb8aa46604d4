"""How contact data is compared, when two records may be one person, and what is counted of a person: all pure."""

from amends.casework.customers.rules.contact import (
    Contact,
    hidden,
    is_mobile,
    key_of,
    masked_email,
    masked_phone,
    names_agree,
    phone_digits,
    signs_of,
)
from amends.casework.customers.rules.matching import Doubt, Hit, Match, likeness, match

__all__ = [
    "Contact",
    "Doubt",
    "Hit",
    "Match",
    "hidden",
    "is_mobile",
    "key_of",
    "likeness",
    "masked_email",
    "masked_phone",
    "match",
    "names_agree",
    "phone_digits",
    "signs_of",
]
