"""One gift on its way to one customer, and each step of that way."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casework.cases.models import Case
from amends.casework.customers.models import Customer
from amends.practice.remedies.gifts.choices.shipping import (
    Area,
    Carrier,
    GoodTime,
    ShipmentMove,
    ShipmentState,
    ShipmentWay,
)
from amends.practice.remedies.gifts.models.stock import StockHold
from amends.practice.remedies.gifts.rules.addresses import Address


class ShipmentQuerySet(models.QuerySet["Shipment"]):
    def for_list(self) -> Self:
        return self.select_related("case", "case__owner", "stock_hold__gift", "stock_hold__warehouse")


ShipmentManager = models.Manager.from_queryset(ShipmentQuerySet)


class Shipment(models.Model):
    """Several with one reference are the stages of one gift: something small now, something larger later.

    Recipient and address are there so that the gift arrives: shown to the warehouse and to those who look after the
    case, and emptied some time after it arrived and when the person is made anonymous.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="shipments")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    stock_hold = models.ForeignKey(StockHold, models.PROTECT, null=True, related_name="shipments")
    reference = models.CharField(max_length=60)
    way = models.CharField(max_length=12, choices=ShipmentWay)
    state = models.CharField(max_length=12, choices=ShipmentState, default=ShipmentState.PLANNED)
    not_before = models.DateField(null=True, help_text="The day from which it may leave the house")
    due_on = models.DateField(null=True, help_text="By when it ought to be there")
    card = models.TextField(blank=True)
    packaging = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=120, blank=True, help_text="The branch where it is picked up")

    recipient = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    area = models.CharField(max_length=2, choices=Area, default=Area.MAINLAND)
    region = models.CharField(max_length=120, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=200, blank=True)
    good_time = models.CharField(max_length=10, choices=GoodTime, default=GoodTime.ANY)
    confirmed_at = models.DateTimeField(null=True, help_text="When the customer said so themselves")

    # The number of the link that works now; one with another number is void.
    link_number = models.PositiveSmallIntegerField(default=0)
    link_until = models.DateTimeField(null=True)
    carrier = models.CharField(max_length=10, choices=Carrier, blank=True)
    tracking = models.CharField(max_length=40, blank=True)
    sent_at = models.DateTimeField(null=True)
    expected_on = models.DateField(null=True)
    delivered_at = models.DateTimeField(null=True)
    address_forgotten_at = models.DateTimeField(
        null=True, help_text="When the house emptied the address by itself"
    )
    # Said once: that it is late, that the link ran out without an answer.
    told_late_at = models.DateTimeField(null=True)
    told_silent_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ShipmentManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "failed"]) | Q(sent_at__isnull=False),
                name="shipment_sent_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["stock_hold"],
                condition=~Q(state__in=["returned", "declined", "called_off"]),
                name="shipment_once_for_a_hold",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["reference"], name="shipment_by_reference"),
            models.Index(fields=["state", "not_before", "due_on", "id"], name="shipment_waiting"),
            models.Index(
                fields=["carrier", "tracking"], name="shipment_by_tracking", condition=~Q(tracking="")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What stands on the slip and in a pasted list."""
        return f"S-{self.pk:05d}"

    @property
    def address(self) -> Address:
        return Address(
            recipient=self.recipient,
            phone=self.phone,
            area=self.area,
            region=self.region,
            detail=self.detail,
            postcode=self.postcode,
            note=self.note,
            good_time=self.good_time,
        )


class ShipmentStep(models.Model):
    """One thing that happened to a shipment; never changed. `words` are those of a person, such as the recipient's."""

    shipment = models.ForeignKey(Shipment, models.CASCADE, related_name="steps", db_index=False)
    move = models.CharField(max_length=12, choices=ShipmentMove)
    state = models.CharField(max_length=12, choices=ShipmentState, help_text="Where it led")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    reason = models.CharField(max_length=400, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    data = models.JSONField(default=dict, help_text="Plain values: carrier, number, place")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["shipment", "id"], name="step_of_shipment")
        ]

    def __str__(self) -> str:
        return f"{self.shipment_id} {self.move}"
