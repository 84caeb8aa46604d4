"""What was read is judged on the case page: two presses at most, by who may, and never over somebody else's word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import (
    change_labels,
    close_case,
    confirm_reading,
    correct_reading,
    give_task,
)
from amends.casework.cases.models import Case
from amends.casework.readings.choices import JUDGED_FIELDS
from amends.casework.readings.models import Correction


@pytest.fixture
def desk(client: Client, company: Any) -> Client:
    client.force_login(company.handler)
    return client


def page(client: Client, case: Case, query: str = "") -> str:
    answer = client.get(reverse("desk:case", args=[case.number]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, name: str, case: Case, **fields: Any) -> Any:
    return client.post(reverse(f"desk:{name}", args=[case.number]), fields, follow=True)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def messages(answer: Any) -> str:
    return " ".join(str(one) for one in answer.context["messages"])


def test_every_label_that_is_shown_can_be_judged(desk: Client, owned_case: Case) -> None:
    html = page(desk, owned_case)
    shown = set(re.findall(r'id="read-(\w+)"', html))
    assert shown == set(JUDGED_FIELDS)
    for field in shown - {"facts"}:
        row = html[html.index(f'id="read-{field}"') :]
        row = row[: row.index("</details>")]
        assert 'action="' + reverse("desk:confirm", args=[owned_case.number]) in row
        assert 'class="relabel"' in row


def test_a_wrong_label_is_put_right_by_pressing_the_right_word(desk: Client, owned_case: Case) -> None:
    html = page(desk, owned_case)
    row = html[html.index('id="read-severity"') :]
    words = re.findall(r'<button class="relabel" name="value" value="(\w+)" aria-pressed="(\w+)">', row)[:4]
    assert dict(words)[owned_case.severity] == "true"
    send(desk, "correct", owned_case, field="severity", value="critical", was=json.dumps(owned_case.severity))
    assert fresh(owned_case).severity == "critical"
    assert "更正" in page(desk, owned_case)


def test_intensity_is_corrected_as_a_number(desk: Client, owned_case: Case) -> None:
    value = (owned_case.intensity + 1) % 4
    send(desk, "correct", owned_case, field="intensity", value=str(value))
    assert fresh(owned_case).intensity == value


@pytest.mark.parametrize("value", ["9", "x", "", "٣", "1" * 40])
def test_an_intensity_that_is_none_is_refused(desk: Client, owned_case: Case, value: str) -> None:
    send(desk, "correct", owned_case, field="intensity", value=value)
    assert not Correction.objects.exists()


def test_several_labels_are_added_and_dropped_and_stay_open(desk: Client, owned_case: Case) -> None:
    answer = send(desk, "correct", owned_case, field="demands", add="apology", reason="电话里说的")
    assert answer.redirect_chain[-1][0].endswith("?open=demands#read-demands")
    assert "apology" in fresh(owned_case).demands
    assert Correction.objects.get().reason == "电话里说的"
    send(desk, "correct", owned_case, field="demands", drop="apology")
    assert "apology" not in fresh(owned_case).demands
    html = page(desk, owned_case, "?open=demands")
    assert html.count('<details class="wrong" name="wrong" open>') == 1


def test_one_label_or_all_the_rest_are_found_right(desk: Client, owned_case: Case) -> None:
    html = page(desk, owned_case)
    send(desk, "confirm", owned_case, field="emotion", was=json.dumps({"emotion": owned_case.emotion}))
    assert [(row.field, row.right) for row in Correction.objects.all()] == [("emotion", True)]
    rest = re.search(r'name="was" value="([^"]+)"><button class="button button-small">', html)
    assert rest
    send(desk, "confirm", owned_case)
    assert Correction.objects.filter(right=True).count() >= 10
    assert "其余都对" not in page(desk, owned_case)


def test_a_fact_is_mended_and_said_to_be_none(desk: Client, owned_case: Case) -> None:
    fact = next(one for one in owned_case.reading.data["facts"] if one["kind"] == "date")
    place = {"kind": fact["kind"], "start": fact["start"], "end": fact["end"]}
    send(desk, "correct_fact", owned_case, **place, new_kind="date", value="2020-02-02")
    assert Correction.objects.latest("pk").now[0]["value"] == "2020-02-02"
    send(desk, "correct_fact", owned_case, **place, new_kind="", value="", drop="1")
    assert fact["start"] not in [one["start"] for one in Correction.objects.latest("pk").now]
    assert "2020-02-02" not in page(desk, owned_case)


def test_confidence_is_a_word(desk: Client, owned_case: Case) -> None:
    html = page(desk, owned_case)
    words = re.findall(r'<span class="read-sure sure-(\w+)">', html)
    assert set(words) <= {"sure", "likely", "unsure"}
    assert len(words) >= 8
    assert not re.search(r"\d+ %", html[html.index('id="reading"') : html.index('id="read-facts"')])


def test_what_somebody_else_said_meanwhile_is_not_written_over(
    desk: Client, company: Any, owned_case: Case
) -> None:
    was = json.dumps(owned_case.persona)
    value = "owl" if owned_case.persona != "owl" else "dove"
    correct_reading(case_id=owned_case.pk, field="persona", value=value, by=company.colleague)
    answer = send(desk, "correct", owned_case, field="persona", value="peacock", was=was)
    assert company.colleague.display_name in messages(answer)
    assert fresh(owned_case).persona == value


@pytest.mark.parametrize("was", ["{", "[" * 3000, "nonsense"])
def test_a_page_state_that_cannot_be_read_is_refused(desk: Client, owned_case: Case, was: str) -> None:
    send(desk, "correct", owned_case, field="persona", value="owl", was=was)
    assert not Correction.objects.exists()


def test_who_judged_stands_beside_the_label(desk: Client, company: Any, owned_case: Case) -> None:
    confirm_reading(case_id=owned_case.pk, fields=["kind"], by=company.lead)
    change_labels(case_id=owned_case.pk, field="risks", drop=owned_case.risks, by=company.lead)
    html = page(desk, owned_case)
    assert f"{company.lead.display_name}认为读得对" in html
    assert f"{company.lead.display_name}更正过" in html


def test_a_reason_is_escaped_wherever_it_is_shown(desk: Client, owned_case: Case) -> None:
    send(desk, "correct", owned_case, field="persona", value="owl", reason="<script>alert(1)</script>")
    send(desk, "correct", owned_case, field="persona", value="dove", reason="<script>alert(1)</script>")
    trail = desk.get(reverse("desk:case_audit", args=[owned_case.number])).content.decode()
    assert "<script>alert" not in trail
    assert "<script>alert" not in page(desk, owned_case)


def test_a_closed_case_is_still_judged(desk: Client, company: Any, owned_case: Case) -> None:
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    send(desk, "confirm", owned_case, field="kind")
    assert Correction.objects.get().right


@pytest.mark.parametrize("name", ["correct", "confirm", "correct_fact"])
def test_only_a_form_may_judge(desk: Client, owned_case: Case, name: str) -> None:
    assert desk.get(reverse(f"desk:{name}", args=[owned_case.number])).status_code == 405


@pytest.mark.parametrize("name", ["correct", "confirm", "correct_fact"])
@pytest.mark.parametrize(("who", "status"), [("east_handler", 404), ("trainer", 403), ("administrator", 403)])
def test_who_does_not_work_on_it_is_refused(
    client: Client, company: Any, owned_case: Case, name: str, who: str, status: int
) -> None:
    client.force_login(company.members[who])
    answer = client.post(
        reverse(f"desk:{name}", args=[owned_case.number]), {"field": "emotion", "value": "calm"}
    )
    assert answer.status_code == status
    assert not Correction.objects.exists()


def test_the_page_costs_the_same_however_much_was_judged(
    desk: Client, company: Any, owned_case: Case, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page(desk, owned_case)
    with CaptureQueriesContext(connection) as few:
        page(desk, owned_case)
    for value in ("owl", "dove", "eagle", "peacock"):
        correct_reading(case_id=owned_case.pk, field="persona", value=value, by=company.lead)
    confirm_reading(case_id=owned_case.pk, by=company.colleague)
    with CaptureQueriesContext(connection) as many:
        page(desk, owned_case)
    assert len(many) == len(few)


def test_who_only_helps_is_not_asked_to_correct_what_they_may_not(
    client: Client, whole_company: Any, owned_case: Case
) -> None:
    east, handler = whole_company.east, whole_company.handler
    give_task(case_id=owned_case.pk, kind="business", department=east, asked="请查监控", by=handler)
    shown = []
    for reader in (handler, whole_company.east_handler):
        client.force_login(reader)
        html = page(client, owned_case)
        shown.append([words in html for words in ("不对？", "补一条", "漏了一项事实", "其余都对")])
    assert shown == [[True] * 4, [False] * 4]
