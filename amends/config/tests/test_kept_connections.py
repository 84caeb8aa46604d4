"""A kept connection that the server has closed is noticed before a request uses it, without asking the server each time."""

from __future__ import annotations

import pytest
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from amends.foundation.kernel.prepared import Rows
from amends.foundation.organisation.models import Department

pytestmark = pytest.mark.django_db(transaction=True)


def end_from_outside() -> None:
    """What a restart of the server does to a connection; SQLite has no server that could do it."""
    if connection.vendor != "postgresql":
        return
    other = connection.copy()
    with connection.cursor() as mine, other.cursor() as cursor:
        mine.execute("SELECT pg_backend_pid()")
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", mine.fetchone())
    other.close()


def test_a_connection_is_kept_from_request_to_request() -> None:
    Department.objects.count()
    kept = connection.connection
    close_old_connections()
    with CaptureQueriesContext(connection) as seen:
        Department.objects.count()
    assert connection.connection is kept
    assert len(seen) == 1


def test_a_connection_that_the_server_ended_is_replaced() -> None:
    Department.objects.count()
    end_from_outside()
    close_old_connections()
    assert Department.objects.count() == 0


def planned(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{name}%"])
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(("after", "plans"), [(3, 1), (0, 0)])
def test_what_is_asked_again_and_again_is_planned_once(after: int, plans: int) -> None:
    if connection.vendor != "postgresql":
        assert not hasattr(connection, "cursor_for_repeated"), "SQLite plans in this process"
        return
    connection.close()
    connection.settings_dict["OPTIONS"]["planned_after"] = str(after)
    by_code = Rows(lambda code: Department.objects.filter(code=code))
    try:
        with CaptureQueriesContext(connection) as asked:
            for code in "abcdef":
                assert by_code(code) == []
        assert all("organisation_department" in one["sql"] for one in asked)
        assert planned("organisation_department") == plans
    finally:
        del connection.settings_dict["OPTIONS"]["planned_after"]
        connection.close()
