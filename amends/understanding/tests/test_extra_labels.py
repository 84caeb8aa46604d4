"""Labels kept without their texts: valid, and joined only with the very text that was labelled."""

import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from amends.understanding.labels import MULTIPLE_HEADS, SINGLE_HEADS
from amends.understanding.training.extra import LABELS, ChangedSource, load_extra

TEXTS = ("等了兩個鐘頭都沒人理會。", "Thank you, all is well.")


def put(folder: Path, text_of_label: str, **more: Any) -> Path:
    with gzip.open(folder / "texts.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps({"text": text}) + "\n" for text in TEXTS)
    labels = folder / "labels"
    labels.mkdir()
    digest = hashlib.sha256(text_of_label.encode()).hexdigest()[:16]
    entry = {"file": "texts.jsonl.gz", "row": 1, "sha256": digest, "by": "c", "kind": "praise"} | more
    (labels / "a.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    return labels


def test_a_label_finds_its_text(tmp_path: Path) -> None:
    assert load_extra(tmp_path, put(tmp_path, TEXTS[1])) == [(TEXTS[1], {"kind": "praise"})]


def test_only_the_part_that_was_read_is_given(tmp_path: Path) -> None:
    assert load_extra(tmp_path, put(tmp_path, "Thank you", cut=9)) == [("Thank you", {"kind": "praise"})]


@pytest.mark.parametrize("row", [0, 2, -1])
def test_another_text_in_its_place_is_noticed(tmp_path: Path, row: int) -> None:
    with pytest.raises(ChangedSource, match=r"texts\.jsonl\.gz"):
        load_extra(tmp_path, put(tmp_path, TEXTS[1], row=row))


def test_every_label_is_one_of_the_known_ones() -> None:
    paths = [*LABELS.glob("*.jsonl"), *(LABELS / "quick").rglob("*.jsonl")]
    rows = [json.loads(line) for path in paths for line in path.read_text().splitlines()]
    assert max(Counter((row["file"], row["row"]) for row in rows).values()) == 1
    for row in rows:
        assert "text" not in row
        given = {key for key in row if key in SINGLE_HEADS or key in MULTIPLE_HEADS}
        assert given == (set(SINGLE_HEADS) | set(MULTIPLE_HEADS) if row["kind"] == "complaint" else {"kind"})
        for key in given & set(SINGLE_HEADS):
            assert str(row[key]) in SINGLE_HEADS[key]
        for key in given & set(MULTIPLE_HEADS):
            assert set(row[key]) <= set(MULTIPLE_HEADS[key])
        if row["kind"] == "complaint":
            assert row["category"] in row["category_all"]
            assert row["motive"] in row["motive_all"]
