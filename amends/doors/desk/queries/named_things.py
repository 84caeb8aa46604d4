"""What a reference in a journal stands for: in words, with the number of its case and where to read on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from amends.casework.cases.queries import visible_cases
from amends.foundation.organisation.models import Member
from amends.practice.remedies.choices import GrantKind
from amends.practice.remedies.gifts.models import Shipment, SupplierOrder, Warehouse
from amends.practice.remedies.gifts.permissions import may_run_stock, may_see_stock
from amends.practice.remedies.models import Grant
from amends.practice.remedies.payments.models import Instruction, Voucher
from amends.practice.remedies.payments.permissions import may_pay

NUMBERED = ("grant", "stock_take", "supplier_order")
WAYS = {
    "to": pgettext_lazy("warehouse", "to %(place)s"),
    "from": pgettext_lazy("warehouse", "from %(place)s"),
}


@dataclass(frozen=True)
class Purpose:
    """What a line is for, in words, with the number of its case and where to read on; each empty where it is not to be known."""

    words: str
    case: str = ""
    url: str = ""

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.words, self.case)))


def purposes_named(references: Iterable[str], member: Member) -> dict[str, Purpose]:
    """A few questions for all references; what is none of ours stands as somebody wrote it."""
    parted = {one: parts(one) for one in references}
    grants = purposes_of({int(rest) for kind, rest in parted.values() if kind == "grant"}, member)
    places = {one.code: str(one) for one in places_of(rest for kind, rest in parted.values() if kind in WAYS)}

    def named(kind: str, rest: str) -> Purpose | None:
        if not kind:
            return None
        return grants.get(int(rest)) if kind == "grant" else of_the_stock(kind, rest, places, member)

    return {one: named(*found) or Purpose(one) for one, found in parted.items()}


def parts(reference: str) -> tuple[str, str]:
    """A thing and its number: "grant:123", or at a further try "grant:123:2"; a warehouse and its code: "to:HZ"."""
    kind, _colon, rest = reference.partition(":")
    if kind in WAYS:
        return kind, rest
    number = rest.partition(":")[0]
    return (kind, number) if kind in NUMBERED and number.isascii() and number.isdigit() else ("", "")


def places_of(codes: Iterable[str]) -> Iterable[Warehouse]:
    wanted = set(codes)
    return Warehouse.objects.filter(code__in=wanted) if wanted else ()


def of_the_stock(kind: str, rest: str, places: Mapping[str, str], member: Member) -> Purpose | None:
    """A stock-take, an order to a supplier, or the other warehouse of a move."""
    if kind in WAYS:
        return Purpose(WAYS[kind] % {"place": places[rest]}) if rest in places else None
    page, words = {
        "stock_take": ("desk:count", _("Stock-take")),
        "supplier_order": ("desk:supplier_order", SupplierOrder(pk=int(rest)).number),
    }[kind]
    return Purpose(words, url=reverse(page, args=[rest]) if may_see_stock(member) else "")


def purposes_of(grants: Collection[int], member: Member) -> dict[int, Purpose]:
    """What each grant is, its case, and the page of the case, or for whoever pays that of the refund or the voucher."""
    found = list(Grant.objects.filter(pk__in=grants).select_related("gift", "case"))
    cases = visible_cases(member).filter(pk__in={one.case_id for one in found})
    seen = set(cases.order_by().values_list("pk", flat=True))
    papers = papers_of(found, member)
    return {one.pk: purpose(one, one.case_id in seen, papers, may_pay(member)) for one in found}


def purpose(grant: Grant, is_seen: bool, papers: Mapping[str, str], pays: bool) -> Purpose:
    words = " · ".join(filter(None, (str(GrantKind(grant.kind).label), str(grant.gift or ""))))
    number = grant.case.number if is_seen or pays else ""
    if is_seen:
        return Purpose(words, number, f"{reverse('desk:case_giving', args=[number])}#grant-{grant.pk}")
    return Purpose(words, number, papers.get(grant.reference, ""))


def papers_of(grants: Sequence[Grant], member: Member) -> dict[str, str]:
    """The page of the refund, the voucher or the parcel that each of these grants became, for whoever works on it."""
    names = {one.reference for one in grants}
    kinds: list[tuple[Any, str]] = []
    if may_pay(member):
        kinds += [(Instruction, "desk:refund"), (Voucher, "desk:voucher")]
    if may_run_stock(member):
        kinds += [(Shipment, "desk:shipment")]
    return {
        reference: reverse(page, args=[pk])
        for model, page in kinds
        for reference, pk in model.objects.filter(reference__in=names).values_list("reference", "pk")
    }
