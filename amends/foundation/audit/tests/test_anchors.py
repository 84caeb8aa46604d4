"""Anchors hold fast where the chains stood, so that not even whole chains written anew go unnoticed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override

from amends.foundation.audit import guards
from amends.foundation.audit.actions import anchor_chains, anchoring
from amends.foundation.audit.models import AnchoredHead, AuditAnchor, AuditEntry
from amends.foundation.audit.rules import canonical, hash_of, seal_of
from amends.foundation.audit.tests.test_record import write
from amends.foundation.audit.tests.test_verify import verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path / "anchors"


@pytest.fixture
def anchored(folder: Path) -> Callable[[str], None]:
    """Three chains anchored, one of them going on and anchored again; and somebody with full rights."""
    for number in (1, 2, 3):
        write(f"case:{number}")
    anchor_chains()
    write("case:2")
    anchor_chains()

    def run(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    for statement in guards.drop_statements(connection.vendor):
        run(statement)
    return run


def test_an_anchor_holds_what_went_on_since_the_last_one(
    anchored: Callable[[str], None], folder: Path
) -> None:
    first, second = AuditAnchor.objects.order_by("pk")
    assert (first.chains, first.entries, first.before) == (3, 3, "")
    assert (second.chains, second.entries, second.before) == (1, 1, first.root)
    assert list(second.heads.values_list("chain", "n")) == [("case:2", 2)]
    assert verdict() == "The audit trail holds: 4 entries in 3 chains.\nSigned anchors: 2."
    assert verdict("--anchors", str(folder)) == verdict()


def test_nothing_new_makes_no_anchor(folder: Path) -> None:
    assert anchor_chains() == []
    write()
    assert len(anchor_chains()) == 1
    assert anchor_chains() == []


def test_many_chains_make_several_anchors(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchoring, "AT_ONCE", 2)
    for number in range(5):
        write(f"case:{number}")
    assert [one.chains for one in anchor_chains()] == [2, 2, 1]
    assert "Signed anchors: 3." in verdict()


def test_each_anchor_is_a_file_that_says_everything(folder: Path) -> None:
    write()
    anchor = anchor_chains()[0]
    kept = json.loads(next(folder.glob("000001-*.json")).read_text())
    assert kept == {**anchor.said(), "signature": anchor.signature, "signed_with": "HMAC-SHA256"}


def test_the_command_makes_one_too(folder: Path) -> None:
    write()
    out = StringIO()
    with override("en"):
        call_command("audit", "anchor", stdout=out)
    assert out.getvalue() == "Anchors made: 1, over 1 entries.\n"


def forge(chain: str) -> None:
    """Writes a chain anew with other words, all hashes in order."""
    previous = ""
    for entry in AuditEntry.objects.filter(chain=chain).order_by("n"):
        entry.body, entry.prev_hash = canonical({"forged": True}), previous
        entry.seal = seal_of(entry.salt, entry.body, entry.reason)
        previous = hash_of(entry.link)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE audit_auditentry SET body = %s, seal = %s, prev_hash = %s, hash = %s WHERE id = %s",
                [entry.body, entry.seal, entry.prev_hash, previous, entry.pk],
            )
            cursor.execute("UPDATE audit_auditchain SET head = %s WHERE chain = %s", [previous, chain])


def test_a_chain_written_anew_as_a_whole_is_named_with_its_first_anchor(
    anchored: Callable[[str], None],
) -> None:
    forge("case:2")
    assert "Anchor 1 does not hold: the entries of case:2 are not those that were anchored" in verdict()


def test_a_chain_that_is_gone_as_a_whole_is_named(anchored: Callable[[str], None]) -> None:
    anchored("DELETE FROM audit_auditentry WHERE chain = 'case:3'")
    anchored("DELETE FROM audit_auditchain WHERE chain = 'case:3'")
    assert "Anchor 1 does not hold: the entries of case:3 are not those that were anchored" in verdict()


@pytest.mark.parametrize(
    ("crime", "says"),
    [
        ("UPDATE audit_auditanchor SET root = 'x' WHERE id = 1", "Anchor 1 does not hold: its signature"),
        (
            "UPDATE audit_auditanchor SET made_at = '2020-01-01 00:00:00' WHERE id = 2",
            "Anchor 2 does not hold: its signature",
        ),
        (
            "UPDATE audit_anchoredhead SET n = 9 WHERE chain = 'case:3'",
            "Anchor 1 does not hold: what it holds fast",
        ),
        (
            "DELETE FROM audit_anchoredhead WHERE chain = 'case:3'",
            "Anchor 1 does not hold: what it holds fast",
        ),
        (
            "DELETE FROM audit_anchoredhead WHERE anchor_id = 1; DELETE FROM audit_auditanchor WHERE id = 1",
            "Anchor 1 does not hold: an anchor before it is missing",
        ),
    ],
)
def test_a_changed_anchor_is_named(anchored: Callable[[str], None], crime: str, says: str) -> None:
    for statement in crime.split("; "):
        anchored(statement)
    assert says in verdict()


def test_the_last_anchor_taken_away_is_known_to_the_files_kept_elsewhere(
    anchored: Callable[[str], None], folder: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(folder, elsewhere)
    anchored("DELETE FROM audit_anchoredhead WHERE anchor_id = 2")
    anchored("DELETE FROM audit_auditanchor WHERE id = 2")
    assert "holds" in verdict()
    assert "Anchor 2 does not hold: a file of it was kept, but" in verdict("--anchors", str(elsewhere))
    assert "(000002-" in verdict("--anchors", str(elsewhere))


def test_another_key_does_not_sign_for_this_house(anchored: Callable[[str], None], settings: Any) -> None:
    settings.AMENDS_ANCHOR_KEY = "another"
    assert "Anchor 1 does not hold: its signature" in verdict()


@pytest.mark.parametrize("table", ["audit_auditanchor", "audit_anchoredhead"])
def test_the_database_itself_keeps_anchors(folder: Path, table: str) -> None:
    write()
    anchor_chains()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET id = id + 1")  # noqa: S608
    assert AnchoredHead.objects.count() == 1


def test_a_broken_chain_ends_the_command_with_one(anchored: Callable[[str], None]) -> None:
    anchored("UPDATE audit_auditanchor SET root = 'x' WHERE id = 1")
    with pytest.raises(CommandError) as stopped:
        call_command("audit", "verify")
    assert stopped.value.returncode == 1
