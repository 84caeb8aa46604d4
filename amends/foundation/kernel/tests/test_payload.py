from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.events import Event
from amends.foundation.kernel.money import Money
from amends.foundation.kernel.payload import pack, pack_event, resolve, unpack, unpack_event

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
    | st.datetimes(timezones=st.just(UTC))
    | st.dates()
    | st.timedeltas()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.uuids(),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), inner)
    ),
    max_leaves=12,
)


@given(plain)
def test_plain_values_come_back_as_they_went(value: Any) -> None:
    assert unpack(json.loads(json.dumps(pack(value)))) == value


@pytest.mark.parametrize(
    "value",
    [
        frozenset({"b", "a"}),
        {3, 4},
        {1: "one", (2, 3): Decimal("1.50")},
        {"~tricky": 1},
        {"~datetime": "not one"},
        Money(Decimal("9.90"), "HKD"),
        UUID(int=7),
        datetime(2026, 1, 1, tzinfo=UTC),
        date(2026, 1, 1),
        timedelta(microseconds=-1),
    ],
)
def test_unusual_values_come_back_too(value: Any) -> None:
    assert unpack(json.loads(json.dumps(pack(value)))) == value


def test_a_choice_travels_as_its_word() -> None:
    assert pack(JobState.DEAD) == "dead"


def test_what_no_database_keeps_is_left_out() -> None:
    assert pack(["a\x00b", {"k\ud800": "\udfff"}]) == ["ab", {"k": ""}]


@pytest.mark.parametrize("value", [object(), float("nan"), float("inf"), b"bytes"])
def test_anything_else_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="plain values"):
        pack(value)


@dataclass(frozen=True)
class Happened(Event):
    case_id: int
    at: datetime
    amounts: tuple[Decimal, ...]
    note: str = "none"


def test_an_event_travels_as_its_class_and_its_fields() -> None:
    event = Happened(3, datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC), (Decimal("1.10"), Decimal(2)))
    assert unpack_event(json.loads(json.dumps(pack_event(event)))) == event


def test_an_event_of_an_older_or_newer_version_can_still_be_read() -> None:
    event = Happened(3, datetime(2026, 1, 2, tzinfo=UTC), ())
    payload = pack_event(event)
    del payload["fields"]["note"]
    payload["fields"]["gone"] = 1
    assert unpack_event(payload) == event


@pytest.mark.parametrize("path", ["os.system", "amends", "subprocess.run", "amendsx.y"])
def test_only_functions_of_this_product_can_be_named(path: str) -> None:
    with pytest.raises(ImportError):
        resolve(path)
