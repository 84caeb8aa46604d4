"""While the database is away people are told so in their language; nothing is half done, and all goes on afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, close_old_connections, connection
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.casework.customers.models import Customer

SAYS = {"zh-hans": "数据库", "zh-hant": "資料庫", "en": "The database does not answer"}
WORDS = {"text": "锅坏了，请退款", "name": "王小明", "phone": "13800138000", "idempotency_key": "k"}


def assert_plain(page: str) -> None:
    for secret in ("Traceback", "OperationalError", "10.0.0.5", "psycopg", "sqlite", "settings.py"):
        assert secret not in page


@pytest.mark.parametrize("language", SAYS)
def test_a_customer_is_told_so_and_can_send_again(
    visitor: Client, company: Any, files: Any, database_away: Callable[[], None], language: str
) -> None:
    visitor.cookies["django_language"] = language
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("amends.doors.portal.views.portal_member", refuse)
        answer = visitor.post(reverse("portal:complain"), WORDS)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert SAYS[language] in page
    assert_plain(page)
    assert not Case.objects.exists()
    assert visitor.post(reverse("portal:complain"), WORDS).status_code == 302
    assert (Case.objects.count(), Customer.objects.count()) == (1, 1)


def refuse(*_: Any, **__: Any) -> Any:
    raise OperationalError("connection refused: 10.0.0.5 port 5432, user amends")


@pytest.mark.parametrize("language", SAYS)
def test_staff_are_told_so_on_a_page_that_needs_no_database_itself(
    visitor: Client, company: Any, database_away: Callable[[], None], language: str
) -> None:
    visitor.force_login(company.handler)
    visitor.cookies["django_language"] = language
    database_away()
    answer = visitor.get(reverse("desk:start"))
    page = answer.content.decode()
    assert answer.status_code == 503
    assert SAYS[language] in page
    assert_plain(page)


def test_scripts_get_the_same_as_json(
    visitor: Client, company: Any, database_away: Callable[[], None]
) -> None:
    visitor.force_login(company.handler)
    database_away()
    answer = visitor.get(reverse("desk:pulse"), headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.json()["error"] == "database_away"


def test_a_failure_around_the_view_is_explained_as_well(
    visitor: Client, company: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_response", refuse)
    answer = visitor.get(reverse("portal:home"))
    assert answer.status_code == 503
    assert_plain(answer.content.decode())


def test_what_fails_in_the_middle_leaves_nothing_behind(
    visitor: Client, company: Any, files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.casework.cases.actions.registering.publish", refuse)
    assert visitor.post(reverse("portal:complain"), WORDS).status_code == 503
    assert (Case.objects.count(), Customer.objects.count()) == (0, 0)


def test_an_error_of_ours_shows_no_trace_either(
    visitor: Client, company: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ValueError("secret: s3cr3t-value")

    visitor.cookies["django_language"] = "en"
    monkeypatch.setattr("amends.doors.portal.views.portal_member", broken)
    answer = visitor.post(reverse("portal:complain"), WORDS)
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "It has been noted" in page
    assert "s3cr3t" not in page
    assert_plain(page)


def test_readiness_says_no_while_the_process_lives(
    visitor: Client, company: Any, database_away: Callable[[], None]
) -> None:
    database_away()
    assert visitor.get("/healthz").status_code == 200
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_cut_is_made_anew_for_the_next_request(visitor: Client) -> None:
    cut()
    for _ in range(2):
        # What the server does before and after each request; the browser of the tests leaves it out.
        close_old_connections()
        answer = visitor.post(reverse("portal:follow"), {"number": "A26-1", "phone": "1380013"})
        assert answer.status_code in {422, 503}
        close_old_connections()
    assert answer.status_code == 422


def cut() -> None:
    """Ends this process's connection from the server's side, as a restart does."""
    if connection.vendor == "sqlite":
        connection.close()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [backend])
    other.close()
