"""What is held out beside the complaint form fits, and people with a story to tell are left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amends.casework.knowledge.queries import offered_while_writing
from amends.casework.readings.actions import preview
from amends.config.demonstration.cases import rows
from amends.config.demonstration.company import load_departments, load_people
from amends.config.demonstration.knowledge import load_knowledge
from amends.foundation.kernel import clock

QUESTIONS = Path(__file__).resolve().parent / "questions" / "questions.jsonl"
RIGHT_FLOOR, OFFERED_FLOOR, STORIES_CEILING = 0.95, 0.40, 0.02


@pytest.fixture(autouse=True)
def known(db: None) -> None:
    load_knowledge(load_people(load_departments()), clock.now())


def test_what_is_offered_to_a_question_answers_it() -> None:
    asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    right, offered = 0, 0
    for row in asked:
        shown = offered_while_writing(row["question"], language=row["language"])
        assert len(shown) <= 3
        offered += bool(shown)
        right += row["article"] in [one.article.code for one in shown]
    assert offered >= OFFERED_FLOOR * len(asked), offered
    assert right >= RIGHT_FLOOR * offered, (right, offered)


def test_a_story_of_harm_or_hurt_is_offered_nothing() -> None:
    told = list(rows())
    interrupted = [
        row["text"] for row in told if offered_while_writing(row["text"], language=row["language"])
    ]
    assert len(interrupted) <= STORIES_CEILING * len(told), interrupted
    assert not any(preview(text)["risks"] for text in interrupted)
