"""What one installation had, another has after a restore, whatever database the one and the other use."""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from amends.casework.cases.models import Attachment, Case, Note
from amends.casework.cases.vault import path_of
from amends.casework.knowledge.models import Depiction
from amends.casework.readings.queries import house_folder, house_weights
from amends.config.operations.backup import schema
from amends.config.operations.backup.saving import one_moment
from amends.config.operations.backup.verifying import verify
from amends.config.tests.conftest import KINDS, run
from amends.config.tests.houses import House, findable, listing, rows_here
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import verify as verify_trail
from amends.foundation.kernel import clock, jobs, search
from amends.foundation.kernel.models import WorkerBeat
from amends.foundation.kernel.shelf import PICTURES, open_kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
Empty = Callable[..., House]


@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("source", KINDS)
def test_everything_comes_back(
    full_houses: dict[str, House], empty_house: Empty, tmp_path: Path, source: str, target: str
) -> None:
    house, new, file = full_houses[source], empty_house(target), tmp_path / "b.tar.gz"
    run(house, "backup", str(file))
    said = run(new, "restore", str(file))
    for sentence in ("every row is there, and 5 cases", "The audit trail holds", "Every attachment is there"):
        assert sentence in said
    with house.entered():
        rows, found, numbers = rows_here(), findable("退款"), schema.applied()
        highest = Note.objects.order_by("-pk")[0].pk
    with new.entered():
        assert rows_here() == rows
        assert findable("退款") == found != []
        assert schema.applied() == numbers
        assert verify_trail().broken is None
        assert AuditEntry.objects.order_by("-pk")[0].action == "house.restored"
        case = Case.objects.order_by("pk")[0]
        # The note with the highest number was deleted; its number is not given to another one.
        note = Note.objects.create(case=case, author=case.owner, body="x", written_at=clock.now())
        assert note.pk == highest + 2
        kept = Attachment.objects.all()[0]
        with open_kept(kept.sha256) as picture:
            assert picture.read(4) == b"\xff\xd8\xff\xe0"
        shown = Depiction.objects.get().picture
        with open_kept(shown.sha256, PICTURES) as picture:
            assert hashlib.sha256(picture.read()).hexdigest() == shown.sha256
        assert list(search.matching("article", "柜门上的二维码")) == [shown.article_id]
        # Work that waited is done in the new house, and the guards of the trail are there.
        jobs.run_due(reraise=True)
        assert not Case.objects.filter(category="").exists()
    assert (new.var / "secret_key").read_text() == (house.var / "secret_key").read_text()
    assert stat.S_IMODE((new.var / "secret_key").stat().st_mode) == 0o600
    assert not [name for name in listing(new.var) if "restoring" in name]


def test_what_the_house_taught_its_engine_comes_back(
    full_houses: dict[str, House], empty_house: Empty, tmp_path: Path
) -> None:
    house, new, file = full_houses[KINDS[0]], empty_house(KINDS[0]), tmp_path / "b.tar.gz"
    with house.entered():
        house_folder().mkdir(parents=True)
        (house_folder() / "0001.npz").write_bytes(b"numbers")
        (house_folder() / "in-use.json").write_text('{"version": 1}', encoding="utf-8")
    run(house, "backup", str(file))
    run(new, "restore", str(file))
    with new.entered():
        assert house_weights().version() == 1
        assert (house_folder() / "0001.npz").read_bytes() == b"numbers"


@pytest.mark.parametrize("kind", KINDS)
def test_a_house_in_use_is_replaced_only_when_asked_to(
    full_houses: dict[str, House], empty_house: Empty, backup: Path, kind: str
) -> None:
    new = empty_house(kind)
    run(new, "restore", str(backup))
    with new.entered():
        Case.objects.update(subject="später")
        before = rows_here()
    with pytest.raises(Exception, match=r"people or cases here already.* Nothing was changed"):
        run(new, "restore", str(backup))
    with new.entered():
        assert rows_here() == before
    run(new, "restore", str(backup), "--force")
    with new.entered():
        assert not Case.objects.filter(subject="später").exists()
        with pytest.raises(Exception, match="never"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE audit_auditentry SET reason = 'x'")


def test_a_dry_run_reads_everything_and_changes_nothing(empty_house: Empty, backup: Path) -> None:
    new = empty_house()
    assert "complete and as it was written" in run(new, "restore", str(backup), "--dry-run")
    assert not [name for name in listing(new.var) if "secret_key" in name or name.startswith("files")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_of_an_older_state_is_brought_up_to_date(
    full_houses: dict[str, House], empty_house: Empty, backup: Path, tmp_path: Path, kind: str
) -> None:
    old, new, file = empty_house(kind, "old"), empty_house(kind), tmp_path / "old.tar.gz"
    run(old, "restore", str(backup))
    with old.entered():
        MigrationExecutor(connection).migrate([("mfa", "0002_authenticator_timestamps")])
    run(old, "backup", str(file))
    assert ("mfa", "0003_authenticator_type_uniq") not in verify(file).migrations
    run(new, "restore", str(file))
    with new.entered():
        assert ("mfa", "0003_authenticator_type_uniq") in schema.applied()
        assert schema.not_applied() == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_shows_one_moment_and_keeps_nobody_waiting(full_houses: dict[str, House], kind: str) -> None:
    house = full_houses[kind]
    with house.entered():
        before = Note.objects.count()
        with one_moment():
            assert Note.objects.count() == before
            with house.entered():
                case = Case.objects.filter(owner__isnull=False)[0]
                written = Note.objects.create(
                    case=case, author=case.owner, body="neu", written_at=clock.now()
                )
            assert Note.objects.count() == before
        assert Note.objects.count() == before + 1
        written.delete()


def test_an_installation_that_was_only_set_up_is_empty_and_whoever_has_it_open_sees_the_new_one(
    empty_house: Empty, backup: Path
) -> None:
    new = empty_house()
    with new.entered():
        call_command("migrate", verbosity=0, interactive=False)
    reader = sqlite3.connect(new.var / "amends.sqlite3")
    assert reader.execute("SELECT count(*) FROM cases_case").fetchone() == (0,)
    run(new, "restore", str(backup))
    assert reader.execute("SELECT count(*) FROM cases_case").fetchone() == (5,)
    reader.close()


def test_a_running_worker_is_stopped_first(empty_house: Empty, backup: Path) -> None:
    new = empty_house()
    with new.entered():
        call_command("migrate", verbosity=0, interactive=False)
        WorkerBeat.objects.create(worker="w", started_at=clock.now(), seen_at=clock.now())
    with pytest.raises(Exception, match="A worker is running here"):
        run(new, "restore", str(backup), "--force")


def test_two_restores_do_not_meet_and_what_a_killed_one_left_is_cleared(
    empty_house: Empty, backup: Path
) -> None:
    new = empty_house()
    new.var.mkdir()
    descriptor = os.open(new.var, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with pytest.raises(Exception, match="Another restore is running here"):
        run(new, "restore", str(backup))
    os.close(descriptor)
    for name in ("amends.sqlite3.restoring", "amends.sqlite3.restoring-wal", "secret_key.restoring"):
        (new.var / name).write_text("half")
    (new.var / "files.restoring").mkdir()
    (new.var / "files.restoring" / "half").write_text("half")
    run(new, "restore", str(backup))
    assert not [name for name in listing(new.var) if "restoring" in name or "half" in name]


def test_the_file_is_its_owners_and_holds_no_secret_of_the_environment(
    full_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "hunter2")
    file = tmp_path / "b.tar.gz"
    file.write_bytes(b"an older one")
    file.chmod(0o644)
    said = run(full_house, "backup", str(file))
    assert "personal data" in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    manifest = verify(file)
    assert "SECRET_KEY" in manifest.environment
    assert b"hunter2" not in gzip.decompress(file.read_bytes())
    assert listing(tmp_path) == ["b.tar.gz"]


def test_a_key_from_the_environment_stays_there(
    full_house: House, empty_house: Empty, tmp_path: Path
) -> None:
    file = tmp_path / "b.tar.gz"
    kept = full_house.var / "secret_key"
    key = kept.read_text()
    kept.unlink()
    assert "comes from the environment" in run(full_house, "backup", str(file))
    kept.write_text(key)
    new = empty_house()
    assert "The secret key is not in the backup" in run(new, "restore", str(file))
    assert not (new.var / "secret_key").exists()


def test_attachments_that_were_lost_before_are_named(
    full_house: House, empty_house: Empty, tmp_path: Path
) -> None:
    file = tmp_path / "b.tar.gz"
    with full_house.entered():
        sha256 = Attachment.objects.all()[0].sha256
    place = full_house.var / "files" / path_of(sha256)
    right = place.read_bytes()
    place.write_bytes(b"not what it was")
    run(full_house, "backup", str(file))
    said = run(empty_house(), "restore", str(file))
    place.unlink()
    run(full_house, "backup", str(file))
    said += run(empty_house(name="other"), "restore", str(file))
    place.write_bytes(right)
    assert (
        said.count(f"1 attachments were missing or damaged already when the backup was made: {sha256[:12]}")
        == 2
    )
