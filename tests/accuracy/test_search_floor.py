"""The right article is among the first three: for questions in customers' words, in three languages, and for whole complaints."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from amends.casework.knowledge.queries import found, suggestions
from amends.casework.readings.actions import preview
from amends.config.demonstration.cases import rows
from amends.config.demonstration.company import load_departments, load_people
from amends.config.demonstration.knowledge import load_knowledge
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member

FOLDER = Path(__file__).resolve().parent / "questions"
QUESTIONS_FLOOR, COMPLAINTS_FLOOR = 0.90, 0.84
# Of the questions with an answer so many at most are told only what may be meant; of questions that nothing answers so many at least.
DOUBTED_AT_MOST, UNSURE_FLOOR = 0.12, 0.7
NOTHING_TO_DO_WITH_US = (
    "帮我写一首诗",
    "今天股市怎么样",
    "how do I fix my car engine",
    "what is the capital of France",
)


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def share(right: Iterable[bool]) -> float:
    answers = list(right)
    return sum(answers) / len(answers)


@pytest.fixture
def known(db: None) -> Member:
    people = load_people(load_departments())
    load_knowledge(people, clock.now())
    return people["lead"]


def test_there_are_a_hundred_questions_half_of_them_kept() -> None:
    asked = lines("questions.jsonl")
    assert len({row["question"] for row in asked}) == 100
    assert sum(row["half"] == "kept" for row in asked) == 50
    assert {row["language"] for row in asked} == {"zh-Hans", "zh-Hant", "en"}


def test_the_right_article_is_among_the_first_three(known: Member) -> None:
    right: dict[str, list[bool]] = {}
    for row in lines("questions.jsonl"):
        hits = found(row["question"], language=row["language"], member=None, limit=3)
        is_right = row["article"] in [hit.shown.article.code for hit in hits]
        for name in (row["half"], row["language"]):
            right.setdefault(name, []).append(is_right)
    shares = {name: share(answers) for name, answers in right.items()}
    assert min(shares.values()) >= QUESTIONS_FLOOR, shares
    for question in NOTHING_TO_DO_WITH_US:
        assert found(question, language="en", member=None) == [], question


def test_a_whole_complaint_finds_what_answers_it(known: Member) -> None:
    told = {row["key"]: row for row in rows()}
    right = []
    for row in lines("complaints.jsonl"):
        case = told[row["case"]]
        text = f"{case['subject']}\n{case['text']}"
        hits = suggestions(text, preview(text), language=case["language"], member=known, limit=3)
        right.append(row["article"] in [hit.shown.article.code for hit in hits])
    assert share(right) >= COMPLAINTS_FLOOR, share(right)


def test_a_page_of_perhaps_seldom_holds_the_answer_and_often_stands_where_there_is_none(
    known: Member,
) -> None:
    doubted = []
    for row in lines("questions.jsonl"):
        hits = found(row["question"], language=row["language"], member=None, limit=3)
        if row["article"] in [hit.shown.article.code for hit in hits]:
            doubted.append(not any(hit.is_sure for hit in hits))
    unsure = [
        not any(hit.is_sure for hit in found(row["question"], language=row["language"], member=None))
        for row in lines("missing.jsonl")
    ]
    assert share(doubted) <= DOUBTED_AT_MOST, share(doubted)
    assert share(unsure) >= UNSURE_FLOOR, share(unsure)
