"""What is known of some customers besides contact data and orders: who is one person, who speaks for whom, what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from amends.casework.customers import actions
from amends.casework.customers.actions.likeness import propose
from amends.casework.customers.choices import CustomerKind, IdentityKind, Likeness, Source
from amends.casework.customers.models import Customer, Identity
from amends.casework.customers.rules import Doubt, key_of
from amends.config.demonstration.company import table
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member

Row = Mapping[str, Any]
RECORDS = "顾客系统里的资料"


def load_identities(customers: Mapping[str, Customer]) -> None:
    """What the company's own records say of everybody: number, phone and address, all verified there."""
    Identity.objects.bulk_create(
        Identity(
            customer=customer,
            kind=kind,
            value=value,
            key=key_of(kind, value),
            source=Source.FILE,
            added_at=customer.created_at,
            verified_at=customer.created_at,
            verified_how=RECORDS,
            preferred=True,
        )
        for customer in customers.values()
        for kind, value in (
            (IdentityKind.NUMBER, customer.reference or ""),
            (IdentityKind.PHONE, customer.phone),
            (IdentityKind.EMAIL, customer.email),
        )
        if value
    )
    actions.make_all_findable(list(customers.values()))


def load_family(customers: Mapping[str, Customer], people: Mapping[str, Member], now: datetime) -> None:
    """The rows of family.toml, each through the action that the desk uses."""
    Family({key: customer.pk for key, customer in customers.items()}, people["manager"], now).load()


@dataclass(frozen=True)
class Family:
    keys: Mapping[str, int]
    by: Member
    now: datetime

    def load(self) -> None:
        rows = table("family.toml")
        for name, act in {
            "organisations": self.make_organisation,
            "preferences": self.prefer,
            "affiliations": self.name,
            "identities": self.know,
            "contracts": self.agree,
            "consents": self.consent,
            "proposals": self.propose,
            "merges": self.merge,
        }.items():
            for row in rows[name]:
                act(row)

    def make_organisation(self, row: Row) -> None:
        Customer.objects.filter(pk=self.keys[row["customer"]]).update(kind=CustomerKind.ORGANISATION)

    def prefer(self, row: Row) -> None:
        wishes = {name: value for name, value in row.items() if name != "customer"}
        Customer.objects.filter(pk=self.keys[row["customer"]]).update(**wishes)

    def name(self, row: Row) -> None:
        actions.name_contact(
            organisation_id=self.keys[row["organisation"]],
            contact_id=self.keys[row["contact"]],
            position=row["position"],
            may_speak=row["may_speak"],
            by=self.by,
        )

    def know(self, row: Row) -> None:
        customer_id = self.keys[row["customer"]]
        added = actions.add_identity(
            customer_id=customer_id, kind=row["kind"], value=row["value"], by=self.by
        )
        if row["verified"]:
            actions.verify_identity(identity_id=added.pk, how=row["verified"], by=self.by)

    def agree(self, row: Row) -> None:
        starts = localdate(self.now) - timedelta(days=row["days_ago"])
        actions.record_contract(
            customer_id=self.keys[row["customer"]],
            number=row["number"],
            kind=row["kind"],
            subject=row["subject"],
            amount=Decimal(row["amount"]),
            starts_on=starts,
            ends_on=starts + timedelta(days=row["days"] - 1),
            by=self.by,
        )

    def consent(self, row: Row) -> None:
        with clock.at(self.now - timedelta(days=row["days_ago"])):
            actions.note_consent(
                customer_id=self.keys[row["customer"]],
                purpose=row["purpose"],
                given=row["given"],
                how=row["how"],
                by=self.by,
            )

    def propose(self, row: Row) -> None:
        """Found when the second record came in; the names agree, and the address was verified."""
        first, second = self.keys[row["first"]], self.keys[row["second"]]
        propose(first, second, [Doubt(second, IdentityKind(row["sign"]), Likeness.STRONG)])

    def merge(self, row: Row) -> None:
        with clock.at(self.now - timedelta(days=row["days_ago"])):
            actions.merge_people(
                merged_id=self.keys[row["merged"]],
                kept_id=self.keys[row["kept"]],
                reason=row["reason"],
                by=self.by,
            )
