"""Machines say what is right and wrong of what was read, by the same actions as people."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases.actions import correct_reading, read_case
from amends.casework.cases.models import Case
from amends.casework.readings.choices import JUDGED_FIELDS
from amends.casework.readings.models import Correction
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import Machine, machine_of, problem_in
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member


@pytest.fixture
def read(case: Case) -> Case:
    return read_case(case_id=case.pk, by=house_member())


def label(answer: Any, field: str) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = next(one for one in answer.json()["labels"] if one["field"] == field)
    return found


def judge(machine: Machine, case: Case, what: str, **words: Any) -> Any:
    return machine.post(f"/cases/{case.number}/reading/{what}", words)


def test_the_reading_is_shown_with_how_sure_it_is(machine: Machine, read: Case) -> None:
    answer = machine.get(f"/cases/{read.number}/reading")
    assert [one["field"] for one in answer.json()["labels"]] == list(JUDGED_FIELDS)
    kind = label(answer, "kind")
    assert (kind["value"], kind["read"], kind["verdict"]) == ("complaint", "complaint", None)
    assert kind["sure"] in {"sure", "likely", "unsure"}
    assert answer.json()["engine"] == "amends-1"


def test_before_the_text_was_read_there_is_nothing_to_judge(machine: Machine, case: Case) -> None:
    assert machine.get(f"/cases/{case.number}/reading").json()["labels"] == []
    problem_in(judge(machine, case, "confirmations"), 409)


def test_a_label_is_corrected_and_the_reading_stays(machine: Machine, handler: Member, read: Case) -> None:
    was = read.severity
    answer = judge(machine, read, "corrections", field="severity", value="critical", was=was, reason="烫伤")
    severity = label(answer, "severity")
    assert (severity["value"], severity["read"]) == ("critical", was)
    verdict = severity["verdict"]
    assert (verdict["right"], verdict["was"], verdict["reason"], verdict["by"]) == (
        False,
        was,
        "烫伤",
        handler.username,
    )
    assert Case.objects.get(pk=read.pk).severity == "critical"


def test_labels_are_added_and_dropped(machine: Machine, read: Case) -> None:
    judge(machine, read, "corrections", field="demands", add=["apology", "refund"])
    answer = judge(machine, read, "corrections", field="demands", drop=["refund"], add=["apology"])
    value = label(answer, "demands")["value"]
    assert "apology" in value
    assert "refund" not in value


def test_facts_and_whole_lists_are_replaced(machine: Machine, read: Case) -> None:
    assert label(judge(machine, read, "corrections", field="risks", value=["legal"]), "risks")["value"] == [
        "legal"
    ]
    fact = {"kind": "product", "value": "熨斗", "unit": None, "start": 2, "end": 4}
    assert label(judge(machine, read, "corrections", field="facts", value=[fact]), "facts")["value"] == [fact]


def test_labels_are_found_right(machine: Machine, read: Case) -> None:
    answer = judge(machine, read, "confirmations", fields=["emotion"], was={"emotion": read.emotion})
    assert label(answer, "emotion")["verdict"]["right"] is True
    assert label(answer, "persona")["verdict"] is None
    answer = judge(machine, read, "confirmations")
    assert label(answer, "persona")["verdict"]["right"] is True


def test_who_saw_an_old_state_is_told(machine: Machine, handler: Member, read: Case) -> None:
    was = read.persona
    value = "owl" if was != "owl" else "dove"
    correct_reading(case_id=read.pk, field="persona", value=value, by=handler)
    body = {"field": "persona", "value": "eagle", "was": was}
    assert problem_in(judge(machine, read, "corrections", **body), 409)["code"] == "conflict"
    problem_in(judge(machine, read, "confirmations", fields=["persona"], was={"persona": was}), 409)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"field": "severity"},
        {"field": "severity", "value": "awful"},
        {"field": "severity", "value": {"a": [1]}},
        {"field": "owner", "value": "mei"},
        {"field": "demands", "add": ["everything"]},
        {"field": "demands", "value": "refund"},
        {"field": "risks", "value": ["legal", "legal"]},
        {"field": "facts", "value": [{"kind": "date"}]},
        {"field": "severity", "value": "minor", "reason": "长" * 401},
        {"field": "severity", "value": "minor", "unknown": 1},
    ],
)
def test_what_cannot_be_is_refused(machine: Machine, read: Case, body: dict[str, Any]) -> None:
    problem_in(judge(machine, read, "corrections", **body), 422)
    assert not Correction.objects.exists()


@pytest.mark.parametrize("fields", [["owner"], [""]])
def test_only_what_was_read_is_found_right(machine: Machine, read: Case, fields: list[str]) -> None:
    problem_in(judge(machine, read, "confirmations", fields=fields), 422)


def test_working_on_cases_is_another_scope(handler: Member, read: Case) -> None:
    machine = machine_of(handler, Scope.CASES_READ, Scope.CASES_WRITE)
    answer = judge(machine, read, "corrections", field="severity", value="minor")
    assert "readings:write" in problem_in(answer, 403)["detail"]


def test_the_document_describes_it(machine: Machine) -> None:
    paths = machine.client.get("/api/v1/openapi.json").json()["paths"]
    for end in ("", "/corrections", "/confirmations"):
        assert f"/api/v1/cases/{{number}}/reading{end}" in paths
