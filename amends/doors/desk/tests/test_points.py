"""The points of a complaint on the case page: read, jumped to, added, worded anew, taken away."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.doors.desk.rules import with_passages


@pytest.fixture
def desk(client: Client, company: Any) -> Client:
    client.cookies["django_language"] = "zh-hans"
    client.force_login(company.handler)
    return client


def page_of(desk: Client, case: Case) -> str:
    return desk.get(reverse("desk:case", args=[case.number])).content.decode()


def test_each_point_leads_to_its_words(desk: Client, owned_case: Case) -> None:
    page = page_of(desk, owned_case)
    for point in owned_case.grievances.all():
        assert f'href="#point-{point.pk}"' in page
        assert f'id="point-{point.pk}"' in page
    assert "投诉了哪些事" in page


def test_what_will_count_as_solved_is_said_in_plain_words(desk: Client, owned_case: Case) -> None:
    page = page_of(desk, owned_case)
    assert "怎样才算解决" in page
    assert "最起码" in page


def test_a_point_is_added_worded_anew_and_removed(desk: Client, owned_case: Case) -> None:
    add, correct = (reverse(f"desk:{name}_point", args=[owned_case.number]) for name in ("add", "correct"))
    desk.post(add, {"text": "还要赔时间", "category": "service", "value": ["compensation"]})
    point = owned_case.grievances.get(text="还要赔时间")
    assert point.demands == ["compensation"]
    answer = desk.post(correct, {"point": point.pk, "text": "误工一天", "category": "service"}, follow=True)
    assert "误工一天" in answer.content.decode()
    desk.post(correct, {"point": point.pk, "drop": "1"})
    assert not owned_case.grievances.filter(pk=point.pk).exists()


@pytest.mark.parametrize(
    "sent", [{"point": "x", "text": "慢"}, {"text": "慢"}, {"point": "99999999", "text": "慢"}]
)
def test_a_point_that_is_not_there_is_refused_in_words(
    desk: Client, owned_case: Case, sent: dict[str, str]
) -> None:
    answer = desk.post(reverse("desk:correct_point", args=[owned_case.number]), sent, follow=True)
    assert answer.status_code == 200
    assert not owned_case.grievances.filter(text="慢").exists()


def test_only_posts_change_points_and_strangers_do_not(
    client: Client, company: Any, owned_case: Case
) -> None:
    path = reverse("desk:add_point", args=[owned_case.number])
    assert client.post(path, {"text": "慢"}).status_code == 302
    client.force_login(company.handler)
    assert client.get(path).status_code == 405
    assert not owned_case.grievances.filter(text="慢").exists()


def test_passages_are_places_and_marks_stay_inside_them() -> None:
    spans = [{"label": "emotion:anger", "start": 1, "end": 5}]
    html = with_passages("一<二>三四五", [(3, 5, 7), (4, 6, 8)], spans, lambda label: label)
    assert html.count("<mark") == 2
    assert '<span class="passage" id="point-7" tabindex="-1"><mark' in html
    assert "point-8" not in html
    assert "&lt;" in html
