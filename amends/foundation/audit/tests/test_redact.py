"""Words taken out of the record are gone for good, and the chain holds with an entry that says so."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from amends.foundation.audit.actions import redact
from amends.foundation.audit.choices import Damage
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import verify
from amends.foundation.audit.rules import Broken
from amends.foundation.audit.tests.test_record import write

pytestmark = pytest.mark.django_db


def test_the_words_are_gone_who_and_when_stays_and_the_chain_holds(person: Any) -> None:
    for n in (1, 2, 3):
        write("case:1", phone=f"1380013800{n}")
    redact(chain="case:1", entries=[2], by=person, reason="依法删除")
    entry = AuditEntry.objects.get(chain="case:1", n=2)
    assert entry.data == {"redacted": True}
    assert (entry.reason, entry.salt, entry.actor_id) == ("", "", 7)
    assert "13800138003" in AuditEntry.objects.get(chain="case:1", n=3).body
    assert verify().broken is None


def test_it_is_done_once_and_never_to_the_entry_that_says_so(person: Any) -> None:
    write("case:1", phone="13800138001")
    said = redact(chain="case:1", entries=[1], by=person, reason="依法删除")
    assert said is not None
    assert redact(chain="case:1", entries=[1, said.n], by=person, reason="再来") is None


def test_nobody_takes_words_out_without_saying_so(person: Any) -> None:
    write("case:1", phone="13800138001")
    AuditEntry.objects.filter(chain="case:1").take_words_out()
    broken = verify().broken
    assert broken is not None
    assert broken == Broken("case:1", 1, Damage.EMPTIED)


@pytest.mark.parametrize(
    "change",
    ["body = '{}', salt = '', reason = ''", "salt = ''", "body = '{\"redacted\":true}', action = 'x'"],
)
def test_the_database_itself_refuses_any_other_change(person: Any, change: str) -> None:
    write("case:1", phone="13800138001")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_auditentry SET {change}")  # noqa: S608
