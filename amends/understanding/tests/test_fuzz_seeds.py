"""The texts that the search by coverage kept (tools/fuzz.py), and what it found: read without trouble ever after."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.understanding import Entry, read, read_many
from amends.understanding.tests.sound import TRIGGERS, ensure_sound

SEEDS = Path(__file__).parent / "fuzz" / "seeds.jsonl"
WRITTEN_AT = datetime(2026, 3, 31, 23, 59, tzinfo=UTC)
FINDS = {
    "a long clause of spaces only between two letters": "十" + " " * 115 + "十",
}


def seeds() -> list[str]:
    return [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()]


def test_the_kept_texts_stay_few_enough_to_replay() -> None:
    assert len(seeds()) > 400
    assert SEEDS.stat().st_size <= 200_000


@pytest.mark.parametrize("written_at", [None, WRITTEN_AT], ids=["undated", "dated"])
def test_every_kept_text_is_read(written_at: datetime | None) -> None:
    texts = seeds()
    for text, reading in zip(
        texts, read_many([Entry(text, None, written_at) for text in texts]), strict=True
    ):
        ensure_sound(text, reading)


@pytest.mark.parametrize("text", FINDS.values(), ids=FINDS.keys())
def test_what_was_found_is_mended(text: str) -> None:
    ensure_sound(text, read(text))


def test_every_trigger_is_read_alone_and_repeated() -> None:
    texts = [trigger * times for trigger in TRIGGERS for times in (1, 2, 300)]
    for text, reading in zip(texts, read_many(texts), strict=True):
        ensure_sound(text, reading)
