"""Adding, changing and retiring gifts. Every change stands in the gift's chain with what was before and after."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.readings.choices import Category
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, WrongState
from amends.foundation.kernel.money import SIGNS
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.gifts.actions.beats import line, locked, note_down, optional_line, price
from amends.practice.remedies.gifts.actions.warehouses import NAME_LENGTH, slug
from amends.practice.remedies.gifts.choices import GiftKind, Occasion, PriceClass
from amends.practice.remedies.gifts.models import Gift, StockLevel, Supplier
from amends.practice.remedies.gifts.permissions import ensure_may_keep_catalogue
from amends.practice.remedies.gifts.rules.cautions import CAUTIONS
from amends.practice.remedies.gifts.rules.seasons import is_day
from amends.practice.remedies.gifts.rules.stereotypes import chooses_by_person

NOTE_LENGTH, WORD_LENGTH, WORDS_AT_MOST, DAYS_AT_MOST = 400, 40, 20, 3650
CURRENCIES = tuple(SIGNS)


@dataclass(frozen=True)
class Described:
    """A gift as somebody enters it."""

    name: str
    kind: str
    unit_cost: Decimal | None
    price_class: str
    name_hant: str = ""
    name_en: str = ""
    currency: str = "CNY"
    occasions: Collection[str] = ()
    categories: Collection[str] = ()
    products: Collection[str] = ()
    departments: Collection[str] = ()
    season_from: str = ""
    season_to: str = ""
    shelf_days: int | None = None
    cautions: Collection[str] = ()
    personalisable: bool = False
    note: str = ""
    supplier_id: int | None = field(default=None)


@transaction.atomic
def add_gift(*, code: str, described: Described, by: Member) -> Gift:
    """A new gift; it can be given as soon as a warehouse has some."""
    ensure_may_keep_catalogue(by)
    short = slug(code)
    if Gift.objects.filter(code__iexact=short).exists():
        raise Conflict(_("There is a gift with this code already. Change that one, or bring it back."))
    gift = Gift(code=short, **kept(described))
    gift.save()
    note_down(gift, "gift.added", by=by, data={"code": short, "after": told(gift)})
    return gift


@transaction.atomic
def change_gift(*, gift_id: int, described: Described, by: Member) -> Gift:
    """The gift is something else from now on; what was given before keeps the cost that it had."""
    ensure_may_keep_catalogue(by)
    gift = locked(Gift, gift_id, _("There is no such gift."))
    before = told(gift)
    for name, value in kept(described).items():
        setattr(gift, name, value)
    after = told(gift)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return gift
    gift.save()
    data = {"before": {n: before[n] for n in changed}, "after": {n: after[n] for n in changed}}
    note_down(gift, "gift.changed", by=by, data={"code": gift.code, **data})
    return gift


@transaction.atomic
def retire_gift(*, gift_id: int, reason: str, by: Member) -> Gift:
    """Not given any more. What is set aside already still goes to whom it was promised."""
    ensure_may_keep_catalogue(by)
    gift = locked(Gift, gift_id, _("There is no such gift."))
    if gift.retired_at is not None:
        raise WrongState(_("This gift is retired already. Reload the page."))
    why = line(reason, limit=NOTE_LENGTH, field="reason")
    gift.retired_at = clock.now()
    gift.save(update_fields=["retired_at"])
    note_down(gift, "gift.retired", by=by, data={"code": gift.code}, reason=why)
    return gift


@transaction.atomic
def bring_gift_back(*, gift_id: int, by: Member) -> Gift:
    ensure_may_keep_catalogue(by)
    gift = locked(Gift, gift_id, _("There is no such gift."))
    if gift.retired_at is None:
        raise WrongState(_("This gift is in the catalogue already. Reload the page."))
    gift.retired_at = None
    gift.save(update_fields=["retired_at"])
    StockLevel.objects.filter(gift=gift).update(low_since=None)
    note_down(gift, "gift.brought_back", by=by, data={"code": gift.code})
    return gift


def kept(said: Described) -> dict[str, Any]:
    """The values as they may be kept; raises Invalid with the field that needs another look."""
    refuse_stereotype(said)
    return {
        "name": line(said.name, limit=NAME_LENGTH, field="name"),
        "name_hant": optional_line(said.name_hant, limit=NAME_LENGTH, field="name_hant"),
        "name_en": optional_line(said.name_en, limit=NAME_LENGTH, field="name_en"),
        "kind": chosen(said.kind, GiftKind.values, "kind", _("Choose what kind of gift it is.")),
        "price_class": chosen(said.price_class, PriceClass.values, "price_class", _("Choose a price class.")),
        "unit_cost": price(said.unit_cost, field="unit_cost"),
        "currency": chosen(said.currency, CURRENCIES, "currency", _("Choose the currency.")),
        "occasions": among(said.occasions, Occasion.values),
        "categories": among(said.categories, Category.values),
        "cautions": among(said.cautions, tuple(CAUTIONS)),
        "products": product_words(said.products),
        "departments": branches(said.departments),
        **season(said),
        "shelf_days": shelf(said.shelf_days),
        "personalisable": said.personalisable,
        "note": optional_line(said.note, limit=NOTE_LENGTH, field="note"),
        "supplier_id": supplier(said.supplier_id),
    }


def refuse_stereotype(said: Described) -> None:
    words = chooses_by_person(" ".join([said.name, said.name_hant, said.name_en, said.note, *said.products]))
    if words:
        raise Invalid(
            _(
                "“%(words)s” chooses by who somebody is. Say what the gift is and what it makes good; it is for whoever had the trouble."
            )
            % {"words": words},
            field="name",
            code="stereotyped",
        )


def chosen(value: str, values: Collection[str], field: str, said: str) -> str:
    if value not in values:
        raise Invalid(said, field=field)
    return value


def among(given: Collection[str], values: Collection[str]) -> list[str]:
    """In the order of the list, without what is not in it."""
    return [one for one in values if one in set(given)]


def product_words(given: Collection[str]) -> list[str]:
    words = [optional_line(one, limit=WORD_LENGTH, field="products") for one in given]
    found = list(dict.fromkeys(one for one in words if one))
    if len(found) > WORDS_AT_MOST:
        raise Invalid(_("Enter at most %(n)s words.") % {"n": WORDS_AT_MOST}, field="products")
    return found


def branches(given: Collection[str]) -> list[str]:
    wanted = Department.objects.filter(code__in=set(given))
    return sorted(wanted.values_list("code", flat=True)) if given else []


def season(said: Described) -> dict[str, str]:
    since, until = said.season_from.strip(), said.season_to.strip()
    if not since and not until:
        return {"season_from": "", "season_to": ""}
    if not (is_day(since) and is_day(until)):
        raise Invalid(
            _("Enter both ends of the season as month and day, such as 09-01."), field="season_from"
        )
    return {"season_from": since, "season_to": until}


def shelf(days: int | None) -> int | None:
    if days is not None and not 1 <= days <= DAYS_AT_MOST:
        raise Invalid(_("Enter how many days it keeps, or leave it empty."), field="shelf_days")
    return days


def supplier(pk: int | None) -> int | None:
    if pk is not None and not Supplier.objects.filter(pk=pk).exists():
        raise Invalid(_("Choose a supplier of the list."), field="supplier")
    return pk


def told(gift: Gift) -> dict[str, Any]:
    """The values of a gift as its chain keeps them."""
    names = [one.name for one in fields(Described)]
    return {name: str(getattr(gift, name)) if name == "unit_cost" else getattr(gift, name) for name in names}
