from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override

from amends.foundation.audit import guards, queries
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.tests.test_record import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def unguarded() -> Callable[[str], None]:
    """Somebody with full rights in the database, who took the triggers away first."""
    for number in (1, 2, 3):
        for n in range(1, 6):
            write(f"case:{number}", n=n)

    def run(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    for statement in guards.drop_statements(connection.vendor):
        run(statement)
    return run


def verdict(*arguments: str, language: str = "en") -> str:
    """What the command says; its exit code is 1 when the trail is broken."""
    out = StringIO()
    try:
        with override(language):
            call_command("audit", "verify", *arguments, stdout=out)
    except CommandError as error:
        assert error.returncode == 1
        return str(error)
    return out.getvalue().strip()


def test_an_untouched_trail_holds(unguarded: Callable[[str], None]) -> None:
    assert verdict() == "The audit trail holds: 15 entries in 3 chains."
    assert verdict("--chain", "case:2") == "The audit trail holds: 5 entries in 1 chains."
    assert verdict("--chain", "case:99") == "There is no chain case:99."


@pytest.mark.parametrize(
    ("crime", "says"),
    [
        (
            "UPDATE audit_auditentry SET reason = 'x' WHERE chain = 'case:2' AND n = 3",
            "case:2, entry 3: an entry was changed",
        ),
        (
            "UPDATE audit_auditentry SET actor_id = 9 WHERE chain = 'case:2' AND n = 1",
            "case:2, entry 1: an entry was changed",
        ),
        (
            "DELETE FROM audit_auditentry WHERE chain = 'case:2' AND n = 3",
            "case:2, entry 3: an entry is missing",
        ),
        (
            "DELETE FROM audit_auditentry WHERE chain = 'case:2' AND n = 5",
            "case:2, entry 5: an entry is missing",
        ),
        ("DELETE FROM audit_auditentry WHERE chain = 'case:2'", "case:2, entry 1: an entry is missing"),
        (
            "UPDATE audit_auditentry SET n = 9 WHERE chain = 'case:2' AND n = 3",
            "case:2, entry 3: an entry is missing",
        ),
        (
            "UPDATE audit_auditentry SET n = 6 WHERE chain = 'case:2' AND n = 1",
            "case:2, entry 1: an entry is missing",
        ),
        (
            "INSERT INTO audit_auditentry (chain, n, at, actor_id, actor_name, action, object_kind, object_id, body,"
            " reason, prev_hash, salt, seal, hash) SELECT chain, 6, at, actor_id, actor_name, action, object_kind, object_id,"
            " body, reason, prev_hash, salt, seal, hash FROM audit_auditentry WHERE chain = 'case:2' AND n = 5",
            "case:2, entry 6: an entry was added",
        ),
        (
            "UPDATE audit_auditchain SET head = 'x' WHERE chain = 'case:2'",
            "case:2, entry 5: an entry does not continue",
        ),
        (
            "DELETE FROM audit_auditchain WHERE chain = 'case:2'",
            "case:2, entry 1: an entry belongs to nothing that is on record",
        ),
    ],
)
def test_the_first_broken_link_is_named(unguarded: Callable[[str], None], crime: str, says: str) -> None:
    unguarded(crime)
    assert says in verdict()
    assert says in verdict("--chain", "case:2")
    assert "holds" in verdict("--chain", "case:1")


def test_it_speaks_the_language_of_the_house(unguarded: Callable[[str], None]) -> None:
    assert verdict(language="zh-hans") == "审计轨迹完整：3 条链，共 15 条记录。"
    unguarded("DELETE FROM audit_auditentry WHERE chain = 'case:2' AND n = 3")
    said = "审计轨迹已断裂。case:2，第 3 条：有记录缺失。"
    assert verdict(language="zh-hans") == said


def test_exchanged_entries_are_noticed(unguarded: Callable[[str], None]) -> None:
    unguarded("UPDATE audit_auditentry SET n = 99 WHERE chain = 'case:2' AND n = 2")
    unguarded("UPDATE audit_auditentry SET n = 2 WHERE chain = 'case:2' AND n = 3")
    unguarded("UPDATE audit_auditentry SET n = 3 WHERE chain = 'case:2' AND n = 99")
    assert "case:2, entry 2: an entry was changed" in verdict()


def test_long_trails_are_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "CHUNK", 2)
    for number in range(5):
        for _ in range(5):
            write(f"case:{number}")
    assert verdict() == "The audit trail holds: 25 entries in 5 chains."


def test_an_entry_added_while_the_walk_goes_on_is_no_crime(monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    real = queries._links
    seen: list[str] = []

    def meanwhile(chain: str, found: queries.Verification):  # type: ignore[no-untyped-def]
        if not seen:
            seen.append(chain)
            write(chain)
        return real(chain, found)

    monkeypatch.setattr(queries, "_links", meanwhile)
    assert verdict() == "The audit trail holds: 2 entries in 1 chains."
    assert AuditEntry.objects.count() == 2
