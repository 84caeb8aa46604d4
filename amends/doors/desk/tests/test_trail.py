"""The page of the trail: looking for something in it, and having it checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from amends.casework.cases.actions import add_note, give_back_case, restrict_case, withdraw_complaint
from amends.casework.cases.models import Case
from amends.doors.desk.tests.trail_parts import parts_written
from amends.doors.desk.trail_details import details, name_of, rule_text
from amends.doors.desk.trail_names import NAMES, REMARKS
from amends.doors.desk.trail_words import SENTENCES, sentence
from amends.foundation.audit import guards
from amends.foundation.audit.actions import anchor_chains, record
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.kernel.payload import pack
from amends.foundation.organisation.actions import set_presence
from amends.foundation.organisation.queries import portal_member
from amends.practice.replies.check.finding import CODES

pytestmark = pytest.mark.django_db
TRAIL = "/desk/trail/"


def page(member: Any, **asked: Any) -> str:
    client = Client(headers={"accept-language": "en"})
    client.force_login(member)
    answer = client.get(TRAIL, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_filtered_by_person_kind_day_and_case(company: Any, owned_case: Case) -> None:
    add_note(case_id=owned_case.pk, body="备注", by=company.handler)
    set_presence(presence="busy", by=company.lead)
    today = clock.today().isoformat()
    note, presence = "Internal note added", "Presence changed"
    for asked, has_note, has_presence in (
        ({}, True, True),
        ({"who": company.handler.pk}, True, False),
        ({"kind": "cases"}, True, False),
        ({"kind": "house"}, False, True),
        ({"kind": "evidence"}, False, False),
        ({"since": today}, True, True),
        ({"until": "2020-01-01"}, False, False),
        ({"case": owned_case.number.lower()}, True, False),
        ({"case": "A99-000001"}, False, False),
        ({"who": "x", "kind": "?", "since": "gestern"}, True, True),
    ):
        found = page(company.manager, **asked)
        assert (note in found, presence in found) == (has_note, has_presence), asked
    restrict_case(case_id=owned_case.pk, reason="涉密", by=company.legal)
    assert note not in page(company.quality, case=owned_case.number)
    assert note in page(company.legal, case=owned_case.number)


def test_what_customers_did_in_the_portal_is_theirs_in_the_readers_language(
    company: Any, owned_case: Case
) -> None:
    withdraw_complaint(case_id=owned_case.pk, words="不追究了", by=portal_member())
    client = Client()
    client.force_login(company.manager)
    for language, word in (("zh-hans", "顾客"), ("zh-hant", "顧客"), ("en", "Customer")):
        client.cookies["django_language"] = language
        for address in (TRAIL, reverse("desk:case_audit", args=[owned_case.number])):
            found = client.get(address).content.decode()
            assert f">{word}</td>" in found
            assert language == "zh-hans" or ">顾客<" not in found


def test_a_case_without_an_owner_is_told_as_waiting_not_as_given(company: Any, owned_case: Case) -> None:
    assert sentence("case.assigned", {"after": company.handler.pk}) == "分派案件"
    give_back_case(case_id=owned_case.pk, reason="手上太多", by=company.handler)
    assert "Case put back into the waiting queue" in page(company.manager, case=owned_case.number)


def test_the_pages_keep_what_is_looked_for(company: Any, owned_case: Case) -> None:
    for _n in range(26):
        for presence in ("busy", "present"):
            set_presence(presence=presence, by=company.lead)
    found = page(company.manager, who=company.lead.pk, kind="house")
    assert f"?who={company.lead.pk}&amp;kind=house&amp;after=" in found


def test_the_whole_trail_is_checked_and_the_verdict_stands_there(
    company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    anchor_chains()
    client = Client(headers={"accept-language": "en"})
    client.force_login(company.manager)
    check = reverse("desk:check_trail")
    assert client.get(check).status_code == 405
    assert "is being checked" in client.post(check, follow=True).content.decode()
    run_jobs()
    assert "The trail is whole." in page(company.quality)
    changed(owned_case.chain)
    client.post(check)
    run_jobs()
    found = page(company.quality)
    assert "The trail is broken." in found and "an entry was changed" in found
    assert f"{owned_case.number}, entry 1" in found
    assert "What is wrong with it" in found and f"<dd>{owned_case.chain}</dd>" not in found
    assert "a case out of your sight, entry 1" in page(company.administrator)


def test_an_anchor_that_does_not_hold_says_why(
    company: Any, owned_case: Case, run_jobs: Callable[[], int], settings: Any
) -> None:
    anchor_chains()
    settings.AMENDS_ANCHOR_KEY = "another key"
    client = Client(headers={"accept-language": "en"})
    client.force_login(company.manager)
    client.post(reverse("desk:check_trail"))
    run_jobs()
    assert "Anchor 1 does not hold: its signature was not made with this house" in page(company.quality)


def test_a_chain_that_is_not_the_anchored_one_is_named_to_those_who_see_it(
    company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    anchor_chains()
    changed(owned_case.chain)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE chain = %s", [owned_case.chain])
    client = Client(headers={"accept-language": "en"})
    client.force_login(company.manager)
    client.post(reverse("desk:check_trail"))
    run_jobs()
    assert f"the entries of {owned_case.number} are not those that were anchored" in page(company.quality)
    assert "the entries of a case out of your sight are not" in page(company.administrator)


@pytest.mark.parametrize("who", ["handler", "lead", "trainer"])
def test_others_neither_read_nor_check_it(company: Any, who: str) -> None:
    client = Client()
    client.force_login(company.members[who])
    assert client.get(TRAIL).status_code == 403
    assert client.post(reverse("desk:check_trail")).status_code == 403


def changed(chain: str) -> None:
    """What somebody could do who has the database in their hands and took the triggers away first."""
    with connection.cursor() as cursor:
        for statement in guards.drop_statements(connection.vendor):
            cursor.execute(statement)
        cursor.execute("UPDATE audit_auditentry SET actor_id = 9 WHERE chain = %s AND n = 1", [chain])


def test_a_calendar_of_another_place_is_told_in_words() -> None:
    data = {"calendar": "newyork", "name": "New York", "zone": "America/New_York", "like": "cn"}
    with override("en"):
        told = dict(details("calendar.added", data, {}))
    assert told == {
        "Calendar": "newyork",
        "Name or title": "New York",
        "Time zone": "America/New_York",
        "Begun from": "cn",
    }


def test_what_belongs_to_no_case_leaves_no_empty_line(company: Any) -> None:
    record(chain="house", action="calendar.added", by=company.manager, data={"calendar": "hk"}, reason="Shop")
    assert '<span class="quiet text-[12.5px]"></span>' not in page(company.manager)


def test_yes_and_no_are_words() -> None:
    with override("en"):
        assert details("approval.asked", {"urgent": False}, {}) == [("By the fast channel", "no")]
        assert details("audit.verified", {"whole": True}, {}) == [("Whole", "yes")]


def test_the_kind_of_a_letter_is_told_in_words() -> None:
    with override("en"):
        assert details("reply.submitted", {"kind": "closing"}, {}) == [("Which kind", "Closing letter")]


def test_the_language_of_a_customer_is_told_in_words() -> None:
    data = {"before": {"language": "zh-Hans"}, "after": {"language": "en"}}
    with override("en"):
        told = dict(details("customer.changed", data, {}))
    assert [value.partition(": ")[2] for value in told.values()] == ["Simplified Chinese", "English"]


def test_a_promise_and_a_step_of_the_guide_read_in_words() -> None:
    with override("zh-hant"):
        assert details("promise.broken", {"told": "已致電說明"}, {}) == [("告知顧客的話", "已致電說明")]
        assert details("clock.warned", {"told": ["周承安", "沈如松"]}, {}) == [("已提醒", "周承安、沈如松")]
        assert details("clock.stopped", {"about": "promise:11"}, {}) == [("涉及", "承諾 11")]
        assert details("clock.started", {"about": "CN-ODR"}, {}) == [("涉及", "CN-ODR")]
        assert details("step.done", {"step": "先聽完"}, {}) == [("步驟", "先聽完")]


def test_a_party_is_told_in_words() -> None:
    data = {"kind": "witness", "may_know": "nothing", "party": 2}
    with override("zh-hans"):
        told = dict(details("party.added", data, {}))
    assert told == {"种类": "证人", "可以告知的内容": "不告知，只听取其陈述", "参与方序号": "2"}


def test_whatever_an_action_writes_into_the_trail_has_its_words() -> None:
    kinds = {name.partition(".")[0] for name in SENTENCES}
    house = Path(__file__).parents[3]
    written = {
        name
        for path in [*house.rglob("actions.py"), *house.rglob("actions/*.py")]
        for name in re.findall(r'"([a-z_]+\.[a-z_]+)"', path.read_text())
        if name.partition(".")[0] in kinds
    }
    assert len(written) > 100
    assert sorted(written - set(SENTENCES)) == []


def test_each_part_of_what_an_action_writes_has_its_name() -> None:
    written = parts_written(Path(__file__).parents[3])
    assert len(written) > 100
    assert {name: place for name, place in written.items() if name not in NAMES} == {}


def test_sums_rules_and_what_has_parts_read_in_words() -> None:
    data = {
        "amount": pack(Money(Decimal("291.6"))),
        "rules": ["CN-ODR 10wd", "progress –", "solution v0"],
        "after": {"method": "capacity", "hot_per_shift": 3},
        "house": {"jurisdictions": ["CN"], "industries": ["retail"]},
        "approval": ["severity:severe", "risk:legal", "amount"],
        "policy": {"bands": {}},
    }
    with override("zh-hans"):
        told = dict(details("assignment.rule_set", data, {}))
    assert told == {
        "金额": "¥291.60",
        "规则": "12315 平台在线和解：企业处理：10 个工作日、情绪激动期间的进展告知：停用、方案（随附规则）",
        "变更后": "分派方式：给余量最多的人；每班激烈案件数：3",
        "法域与行业": "适用法域：中国内地；行业：零售与电商",
        "送第二人复核的原因": "严重程度：严重、风险：诉讼或律师、金额超出经办人的权限",
    }


def test_what_was_before_stands_above_what_came() -> None:
    with override("en"):
        told = details("customer.changed", {"after": {"name": "Lu"}, "before": {"name": "Lo"}}, {})
    assert [name for name, _text in told] == ["Before the change", "After the change"]


def test_whether_something_is_so_is_told_as_such_and_not_as_a_permission() -> None:
    with override("zh-hans"):
        assert [text for _name, text in details("trail.checked", {"whole": True}, {})] == ["是"]


def test_remarks_of_the_check_and_sums_stand_as_people_read_them() -> None:
    data = {"codes": ["no_time", "over_authority"], "kept": ["jargon: the customer's own word"]}
    with override("zh-hans"):
        told = dict(details("reply.submitted", data, {}))
        assert told[name_of("codes", [])] == "没有写时间、金额超出经办人的权限"
        assert told[name_of("kept", [])] == "行话：the customer's own word"
        for kept, shown in (("1300.00 CNY", "¥1,300.00"), ("500 JPY", "JP¥500"), ("about ten", "about ten")):
            assert details("approval.asked", {"amount": kept}, {})[0][1] == shown


def test_every_remark_of_the_check_has_a_name() -> None:
    assert set(REMARKS) == set(CODES)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("金卡 方案 v2", "金卡 方案, version 2"),
        ("金卡 方案 48h", "金卡 方案: 48 hours"),
        ("金卡 方案 –", "金卡 方案: off"),
        ("金卡 方案", "金卡 方案"),
        ("金卡 ", "金卡 "),
        ("solution v0", "Solution, as shipped"),
    ],
)
def test_a_rule_is_named_whole_whatever_is_said_of_it(said: str, shown: str) -> None:
    with override("en"):
        assert rule_text(said) == shown
