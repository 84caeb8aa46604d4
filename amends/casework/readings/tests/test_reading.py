"""Readings are kept as the engine gave them; corrections are rows beside them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from amends.casework.readings.actions import correct, preview, read_text
from amends.casework.readings.choices import MULTIPLE, NO_LABEL_FIELDS, SINGLE
from amends.casework.readings.models import Reading
from amends.foundation.kernel.errors import Invalid

WRITTEN = datetime(2026, 6, 30, 8, 0, tzinfo=UTC)
ODD = [
    "",
    "坏",
    "🙂" * 500,
    "\x00",
    "<script>alert(1)</script>",
    "a" * 20_000,
    "长" * 20_000,
    "\u202e付款",
    "\ud83d",
]


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text[:12]))
def test_no_text_makes_reading_fail_and_every_reading_can_be_kept_as_json(text: str) -> None:
    data = preview(text, written_at=WRITTEN)
    json.dumps(data)
    assert data["kind"] in SINGLE["kind"].values


def test_looking_ahead_keeps_nothing(db: None) -> None:
    preview("锅坏了")
    assert not Reading.objects.exists()


def test_a_reading_uses_only_words_that_have_a_name_on_screen(db: None) -> None:
    reading = read_text("买的锅第三次用就冒烟，要求退款并道歉，不然就打12315投诉！", written_at=WRITTEN)
    for field, words in SINGLE.items():
        assert reading.label(field) in {*words.values, *(["", None] if field in NO_LABEL_FIELDS else [])}, (
            field
        )
    for field, words in MULTIPLE.items():
        assert set(reading.label(field) or []) <= set(words.values), field
    assert {"refund", "apology"} <= set(reading.label("demands"))
    assert reading.engine


def test_the_same_text_is_read_the_same_way(db: None) -> None:
    text = "酒店房间有霉味，前台态度很差。"
    assert read_text(text, written_at=WRITTEN).data == read_text(text, written_at=WRITTEN).data


def test_a_correction_stands_beside_the_reading(company: Any) -> None:
    reading = read_text("锅坏了，退款", written_at=WRITTEN)
    correct(reading=reading, field="emotion", value="calm", was=reading.label("emotion"), by=company.handler)
    correct(reading=reading, field="emotion", value="anger", was="calm", by=company.handler)
    assert [(row.was, row.now) for row in reading.corrections.all()][1] == ("calm", "anger")
    with pytest.raises(Invalid):
        correct(reading=reading, field="emotion", value="hangry", was="", by=company.handler)
