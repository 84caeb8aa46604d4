"""A letter of thirty pages becomes a handful of grievances, each with its page and its passage."""

import pytest

from amends.understanding import read
from amends.understanding.reading import Grievance
from amends.understanding.tests.long_letters import Known, Letter, letter

LETTERS = [
    pytest.param("zh-Hans", 1, False, id="zh-Hans"),
    pytest.param("zh-Hans", 4, True, id="zh-Hans with page breaks"),
    pytest.param("en", 1, False, id="en"),
    pytest.param("en", 4, True, id="en with page breaks"),
]
# Of eight that are in it: the learned weights miss at most two.
FOUND_AT_LEAST = 6


def found_in(written: Letter) -> list[tuple[Known | None, Grievance]]:
    points = read(written.text).grievances
    return [(written.inside(*point.passage), point) for point in points]


@pytest.mark.parametrize(("language", "seed", "break_pages"), LETTERS)
def test_thirty_pages_become_a_handful(language: str, seed: int, break_pages: bool) -> None:
    written = letter(language, seed=seed, break_pages=break_pages)
    assert len(written.text) > 39_000
    found = found_in(written)
    assert 3 <= len(found) <= 12
    right = {known.key for known, point in found if known and known.category == point.category}
    assert len(right) >= FOUND_AT_LEAST
    assert sum(known is None for known, _ in found) <= 1  # courtesy, history and padding are left out


@pytest.mark.parametrize(("language", "seed", "break_pages"), LETTERS)
def test_what_is_repeated_is_one_grievance(language: str, seed: int, break_pages: bool) -> None:
    found = found_in(letter(language, seed=seed, break_pages=break_pages))
    told = [known.key for known, _ in found if known]
    assert len(told) - len(set(told)) <= 1
    assert sum(point.mentions > 1 for _, point in found) >= len(found) // 2


@pytest.mark.parametrize(("language", "seed", "break_pages"), LETTERS)
def test_each_stands_in_order_with_its_page(language: str, seed: int, break_pages: bool) -> None:
    written = letter(language, seed=seed, break_pages=break_pages)
    points = read(written.text).grievances
    assert list(points) == sorted(points, key=lambda point: point.start)
    for point in points:
        before = written.text[: point.passage[0]]
        page = before.count("\f") + 1 if break_pages else len(before) // 1_800 + 1
        assert point.page == page
        assert point.paragraph is not None
        assert point.paragraph >= 1
        assert point.start <= point.passage[0] < point.passage[1] <= point.end


def test_what_is_asked_for_goes_with_its_grievance() -> None:
    found = found_in(letter("zh-Hans", seed=1))
    asked = {known.key: point.demands for known, point in found if known}
    assert "refund" in asked["480"]
    assert "apology" in asked["柜台"]
    assert "stop" in asked["号码"]


def test_the_reading_names_every_category_and_demand_of_the_grievances() -> None:
    reading = read(letter("zh-Hans", seed=1).text)
    labels = {evidence.label for evidence in reading.evidence}
    for point in reading.grievances:
        assert point.category in reading.category_all
        assert set(point.demands) <= set(reading.demands)
    assert {f"demands:{demand}" for demand in reading.demands} <= labels


def test_paragraphs_are_counted_on_their_page() -> None:
    ordinary = "那天天气很好，我们一家人吃过早饭就出了门。"
    told = "柜台的店员态度极其恶劣，翻白眼，还当众羞辱我。我要投诉，要求她道歉！"
    (point,) = read(f"{ordinary}\n\n{ordinary}\f{ordinary}\n\n{told}").grievances
    assert (point.page, point.paragraph) == (2, 2)


def test_a_short_text_has_no_pages() -> None:
    for point in read("柜台的店员态度极其恶劣，还多收了我20元。").grievances:
        assert (point.page, point.paragraph) == (None, None)


def test_a_letter_that_complains_of_nothing_in_particular_is_still_read() -> None:
    reading = read("差\n" * 2_000)
    assert all(0 <= point.start < point.end <= 4_000 for point in reading.grievances)


def test_one_complaint_among_pages_of_history_makes_a_complaint() -> None:
    quiet = "那天天气很好，我们一家人吃过早饭就出了门，路上的树都绿了。" * 40
    told = "柜台的店员态度极其恶劣，翻白眼，还当众羞辱我。我要求她向我道歉！"
    reading = read(f"{quiet}\n\n{told}\n\n{quiet}")
    assert reading.kind == "complaint"
    (point,) = reading.grievances
    assert (point.category, point.demands, point.page, point.paragraph) == ("attitude", ("apology",), 1, 2)
