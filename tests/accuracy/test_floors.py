"""The engine never reads worse than it did; floors may only rise."""

from functools import cache

import pytest

from amends.understanding import Reading, read_many
from amends.understanding.training import measure
from amends.understanding.training.data import DEV, Labelled, data_folder, load

# Share of the annotators' agreement; in the comment what a plain n-gram model reaches with the same texts.
FLOORS = {
    "kind": 0.975,
    "category": 0.73,  # 0.67
    "emotion": 0.715,  # 0.66
    "intensity": 0.72,  # 0.64
    "motive": 0.84,  # 0.80
    "mode": 0.895,  # 0.88
    "severity": 0.625,  # 0.60
    "persona": 0.88,  # 0.83
    "category_all": 0.8,  # 0.78
    "motive_all": 0.885,  # 0.86
    "demands": 0.755,  # 0.73
    "risks": 0.745,  # 0.61
}
RISK_RECALL = 0.785
MOST_WRONG_WHEN_SURE = 0.05
MOST_CALIBRATION_ERROR = 0.07


@cache
def texts() -> list[Labelled]:
    return load(data_folder() / DEV)


@cache
def readings() -> list[Reading]:
    return list(read_many([row.text for row in texts()]))


@cache
def scores() -> dict[str, measure.Score]:
    return {score.head: score for score in measure.scores(texts(), readings())}


@pytest.mark.parametrize("head", FLOORS)
def test_no_label_is_read_worse_than_before(head: str) -> None:
    score = scores()[head]
    assert score.share >= FLOORS[head], (
        f"{head}: {score.value:.3f} is {score.share:.3f} of {score.agreement:.3f}"
    )


def test_the_annotators_agree_as_the_floors_suppose() -> None:
    assert scores()["category"].agreement == pytest.approx(0.97, abs=0.01)
    assert scores()["demands"].agreement == pytest.approx(0.94, abs=0.01)


def test_risks_are_found() -> None:
    assert measure.risk_recall(texts(), readings()) >= RISK_RECALL


def test_what_is_given_as_sure_is_right() -> None:
    assert measure.wrong_when_sure(texts(), readings()) <= MOST_WRONG_WHEN_SURE


@pytest.mark.parametrize(
    "head", [head for head in FLOORS if not head.endswith("_all") and head not in ("demands", "risks")]
)
def test_confidence_is_honest(head: str) -> None:
    assert measure.calibration_error(texts(), readings(), head) <= MOST_CALIBRATION_ERROR


def _labels(reading: Reading) -> tuple[object, ...]:
    return (reading.kind, reading.category, reading.emotion, reading.motive, reading.mode, reading.severity)


def _kept(changed: list[str]) -> float:
    same = [
        sum(a == b for a, b in zip(_labels(before), _labels(after), strict=True)) / 6
        for before, after in zip(readings(), read_many(changed), strict=True)
    ]
    return sum(same) / len(same)


def test_simplified_and_traditional_are_read_alike() -> None:
    from opencc import OpenCC

    assert _kept([OpenCC("s2t").convert(row.text) for row in texts()]) >= 0.97


def test_other_digits_change_nothing_that_matters() -> None:
    turned = str.maketrans("123456789", "234567891")
    assert _kept([row.text.translate(turned) for row in texts()]) >= 0.97


def test_gender_words_change_no_label() -> None:
    swapped = str.maketrans("他她", "她他")
    assert _kept([row.text.translate(swapped) for row in texts()]) >= 0.99
