from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.casework.cases.actions import assign_case
from amends.casework.cases.models import Case
from amends.casework.customers.rules import Contact
from amends.doors.api.tests.conftest import WORDS, Machine, machine_of, problem_in, register
from amends.foundation.organisation.models import Member


def numbers(machine: Machine, **query: object) -> list[str]:
    answer = machine.get("/cases", **query)
    assert answer.status_code == 200, answer.content
    return [item["number"] for item in answer.json()["items"]]


def test_the_list_goes_on_until_each_case_was_seen_once(machine: Machine, handler: Member) -> None:
    made = [register(handler, f"第{n}件事").number for n in range(7)]
    seen: list[str] = []
    after = None
    while True:
        page = machine.get("/cases", limit=3, **({"after": after} if after else {})).json()
        seen += [item["number"] for item in page["items"]]
        after = page["next"]
        if not after:
            break
    assert seen == made[::-1]


@pytest.mark.parametrize("after", ["x", "WyJmIiwgWzFdXQ:forged", "0"])
def test_a_cursor_that_is_not_ours_is_refused(machine: Machine, case: Case, after: str) -> None:
    assert problem_in(machine.get("/cases", after=after), 422)["errors"][0]["field"] == "after"


def test_filters_narrow_the_list(machine: Machine, handler: Member) -> None:
    safe, risky = register(handler), register(handler, channel_words := "第二件")
    assert channel_words
    Case.objects.filter(pk=risky.pk).update(
        category="safety", severity="severe", risks=["safety"], has_risk=True
    )
    assign_case(case_id=safe.pk, to=handler, by=handler)
    assert numbers(machine, category="safety") == [risky.number]
    assert numbers(machine, risk="safety", severity="severe") == [risky.number]
    assert numbers(machine, risk="media") == []
    assert numbers(machine, owner="me") == numbers(machine, owner="mei") == [safe.number]
    assert numbers(machine, customer=safe.customer_id) == [risky.number, safe.number]
    assert numbers(machine, phase="closed") == []
    assert len(numbers(machine, phase="all")) == 2


def test_search_finds_chinese_in_either_script(machine: Machine, handler: Member) -> None:
    case = register(handler, "空调外机噪音很大，师傅约了三次没来", customer=Contact(name="欧阳晓"))
    register(handler)
    for words in ("噪音", "師傅", "欧阳", "歐陽 噪音", case.number.lower()):
        assert numbers(machine, q=words) == [case.number]
    assert numbers(machine, q="没有这个词") == []


@pytest.mark.parametrize(
    "query",
    [
        {"phase": "half"},
        {"category": "x"},
        {"limit": 0},
        {"limit": 101},
        {"limit": "many"},
        {"customer": -1},
        {"owner": "nobody"},
        {"pahse": "open"},
    ],
)
def test_filters_that_cannot_be_used_are_named(machine: Machine, query: dict[str, object]) -> None:
    problem = problem_in(machine.get("/cases", **query), 422)
    assert [error["field"] for error in problem["errors"]] == list(query)


def test_nobody_sees_the_cases_of_another_team(case: Case, stranger: Member) -> None:
    other = machine_of(stranger)
    assert numbers(other) == numbers(other, q="熨斗") == numbers(other, customer=case.customer_id) == []
    assert problem_in(other.get(f"/cases/{case.number}"), 404)["code"] == "not_found"
    assert problem_in(other.get(f"/customers/{case.customer_id}"), 404)["code"] == "not_found"
    for step, words in STEPS.items():
        assert problem_in(other.post(f"/cases/{case.number}/{step}", words), 404)["code"] == "not_found"


STEPS: dict[str, dict[str, object]] = {
    "messages": {"kind": "note", "text": "看看"},
    "advance": {},
    "assign": {"to": "he"},
    "solved": {"what": "好了"},
    "followed-up": {"what": "问过了"},
    "close": {"outcome": "WDN", "reason": "撤回", "ending": {"how": "phone"}},
    "reopen": {"reason": "再来"},
}


def test_every_case_in_a_list_can_be_opened(machine: Machine, handler: Member, stranger: Member) -> None:
    for n in range(3):
        register(handler, f"第{n}件事")
    restricted = register(handler, "律师来函")
    Case.objects.filter(pk=restricted.pk).update(restricted=True)
    for one in (machine, machine_of(stranger)):
        for number in numbers(one, phase="all"):
            assert one.get(f"/cases/{number}").status_code == 200
    assert restricted.number not in numbers(machine)
    assert machine.get(f"/cases/{restricted.number}").status_code == 404


@pytest.mark.usefixtures("standstill")
def test_the_list_costs_the_same_however_long_it_is(machine: Machine, handler: Member) -> None:
    counts = []
    for more in (1, 12):
        for n in range(more):
            register(handler, f"{WORDS}{n}", customer=Contact(name=f"顾客{more}{n}"))
        machine.get("/cases")
        with CaptureQueriesContext(connection) as queries:
            machine.get("/cases", limit=20)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4
