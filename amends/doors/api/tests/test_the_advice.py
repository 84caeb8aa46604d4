"""The guide that the desk shows, for machines: the same next step, the same lines, the labels they rest on, the ticks."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.casework.cases.actions import add_customer_message, read_case
from amends.casework.cases.models import Case
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import Machine, machine_of, problem_in
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.practice.playbook.actions import tick_step


def test_it_names_one_step_and_what_each_line_rests_on(machine: Machine, case: Case) -> None:
    read_case(case_id=case.pk, by=house_member())
    told = machine.get(f"/cases/{case.number}/advice").json()
    assert told["case"] == case.number and told["language"] == "en" and told["edition"] is None
    assert told["step"]["title"] and told["step"]["how"]
    assert {line["part"] for line in told["lines"]} == {"do", "say", "never"}
    assert all(line["rests_on"] for line in told["lines"])
    read = [one for line in told["lines"] for one in line["rests_on"] if one["words"]]
    assert read, "no line shows the words it rests on"
    never = {line["topic"] for line in told["lines"] if line["part"] == "never"}
    assert not never & {line["topic"] for line in told["lines"] if line["part"] != "never"}


def test_what_was_ticked_comes_along(machine: Machine, case: Case, handler: Member) -> None:
    read_case(case_id=case.pk, by=house_member())
    key = next(
        line["key"]
        for line in machine.get(f"/cases/{case.number}/advice").json()["lines"]
        if line["part"] == "do"
    )
    tick_step(case_id=case.pk, key=key, by=handler)
    told = machine.get(f"/cases/{case.number}/advice").json()
    (tick,) = told["ticks"]
    assert (tick["key"], tick["done"], tick["by"], tick["stage"]) == (key, True, "梅姐", "listen")
    assert next(line for line in told["lines"] if line["key"] == key)["tick"]["key"] == key


def test_before_it_was_read_there_is_a_step_all_the_same(machine: Machine, case: Case) -> None:
    assert machine.get(f"/cases/{case.number}/advice").json()["step"]["id"] == "take_down"


def test_the_refusals(machine: Machine, case: Case, stranger: Member, handler: Member) -> None:
    path = f"/cases/{case.number}/advice"
    assert problem_in(machine.post(path, {}), 405)
    assert problem_in(machine_of(stranger).get(path), 404)
    assert problem_in(machine_of(handler, Scope.READINGS_WRITE).get(path), 403)
    assert problem_in(machine.get("/cases/A26-999999/advice"), 404)


@pytest.mark.usefixtures("standstill")
def test_it_costs_the_same_however_much_was_said(machine: Machine, case: Case, handler: Member) -> None:
    read_case(case_id=case.pk, by=house_member())
    counts = []
    for more in (1, 8):
        for n in range(more):
            add_customer_message(case_id=case.pk, text=f"第{n}次补充", by=handler)
        machine.get(f"/cases/{case.number}/advice")
        with CaptureQueriesContext(connection) as seen:
            machine.get(f"/cases/{case.number}/advice")
        counts.append(len(seen))
    assert counts[0] == counts[1]
