"""Phrases are found in all languages at once, the longest first, never across two texts."""

from amends.understanding.batch import Batch
from amends.understanding.phrases import phrasebook


def found(*texts: str) -> list[str]:
    batch = Batch.of(texts)
    return [batch.plain[start:end] for start, end in zip(batch.hits.starts, batch.hits.ends, strict=True)]


def test_the_longest_phrase_wins() -> None:
    assert "不满意" in found("我很不满意")
    assert "满意" not in found("我很不满意")


def test_traditional_and_simplified_find_the_same() -> None:
    assert found("態度惡劣") == found("态度恶劣")


def test_english_phrases_are_whole_words() -> None:
    assert "rude" in found("they were rude to me")
    assert "rude" not in found("a crude joke was made")
    assert "hung up on me" in found("he hung up on me")


def test_a_phrase_does_not_run_from_one_text_into_the_next() -> None:
    assert "退款" not in found("退", "款")
    assert "refund" not in found("ref", "und")
    assert found("app", "app") == ["app", "app"]


def test_every_group_that_names_a_label_names_a_real_one() -> None:
    from amends.understanding.labels import MULTIPLE_HEADS, NEEDS, SINGLE_HEADS

    heads = {**SINGLE_HEADS, **MULTIPLE_HEADS, "needs": NEEDS}
    for group in phrasebook().groups:
        head, _, label = group.partition(":")
        if label and head not in ("severity", "hint"):
            assert label in heads[head], group
