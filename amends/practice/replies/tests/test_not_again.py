"""What a customer turned down is not proposed to them again while anything else is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amends.content.files import LANGUAGES
from amends.practice.replies.drafting import DraftRequest, suggested_options
from amends.practice.replies.drafting.options import FEWEST
from amends.practice.replies.tests.generated_cases import NOW

REQUEST = DraftRequest(
    kind="solution", category="quality", demands=("refund",), complaint="锅坏了，我要退款。", now=NOW
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_round_offers_something_else(language: str) -> None:
    request = replace(REQUEST, language=language)
    first = [one.title for one in suggested_options(request)]
    second = [one.title for one in suggested_options(replace(request, turned_down=tuple(first)))]
    assert len(second) >= FEWEST
    assert not set(first) & set(second)


def test_a_way_that_was_not_turned_down_stays() -> None:
    first = [one.title for one in suggested_options(REQUEST)]
    second = [one.title for one in suggested_options(replace(REQUEST, turned_down=(first[0],)))]
    assert second[0] == first[1]
    assert first[0] not in second


def test_where_nothing_else_is_left_it_comes_again_and_last() -> None:
    first = [one.title for one in suggested_options(REQUEST)]
    second = [one.title for one in suggested_options(replace(REQUEST, turned_down=tuple(first)))]
    told = (*first, second[0])
    third = [one.title for one in suggested_options(replace(REQUEST, turned_down=told))]
    assert third[0] == second[1]
    assert third[1:] == first[: FEWEST - 1]
