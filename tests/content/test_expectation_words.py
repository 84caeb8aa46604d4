"""The desk has words for everything that the engine may say a customer expects."""

from amends.doors.desk.queries import expectation_words
from amends.understanding import labels


def test_everything_the_engine_may_expect_has_words() -> None:
    assert set(expectation_words.LEAST) == set(labels.LEAST_EXPECTED)
    assert set(expectation_words.BEYOND) == set(labels.BEYOND_EXPECTED)
    assert set(expectation_words.ORIGINS) == set(labels.ORIGINS)
    assert set(expectation_words.WISHES) == set(labels.WISHES)
    assert set(expectation_words.REDRESS) == set(labels.REDRESS)
    assert set(expectation_words.ESCALATION) == set(labels.ESCALATION) - {"low"}
