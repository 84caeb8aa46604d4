"""Evidence, grievances and needs: what a reader sees underlined has to make sense."""

import itertools

import pytest

from amends.understanding import read

LETTER = (
    "尊敬的客服：您好！上周三我在万达广场店买的手机用了两天屏幕就坏了，质量太差。"
    "我打了五次电话，客服态度非常恶劣，还挂我电话。另外多扣了我20元会员费，至今没有退还。"
    "要求退款3268元并道歉，谢谢！"
)


def underlined(text: str, label: str) -> list[str]:
    return [text[e.start : e.end] for e in read(text).evidence if e.label == label]


def test_the_words_of_a_label_are_underlined() -> None:
    assert any("态度" in words for words in underlined(LETTER, "category:attitude"))
    assert any("道歉" in words for words in underlined(LETTER, "demands:apology"))
    assert any("退" in words for words in underlined(LETTER, "demands:refund"))


def test_every_label_that_says_something_has_evidence() -> None:
    reading = read(LETTER)
    labels = {evidence.label for evidence in reading.evidence}
    assert {f"category:{label}" for label in reading.category_all} <= labels
    assert {f"demands:{label}" for label in reading.demands} <= labels
    assert {f"risks:{label}" for label in reading.risks} <= labels


def test_no_label_has_more_than_three_passages_and_none_overlap() -> None:
    by_label: dict[str, list[tuple[int, int]]] = {}
    for evidence in read(LETTER * 5).evidence:
        by_label.setdefault(evidence.label, []).append((evidence.start, evidence.end))
    for spans in by_label.values():
        assert len(spans) <= 3
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_english_words_are_never_cut() -> None:
    text = (
        "The representative that I finally reached after waiting on hold was extremely condescending "
        "and then transferred my call to another department without asking me first"
    )
    for evidence in read(text).evidence:
        assert evidence.start == 0 or not (
            text[evidence.start - 1].isalnum() and text[evidence.start].isalnum()
        )
        assert evidence.end == len(text) or not (
            text[evidence.end - 1].isalnum() and text[evidence.end].isalnum()
        )


def test_a_letter_is_taken_apart_into_its_grievances() -> None:
    points = read(LETTER).grievances
    said = {point.category: LETTER[point.start : point.end] for point in points}
    assert "态度非常恶劣" in said["attitude"]
    assert all("您好" not in words for words in said.values())
    assert all(a.end <= b.start for a, b in itertools.pairwise(points))


def test_grievances_are_of_categories_the_reading_names() -> None:
    reading = read(LETTER)
    assert {point.category for point in reading.grievances} <= set(reading.category_all)


@pytest.mark.parametrize("text", ["差", "太差了！", "垃圾", "worst hotel ever", "投诉" * 50])
def test_a_complaint_has_at_least_one_grievance(text: str) -> None:
    reading = read(text)
    assert reading.kind == "complaint"
    assert reading.grievances


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("服务员态度恶劣，还骂人，必须向我道歉！", "respect"),
        ("多扣了我200元，要求退还多收的费用。", "fairness"),
        ("都半个月了还没发货，客服联系不上，到底什么时候能到？", "control"),
    ],
)
def test_needs(text: str, need: str) -> None:
    assert need in read(text).needs
