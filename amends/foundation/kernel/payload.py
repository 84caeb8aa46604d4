"""What goes through the jobs table as JSON and comes out as it was: times, amounts, tuples and events."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Any
from uuid import UUID

from django.utils.module_loading import import_string

from amends.foundation.kernel.money import Money
from amends.foundation.kernel.plain_text import storable

ROOT_PACKAGE = __name__.partition(".")[0]
EVENT = "event"
FIELDS = "fields"
_MARK = "~"

_PACKERS: tuple[tuple[type, str, Callable[[Any], Any]], ...] = (
    (datetime, "datetime", datetime.isoformat),
    (date, "date", date.isoformat),
    (timedelta, "seconds", lambda value: [value.days, value.seconds, value.microseconds]),
    (Decimal, "decimal", str),
    (UUID, "uuid", str),
    (Money, "money", lambda value: [value.minor, value.currency]),
    (tuple, "tuple", lambda value: [pack(item) for item in value]),
    (frozenset, "frozenset", lambda value: sorted((pack(item) for item in value), key=repr)),
    (set, "set", lambda value: sorted((pack(item) for item in value), key=repr)),
)
_UNPACKERS: dict[str, Callable[[Any], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "seconds": lambda value: timedelta(*value),
    "decimal": Decimal,
    "uuid": UUID,
    "money": lambda value: Money.from_minor(*value),
    "tuple": lambda value: tuple(unpack(item) for item in value),
    "frozenset": lambda value: frozenset(unpack(item) for item in value),
    "set": lambda value: {unpack(item) for item in value},
    "map": lambda value: {unpack(key): unpack(item) for key, item in value},
}


def pack(value: Any) -> Any:
    """The JSON form of a plain value; anything that is not one (a model, say) raises TypeError."""
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, float) and isfinite(value):
        return value
    if isinstance(value, list):
        return [pack(item) for item in value]
    if isinstance(value, Mapping):
        return _pack_mapping(value)
    for kind, name, packer in _PACKERS:
        if isinstance(value, kind):
            return {f"{_MARK}{name}": packer(value)}
    raise TypeError(
        f"a job carries ids and plain values only, not {value!r:.80} ({type(value).__qualname__})"
    )


def _pack_mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    if all(isinstance(key, str) and not key.startswith(_MARK) for key in value):
        return {storable(key): pack(item) for key, item in value.items()}
    return {f"{_MARK}map": [[pack(key), pack(item)] for key, item in value.items()]}


def unpack(value: Any) -> Any:
    """The plain value behind its JSON form."""
    if isinstance(value, list):
        return [unpack(item) for item in value]
    if isinstance(value, dict):
        if len(value) == 1:
            ((key, item),) = value.items()
            if key.startswith(_MARK):
                return _UNPACKERS[key[1:]](item)
        return {key: unpack(item) for key, item in value.items()}
    return value


def resolve(path: str) -> Any:
    """The function or class of this product behind a dotted name; a row in the jobs table can name nothing else."""
    if path.partition(".")[0] != ROOT_PACKAGE:
        raise ImportError(f"{path!r} is not part of this product")
    return import_string(path)


def pack_event(event: Any) -> dict[str, Any]:
    """An event as its class path and its fields."""
    kind = type(event)
    fields = {field.name: pack(getattr(event, field.name)) for field in dataclasses.fields(event)}
    return {EVENT: f"{kind.__module__}.{kind.__qualname__}", FIELDS: fields}


def unpack_event(payload: Mapping[str, Any]) -> Any:
    """The event again; fields that a newer version of the class no longer has are left out."""
    kind = resolve(payload[EVENT])
    known = {field.name for field in dataclasses.fields(kind)}
    return kind(**{name: unpack(value) for name, value in payload[FIELDS].items() if name in known})
