"""A wording that is tried only beside its key characters misses nothing that its patterns would find."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.understanding.steps import harm, plain_risks, risks
from amends.understanding.steps.wording import LEAST_LETTERS, Wording

WORDINGS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": wording
    for module in (harm, plain_risks, risks)
    for owner in (vars(module), vars(module).get("_PLAIN", {}))
    for name, wording in owner.items()
    if isinstance(wording, Wording)
}


def test_all_are_seen() -> None:
    assert len(WORDINGS) >= 14


@pytest.mark.parametrize("name", WORDINGS)
@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_no_match_is_without_a_key(name: str, data: st.DataObject) -> None:
    wording = WORDINGS[name]
    if wording.keys:
        said = data.draw(st.from_regex(wording.chinese))
        assert not wording.keys.isdisjoint(wording.chinese.search(said).group())  # type: ignore[union-attr]
    if wording.english.pattern:
        said = data.draw(st.from_regex(wording.english))
        found = wording.english.search(said)
        assert found
        assert sum("a" <= letter <= "z" for letter in found.group()) >= LEAST_LETTERS


@pytest.mark.parametrize("name", WORDINGS)
def test_a_wording_has_keys_where_it_speaks_chinese(name: str) -> None:
    assert bool(WORDINGS[name].keys) == bool(WORDINGS[name].chinese.pattern)
