"""Facts are found no worse than they were; floors may only rise."""

import pytest

from amends.understanding.reading import Fact
from tests.accuracy import fact_scores

# F1 over all 200 texts and over the half that nobody looks at while rules are written.
FLOORS = {
    "all": (0.90, 0.83),
    "order_no": (0.96, 0.92),
    "amount": (0.945, 0.885),
    "date": (0.97, 0.95),
    "duration": (0.95, 0.92),
    "phone": (0.99, 0.99),
    "id_no": (0.87, 0.84),
    "email": (0.99, 0.99),
    "product": (0.68, 0.51),
    "place": (0.85, 0.72),
    "staff": (0.94, 0.88),
    "earlier_contact": (0.835, 0.67),
}


@pytest.mark.parametrize("kind", FLOORS)
def test_no_kind_is_found_worse_than_before(kind: str) -> None:
    over_all, over_held = FLOORS[kind]
    assert fact_scores.scores()[kind].f1 >= over_all
    assert fact_scores.scores("held")[kind].f1 >= over_held


@pytest.mark.parametrize(
    ("found", "right", "missed", "wrong"),
    [
        ([Fact("amount", "268.00", "CNY", 2, 5)], 1, 1, 0),
        ([Fact("amount", "26.00", "CNY", 2, 6)], 0, 2, 1),
        ([Fact("product", "羊绒大衣", None, 7, 11)], 1, 1, 0),
        ([Fact("product", "大衣", None, 9, 11), Fact("product", "大衣", None, 12, 14)], 1, 1, 0),
        ([Fact("product", "衣", None, 10, 11)], 0, 2, 0),
        ([], 0, 2, 0),
    ],
)
def test_finds_are_compared_as_the_guide_says(found: list[Fact], right: int, missed: int, wrong: int) -> None:
    text = "花了268元买羊绒大衣，大衣破了"
    marked = (Fact("amount", "268.00", "CNY", 2, 6), Fact("product", "羊绒大衣", None, 7, 11))
    result = fact_scores.compare(text, marked, found)
    assert (len(result.right), len(result.missed), len(result.wrong)) == (right, missed, wrong)
