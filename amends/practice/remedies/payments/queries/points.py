"""Questions about points."""

from __future__ import annotations

from django.db.models import Sum

from amends.casework.customers.models import Customer
from amends.practice.remedies.payments.models import PointsAccount


def points_of(customer: Customer) -> int:
    """What a person has, over all records that are that person."""
    records = Customer.objects.of_person(customer).values("pk")
    return PointsAccount.objects.filter(customer__in=records).aggregate(sum=Sum("balance"))["sum"] or 0
