"""A row of a table as an order or a contract, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _

from amends.casework.cases.text import cleaned
from amends.casework.customers.choices import ContractKind
from amends.doors.channels.file_import.purchases.columns import NEEDED, Field
from amends.doors.channels.file_import.rules.cells import said
from amends.doors.channels.file_import.rules.moments import moment_in
from amends.doors.channels.file_import.tables import Row
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.languages import CODES

CURRENCIES = {"元": "CNY", "人民币": "CNY", "RMB": "CNY", "¥": "CNY"}


@dataclass(frozen=True)
class Incoming:
    """An order or a contract as it is about to be kept."""

    line: int
    contact: Mapping[str, str]
    department: str
    values: Mapping[str, Any]

    @property
    def number(self) -> str:
        return str(self.values["number"])


def purchase_in(row: Row, kind: str, columns: Mapping[Field, str]) -> Incoming:
    """The order or contract in a row; raises Refused with what is wrong with it."""
    if row.problem:
        raise Invalid(row.problem)
    words = {target: said(cleaned(row.cells.get(column, ""))) for target, column in columns.items()}
    for target in NEEDED[kind][1]:
        if not words.get(target):
            raise Invalid(_("“%(column)s” is empty.") % {"column": columns[target]})
    contact = contact_in(words)
    values = order_in(words) if kind == "orders" else contract_in(words)
    return Incoming(row.line, contact, words.get(Field.DEPARTMENT, ""), values)


def contact_in(words: Mapping[Field, str]) -> dict[str, str]:
    names = {"reference": Field.REFERENCE, "name": Field.NAME, "phone": Field.PHONE, "email": Field.EMAIL}
    contact = {name: words.get(target, "") for name, target in names.items()}
    if not any(contact[name] for name in ("reference", "phone", "email")):
        raise Invalid(_("Say whose order it is: number, phone or e-mail."))
    if contact["email"]:
        try:
            validate_email(contact["email"])
        except ValidationError as error:
            raise Invalid(_("“%(value)s” is not an e-mail address.") % {"value": contact["email"]}) from error
    return contact


def order_in(words: Mapping[Field, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": words[Field.NUMBER],
        "product": words[Field.PRODUCT],
        "amount": number_in(words[Field.AMOUNT]),
        "currency": currency_in(words),
        "ordered_at": moment_of(words[Field.ORDERED_AT]),
    }
    for name, target in (("part_number", Field.PART_NUMBER), ("shop", Field.SHOP)):
        if target in words:
            found[name] = words[target]
    if words.get(Field.QUANTITY):
        found["quantity"] = number_in(words[Field.QUANTITY])
    for name, target in (("delivered_on", Field.DELIVERED_ON), ("returned_on", Field.RETURNED_ON)):
        if target in words:
            found[name] = day_of(words[target])
    return found


def contract_in(words: Mapping[Field, str]) -> dict[str, Any]:
    return {
        "number": words[Field.NUMBER],
        "subject": words.get(Field.PRODUCT, ""),
        "kind": kind_in(words[Field.KIND]),
        "amount": number_in(words[Field.AMOUNT]) if words.get(Field.AMOUNT) else None,
        "currency": currency_in(words),
        "starts_on": day_of(words[Field.STARTS_ON]),
        "ends_on": day_of(words.get(Field.ENDS_ON, "")),
    }


def kind_in(words: str) -> str:
    """A kind of contract by its value or by its name in any of the three languages."""
    for language in CODES:
        with translation.override(language):
            known = {str(label).casefold(): value for value, label in ContractKind.choices}
        if words.casefold() in known:
            return str(known[words.casefold()])
    if words in ContractKind.values:
        return words
    raise Invalid(_("“%(value)s” is no kind of contract we know.") % {"value": words[:40]})


def number_in(words: str) -> Decimal:
    """An amount as people write it: ¥1,299.00, 1299元 or 1299."""
    digits = normalize("NFKC", words).replace(",", "").strip("¥元 ")
    try:
        return Decimal(digits)
    except InvalidOperation as error:
        raise Invalid(
            _("“%(text)s” is not an amount. Write it like 120.50.") % {"text": words[:20]}
        ) from error


def currency_in(words: Mapping[Field, str]) -> str:
    given = words.get(Field.CURRENCY, "").upper()
    return CURRENCIES.get(given, given) or "CNY"


def moment_of(words: str) -> datetime:
    moment = moment_in(words, ZoneInfo(settings.TIME_ZONE))
    if moment is None:
        raise Invalid(_("“%(value)s” is not a date that can be read.") % {"value": words[:40]})
    return moment


def day_of(words: str) -> date | None:
    return moment_of(words).date() if words else None
