"""The catalogue: every gift with what is free of it, searched and filtered, and the page and form of one gift."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy

from amends.casework.readings.choices import Category
from amends.doors.desk.queries.gift_words import KIND_ICONS, cautions_of, product_words
from amends.foundation.kernel import clock
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.gifts.actions.catalogue import CURRENCIES
from amends.practice.remedies.gifts.choices import GiftKind, HoldState, Occasion, PriceClass
from amends.practice.remedies.gifts.models import Gift, StockHold, StockLevel, Supplier
from amends.practice.remedies.gifts.permissions import may_keep_catalogue, may_run_stock, may_see_stock
from amends.practice.remedies.gifts.rules.cautions import CAUTIONS
from amends.practice.remedies.gifts.rules.seasons import in_season

SIZE = 24
VIEWS = {
    "use": gettext_lazy("In the catalogue"),
    "low": gettext_lazy("Running low"),
    "retired": gettext_lazy("Retired gifts"),
}


def tabs_of(member: Member, here: str) -> list[dict[str, Any]]:
    """The doors between the pages of gifts that this member may open."""
    tabs = [("gifts", gettext_lazy("Catalogue"), "gift", True)]
    tabs += [
        ("stock", gettext_lazy("Stock"), "layers", may_see_stock(member)),
        ("counts", gettext_lazy("Stock-takes"), "tasks", may_see_stock(member)),
        ("suppliers", gettext_lazy("Suppliers and orders"), "handover", may_see_stock(member)),
    ]
    return [
        {"url": reverse(f"desk:{name}"), "label": label, "icon": icon, "here": name == here}
        for name, label, icon, open_ in tabs
        if open_
    ]


def catalogue_page(member: Member, data: QueryDict) -> dict[str, Any]:
    view = data.get("view", "use") if data.get("view", "use") in VIEWS else "use"
    today = clock.today()
    filters = chosen_filters(data)
    gifts = in_view(view)
    gifts = filtered(gifts, filters)
    if filters["season"]:
        fits = [one.pk for one in gifts if in_season(one.season_from, one.season_to, today)]
        gifts = gifts.filter(pk__in=fits)
    page = keyset_page(gifts, order=("code", "id"), after=data.get("after"), size=SIZE)
    base = reverse("desk:gifts") + f"?view={view}" + "".join(f"&{k}={v}" for k, v in filters.items() if v)
    return {
        "rows": cards(page.items, today),
        "view": view,
        "views": [
            {"url": f"{reverse('desk:gifts')}?view={key}", "label": label, "here": key == view}
            for key, label in VIEWS.items()
        ],
        "filters": filters,
        "filtered": any(filters.values()),
        "kinds": GiftKind.choices,
        "occasions": Occasion.choices,
        "prices": PriceClass.choices,
        "cautions": cautions_of(CAUTIONS),
        "may_keep": may_keep_catalogue(member),
        "tabs": tabs_of(member, "gifts"),
        "previous_url": f"{base}&after={page.previous}" if page.previous else "",
        "next_url": f"{base}&after={page.next}" if page.next else "",
    }


def chosen_filters(data: QueryDict) -> dict[str, str]:
    words = {
        "kind": GiftKind.values,
        "occasion": Occasion.values,
        "price": PriceClass.values,
        "without": list(CAUTIONS),
        "season": ["now"],
    }
    found = {
        name: data.get(name, "") if data.get(name, "") in values else "" for name, values in words.items()
    }
    return {**found, "q": data.get("q", "").strip()[:80]}


def in_view(view: str) -> QuerySet[Gift]:
    if view == "retired":
        return Gift.objects.filter(retired_at__isnull=False)
    gifts: QuerySet[Gift] = Gift.objects.in_use()
    if view == "low":
        return gifts.filter(pk__in=StockLevel.objects.low().values("gift"))
    return gifts


def filtered(gifts: QuerySet[Gift], filters: Mapping[str, str]) -> QuerySet[Gift]:
    """Lists of a few words in JSON: the quotes keep one word from being found in another, on both databases."""
    if filters["kind"]:
        gifts = gifts.filter(kind=filters["kind"])
    if filters["price"]:
        gifts = gifts.filter(price_class=filters["price"])
    if filters["occasion"]:
        gifts = gifts.filter(occasions__icontains=f'"{filters["occasion"]}"')
    if filters["without"]:
        gifts = gifts.exclude(cautions__icontains=f'"{filters["without"]}"')
    if words := filters["q"]:
        gifts = gifts.filter(
            Q(code__icontains=words)
            | Q(name__icontains=words)
            | Q(name_hant__icontains=words)
            | Q(name_en__icontains=words)
        )
    return gifts


def cards(gifts: list[Gift], today: date) -> list[dict[str, Any]]:
    levels: dict[int, list[StockLevel]] = {}
    found = StockLevel.objects.filter(gift__in=gifts, warehouse__retired_at=None).select_related("warehouse")
    for level in found.order_by("warehouse__code"):
        levels.setdefault(level.gift_id, []).append(level)
    return [card(one, levels.get(one.pk, []), today) for one in gifts]


def card(gift: Gift, levels: list[StockLevel], today: date) -> dict[str, Any]:
    free = sum(one.free for one in levels)
    return {
        "gift": gift,
        "url": reverse("desk:gift", args=[gift.code]),
        "icon": KIND_ICONS[GiftKind(gift.kind)],
        "cost": str(gift.cost),
        "occasions": named(gift.occasions, Occasion.choices),
        "season": season_words(gift),
        "in_season": in_season(gift.season_from, gift.season_to, today),
        "cautions": cautions_of(gift.cautions),
        "free": free,
        "levels": levels,
        "low": any(one.low_since for one in levels) and gift.retired_at is None,
        "tone": "red" if free <= 0 else "orange" if any(one.low_since for one in levels) else "green",
    }


def season_words(gift: Gift) -> str:
    return f"{gift.season_from} – {gift.season_to}" if gift.season_from else ""


def named(values: list[str], choices: list[tuple[str, Any]]) -> list[str]:
    return [str(label) for value, label in choices if value in values]


def gift_page(
    gift: Gift, member: Member, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """Everything about one gift, and the form to change it for those who keep the catalogue."""
    found = card(gift, [], clock.today())
    levels = list(gift.levels.select_related("warehouse").order_by("warehouse__code"))
    waiting = StockHold.objects.filter(gift=gift, state=HoldState.SET_ASIDE)
    return {
        **found,
        "free": sum(one.free for one in levels),
        "levels": levels,
        "set_aside": waiting.aggregate(n=Sum("quantity"))["n"] or 0,
        "categories": named(gift.categories, Category.choices),
        "products": product_words(gift.products),
        "branches": Department.objects.filter(code__in=gift.departments).order_by("path"),
        "may_keep": may_keep_catalogue(member),
        "may_run": may_run_stock(member),
        "may_see_stock": may_see_stock(member),
        "form": gift_form(gift, entered),
        "wrong": wrong,
        "tabs": tabs_of(member, "gifts"),
    }


def gift_form(gift: Gift | None, entered: QueryDict | None = None) -> dict[str, Any]:
    """What the form shows: what was entered if something was refused, else the gift as it is."""
    lists = ("occasions", "categories", "departments", "cautions")
    lines = (
        "name",
        "name_hant",
        "name_en",
        "kind",
        "currency",
        "price_class",
        "season_from",
        "season_to",
        "note",
    )
    if entered is not None:
        values: dict[str, Any] = {
            name: entered.get(name, "") for name in (*lines, "code", "unit_cost", "shelf_days")
        }
        values |= {name: entered.getlist(name) for name in lists}
        values |= {
            "products": entered.get("products", ""),
            "supplier": entered.get("supplier", ""),
            "personalisable": "personalisable" in entered,
        }
    elif gift is not None:
        values = {name: getattr(gift, name) for name in (*lines, *lists, "code", "personalisable")}
        values |= {
            "unit_cost": plain_amount(gift.unit_cost),
            "shelf_days": gift.shelf_days or "",
            "products": "、".join(gift.products),
            "supplier": str(gift.supplier_id or ""),
        }
    else:
        values = {"currency": "CNY", "kind": GiftKind.USEFUL, "price_class": PriceClass.SMALL}
    cautions = cautions_of(CAUTIONS)
    return {
        **{f"{name}_value": value for name, value in values.items()},
        "kinds": GiftKind.choices,
        "prices": PriceClass.choices,
        "occasions": Occasion.choices,
        "categories": Category.choices,
        "currencies": CURRENCIES,
        "departments": Department.objects.order_by("path"),
        "suppliers": Supplier.objects.filter(Q(retired_at=None) | Q(gifts=gift)).distinct(),
        "diets": [one for one in cautions if one.is_diet],
        "customs": [one for one in cautions if not one.is_diet],
    }


def plain_amount(amount: Decimal) -> str:
    return f"{amount:.2f}"
