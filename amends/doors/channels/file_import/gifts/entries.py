"""A row of a table as a gift of the catalogue or as what comes into a warehouse, or the reason why it is neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any
from unicodedata import normalize

from django.utils import translation
from django.utils.translation import gettext as _

from amends.casework.cases.text import cleaned
from amends.casework.readings.choices import Category
from amends.content.files import load
from amends.doors.channels.file_import.gifts.columns import NEEDED, Field
from amends.doors.channels.file_import.rules.cells import said
from amends.doors.channels.file_import.tables import Row
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.languages import CODES
from amends.foundation.kernel.search import fold
from amends.foundation.organisation.models import Department
from amends.practice.remedies.gifts.actions import Described
from amends.practice.remedies.gifts.choices import GiftKind, Occasion, PriceClass
from amends.practice.remedies.gifts.models import Gift, Supplier, Warehouse
from amends.practice.remedies.gifts.rules.cautions import CAUTIONS

YES, NO = (
    frozenset({"yes", "y", "true", "1", "是", "可以", "✓"}),
    frozenset({"no", "n", "false", "0", "否", "不"}),
)
AMOUNT, WHOLE = re.compile(r"\d{1,8}(\.\d+)?"), re.compile(r"\d{1,9}")
CHOSEN = {Field.KIND: GiftKind, Field.PRICE: PriceClass}
LISTED = {Field.OCCASIONS: Occasion, Field.CATEGORIES: Category}
LINES = (
    *(Field.NAME, Field.NAME_HANT, Field.NAME_EN, Field.CURRENCY),
    *(Field.SEASON_FROM, Field.SEASON_TO, Field.NOTE),
)


@dataclass(frozen=True)
class Coming:
    """What comes into a warehouse, and the mark from which it is low there."""

    warehouse: Warehouse
    gift: Gift
    quantity: int | None
    low_at: int | None
    reason: str


def cells_of(row: Row, what: str, columns: Mapping[Field, str]) -> dict[Field, str]:
    """What stands in the columns that are known; raises Refused for a row that cannot be read or lacks something."""
    if row.problem:
        raise Invalid(row.problem)
    cells = {target: said(cleaned(row.cells.get(column, ""))) for target, column in columns.items()}
    for target in NEEDED[what][1]:
        if not cells.get(target):
            raise Invalid(_("“%(column)s” is empty.") % {"column": columns[target]})
    return cells


def gift_in(cells: Mapping[Field, str], known: Gift | None) -> Described:
    """The gift of a row; of one that is known, what the table has no column for stays as it is."""
    values: dict[str, Any] = {}
    if known is not None:
        values = {one.name: getattr(known, one.name) for one in fields(Described)}
    values |= {one.value: cells[one] for one in LINES if one in cells}
    values |= {one.value: choice_in(cells[one], kind) for one, kind in CHOSEN.items()}
    values |= {
        one.value: listed_in(cells[one], names_in(kind)) for one, kind in LISTED.items() if one in cells
    }
    values["unit_cost"] = cost_in(cells[Field.COST])
    values["currency"] = (cells.get(Field.CURRENCY, "") or values.get("currency") or "CNY").upper()
    if Field.CAUTIONS in cells:
        values["cautions"] = listed_in(cells[Field.CAUTIONS], caution_names())
    if Field.PRODUCTS in cells:
        values["products"] = split(cells[Field.PRODUCTS])
    if Field.DEPARTMENTS in cells:
        values["departments"] = departments_in(cells[Field.DEPARTMENTS])
    if Field.SHELF_DAYS in cells:
        values["shelf_days"] = whole_in(cells[Field.SHELF_DAYS])
    if Field.PERSONALISABLE in cells:
        values["personalisable"] = yes_in(cells[Field.PERSONALISABLE])
    if Field.SUPPLIER in cells:
        values["supplier_id"] = supplier_in(cells[Field.SUPPLIER])
    return Described(**values)


def coming_in(cells: Mapping[Field, str]) -> Coming:
    warehouse = Warehouse.objects.filter(code__iexact=cells[Field.WAREHOUSE]).first()
    if warehouse is None:
        raise Invalid(_("There is no warehouse %(code)s.") % {"code": cells[Field.WAREHOUSE][:40]})
    if warehouse.retired_at is not None:
        raise Invalid(_("The warehouse %(code)s is closed.") % {"code": warehouse.code})
    gift = Gift.objects.in_use().filter(code__iexact=cells[Field.CODE]).first()
    if gift is None:
        raise Invalid(_("There is no gift %(code)s in the catalogue.") % {"code": cells[Field.CODE][:40]})
    quantity, low_at = whole_in(cells.get(Field.QUANTITY, "")), whole_in(cells.get(Field.LOW_AT, ""))
    if quantity is None and low_at is None:
        raise Invalid(_("Say how many come in, or from how many on it is low."))
    return Coming(warehouse, gift, quantity, low_at, cells.get(Field.REASON, ""))


def names_in(kind: Any) -> dict[str, str]:
    """A value by itself and by its name in any of the three languages."""
    found = {fold(value): value for value in kind.values}
    for language in CODES:
        with translation.override(language):
            found |= {fold(str(label)): value for value, label in kind.choices}
    return found


def caution_names() -> dict[str, str]:
    found = {fold(code): code for code in CAUTIONS}
    for language in CODES:
        texts = load("cautions", language)
        found |= {fold(str(texts[code]["name"])): code for code in CAUTIONS}
    return found


def choice_in(text: str, kind: Any) -> str:
    known = names_in(kind).get(fold(text))
    if known is None:
        possible = " / ".join(str(label) for label in kind.labels)
        raise Invalid(
            _("“%(value)s” is not known here. Possible: %(names)s.") % {"value": text[:40], "names": possible}
        )
    return known


def listed_in(text: str, known: Mapping[str, str]) -> list[str]:
    """Several at once; each has to be known, so that a slip of the pen does not become “fits everything”."""
    if fold(text) in known:
        return [known[fold(text)]]
    found = []
    for one in split(text):
        if fold(one) not in known:
            raise Invalid(_("“%(value)s” is not known here.") % {"value": one[:40]})
        found.append(known[fold(one)])
    return found


def split(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[、,，;；|\n]+", text) if one.strip()]


def departments_in(text: str) -> list[str]:
    codes = split(text)
    there = set(Department.objects.filter(code__in=codes).values_list("code", flat=True))
    for code in codes:
        if code not in there:
            raise Invalid(_("There is no department %(code)s.") % {"code": code[:40]})
    return codes


def supplier_in(text: str) -> int | None:
    if not text:
        return None
    found = Supplier.objects.filter(name=text).values_list("pk", flat=True).first()
    if found is None:
        raise Invalid(_("There is no supplier %(name)s.") % {"name": text[:40]})
    return found


def cost_in(text: str) -> Decimal:
    """¥1,299.00, 1299元 or 1299; no formula, no exponent, nothing below zero."""
    digits = normalize("NFKC", text).replace(",", "").strip("¥元$ ")
    if not AMOUNT.fullmatch(digits):
        raise Invalid(_("“%(text)s” is not an amount. Write it like 120.50.") % {"text": text[:20]})
    return Decimal(digits)


def whole_in(text: str) -> int | None:
    digits = normalize("NFKC", text).replace(",", "").strip()
    if not digits:
        return None
    if not (digits.isascii() and WHOLE.fullmatch(digits)):
        raise Invalid(_("“%(text)s” is not a whole number.") % {"text": text[:20]})
    return int(digits)


def yes_in(text: str) -> bool:
    word = fold(text)
    if word in YES:
        return True
    if not word or word in NO:
        return False
    raise Invalid(_("“%(value)s” is neither yes nor no.") % {"value": text[:40]})
