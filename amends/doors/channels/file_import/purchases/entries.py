"""A row of a table as an order or a contract, or the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _

from amends.casework.cases.text import cleaned
from amends.casework.customers.choices import ContractKind, CustomerKind
from amends.casework.readings.queries import language_of
from amends.doors.channels.file_import.purchases.columns import NEEDED, Field
from amends.doors.channels.file_import.rules.cells import said
from amends.doors.channels.file_import.rules.moments import EARLIEST, LATEST, is_believable, moment_in
from amends.doors.channels.file_import.tables import Row
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.languages import CODES
from amends.foundation.kernel.search import fold

CURRENCIES = {"元": "CNY", "人民币": "CNY", "RMB": "CNY", "¥": "CNY"}
# 1299, 1,299.00 or -5; what points and commas elsewhere stand for, or 1e9, would have to be guessed.
AMOUNT = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)
# What spreadsheets make of long numbers.
SHORTENED = re.compile(r"\d(\.\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
NUMBERS = (Field.NUMBER, Field.REFERENCE, Field.PHONE, Field.PART_NUMBER)
ORGANISATIONS = dict.fromkeys(
    (
        "企业",
        "企業",
        "公司",
        "单位",
        "單位",
        "机构",
        "機構",
        "组织",
        "組織",
        "company",
        "organization",
        "business",
    ),
    CustomerKind.ORGANISATION.value,
)


@dataclass(frozen=True)
class Incoming:
    """An order or a contract as it is about to be kept; what the table has no column for is not among its values."""

    line: int
    contact: Mapping[str, str]
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
    ensure_meant(words)
    values = order_in(words) if kind == "orders" else contract_in(words)
    return Incoming(row.line, {**contact_in(words), "language": language_in(words, columns)}, values)


def ensure_meant(words: Mapping[Field, str]) -> None:
    """Refuses what a wrong encoding or a spreadsheet made of numbers and names: it would come in as something else."""
    if any("\ufffd" in one for one in words.values()):
        raise Invalid(_("Some characters of this line cannot be read. Save the file as UTF-8."))
    for value in (words.get(one, "") for one in NUMBERS):
        if value.startswith(("=", "＝")):
            raise Invalid(_("“%(value)s” is a formula. Enter what it shows.") % {"value": value[:40]})
        if SHORTENED.fullmatch(value):
            said = _("“%(value)s” was shortened by a spreadsheet. Make the column text and enter the number.")
            raise Invalid(said % {"value": value[:40]})


def language_in(words: Mapping[Field, str], columns: Mapping[Field, str]) -> str:
    """What is written to this customer in, by the words of the row and the names of the columns."""
    told = [words.get(one, "") for one in (Field.NAME, Field.PRODUCT, Field.SHOP)]
    called = [one for one in columns.values() if not one.isascii()]
    return language_of(" ".join((*told, *called)), undecided="zh-Hans")


def contact_in(words: Mapping[Field, str]) -> dict[str, str]:
    names = {"reference": Field.REFERENCE, "name": Field.NAME, "phone": Field.PHONE, "email": Field.EMAIL}
    contact = {name: words.get(target, "") for name, target in names.items()}
    if not any(contact[name] for name in ("reference", "phone", "email")):
        raise Invalid(_("Say whose it is: number, phone or e-mail."))
    if contact["email"]:
        try:
            validate_email(contact["email"])
        except ValidationError as error:
            raise Invalid(_("“%(value)s” is not an e-mail address.") % {"value": contact["email"]}) from error
    kind = words.get(Field.CUSTOMER_KIND, "")
    return {**contact, "kind": customer_kind_in(kind) if kind else CustomerKind.PERSON.value}


def order_in(words: Mapping[Field, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": words[Field.NUMBER],
        "product": words[Field.PRODUCT],
        "amount": number_in(words[Field.AMOUNT]),
        "ordered_at": ordered_in(words[Field.ORDERED_AT]),
    }
    texts = {"part_number": Field.PART_NUMBER, "shop": Field.SHOP, "department": Field.DEPARTMENT}
    found |= {name: words[target] for name, target in texts.items() if target in words}
    if Field.CURRENCY in words:
        found["currency"] = currency_in(words)
    if words.get(Field.QUANTITY):
        found["quantity"] = number_in(words[Field.QUANTITY])
    for name, target in (("delivered_on", Field.DELIVERED_ON), ("returned_on", Field.RETURNED_ON)):
        if target in words:
            found[name] = day_of(words[target])
    return found


def contract_in(words: Mapping[Field, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": words[Field.NUMBER],
        "kind": kind_in(words[Field.KIND]),
        "starts_on": day_of(words[Field.STARTS_ON]),
    }
    if Field.PRODUCT in words:
        found["subject"] = words[Field.PRODUCT]
    if Field.AMOUNT in words:
        found["amount"] = number_in(words[Field.AMOUNT]) if words[Field.AMOUNT] else None
    if Field.CURRENCY in words:
        found["currency"] = currency_in(words)
    if Field.ENDS_ON in words:
        found["ends_on"] = day_of(words[Field.ENDS_ON])
    return found


def customer_kind_in(words: str) -> str:
    """A person or an organisation, by the value, by its name in any of the three languages, or as tables often say it."""
    if found := value_named(words, CustomerKind) or ORGANISATIONS.get(words.casefold(), ""):
        return found
    said = _("“%(value)s” is no kind of customer we know. There are: %(kinds)s.")
    raise Invalid(said % {"value": words[:40], "kinds": _(", ").join(map(str, CustomerKind.labels))})


def kind_in(words: str) -> str:
    """A kind of contract by its value or by its name in any of the three languages."""
    if found := value_named(words, ContractKind):
        return found
    said = _("“%(value)s” is no kind of contract we know. There are: %(kinds)s.")
    kinds = _(", ").join(str(label) for label in ContractKind.labels)
    raise Invalid(said % {"value": words[:40], "kinds": kinds})


def value_named(words: str, choices: type[TextChoices]) -> str:
    """What of these a word means, by its value or by its name in any language and either script; empty if none."""
    wanted = fold(words)
    for language in CODES:
        with translation.override(language):
            known = {fold(str(label)): value for value, label in choices.choices}
        if wanted in known:
            return str(known[wanted])
    return words if words in choices.values else ""


def number_in(words: str) -> Decimal:
    """An amount as people write it: ¥1,299.00, 1299元 or 1299."""
    digits = normalize("NFKC", words).strip("¥元 ")
    if not AMOUNT.fullmatch(digits):
        raise Invalid(_("“%(text)s” is not an amount. Write it like 120.50.") % {"text": words[:20]})
    return Decimal(digits.replace(",", ""))


def currency_in(words: Mapping[Field, str]) -> str:
    given = words.get(Field.CURRENCY, "").upper()
    return CURRENCIES.get(given, given) or "CNY"


def moment_of(words: str) -> datetime:
    moment = moment_in(words, ZoneInfo(settings.TIME_ZONE))
    if moment is None:
        raise Invalid(_("“%(value)s” is not a date that can be read.") % {"value": words[:40]})
    return moment


def ordered_in(words: str) -> datetime:
    moment = moment_of(words)
    if not is_believable(moment, clock.now()):
        said = _("“%(value)s” lies in the future or before %(year)s. Enter the time at which it was placed.")
        raise Invalid(said % {"value": words[:40], "year": EARLIEST})
    return moment


def day_of(words: str) -> date | None:
    if not words:
        return None
    day = moment_of(words).date()
    if not EARLIEST <= day.year < LATEST:
        said = _("“%(value)s” is no day between %(from)s and %(until)s.")
        raise Invalid(said % {"value": words[:40], "from": EARLIEST, "until": LATEST})
    return day
