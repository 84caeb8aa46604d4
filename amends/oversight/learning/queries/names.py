"""Who must not be found out from what leaves the house: everybody who works here, and everybody of a complaint."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from amends.casework.cases.choices import Direction
from amends.casework.cases.models import Case, Message, Party
from amends.casework.customers.models import Affiliation, Customer, Identity
from amends.casework.readings.choices import PRIVATE_FACTS
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.oversight.learning.rules import hiding
from amends.practice.remedies.gifts.models import Shipment

# An order or a customer's number leads to the person as surely as a phone number.
HIDDEN_FACTS = PRIVATE_FACTS | {"order_no"}


def names_here() -> tuple[re.Pattern[str], ...]:
    """A pattern for the names of all who work here or did, and the names by which they sign in."""
    rows = Member.objects.exclude(role=Role.SYSTEM).values_list("display_name", "username", "email")
    return hiding(name for row in rows for name in row)


def names_in(cases: Collection[int]) -> dict[int, set[str]]:
    """By case: names, phones, addresses and numbers of the customer and of all others who have to do with it."""
    found: dict[int, set[str]] = {case_id: set() for case_id in cases}
    for case_id, words in (*_of_customers(cases), *_of_others(cases), *_told_by_customers(cases)):
        found[case_id].update(one for one in words if one)
    return found


def _of_customers(cases: Collection[int]) -> Iterator[tuple[int, Iterable[str | None]]]:
    """With all records that were found to be the same person, and the people of an organisation."""
    rows = Case.objects.filter(pk__in=cases).order_by()
    by_person: dict[int, list[int]] = {}
    for case_id, customer_id, person_id in rows.values_list("pk", "customer", "customer__person"):
        by_person.setdefault(person_id or customer_id, []).append(case_id)
    people = Customer.objects.filter(pk__in=by_person) | Customer.objects.filter(person__in=by_person)
    records = list(people.order_by().values_list("pk", "person", "name", "phone", "email", "reference"))
    roots = {row[0]: row[1] or row[0] for row in records}
    told: list[tuple[int, tuple[str | None, ...]]] = [(row[0], row[2:]) for row in records]
    told += [
        (pk, (value,))
        for pk, value in Identity.objects.filter(customer__in=roots).values_list("customer", "value")
    ]
    contacts = Affiliation.objects.filter(organisation__in=roots).values_list(
        "organisation", "contact__name", "contact__phone", "contact__email"
    )
    told += [(row[0], row[1:]) for row in contacts]
    for pk, words in told:
        for case_id in by_person.get(roots[pk], ()):
            yield case_id, words


def _of_others(cases: Collection[int]) -> Iterator[tuple[int, Iterable[str]]]:
    for row in Party.objects.filter(case__in=cases).values_list("case", "name", "phone", "email"):
        yield row[0], row[1:]
    shipped = Shipment.objects.filter(case__in=cases).values_list("case", "recipient", "phone", "detail")
    for sent in shipped:
        yield sent[0], sent[1:]


def _told_by_customers(cases: Collection[int]) -> Iterator[tuple[int, Iterable[str]]]:
    """The words in which a reading found a number, an address or somebody of the house."""
    rows = Message.objects.filter(case__in=cases, direction=Direction.IN, reading__isnull=False)
    for case_id, body, data in rows.values_list("case", "body", "reading__data"):
        facts = data.get("facts") or []
        yield (
            case_id,
            (body[fact["start"] : fact["end"]] for fact in facts if fact["kind"] in HIDDEN_FACTS),
        )
