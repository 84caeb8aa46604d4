"""Replies written and judged by hand: the check sees what a careful reader sees, and little else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from amends.practice.replies.check import CheckContext, check_reply
from amends.practice.replies.check.context import context_from
from amends.practice.replies.check.finding import CODES

JUDGED = tomllib.loads((Path(__file__).parent / "judged_replies.toml").read_text(encoding="utf-8"))["reply"]
NOT_CONTEXT = {"text", "complaint", "codes"}


def found(row: dict[str, Any]) -> set[str]:
    context = context_from({key: value for key, value in row.items() if key not in NOT_CONTEXT})
    return {
        finding.code
        for finding in check_reply(row["text"].strip(), complaint=row["complaint"], context=context)
    }


def test_good_replies_are_left_alone() -> None:
    good = [row for row in JUDGED if not row["codes"]]
    disturbed = [row["text"][:40] for row in good if found(row)]
    assert len(good) >= 12
    assert len(disturbed) <= len(good) / 20, disturbed


def test_faults_are_found_and_few_are_invented() -> None:
    right = invented = overlooked = 0
    for row in JUDGED:
        said, true = found(row), set(row["codes"])
        right += len(said & true)
        invented += len(said - true)
        overlooked += len(true - said)
    assert right / (right + invented) >= 0.85
    assert right / (right + overlooked) >= 0.80


def test_every_code_occurs_among_the_judged_replies() -> None:
    assert {code for row in JUDGED for code in row["codes"]} == set(CODES)


def test_a_remark_marks_words_of_the_reply_or_one_place_in_it() -> None:
    for row in JUDGED:
        text = row["text"].strip()
        for finding in check_reply(
            text, complaint=row["complaint"], context=CheckContext(kind=row.get("kind", ""))
        ):
            assert 0 <= finding.start <= finding.end <= len(text)
            assert finding.message
            assert "{" not in finding.message + finding.suggestion
