"""What the playbook says for a case: the same guide that the desk shows."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router

from amends.casework.cases.models import Case
from amends.casework.cases.queries import complaint_message, records_of
from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.schemas.advice import AdviceOut
from amends.foundation.kernel.languages import interface_language
from amends.practice.playbook.queries import Guide, guide_for
from amends.practice.playbook.rules import Line, Step
from amends.practice.playbook.rules.ticks import Tick, tick_of

router = Router(tags=["cases"])
AS_THEY_ARE = (
    "script",
    "tempo",
    "strategy",
    "demand_order",
    "direction_within_minutes",
    "update_every_minutes",
)


@router.get(
    "/{number}/advice",
    auth=Token(Scope.CASES_READ),
    response=AdviceOut,
    openapi_extra=ERRORS,
    url_name="case-advice",
    summary="Get the next step, what to do and to say, and why",
)
def advice(request: HttpRequest, number: str) -> dict[str, Any]:
    """In the language that the request asks for by Accept-Language."""
    case, language = the_case(number, member_of(request)), interface_language()
    return guide_out(case, guide_for(case, records_of(case), language), language)


def guide_out(case: Case, guide: Guide, language: str) -> dict[str, Any]:
    found, words = guide.advice, words_behind(case)
    return {
        "case": case.number,
        "language": language,
        "edition": guide.edition.number if guide.edition else None,
        "step": step_out(found.step, guide),
        "escalations": [step_out(step, guide) for step in found.escalations],
        "lines": [line_out(line, guide, words) for line in found.lines],
        "why": [{"text": one.text, "rests_on": rests_on(one.labels, words)} for one in found.why],
        **{name: getattr(found, name) for name in AS_THEY_ARE},
        "ticks": [asdict(one) for one in sorted(guide.ticks.values(), key=lambda one: one.at)],
    }


def line_out(line: Line, guide: Guide, words: dict[str, list[str]]) -> dict[str, Any]:
    return {
        **{name: getattr(line, name) for name in ("part", "topic", "text", "own")},
        "key": line.tick,
        "rests_on": rests_on(line.labels, words),
        "tick": tick_out(tick_of(line, guide.ticks, guide.here)),
    }


def step_out(step: Step, guide: Guide) -> dict[str, Any]:
    tick = tick_out(guide.ticks.get(step.tick))
    return {"id": step.id, "title": step.title, "how": step.how, "key": step.tick, "tick": tick}


def tick_out(tick: Tick | None) -> dict[str, Any] | None:
    return asdict(tick) if tick else None


def rests_on(labels: tuple[str, ...], words: dict[str, list[str]]) -> list[dict[str, Any]]:
    return [{"label": label, "words": words.get(label, [])} for label in labels]


def words_behind(case: Case) -> dict[str, list[str]]:
    """Label → the words of the complaint that it was read from."""
    if case.reading is None:
        return {}
    text, found = complaint_message(case).body, dict[str, list[str]]()
    for span in case.reading.data.get("evidence") or ():
        found.setdefault(span["label"], []).append(text[span["start"] : span["end"]])
    return found
