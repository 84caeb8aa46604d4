"""Where personal data lies: every table that hangs on a customer, found by its foreign keys, and its columns of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db.models import CharField, Field, ForeignKey, JSONField, Model, Q, QuerySet, SlugField, TextField

from amends.casework.customers.models import Customer

ROOT = "customers.Customer"
# Emptied rather than searched for names.
EMPTIED = {
    "cases.Case": ("order_number",),
    "gifts.Shipment": ("recipient", "phone", "region", "detail", "postcode", "note", "tracking", "card"),
    "gifts.ShipmentStep": ("words",),
    "remedies.Grant": ("thanks",),
    "remedies.GrantCard": ("greeting", "apology", "solution", "thanks", "promise"),
}
# Words of the program that are never those of people; keys among them must stay what they are.
OF_THE_PROGRAM = frozenset(
    {"token", "idempotency_key", "language", "currency", "content_type", "sha256", "key_id", "ending"}
)
# Dealt with one by one: identities and likenesses go, numbers and files are replaced or removed.
BY_THEMSELVES = frozenset(
    {
        "customers.Identity",
        "customers.PossibleMatch",
        "customers.Affiliation",
        "customers.Order",
        "customers.Contract",
        "cases.Attachment",
    }
)


@dataclass(frozen=True)
class Table:
    """One table: how its rows lead to the customer, which columns hold words, and which are emptied."""

    model: type[Model]
    paths: tuple[str, ...]
    words: tuple[str, ...]
    emptied: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.model._meta.label

    def rows(self, customer_ids: Iterable[int]) -> QuerySet[Model]:
        wanted, ids = Q(), list(customer_ids)
        for path in self.paths:
            wanted |= Q(**{f"{path}__in": ids})
        return self.model._default_manager.filter(wanted).distinct().order_by("pk")


@cache
def tables() -> tuple[Table, ...]:
    """All of them, those nearer to the customer first; a new model is among them as soon as it has its foreign key."""
    known: dict[str, tuple[str, ...]] = {ROOT: ("",)}
    while further := dict(_hanging_on(known)):
        known.update(further)
    found = ((apps.get_model(name), paths) for name, paths in known.items() if name != ROOT)
    return tuple(
        Table(model, paths, words_of(model), EMPTIED.get(model._meta.label, ())) for model, paths in found
    )


def _hanging_on(known: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The models with a foreign key to one that is known and that are not known themselves."""
    for model in apps.get_models():
        keys = [one for one in model._meta.concrete_fields if isinstance(one, ForeignKey)]
        paths = tuple(
            f"{key.name}__{path}".removesuffix("__")
            for key in keys
            for path in known.get(key.related_model._meta.label, ())
        )
        if paths and model._meta.label not in known:
            yield model._meta.label, paths


def words_of(model: type[Model]) -> tuple[str, ...]:
    emptied = EMPTIED.get(model._meta.label, ())
    return tuple(
        one.name for one in model._meta.concrete_fields if holds_words(one) and one.name not in emptied
    )


def holds_words(column: Field) -> bool:  # type: ignore[type-arg]
    if not isinstance(column, CharField | TextField | JSONField) or isinstance(column, SlugField):
        return False
    if isinstance(column, JSONField):
        return True
    return not (column.choices or column.unique or column.name in OF_THE_PROGRAM)


def whole_person(customer: Customer) -> list[int]:
    """The records that were found to be one person."""
    return sorted(Customer.objects.of_person(customer).values_list("pk", flat=True))
