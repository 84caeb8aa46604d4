"""The house's own layer: it learns what people corrected, keeps what was before, and reads only when taken into use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from amends.understanding import read, read_many
from amends.understanding.house import (
    Adjustment,
    Example,
    TooFew,
    Weighing,
    Weights,
    in_use,
    name_of_engine,
    use,
    weigh,
)
from amends.understanding.house.keeping import shipped, trying
from amends.understanding.house.weighing import FEWEST_OF_A_HEAD, FEWEST_TEXTS
from amends.understanding.reading import Reading

NOW = datetime(2026, 6, 30, tzinfo=UTC)
# This house says that its loyalty stamps are a matter of billing; the shipped weights cannot know.
STAMPS = "会员印花第{n}次没有到账，门店说系统里查不到"
OTHERS = "快递第{n}次送错地址，等了三天没人处理"


def read_all(texts: Sequence[str]) -> list[Reading]:
    return list(read_many(texts))


def examples(count: int = 24) -> list[Example]:
    rows = []
    for n in range(count):
        said = {"kind": "complaint", "category": "billing", "risks": [], "demands": ["refund"]}
        rows.append(Example(STAMPS.format(n=n), said))
        rows.append(Example(OTHERS.format(n=n), {"category": "service"}, {"risks": []}))
    return rows


@pytest.fixture(scope="module")
def weighed() -> Weighing:
    return weigh(examples(), [Example("锅坏了，要求退款", {"category": "quality"})], read_all)


@pytest.fixture(autouse=True)
def shipped_weights_afterwards() -> Iterator[None]:
    yield
    use(None)


def test_it_learns_what_the_house_corrected_and_says_what_it_gains(weighed: Weighing) -> None:
    gain = next(one for one in weighed.own if (one.head, one.label) == ("category", ""))
    assert gain.texts == 48
    assert gain.after > gain.before
    assert gain.after > 0.9
    with trying(weighed.adjustment):
        assert read("会员印花又没有到账").category == "billing"
    assert read("会员印花又没有到账").category != "billing"


def test_what_is_not_corrected_stays_as_it_was(weighed: Weighing) -> None:
    assert {gain.head for gain in weighed.fixed} <= set(weighed.heads)
    texts = ["服务员骂人，必须道歉", "The kettle broke after two days.", "请问几点开门？"]
    with trying(weighed.adjustment):
        after = [reading.emotion for reading in read_all(texts)]
    assert "emotion" not in weighed.heads
    assert after == [reading.emotion for reading in read_all(texts)]


def test_the_same_corrections_give_the_same_layer(weighed: Weighing) -> None:
    again = weigh(examples(), [], read_all).adjustment
    assert np.array_equal(again.weights, weighed.adjustment.weights)
    assert np.array_equal(again.bias, weighed.adjustment.bias)


def test_a_text_scores_the_same_alone_and_in_a_batch(weighed: Weighing) -> None:
    texts = [STAMPS.format(n=7), "", "好", OTHERS.format(n=3) * 40]
    with trying(weighed.adjustment):
        assert read_all(texts) == [read(text) for text in texts]


@pytest.mark.parametrize("count", [0, 1, FEWEST_TEXTS - 1])
def test_too_few_texts_are_refused_with_their_number(count: int) -> None:
    few = examples()[:count]
    with pytest.raises(TooFew) as refusal:
        weigh(few, [], read_all)
    assert refusal.value.texts == count
    assert refusal.value.of_a_head == count


def test_many_texts_in_which_no_label_was_judged_often_enough_are_refused() -> None:
    few = [
        Example(f"第{n}件", {"category": "service"} if n < FEWEST_OF_A_HEAD - 1 else {}) for n in range(60)
    ]
    with pytest.raises(TooFew) as refusal:
        weigh(few, [], read_all)
    assert (refusal.value.texts, refusal.value.of_a_head) == (60, FEWEST_OF_A_HEAD - 1)


def test_a_label_that_is_not_known_teaches_nothing() -> None:
    odd = [
        Example(f"第{n}件", {"category": "nonsense", "risks": "safety", "intensity": 9}) for n in range(40)
    ]
    with pytest.raises(TooFew):
        weigh(odd, [], read_all)


def test_a_kept_layer_reads_at_the_next_start_and_the_ones_before_stay(
    weighed: Weighing, tmp_path: Path
) -> None:
    weights = Weights(tmp_path / "learned")
    use(weights.folder)
    assert in_use() is None
    assert name_of_engine("amends-1") == "amends-1"
    assert weights.keep(weighed.adjustment, about={"texts": 48}, at=NOW) == 1
    assert in_use() is None
    use(weights.folder)
    assert read("会员印花又没有到账").category == "billing"
    assert name_of_engine("amends-1") == "amends-1+house-1"
    assert weights.keep(weighed.adjustment, about={}, at=NOW) == 2
    assert [(one.version, one.before, one.made_at) for one in weights.kept()] == [(2, 1, NOW), (1, 0, NOW)]


def test_one_can_go_back_to_each_layer_before_and_to_the_shipped_weights(
    weighed: Weighing, tmp_path: Path
) -> None:
    weights = Weights(tmp_path)
    for _ in range(2):
        weights.keep(weighed.adjustment, about={}, at=NOW)
    assert [weights.back() for _ in range(3)] == [(2, 1), (1, 0), (0, 0)]
    assert weights.load() is None
    assert weights.keep(weighed.adjustment, about={}, at=NOW) == 3
    assert weights.back() == (3, 0)
    assert len(list(tmp_path.glob("*.npz"))) == 3


@pytest.mark.parametrize("content", [b"", b"not weights", b"PK\x03\x04 cut off"])
def test_a_broken_layer_is_left_out_and_said(
    weighed: Weighing, tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    weights = Weights(tmp_path)
    weights.keep(weighed.adjustment, about={}, at=NOW)
    (tmp_path / "0001.npz").write_bytes(content)
    use(tmp_path)
    assert in_use() is None
    assert "cannot be read" in caplog.text
    assert name_of_engine("amends-1") == "amends-1"


def test_a_layer_made_for_other_shipped_weights_is_left_out(
    weighed: Weighing, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    layer = weighed.adjustment
    other = Adjustment("another", layer.outputs, layer.buckets, layer.idf, layer.weights, layer.bias)
    Weights(tmp_path).keep(other, about={}, at=NOW)
    use(tmp_path)
    assert in_use() is None
    assert "other shipped weights" in caplog.text
    assert not Weights(tmp_path).kept()[0].fits


def test_a_written_layer_is_the_same_when_it_is_read_and_holds_no_text(
    weighed: Weighing, tmp_path: Path
) -> None:
    path = tmp_path / "layer.npz"
    weighed.adjustment.write(path)
    found = Adjustment.read(path)
    assert found.outputs == weighed.adjustment.outputs
    assert found.base == shipped()
    assert np.array_equal(found.weights, weighed.adjustment.weights)
    assert "印花".encode() not in path.read_bytes()
