"""Points, labels, tasks, promises and clocks through the machines' door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.casework.cases.actions import add_label, add_promise, assign_case, give_task, mark_concerned
from amends.casework.cases.models import Case, CaseViewing, Grievance, PointEvidence, Promise, Task
from amends.casework.clocks.actions import apply_effect
from amends.doors.api.actions import forget_receipts, once
from amends.doors.api.choices import Scope
from amends.doors.api.models import ApiToken, Receipt
from amends.doors.api.tests.conftest import WORDS, Machine, machine_of, problem_in, register
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import house_member


@pytest.fixture
def lab(db: None) -> Department:
    return Department.objects.create(code="lab", name="质量部", function="quality")


@pytest.fixture
def tester(lab: Department) -> Member:
    return Member.objects.create_user("tan", display_name="谭工", role=Role.QUALITY, department=lab)


@pytest.fixture
def owned(case: Case, handler: Member) -> Case:
    return assign_case(case_id=case.pk, to=handler, by=handler)


def did(machine: Machine, path: str, body: Any = None, *, key: str | None = None) -> dict[str, Any]:
    answer = machine.post(path, {} if body is None else body, key=key)
    assert answer.status_code in (200, 201), answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_a_point_is_added_judged_and_tied_to_its_evidence(machine: Machine, owned: Case) -> None:
    at = f"/cases/{owned.number}/points"
    made = did(machine, at, {"text": "用了两次就漏水", "category": "quality", "demands": ["refund"]}, key="p")
    assert (
        did(machine, at, {"text": "用了两次就漏水", "category": "quality", "demands": ["refund"]}, key="p")
        == made
    )
    assert (made["case"], Grievance.objects.count()) == (owned.number, 1)
    one = f"{at}/{made['id']}"
    proof = did(machine, f"{one}/evidence", {"passage": "客服让我自己换垫圈"}, key="e")
    [point] = did(
        machine,
        f"{one}/finding",
        {"finding": "upheld", "reason": "样机复现", "responsible": "product", "remedy": "退货退款"},
    )["items"]
    assert (point["finding"], point["found_by"]["username"]) == ("upheld", "mei")
    assert [row["passage"] for row in point["evidence"]] == ["客服让我自己换垫圈"]
    assert machine.get(at).json()["items"] == [point]
    owed = did(
        machine, f"{one}/promise", {"text": "收到后寄出新机", "due_at": "2099-01-01T00:00:00+08:00"}, key="o"
    )
    assert owed == did(
        machine, f"{one}/promise", {"text": "收到后寄出新机", "due_at": "2099-01-01T00:00:00+08:00"}, key="o"
    )
    assert [(row.pk, row.source) for row in Promise.objects.all()] == [(owed["id"], "finding")]
    did(machine, f"{one}/correct", {"text": "蒸汽熨斗漏水", "category": "safety"})
    assert Grievance.objects.get().category == "safety"
    did(machine, f"{one}/evidence/{proof['id']}/drop")
    assert not PointEvidence.objects.exists()
    assert did(machine, f"{one}/remove") == {"items": []}


def test_a_key_with_other_words_or_for_another_case_is_refused(
    machine: Machine, owned: Case, handler: Member
) -> None:
    did(machine, f"/cases/{owned.number}/points", {"text": "漏水"}, key="k")
    for number, words in ((owned.number, "别的"), (register(handler).number, "漏水")):
        answer = machine.post(f"/cases/{number}/points", {"text": words}, key="k")
        assert problem_in(answer, 422)["code"] == "key_reused"
    refused = machine.post(f"/cases/{owned.number}/points", {"text": " "}, key="again")
    assert problem_in(refused, 422)["errors"][0]["field"] == "text"
    did(machine, f"/cases/{owned.number}/points", {"text": "改对了"}, key="again")


def test_receipts_are_forgotten_after_a_month(machine: Machine, case: Case) -> None:
    token = ApiToken.objects.get()
    assert [once(token=token, key="k", said="x", act=lambda: 7) for _n in range(2)] == [7, 7]
    forget_receipts()
    assert Receipt.objects.count() == 1
    with clock.at(clock.now() + timedelta(days=31)):
        forget_receipts()
    assert not Receipt.objects.exists()


def test_a_case_carries_one_of_the_houses_labels(machine: Machine, owned: Case) -> None:
    names = {"name_zh_hans": "等样机", "name_zh_hant": "等樣機", "name_en": "Sample awaited"}
    add_label(phase="open", stage="", names=names, by=house_with_labels())
    assert [one["code"] for one in machine.get("/labels").json()["items"]] == ["sample-awaited"]
    case = did(machine, f"/cases/{owned.number}/label", {"code": "sample-awaited"})
    assert (case["status"]["name_zh_hans"], case["stage"]) == ("等样机", "listen")
    assert machine.get("/cases").json()["items"][0]["status"]["code"] == "sample-awaited"
    assert did(machine, f"/cases/{owned.number}/label", {"code": ""})["status"] is None
    problem_in(machine.post(f"/cases/{owned.number}/label", {"code": "nothing"}), 422)
    stale = {"code": "sample-awaited", "version": 1}
    assert problem_in(machine.post(f"/cases/{owned.number}/label", stale), 409)["code"] == "conflict"


def house_with_labels() -> Member:
    return Member.objects.create_user("he", display_name="何立", role=Role.MANAGER)


def test_a_task_goes_to_a_department_and_its_result_comes_back(
    machine: Machine, owned: Case, lab: Department, tester: Member
) -> None:
    at, other = f"/cases/{owned.number}/tasks", machine_of(tester)
    asked = {"department": "lab", "asked": "请测漏水原因"}
    made = did(machine, at, asked, key="t")
    assert (did(machine, at, asked, key="t"), Task.objects.count()) == (made, 1)
    one = f"{at}/{made['id']}"
    for _n in range(2):
        assert did(machine, f"{one}/urge", {"words": "顾客在等"}, key="u")["urged"] == 1
    assert problem_in(machine.post(f"{one}/accept", {}), 403)["code"] == "not_permitted"
    assert did(other, f"{one}/accept")["accepted_by"]["username"] == "tan"
    lacking = other.post(f"{one}/finish", {"result": {"cause": "垫圈老化"}})
    assert problem_in(lacking, 422)["errors"][0]["field"] == "responsible"
    result = {"cause": "垫圈老化", "responsible": "供应商", "countermeasure": "换批次"}
    done = did(other, f"{one}/finish", {"result": result})
    assert (done["state"], done["result"]) == ("done", result)
    assert [step["turn"] for step in done["steps"]] == ["given", "urged", "accepted", "done"]
    assert problem_in(machine.post(f"{one}/withdraw", {"reason": "不用了"}), 409)["code"] == "wrong_state"
    assert [row["id"] for row in machine.get(at).json()["items"]] == [made["id"]]
    assert [row["case"] for row in machine.get("/tasks", state="done").json()["items"]] == [owned.number]


def test_a_returned_task_is_given_again_and_withdrawn(
    machine: Machine, owned: Case, lab: Department, tester: Member
) -> None:
    one = f"/cases/{owned.number}/tasks/{give(owned, lab).pk}"
    returned = did(machine_of(tester), f"{one}/return", {"reason": "没有样机"})
    assert returned["state"] == "returned"
    again = did(machine, f"{one}/give-again", {"department": "lab", "person": "tan", "asked": "样机已寄"})
    assert (again["state"], again["person"]["username"]) == ("given", "tan")
    assert did(machine, f"{one}/withdraw", {"reason": "顾客撤诉"})["state"] == "withdrawn"


def give(case: Case, lab: Department, asked: str = "请测") -> Task:
    assert case.owner is not None
    return give_task(case_id=case.pk, kind="quality", department=lab, asked=asked, by=case.owner)


def test_tasks_and_promises_go_on_until_each_was_seen_once(
    machine: Machine, owned: Case, lab: Department, handler: Member
) -> None:
    tasks = [give(owned, lab, f"第{n}件").pk for n in range(5)]
    due = clock.now() + timedelta(days=1)
    owed = [
        add_promise(case_id=owned.pk, text=f"第{n}个", due_at=due + timedelta(hours=n), by=handler).pk
        for n in range(5)
    ]
    for path, wanted in (
        ("/tasks", tasks),
        (f"/cases/{owned.number}/tasks", tasks[::-1]),
        ("/promises", owed),
        (f"/cases/{owned.number}/promises", owed[::-1]),
    ):
        assert walked(machine, path) == wanted
        assert problem_in(machine.get(path, after="x"), 422)["errors"][0]["field"] == "after"
        assert problem_in(machine.get(path, stat="open"), 422)["errors"][0]["field"] == "stat"


def walked(machine: Machine, path: str) -> list[int]:
    seen: list[int] = []
    after: str | None = ""
    while after is not None:
        page = machine.get(path, limit=2, **({"after": after} if after else {})).json()
        seen += [row["id"] for row in page["items"]]
        after = page["next"]
    return seen


def test_a_promise_is_kept_or_broken_with_what_the_customer_was_told(machine: Machine, owned: Case) -> None:
    at, due = f"/cases/{owned.number}/promises", (clock.now() + timedelta(days=1)).isoformat()
    words = {"text": "明天回电", "due_at": due}
    made = did(machine, at, words, key="p")
    assert (did(machine, at, words, key="p"), Promise.objects.count()) == (made, 1)
    other = did(machine, at, {**words, "text": "退款"})
    assert did(machine, f"{at}/{made['id']}/keep")["state"] == "kept"
    assert problem_in(machine.post(f"{at}/{made['id']}/keep", {}), 409)["code"] == "wrong_state"
    problem_in(machine.post(f"{at}/{other['id']}/break", {"reason": "系统故障", "told": " "}), 422)
    broken = did(machine, f"{at}/{other['id']}/break", {"reason": "系统故障", "told": "已致歉，改到后天"})
    assert (broken["state"], broken["told"]) == ("broken", "已致歉，改到后天")
    assert [row["id"] for row in machine.get("/promises", state="broken", owner="me").json()["items"]] == [
        other["id"]
    ]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "回电"}, "due_at"),
        ({"text": "回电", "due_at": "2026-06-18T10:00:00"}, "due_at"),
        ({"text": "回电", "due_at": "2020-01-01T00:00:00+08:00"}, "due_at"),
        ({"text": "回电", "due_at": "2099-01-01T00:00:00+08:00", "owner": "nobody"}, "owner"),
        ({"text": "回电", "due_at": "2099-01-01T00:00:00+08:00", "whose": "mei"}, "whose"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(
    machine: Machine, owned: Case, body: dict[str, str], field: str
) -> None:
    answer = machine.post(f"/cases/{owned.number}/promises", body)
    assert [error["field"] for error in problem_in(answer, 422)["errors"]] == [field]
    assert not Promise.objects.exists()


def test_clocks_say_how_they_come_about_stand_still_and_go_on(machine: Machine, owned: Case) -> None:
    at = owned.received_at
    apply_effect(case_id=owned.pk, happening="complaint_registered", at=at, by=house_member())
    clocks = machine.get(f"/cases/{owned.number}/clocks").json()["items"]
    assert {one["kind"] for one in clocks} == {"first_response", "solution"}
    assert [one["leads"] for one in clocks] == [True, False]
    assert all(one["explained"] and one["light"] == "green" for one in clocks)
    solution = next(one["id"] for one in clocks if one["kind"] == "solution")
    path = f"/cases/{owned.number}/clocks/{solution}"
    paused = did(machine, f"{path}/pause", {"reason": "information", "note": "等顾客照片"})["items"]
    [still] = [one for one in paused if one["state"] == "paused"]
    assert (still["id"], still["pauses"][0]["note"]) == (solution, "等顾客照片")
    problem_in(machine.post(f"{path}/pause", {"reason": "information"}), 409)
    assert all(one["state"] == "running" for one in did(machine, f"{path}/resume")["items"])
    problem_in(machine.post(f"{path}/end", {"what": "办完了"}), 409)
    problem_in(machine.post(f"{path}/pause", {"reason": "tired"}), 422)
    unknown = {"code": "no-such-limit", "started_at": clock.now().isoformat()}
    problem_in(machine.post(f"/cases/{owned.number}/clocks", unknown, key="c"), 422)


def addresses(case: Case, task: Task, promise: Promise) -> dict[str, dict[str, Any]]:
    """Every address under a case that changes something, with a body that would do."""
    at = f"/cases/{case.number}"
    due = "2099-01-01T00:00:00+08:00"
    return {
        f"{at}/points": {"text": "漏水"},
        f"{at}/label": {"code": ""},
        f"{at}/tasks": {"department": "lab", "asked": "请测"},
        f"{at}/tasks/{task.pk}/accept": {},
        f"{at}/tasks/{task.pk}/urge": {},
        f"{at}/tasks/{task.pk}/withdraw": {"reason": "不用了"},
        f"{at}/promises": {"text": "回电", "due_at": due},
        f"{at}/promises/{promise.pk}/keep": {},
        f"{at}/promises/{promise.pk}/strike": {"reason": "不是承诺"},
        f"{at}/clocks/1/resume": {},
    }


@pytest.mark.parametrize("why", ["another team", "restricted", "concerned"])
def test_who_may_not_know_of_a_case_finds_none_of_its_work(
    owned: Case, lab: Department, lead: Member, stranger: Member, handler: Member, why: str
) -> None:
    task = give(owned, lab)
    promise = add_promise(case_id=owned.pk, text="回电", due_at=clock.now() + timedelta(days=1), by=handler)
    who = {"another team": stranger, "restricted": lead, "concerned": lead}[why]
    if why == "restricted":
        Case.objects.filter(pk=owned.pk).update(restricted=True)
    if why == "concerned":
        handler.line_manager = lead
        handler.save()
        mark_concerned(case_id=owned.pk, member=handler, reason="顾客点名", by=handler)
    other = machine_of(who)
    for path, body in addresses(owned, task, promise).items():
        assert problem_in(other.post(path, body, key=path), 404)["code"] == "not_found", path
    for path in ("points", "tasks", "promises", "clocks"):
        problem_in(other.get(f"/cases/{owned.number}/{path}"), 404)
    assert other.get("/tasks").json()["items"] == other.get("/promises").json()["items"] == []
    assert (Task.objects.get().urged, Promise.objects.get().state) == (0, "open")


def test_what_belongs_to_another_case_is_not_found_under_this_one(
    machine: Machine, owned: Case, handler: Member, lab: Department
) -> None:
    other = assign_case(case_id=register(handler, "第二件").pk, to=handler, by=handler)
    promise = add_promise(case_id=other.pk, text="回电", due_at=clock.now() + timedelta(days=1), by=handler)
    point = Grievance.objects.create(case=other, position=0, text="别处的")
    for path, body in (
        (f"tasks/{give(other, lab).pk}/urge", {}),
        (f"promises/{promise.pk}/keep", {}),
        (f"points/{point.pk}/finding", {"finding": "upheld", "reason": "是"}),
        (f"points/{point.pk}/promise", {"text": "换新", "due_at": "2099-01-01T00:00:00+08:00"}),
        ("clocks/999999/resume", {}),
    ):
        problem_in(machine.post(f"/cases/{owned.number}/{path}", body), 404)


def test_reading_needs_one_scope_and_working_another(owned: Case, handler: Member, lab: Department) -> None:
    reader, writer = (
        machine_of(handler, Scope.CASES_READ),
        machine_of(handler, Scope.CASES_WRITE, per_minute=599),
    )
    promise = add_promise(case_id=owned.pk, text="回电", due_at=clock.now() + timedelta(days=1), by=handler)
    for path, body in addresses(owned, give(owned, lab), promise).items():
        assert problem_in(reader.post(path, body), 403)["code"] == "not_permitted", path
    for path in ("points", "tasks", "promises", "clocks"):
        problem_in(writer.get(f"/cases/{owned.number}/{path}"), 403)
    for path in ("/tasks", "/promises", "/labels"):
        problem_in(writer.get(path), 403)
        assert problem_in(reader.post(path, {}), 405)["code"] == "wrong_method"


def test_looking_at_the_work_of_restricted_cases_leaves_a_trace(
    machine: Machine, owned: Case, lab: Department
) -> None:
    give(owned, lab)
    machine.get("/tasks")
    assert not CaseViewing.objects.exists()
    Case.objects.filter(pk=owned.pk).update(restricted=True)
    machine.get("/tasks")
    assert CaseViewing.objects.get().door == "api"


@pytest.mark.usefixtures("standstill")
def test_lists_cost_the_same_however_long_they_are(
    machine: Machine, owned: Case, handler: Member, lab: Department
) -> None:
    apply_effect(case_id=owned.pk, happening="complaint_registered", at=owned.received_at, by=house_member())
    paths = (
        "/tasks",
        "/promises",
        *(f"/cases/{owned.number}/{one}" for one in ("points", "tasks", "promises", "clocks")),
    )
    counts: dict[str, list[int]] = {path: [] for path in paths}
    for more in (1, 8):
        for n in range(more):
            give(owned, lab, f"{WORDS}{more}{n}")
            add_promise(
                case_id=owned.pk, text=f"第{more}{n}个", due_at=clock.now() + timedelta(days=1), by=handler
            )
            Grievance.objects.create(case=owned, position=10 * more + n, text=f"第{n}件")
        machine.get("/cases")
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                assert machine.get(path).status_code == 200
            counts[path].append(len(queries))
    assert all(few == many <= 9 for few, many in counts.values()), counts
