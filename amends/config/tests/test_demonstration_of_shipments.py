"""The demonstration's gifts on their way name what is there, and walk ways that the table allows."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from amends.config import env
from amends.config.demonstration.cases import rows
from amends.config.demonstration.company import table
from amends.config.demonstration.shipments import FILE
from amends.practice.remedies.gifts.choices.shipping import ShipmentMove, ShipmentState, ShipmentWay
from amends.practice.remedies.gifts.rules.shipping import after, fits, tracking_number


def test_every_row_can_be_walked() -> None:
    keys = {row["key"] for row in rows()}
    gifts = {row["code"] for row in table("gifts.toml")["gifts"]}
    reached = set()
    for row in table(FILE)["shipments"]:
        assert row["case"] in keys and row["gift"] in gifts, row
        assert len(row["path"]) == len(row["hours"]) and row["hours"] == sorted(row["hours"], reverse=True), (
            row
        )
        state, way = ShipmentState.PLANNED, ShipmentWay(row["way"])
        for move in map(ShipmentMove, row["path"][1:]):
            assert fits(move, state, way), (row["case"], state, move)
            state = after(move, state)
        if "tracking" in row:
            assert tracking_number(row["carrier"], row["tracking"]) == row["tracking"]
        reached.add(state)
    assert len(reached) >= 8


def test_what_is_set_for_carriers_is_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("W_LINKS", "sf=https://sf.example/?n={number}, ems = https://ems.example/{number}")
    assert env.pairs("W_LINKS") == {
        "sf": "https://sf.example/?n={number}",
        "ems": "https://ems.example/{number}",
    }
    monkeypatch.setenv("W_DAYS", "sf=3,default=7")
    assert env.numbers("W_DAYS") == {"sf": 3, "default": 7}
    for wrong in ("sf", "sf=", "=3", "sf=soon"):
        monkeypatch.setenv("W_DAYS", wrong)
        with pytest.raises(ImproperlyConfigured):
            env.numbers("W_DAYS")
