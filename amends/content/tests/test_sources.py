"""Every source that a table names is known in every language; what people wrote stays theirs."""

from __future__ import annotations

import re

import pytest

from amends.content.clauses import shipped
from amends.content.entitlements import entitlements
from amends.content.retention import LANGUAGES, keep_rules
from amends.content.sources import names, source_name
from amends.content.time_limits import limits

WRITTEN = {str(row["source"]) for row in (*limits(), *entitlements(), *keep_rules())}


@pytest.mark.parametrize("written", sorted(WRITTEN))
def test_a_source_has_a_name_in_every_language(written: str) -> None:
    assert all(source_name(written, language) for language in LANGUAGES)
    assert set(names()[written]) == set(LANGUAGES)


def test_no_name_is_kept_that_no_table_needs() -> None:
    assert set(names()) == WRITTEN


def test_what_a_house_wrote_itself_stays_as_it_is() -> None:
    assert source_name("集团服务公约第 3 条", "en") == "集团服务公约第 3 条"


def test_one_day_is_one_day_in_english() -> None:
    words = {one["code"]: one["words"]["en"] for one in shipped()}
    assert words["AU-ACK"].endswith("within 1 working day.")
    assert not [said for said in words.values() if re.search(r"\b1 \w+( \w+)?s\.$", said)]
