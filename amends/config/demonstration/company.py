"""The company, its people, its customers and what they bought."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.timezone import localdate

from amends.casework.customers.choices import Tier
from amends.casework.customers.models import Customer, Order
from amends.casework.customers.rules import phone_digits
from amends.content.files import FOLDER as CONTENT
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member

FOLDER: Path = CONTENT / "demo"
PASSWORD = "Amends-2026!"  # noqa: S105 - printed at every start: it opens the demonstration only
TIERS = {"basic": Tier.STANDARD, "silver": Tier.SILVER, "gold": Tier.GOLD, "black": Tier.PLATINUM}


def lines(name: str) -> Iterator[dict[str, Any]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def works_here() -> bool:
    """Whether the people of the demonstration work in this house, and nobody else, as they do in no real one."""
    invented = {(row["username"], row["display_name"]) for row in table("people.toml")["people"]}
    people = Member.objects.filter(is_active=True).exclude(role=Role.SYSTEM)
    return invented == set(people.values_list("username", "display_name"))


def letterhead() -> dict[str, str]:
    """The settings that name the invented house on its letters."""
    house = table("company.toml")
    return {
        "AMENDS_HOUSE_NAME": house["name"]["zh-Hans"],
        "AMENDS_HOUSE_NAME_EN": house["name"]["en"],
        "AMENDS_PUBLIC_PHONE": house["phones"]["care"],
    }


def load_departments() -> dict[str, Department]:
    found: dict[str, Department] = {}
    for row in table("company.toml")["departments"]:
        names = row["name"]
        department = Department(
            code=row["code"],
            name=names["zh-Hans"],
            name_hant=names["zh-Hant"],
            name_en=names["en"],
            parent=found.get(row.get("parent", "")),
            takes_in=row["code"] == "CARE",
            function=row.get("function", ""),
        )
        department.save()
        found[department.code] = department
    return found


def load_people(departments: dict[str, Department]) -> dict[str, Member]:
    # One hash for all, because each takes a fifth of a second on purpose.
    password = make_password(PASSWORD)
    people = [
        Member(
            username=row["username"],
            display_name=row["display_name"],
            email=row["email"],
            role=row["role"],
            department=departments[row["department"]],
            skills=row["skills"],
            skill_levels=row.get("levels", {}),
            strengths=row.get("strengths", []),
            hot_cap=row.get("heated_at_most"),
            languages=row["languages"],
            presence=row["presence"],
            approval_limit=Decimal(row["may_approve_up_to"]),
            password=password,
        )
        for row in table("people.toml")["people"]
    ]
    Member.objects.bulk_create(people)
    found = {member.username: member for member in Member.objects.all()}
    for row in table("people.toml")["people"]:
        if "reports_to" in row:
            found[row["username"]].line_manager = found[row["reports_to"]]
            found[row["username"]].save(update_fields=["line_manager"])
    return found


def load_customers(now: datetime) -> dict[str, Customer]:
    rows = list(lines("customers.jsonl"))
    Customer.objects.bulk_create(
        Customer(
            reference=row["key"],
            name=row["name"],
            phone=row["phone"],
            phone_digits=phone_digits(row["phone"]),
            email=row["email"],
            tier=TIERS[row["tier"]],
            language=row["language"],
            created_at=now - timedelta(days=row["since_days"]),
        )
        for row in rows
    )
    return {customer.reference or "": customer for customer in Customer.objects.all()}


def load_orders(customers: dict[str, Customer], departments: dict[str, Department], now: datetime) -> None:
    shops = {shop["code"]: shop["department"] for shop in table("company.toml")["shops"]}
    Order.objects.bulk_create(
        Order(
            number=row["number"],
            customer=customers[row["customer"]],
            product=row["product"],
            amount=Decimal(str(row["amount"])),
            department=departments.get(shops.get(row["shop"] or "", row["place"].upper())),
            ordered_at=now - timedelta(days=row["days_ago"]),
            part_number=row.get("part_number", ""),
            quantity=Decimal(row.get("quantity", 1)),
            shop=row["shop"] or "",
            delivered_on=delivered(row, now),
        )
        for row in lines("orders.jsonl")
    )


def delivered(row: dict[str, Any], now: datetime) -> date | None:
    return localdate(now) - timedelta(days=row["delivered_days"]) if "delivered_days" in row else None
