"""A session that ended while somebody was writing: a script is told, a person is shown the way, nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case, Note

SAYS = {"zh-hans": "登录", "zh-hant": "登入", "en": "no longer signed in"}


@pytest.mark.parametrize("language", SAYS)
def test_a_script_gets_401_and_words_in_the_readers_language(
    client: Client, owned_case: Case, language: str
) -> None:
    client.cookies["django_language"] = language
    for path in (reverse("desk:pulse"), reverse("desk:note", args=[owned_case.number])):
        answer = client.post(path, {"body": "写了一半"}, headers={"Accept": "application/json"})
        if answer.status_code == 405:
            answer = client.get(path, headers={"Accept": "application/json"})
        assert answer.status_code == 401, path
        assert answer.json()["error"] == "signed_out"
        assert SAYS[language] in answer.json()["message"]
        assert answer.json()["sign_in"] == reverse("account_login")
    assert not Note.objects.exists()


def test_a_page_leads_to_the_sign_in_and_back(client: Client, owned_case: Case) -> None:
    path = reverse("desk:case", args=[owned_case.number])
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={path}"


def test_a_form_from_an_old_page_is_refused_with_an_explanation(owned_case: Case, company: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(company.handler)
    path = reverse("desk:note", args=[owned_case.number])
    page = strict.post(path, {"body": "写了一半"})
    script = strict.post(path, {"body": "写了一半"}, headers={"Accept": "application/json"})
    assert (page.status_code, script.status_code, script.json()["error"]) == (403, 403, "form_expired")
    assert not Note.objects.exists()


def test_who_is_switched_off_is_out_at_once(client: Client, company: Any) -> None:
    client.force_login(company.handler)
    assert client.get(reverse("desk:start")).status_code == 200
    company.handler.is_active = False
    company.handler.save()
    assert client.get(reverse("desk:start")).status_code == 302


def test_what_was_sent_after_the_session_ended_leads_back_to_its_page(
    client: Client, owned_case: Case
) -> None:
    page = reverse("desk:case_assignment", args=[owned_case.number])
    there = reverse("desk:take_case", args=[owned_case.number])
    answer = client.post(there, {}, headers={"Referer": f"http://testserver{page}"})
    assert answer.headers["Location"].endswith(f"?next={page}")
    for elsewhere in ("http://evil.example/desk/", ""):
        answer = client.post(there, {}, headers={"Referer": elsewhere})
        assert answer.headers["Location"].endswith(f"?next={reverse('desk:start')}")


def test_the_menus_of_a_page_that_refused_a_form_lead_back_to_where_the_form_is(
    client: Client, company: Any, owned_case: Case
) -> None:
    client.force_login(company.handler)
    sheet = reverse("desk:case_tasks", args=[owned_case.number])
    there = reverse("desk:give_task", args=[owned_case.number])
    refused = client.post(there, {"form": "give"}, headers={"Referer": f"http://testserver{sheet}"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert f'name="next" value="{there}"' not in page
    assert page.count(f'name="next" value="{sheet}"') == 2
    assert client.get(f"{sheet}?x=1").content.decode().count(f'name="next" value="{sheet}?x=1"') == 2


def test_an_address_for_forms_says_so_to_who_opens_it(client: Client, company: Any, owned_case: Case) -> None:
    client.force_login(company.handler)
    answer = client.get(
        reverse("desk:take_case", args=[owned_case.number]), headers={"Accept-Language": "en"}
    )
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "only takes what a form sends" in answer.content.decode()
