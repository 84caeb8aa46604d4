"""What the audit trail says of a person: the chains of their own, and the house's chain where it surely means them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from amends.casework.cases.models import Case
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.rules import REDACTING
from amends.oversight.person_data.masking import SHORTEST, masked, pattern_for

HOUSE = "house"
# So many digits belong to one person only.
DIGITS_AT_LEAST = 6


@dataclass(frozen=True)
class Said:
    """Entries of one chain: those whose words go, and those that stay because a name alone may be anybody's."""

    chain: str
    go: list[int]
    stay: list[int]


def said_of(
    ids: list[int], names: Iterable[str], pattern: re.Pattern[str] | None, of_the_house: Iterable[int] = ()
) -> list[Said]:
    cases = Case.objects.filter(customer__in=ids).values_list("pk", flat=True)
    own = [f"case:{pk}" for pk in cases] + [f"customer:{pk}" for pk in ids]
    return [*(in_own_chain(chain, pattern) for chain in own), in_house_chain(names, of_the_house)]


def in_own_chain(chain: str, pattern: re.Pattern[str] | None) -> Said:
    entries = AuditEntry.objects.filter(chain=chain).exclude(salt="").exclude(action=REDACTING)
    return Said(chain, [one.n for one in entries if names_somebody(one, pattern)], [])


def in_house_chain(names: Iterable[str], theirs: Iterable[int] = ()) -> Said:
    """Asked of the database name by name, because this chain is as long as the house is old.

    A bare name there may be somebody else's: `theirs` are the entries of which people said that it is this person's.
    """
    wanted = {name.strip() for name in names if len(name.strip()) >= SHORTEST}
    sure = pattern_for(name for name in wanted if means_one_person(name))
    found = Q(pk__in=[])
    for name in wanted:
        found |= Q(body__icontains=name) | Q(reason__icontains=name)
    entries = AuditEntry.objects.filter(found, chain=HOUSE).exclude(salt="").exclude(action=REDACTING)
    go: list[int] = []
    stay: list[int] = []
    chosen = set(theirs)
    for one in entries.order_by("n"):
        (go if one.n in chosen or names_somebody(one, sure) else stay).append(one.n)
    return Said(HOUSE, go, stay)


def means_one_person(name: str) -> bool:
    """A number or an address is one person's; a name may be shared."""
    return "@" in name or sum(letter.isdigit() for letter in name) >= DIGITS_AT_LEAST


def names_somebody(entry: AuditEntry, pattern: re.Pattern[str] | None) -> bool:
    return bool(masked(entry.body, pattern) != entry.body or masked(entry.reason, pattern) != entry.reason)
