"""All that is known of a person, over all records that the person is."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from amends.casework.customers.choices import Answer
from amends.casework.customers.models import (
    Affiliation,
    Consent,
    Contract,
    Customer,
    CustomerQuerySet,
    Identity,
    Merge,
    Order,
    PossibleMatch,
)
from amends.casework.customers.permissions import known_to
from amends.foundation.organisation.models import Member


def records_of(customer: Customer) -> CustomerQuerySet:
    """The record that stands for the person first, then those merged into it."""
    return Customer.objects.of_person(customer).order_by(F("person").asc(nulls_first=True), "id")


def identities_of(customer: Customer) -> QuerySet[Identity]:
    people = Customer.objects.of_person(customer)
    rows = Identity.objects.filter(customer__in=people, ended_at=None).select_related("customer")
    return rows.order_by("kind", "-preferred", "id")


def orders_of(customer: Customer) -> QuerySet[Order]:
    return Order.objects.filter(customer__in=Customer.objects.of_person(customer)).select_related(
        "department"
    )


def contracts_of(customer: Customer) -> QuerySet[Contract]:
    return Contract.objects.filter(customer__in=Customer.objects.of_person(customer))


def consents_of(customer: Customer) -> list[Consent]:
    """All that was said about each purpose, the latest first: the first row of a purpose counts."""
    people = Customer.objects.of_person(customer)
    return list(Consent.objects.filter(customer__in=people).select_related("noted_by").order_by("-id"))


def affiliations_of(customer: Customer) -> QuerySet[Affiliation]:
    """The organisations that a person is something to."""
    rows = Affiliation.objects.filter(contact__in=Customer.objects.of_person(customer), ended_at=None)
    return rows.select_related("organisation").order_by("id")


def people_of(customer: Customer) -> QuerySet[Affiliation]:
    """The people of an organisation."""
    rows = Affiliation.objects.filter(organisation__in=Customer.objects.of_person(customer), ended_at=None)
    return rows.select_related("contact").order_by("-may_speak", "id")


def merges_of(customer: Customer) -> QuerySet[Merge]:
    """Merges that count, of all records of the person."""
    rows = Merge.objects.filter(merged__in=Customer.objects.of_person(customer), undone_at=None)
    return rows.select_related("merged", "kept", "by").order_by("id")


def possible_matches_of(customer: Customer, member: Member) -> list[PossibleMatch]:
    """Proposals with records that this member may know of as well, the strongest first."""
    people = Customer.objects.of_person(customer).values("pk")
    rows = PossibleMatch.objects.filter(Q(first__in=people) | Q(second__in=people), answer=Answer.OPEN)
    rows = rows.exclude(first__in=people, second__in=people).select_related("first", "second").order_by("id")
    found = list(rows[:50])
    others = {one.first_id for one in found} | {one.second_id for one in found}
    known = set(Customer.objects.filter(known_to(member), pk__in=others).values_list("pk", flat=True))
    return [
        one
        for one in found
        if {one.first_id, one.second_id} <= known | set(people.values_list("pk", flat=True))
    ]
