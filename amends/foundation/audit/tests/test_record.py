from __future__ import annotations

import threading
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.transaction import TransactionManagementError

from amends.foundation.audit import guards
from amends.foundation.audit.actions import record
from amends.foundation.audit.models import AuditChain, AuditEntry, Immutable
from amends.foundation.audit.queries import history, verify
from amends.foundation.audit.tests.conftest import Person
from amends.foundation.kernel import clock

AT = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)


def write(chain: str = "case:1", action: str = "case.closed", **fields: object) -> AuditEntry:
    with transaction.atomic():
        return record(chain=chain, action=action, by=Person(), data=fields, reason="because")


@pytest.mark.django_db
def test_what_was_done_comes_back_as_it_was(person: Person) -> None:
    data = {"before": None, "after": {"due": AT, "amount": Decimal("9.90"), "名": ["修好", "a\x00b"]}}
    with clock.at(AT):
        record(chain="case:12", action="case.closed", by=person, data=data, reason="客户满意\x00")
    entry = AuditEntry.objects.get()
    assert entry.data == {
        "before": None,
        "after": {"due": AT, "amount": Decimal("9.90"), "名": ["修好", "ab"]},
    }
    assert (entry.chain, entry.n, entry.at, entry.action) == ("case:12", 1, AT, "case.closed")
    assert (entry.actor_id, entry.actor_name, entry.reason) == (7, "李雷", "客户满意")
    assert (entry.object_kind, entry.object_id) == ("case", 12)
    assert verify().broken is None


@pytest.mark.django_db
def test_each_entry_continues_the_one_before_and_chains_are_separate() -> None:
    entries = [write(), write("house"), write(), write()]
    assert [(entry.chain, entry.n) for entry in entries] == [
        ("case:1", 1),
        ("house", 1),
        ("case:1", 2),
        ("case:1", 3),
    ]
    assert entries[2].prev_hash == entries[0].hash
    assert entries[3].prev_hash == entries[2].hash
    assert entries[1].prev_hash == ""
    assert AuditChain.objects.get(pk="case:1").length == 3
    assert AuditChain.objects.get(pk="case:1").head == entries[3].hash


@pytest.mark.django_db
def test_an_entry_costs_two_statements_and_a_third_on_sqlite(
    django_assert_num_queries, person: Person
) -> None:  # type: ignore[no-untyped-def]
    for _ in range(2):
        with django_assert_num_queries(2 if connection.vendor == "postgresql" else 3):
            record(chain="case:1", action="x", by=person, data={})


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_recorded(person: Person) -> None:
    with pytest.raises(TransactionManagementError):
        record(chain="case:1", action="x", by=person, data={})
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_rolls_back_leaves_no_entry(person: Person) -> None:
    write()
    with pytest.raises(RuntimeError), transaction.atomic():
        record(chain="case:1", action="x", by=person, data={})
        raise RuntimeError("the change failed")
    assert AuditChain.objects.get().length == 1
    assert verify().broken is None


@pytest.mark.django_db(transaction=True)
def test_people_who_act_at_the_same_time_make_one_chain() -> None:
    problems: list[Exception] = []

    def act() -> None:
        try:
            for _ in range(10):
                write("case:9")
        except Exception as error:
            problems.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    found = verify()
    assert (found.chains, found.entries, found.broken) == (1, 40, None)


@pytest.mark.django_db
def test_data_that_is_not_plain_is_refused(person: Person) -> None:
    with pytest.raises(TypeError, match="plain values"):
        record(chain="case:1", action="x", by=person, data={"who": person})
    with pytest.raises(ValueError, match="80"):
        record(chain="c" * 81, action="x", by=person, data={})


@pytest.mark.django_db
def test_the_model_refuses_to_change_or_delete_an_entry() -> None:
    entry = write()
    entry.reason = "another"
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(reason="another"),
        lambda: AuditEntry.objects.get().save(),
    ):
        with pytest.raises(Immutable):
            attempt()
    assert AuditEntry.objects.get().reason == "because"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET reason = 'another'",
        "DELETE FROM audit_auditentry",
        "UPDATE audit_auditchain SET length = 0",
        "UPDATE audit_auditchain SET chain = 'case:2'",
        "DELETE FROM audit_auditchain",
    ],
)
def test_the_database_refuses_too(statement: str) -> None:
    write()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # The guards against DELETE, which a test database goes without so that it can be emptied.
            for guard in guards.SQLITE_DELETES:
                cursor.execute(guard)
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(statement)
    assert verify().broken is None


@pytest.mark.django_db
def test_history_is_read_in_pages_newest_first() -> None:
    for n in range(7):
        write(n=n)
    write("case:2")
    page = history("case:1", size=3)
    assert [entry.data["n"] for entry in page.items] == [6, 5, 4]
    page = history("case:1", after=page.next, size=3)
    assert [entry.data["n"] for entry in page.items] == [3, 2, 1]
    assert [entry.data["n"] for entry in history("case:1", size=2, newest_first=False).items] == [0, 1]
