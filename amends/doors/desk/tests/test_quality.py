"""The page "how well does it read?": honest when there are few, for who may see it, at a fixed cost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from amends.casework.cases.actions import confirm_reading, correct_reading, read_case
from amends.casework.cases.models import Case
from amends.casework.readings.actions import weigh_lesson
from amends.casework.readings.queries import house_weights
from amends.doors.desk.queries.quality import of_ten
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.oversight.learning.actions import count_labels

SEES = ("quality", "manager", "trainer", "lead", "administrator")
STATEMENTS_AT_MOST = 7


@pytest.fixture
def judged(company: Any, register: Callable[..., Case]) -> Callable[[int], None]:
    def act(count: int) -> None:
        for n in range(count):
            case = read_case(case_id=register(f"第{n}个锅坏了，要求退款！").pk, by=company.house)
            value = "owl" if case.persona != "owl" else "dove"
            correct_reading(case_id=case.pk, field="persona", value=value, by=company.handler)
            confirm_reading(case_id=case.pk, by=company.handler)
        count_labels(clock.today().isoformat())

    return act


def show(client: Client, query: str = "", language: str = "en") -> str:
    answer = client.get(reverse("desk:quality") + query, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def cost(client: Client) -> int:
    show(client)
    with CaptureQueriesContext(connection) as seen:
        show(client)
    return len(seen)


def test_without_judgements_it_says_so_and_shows_the_model_card(client: Client, company: Any) -> None:
    client.force_login(company.quality)
    html = show(client)
    assert "too few" in html
    assert "Judge 30 more complaints" in html
    assert "of 10" in html
    assert "Nothing was read in this period" in html


def test_it_says_of_ten_what_was_found_right_and_into_what_it_was_corrected(
    client: Client, company: Any, judged: Callable[[int], None]
) -> None:
    judged(21)
    client.force_login(company.quality)
    html = show(client)
    assert "0 of 10" in html
    assert "10 of 10" in html
    assert "wrong in 21 of 21 judged complaints" in html
    assert "Judge 9 more complaints" in html
    assert show(client, "?language=en").count("wrong in 21") == 0
    assert "wrong in 21" in show(client, "?days=30&language=zh-Hans&category=nonsense")


@pytest.mark.parametrize(
    ("right", "texts", "words"),
    [(9, 9, "too few"), (0, 0, "too few"), (10, 10, "10 of 10"), (7.4, 10, "7 of 10")],
)
def test_under_ten_texts_nothing_is_said(right: float, texts: float, words: str) -> None:
    with translation.override("en"):
        assert of_ten(right, texts) == words


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize("who", SEES)
def test_who_may_see_it_sees_it_in_their_language(
    client: Client, company: Any, who: str, language: str
) -> None:
    client.force_login(company.members[who])
    assert {"zh-hans": "读得准不准", "zh-hant": "讀得準不準", "en": "How well does it read?"}[
        language
    ] in show(client, language=language)
    assert reverse("desk:quality") in client.get(reverse("desk:reports")).content.decode()


@pytest.mark.parametrize("who", ["handler", "legal"])
def test_others_are_refused_and_not_led_there(
    client: Client, company: Any, owned_case: Case, who: str
) -> None:
    client.force_login(company.members[who])
    assert client.get(reverse("desk:quality")).status_code == 403
    for path in (reverse("desk:reports"), reverse("desk:case", args=[owned_case.number])):
        assert reverse("desk:quality") not in client.get(path).content.decode()


def test_it_costs_the_same_however_much_was_judged(
    client: Client, company: Any, judged: Callable[[int], None]
) -> None:
    client.force_login(company.quality)
    judged(1)
    few = cost(client)
    judged(6)
    assert cost(client) == few <= STATEMENTS_AT_MOST


@pytest.mark.parametrize("who", ["quality", "administrator"])
def test_corrections_are_taken_out_as_a_file_and_on_record(
    client: Client, company: Any, judged: Callable[[int], None], who: str
) -> None:
    judged(3)
    Case.objects.filter(pk=Case.objects.latest("pk").pk).update(restricted=True)
    client.force_login(company.members[who])
    answer = client.post(reverse("desk:export_corrections"))
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert len(rows) == 2
    assert all("persona" in row["corrected"] for row in rows)
    entry = AuditEntry.objects.get(action="corrections.exported")
    assert (entry.actor_id, json.loads(entry.body)["texts"]) == (company.members[who].pk, 2)


@pytest.mark.parametrize("who", ["handler", "lead", "manager", "trainer", "legal"])
def test_others_do_not_get_the_file(client: Client, company: Any, who: str) -> None:
    client.force_login(company.members[who])
    assert client.post(reverse("desk:export_corrections")).status_code == 403
    assert not AuditEntry.objects.filter(action="corrections.exported").exists()


def test_the_file_is_only_given_to_a_form(client: Client, company: Any) -> None:
    client.force_login(company.quality)
    assert client.get(reverse("desk:export_corrections")).status_code == 405


def test_it_says_which_weights_read(
    client: Client, company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    client.force_login(company.administrator)
    assert "The weights that ship" in show(client)
    rows = [
        {"text": f"会员印花第{n}次没有到账", "read": {}, "corrected": {"category": "billing"}}
        for n in range(40)
    ]
    lesson = weigh_lesson(rows)
    about = {"texts": 40, "heads": ["category"]}
    house_weights().keep(lesson.adjustment, about=about, at=datetime(2026, 6, 30, tzinfo=UTC))
    html = show(client)
    assert "in use" in html
    assert "2026-06-30" in html
