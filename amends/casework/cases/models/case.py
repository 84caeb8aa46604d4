"""The case itself, and how many open ones each member has."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amends.casework.cases.choices import Channel, Outcome, Phase, Stage
from amends.casework.cases.rules import calm_now, case_number, pulse_of
from amends.casework.customers.models import Affiliation, Customer, Order
from amends.casework.readings import choices as labels
from amends.casework.readings.models import Reading
from amends.foundation.organisation.models import Department, Member


def new_token() -> str:
    return secrets.token_urlsafe(18)


IN_LISTS = (
    "received_at",
    "subject",
    "summary",
    "phase",
    "stage",
    "outcome",
    "closed_at",
    "emotion",
    "intensity",
    "severity",
    "category",
    "risks",
    "due_at",
    "due_from",
    "touched_at",
    "unread",
    "customer__name",
    "customer__phone",
    "customer__email",
    "owner__display_name",
    "owner__username",
    "rounds",
    "label__name_en",
    "label__name_zh_hans",
    "label__name_zh_hant",
)


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        return self.filter(phase=Phase.OPEN)

    def closed(self) -> Self:
        return self.filter(phase=Phase.CLOSED)

    def unassigned(self) -> Self:
        return self.filter(owner=None)

    def owned_by(self, member: Member) -> Self:
        return self.filter(owner=member)

    def of_person(self, customer: Customer) -> Self:
        """Of the person that this customer is a record of, whichever of the records a case came by."""
        return self.of_root(customer.root_id)

    def of_root(self, root: int) -> Self:
        """The same for the record that stands for the person."""
        return self.filter(customer__in=Customer.objects.of_root(root).values("pk"))

    def of_organisation(self, organisation: Customer) -> Self:
        """Its own, and those that people who may speak for it handed in about its orders."""
        whole = Customer.objects.of_person(organisation).values("pk")
        speakers = Affiliation.objects.filter(organisation__in=whole, may_speak=True, ended_at=None)
        orders = Order.objects.order_by().filter(customer__in=whole).values("number")
        spoken = Q(customer__in=speakers.values("contact"), order_number__in=orders)
        return self.filter(Q(customer__in=whole) | spoken)

    def standing_alone(self) -> Self:
        """Without those that were merged into another one, where they are read."""
        return self.filter(merged_into=None)

    def overdue(self, *, at: datetime) -> Self:
        return self.filter(due_at__lt=at)

    def at_risk(self) -> Self:
        return self.filter(has_risk=True)

    def awaiting_us(self) -> Self:
        return self.filter(unread=True)

    def raised(self) -> Self:
        """Those that wait for somebody who leads."""
        return self.filter(raised_at__isnull=False)

    def for_list(self) -> Self:
        """With what a line of a list shows, and nothing else: a list is read far more often than a case."""
        return self.select_related("customer", "owner", "label").only(*IN_LISTS)


CaseManager = models.Manager.from_queryset(CaseQuerySet)


class Case(models.Model):
    """One complaint from the customer's words to the closed file. Labels are those of its reading, corrected."""

    token = models.CharField(max_length=40, default=new_token, editable=False)
    idempotency_key = models.CharField(max_length=80, null=True, editable=False)  # noqa: DJ001 - unique where given
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="cases", db_index=False)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="cases", help_text="Who handles it"
    )
    concerns = models.ForeignKey(
        Department,
        models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        help_text="The part of the company it is about",
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="cases")
    assigned_reason = models.JSONField(default=list)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    language = models.CharField(max_length=10, default="zh-Hans")
    subject = models.CharField(_("subject"), max_length=80)
    summary = models.CharField(max_length=200)
    order_number = models.CharField(_("order number"), max_length=60, blank=True)
    happened = models.CharField(_("when it happened"), max_length=120, blank=True)
    wish = models.CharField(_("what would put it right"), max_length=500, blank=True)

    phase = models.CharField(max_length=10, choices=Phase, default=Phase.OPEN)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.LISTEN)
    unread = models.BooleanField(default=True)
    restricted = models.BooleanField(default=False)
    received_at = models.DateTimeField(db_index=True)
    touched_at = models.DateTimeField(db_index=True)
    # Counts what people change, so that two who change the same case at once are told; what the house does by itself
    # shows in `touched_at` only.
    version = models.PositiveIntegerField(default=1)
    due_at = models.DateTimeField(null=True)
    due_from = models.DateTimeField(null=True)
    due_kind = models.CharField(max_length=20, blank=True)
    first_reply_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    followed_up_at = models.DateTimeField(null=True)
    cause_recorded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    # What the ending says besides its reason: to whom it was passed on, by which rule, how the customer was told.
    ending = models.JSONField(default=dict)
    latest_inbound_id = models.BigIntegerField(null=True)
    # A merged case points to the main one, where it is read and worked on; `merged_here` counts those that point here.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", db_index=False)
    merged_here = models.PositiveSmallIntegerField(default=0)
    label = models.ForeignKey(
        "cases.StatusLabel", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    # How many rounds of options were put before the customer, and how many of them were turned down.
    rounds = models.PositiveSmallIntegerField(default=0)
    rejections = models.PositiveSmallIntegerField(default=0)
    raised_at = models.DateTimeField(null=True, help_text="Since when it waits for somebody who leads")

    reading = models.ForeignKey(Reading, models.SET_NULL, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=labels.Kind, blank=True)
    category = models.CharField(max_length=20, choices=labels.Category, blank=True)
    emotion = models.CharField(max_length=20, choices=labels.Emotion, blank=True)
    intensity = models.PositiveSmallIntegerField(default=0)
    motive = models.CharField(max_length=20, choices=labels.Motive, blank=True)
    mode = models.CharField(max_length=20, choices=labels.Mode, blank=True)
    severity = models.CharField(max_length=20, choices=labels.Severity, blank=True)
    persona = models.CharField(max_length=20, choices=labels.Persona, blank=True)
    demands = models.JSONField(default=list)
    risks = models.JSONField(default=list)
    has_risk = models.BooleanField(default=False)
    # How heated the customer is now, 0-100, and the risks that came up after the first message, with theirs.
    heat = models.PositiveSmallIntegerField(null=True)
    late_risks = models.JSONField(default=list)

    objects = CaseManager()

    class Meta:
        # Every index is paid for with each complaint that comes in; there is none that no page needs.
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["token"], name="case_token"),
            models.UniqueConstraint(fields=["idempotency_key"], name="case_idempotency_key"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-id"], name="case_open_newest", condition=Q(phase="open")),
            models.Index(fields=["owner", "due_at", "id"], name="case_open_owner", condition=Q(phase="open")),
            models.Index(fields=["due_at", "id"], name="case_open_due", condition=Q(phase="open")),
            models.Index(fields=["-id"], name="case_open_unowned", condition=Q(phase="open", owner=None)),
            models.Index(fields=["-id"], name="case_open_risk", condition=Q(phase="open", has_risk=True)),
            models.Index(
                fields=["-id"], name="case_open_raised", condition=Q(phase="open", raised_at__isnull=False)
            ),
            # Holds all that the figures of the start page need, so that they read no case.
            models.Index(
                fields=["stage", "department", "owner", "restricted"],
                name="case_open_stage",
                condition=Q(phase="open"),
                include=["id"],
            ),
            models.Index(fields=["customer", "-id"], name="case_of_customer"),
            models.Index(fields=["category", "-id"], name="case_of_category"),
            models.Index(fields=["merged_into"], name="case_merged", condition=Q(merged_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    @property
    def number(self) -> str:
        return case_number(self.pk, self.received_at, settings.TIME_ZONE)

    @property
    def pulse(self) -> int:
        """A number that grows with every change, for pages that watch."""
        return pulse_of(self.touched_at)

    @property
    def is_open(self) -> bool:
        return self.phase == Phase.OPEN

    @property
    def is_worked_on(self) -> bool:
        """Open, or merged into another one: what was asked and promised here is still to be done."""
        return self.is_open or self.merged_into_id is not None

    @property
    def is_calm(self) -> bool | None:
        """Whether the customer is calm now; None if one cannot say."""
        return calm_now(self.heat, self.emotion)

    @property
    def chain(self) -> str:
        """The name of this case's own audit chain."""
        return f"case:{self.pk}"


class Workload(models.Model):
    """How many open cases a member has, kept by the actions that change it."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="workload"
    )
    open_cases = models.IntegerField(default=0)
    last_given_at = models.DateTimeField(null=True)
    last_hot_at = models.DateTimeField(null=True, help_text="When a heated case came to them last")

    def __str__(self) -> str:
        return f"{self.member_id}: {self.open_cases}"
