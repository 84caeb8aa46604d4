"""Pages of a long list that cost the same everywhere in it: each continues after the last row seen, not after a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from amends.foundation.kernel.payload import pack, unpack

M = TypeVar("M", bound=Model)
LONGEST_CURSOR = 2000
_FORWARD, _BACKWARD = "f", "b"


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Some rows of a list; `next` and `previous` are given back as `after` to get the pages beside it, or None."""

    items: list[M]
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of the order; rows without a value stand last, in whichever direction."""

    name: str
    descending: bool
    nullable: bool

    def order(self, *, backward: bool) -> OrderBy:
        descending = self.descending is not backward
        if not self.nullable:
            return OrderBy(F(self.name), descending=descending)
        places = {"nulls_first": True} if backward else {"nulls_last": True}
        return OrderBy(F(self.name), descending=descending, **places)

    def beyond(self, value: Any, *, backward: bool) -> Q | None:
        """The rows that come after this value; None when there are none."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if backward else None
        comparison = "lt" if self.descending is not backward else "gt"
        rows = Q(**{f"{self.name}__{comparison}": value})
        return rows | Q(**{f"{self.name}__isnull": True}) if self.nullable and not backward else rows

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def bound(self, value: Any, *, backward: bool) -> Q | None:
        """What all wanted rows have in common in this column, so that the index is entered at the right place."""
        if self.nullable:
            return None
        return Q(**{f"{self.name}__{'lte' if self.descending is not backward else 'gte'}": value})


def _column(model: type[Model], spec: str) -> _Column:
    name = spec.removeprefix("-")
    nullable = False
    owner: type[Model] | None = model
    for part in name.split("__"):
        try:
            field = owner._meta.get_field(part) if owner is not None and part != "pk" else None
        except FieldDoesNotExist:
            # An annotation: it is taken to have a value in every row.
            field = None
        nullable = nullable or bool(getattr(field, "null", False))
        related = getattr(field, "related_model", None)
        owner = related if isinstance(related, type) else None
    return _Column(name, spec.startswith("-"), nullable)


def _value(item: Any, name: str) -> Any:
    for part in name.split("__"):
        item = None if item is None else getattr(item, part)
    return item


def _signer(order: Sequence[str]) -> signing.Signer:
    # A cursor of another order is as unusable as a forged one, so the order is part of what is signed.
    return signing.Signer(salt="paging:" + ",".join(order))


def _cursor(item: Any, columns: Sequence[_Column], order: Sequence[str], direction: str) -> str:
    return _signer(order).sign_object([direction, [pack(_value(item, column.name)) for column in columns]])


def _read(cursor: str | None, order: Sequence[str]) -> tuple[str, list[Any]] | None:
    """What a cursor says; None for none, a forged, cut or outdated one: those lead to the first page."""
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return None
    try:
        direction, values = _signer(order).unsign_object(cursor)
    except (signing.BadSignature, ValueError, UnicodeError):
        return None
    return str(direction), [unpack(value) for value in values]


def _beyond(columns: Sequence[_Column], values: Sequence[Any], *, backward: bool) -> Q:
    """The rows after (or before) the row with these values, in the order of the columns."""
    rows = Q(pk__in=[])
    same = Q()
    for column, value in zip(columns, values, strict=True):
        further = column.beyond(value, backward=backward)
        if further is not None:
            rows |= same & further
        same &= column.same(value)
    bound = columns[0].bound(values[0], backward=backward)
    return rows if bound is None or len(columns) == 1 else bound & rows


def keyset_page(
    queryset: QuerySet[M], *, order: tuple[str, ...], after: str | None = None, size: int = 25
) -> Page[M]:
    """One page of `queryset` in this order, starting after the cursor `after` that an earlier page gave.

    The columns of `order` (with `-` for descending) must end in a unique one, usually `id`. Rows that come or go
    meanwhile are neither shown twice nor hide others. A cursor that is not ours leads to the first page.
    """
    columns = [_column(queryset.model, spec) for spec in order]
    start = _read(after, order)
    backward = start is not None and start[0] == _BACKWARD
    rows = queryset.order_by(*(column.order(backward=backward) for column in columns))
    if start is not None:
        rows = rows.filter(_beyond(columns, start[1], backward=backward))
    items = list(rows[: size + 1])
    more = len(items) > size
    items = items[:size]
    if backward:
        if not more:
            return keyset_page(queryset, order=order, size=size)
        items.reverse()
    has_next = bool(items) and (backward or more)
    has_previous = bool(items) and (more if backward else start is not None)
    return Page(
        items,
        next=_cursor(items[-1], columns, order, _FORWARD) if has_next else None,
        previous=_cursor(items[0], columns, order, _BACKWARD) if has_previous else None,
    )
