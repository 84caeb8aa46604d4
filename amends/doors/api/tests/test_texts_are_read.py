from __future__ import annotations

import pytest

from amends.casework.readings.models import Reading
from amends.doors.api.tests.conftest import WORDS, Machine, problem_in


def test_a_text_is_read_and_nothing_is_kept(machine: Machine) -> None:
    body = machine.post("/readings", {"text": WORDS, "id": "r1"}).json()
    assert (body["id"], body["language"], body["kind"]) == ("r1", "zh-Hans", "complaint")
    for evidence in body["evidence"]:
        assert WORDS[evidence["start"] : evidence["end"]]
    assert not Reading.objects.exists()


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_to_read_is_refused(machine: Machine, text: str) -> None:
    assert problem_in(machine.post("/readings", {"text": text}), 422)["errors"][0]["field"] == "text"


def test_a_text_that_is_too_long_is_refused(machine: Machine) -> None:
    problem_in(machine.post("/readings", {"text": "字" * 20_001}), 413)
