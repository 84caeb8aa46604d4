"""The doctor finds what is broken, says what to do, and is not stopped by it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import timedelta
from importlib import metadata
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation

from amends.casework.cases.models import Attachment, Case
from amends.casework.knowledge.models import Picture
from amends.config.operations.doctor import database, examination, program, safety, storage, work
from amends.config.operations.doctor.findings import Check, Finding, Level
from amends.foundation.audit import guards
from amends.foundation.kernel import clock, jobs, search
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.models import Job, SearchDocument, WorkerBeat
from amends.foundation.kernel.shelf import PICTURES, path_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def found(check: Check) -> Finding:
    with translation.override("en"):
        (finding,) = check()
    return finding


def level_of(check: Check) -> Level:
    finding = found(check)
    assert finding.says
    assert bool(finding.mend) == (finding.level is not Level.OK)
    return finding.level


def printed(*words: str) -> tuple[str, int]:
    """What the command says, and how it ends."""
    out = StringIO()
    try:
        call_command("doctor", *words, stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


@pytest.fixture
def in_place(settings: Any) -> None:
    """Static files as `amends setup` puts them."""
    built = settings.PACKAGE / "static" / "amends.css"
    (settings.STATIC_ROOT / "amends.css").write_bytes(built.read_bytes())


@pytest.fixture
def at_work() -> None:
    WorkerBeat.objects.create(worker="w", started_at=clock.now(), seen_at=clock.now())


def test_a_house_that_is_well(in_place: None, at_work: None, registered_case: Case, run_jobs: Any) -> None:
    run_jobs()
    said, end = printed()
    assert "✗" not in said
    assert "Broken: 0." in said
    assert "All 1 cases can be found." in said
    assert end == 0


def test_for_machines(at_work: None, settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    said, end = printed("--json")
    told = json.loads(said)
    assert (told["ok"], end) == (False, 1)
    levels = {one["check"]: one["level"] for one in told["findings"]}
    assert levels["static_files"] == "error"
    assert levels["migrations"] == "ok"
    assert len(levels) == sum(
        len(part) for part in (examination.FIRST, examination.WITH_DATABASE, examination.WITH_TABLES)
    )


def test_in_the_terminals_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "请启动 `amends work`。" in printed()[0]


def test_a_database_that_is_away_ends_the_questions_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr(database, "standing_in", away)
    said, end = printed()
    assert "The database does not answer: connection refused" in said
    assert "cases can be found" not in said
    assert end == 1


def test_a_check_that_fails_itself_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(examination, "FIRST", (broken, program.python))
    said, end = printed()
    assert "could not be looked at: broken (ZeroDivisionError: by nothing)" in said
    assert "Python 3." in said
    assert end == 1


def test_packages_that_are_missing_or_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [
        "django>=5.2.1,<5.3",
        "Pillow>=99 ; python_version > '3'",
        "nonesuch[extra]>=1",
        "rich<2",
        "x; extra == 'dev'",
    ]
    monkeypatch.setattr(metadata, "requires", lambda _name: wanted)
    finding = found(program.packages)
    assert finding.level is Level.ERROR
    assert finding.says.startswith("Pillow is ")
    assert "should be >=99 · nonesuch is missing · rich is" in finding.says


def test_an_old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "PYTHON", (4, 0))
    assert level_of(program.python) is Level.ERROR


def test_static_files_that_are_not_built_or_old(settings: Any, tmp_path: Path) -> None:
    settings.PACKAGE, settings.STATIC_ROOT = tmp_path, tmp_path / "root"
    assert "not built" in found(program.static_files).says
    for folder in (tmp_path / "static", tmp_path / "root"):
        folder.mkdir()
    (tmp_path / "static" / "amends.css").write_text("new")
    assert "not in place" in found(program.static_files).says
    (tmp_path / "root" / "amends.css").write_text("old")
    os.utime(tmp_path / "root" / "amends.css", (1, 1))
    assert level_of(program.static_files) is Level.WARNING


def test_translations_that_are_missing_or_old(settings: Any, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text("")
    assert level_of(program.translations) is Level.ERROR
    (folder / "django.mo").write_text("")
    assert level_of(program.translations) is Level.OK
    os.utime(folder / "django.mo", (1, 1))
    assert level_of(program.translations) is Level.WARNING


def test_an_engine_that_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert level_of(program.engine) is Level.OK
    monkeypatch.setattr(program, "preview", lambda _text: {"kind": "other", "demands": []})
    assert level_of(program.engine) is Level.ERROR


def test_the_secret_key(settings: Any, tmp_path: Path) -> None:
    settings.SECRET_KEY_LENGTH, settings.SECRET_KEY_PATH = 40, tmp_path / "key"
    assert level_of(safety.secret_key) is Level.OK
    settings.SECRET_KEY_PATH.write_text("k")
    settings.SECRET_KEY_PATH.chmod(0o644)
    assert level_of(safety.secret_key) is Level.WARNING
    settings.SECRET_KEY_PATH.chmod(0o600)
    assert level_of(safety.secret_key) is Level.OK
    settings.SECRET_KEY_LENGTH = 3
    assert level_of(safety.secret_key) is Level.ERROR


PROXY = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize(
    ("names", "debug", "secure", "proxy", "levels"),
    [
        (["localhost"], False, False, None, "ok ok ok"),
        (["localhost"], True, False, None, "warning ok ok"),
        (["care.example.com"], True, True, PROXY, "error ok ok"),
        (["care.example.com"], False, False, None, "ok ok warning"),
        (["care.example.com"], False, True, None, "ok ok warning"),
        (["care.example.com"], False, True, PROXY, "ok ok ok"),
        (["*"], False, True, PROXY, "ok warning ok"),
        ([], False, False, None, "ok error ok"),
    ],
)
def test_who_gets_in_and_how(
    settings: Any, names: list[str], debug: bool, secure: bool, proxy: Any, levels: str
) -> None:
    settings.ALLOWED_HOSTS, settings.DEBUG = names, debug
    settings.SESSION_COOKIE_SECURE, settings.SECURE_PROXY_SSL_HEADER = secure, proxy
    assert " ".join(level_of(check) for check in (safety.debug, safety.hosts, safety.https)) == levels


@pytest.mark.parametrize(("free", "level"), [(10**8, "error"), (10**9, "warning"), (10**11, "ok")])
def test_room(monkeypatch: pytest.MonkeyPatch, free: int, level: str) -> None:
    monkeypatch.setattr(storage, "free_bytes", lambda: free)
    assert level_of(storage.room) == level


def test_a_folder_that_cannot_be_written(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path / "file"
    settings.VAR.write_text("")
    assert level_of(storage.writable) is Level.ERROR


def test_attachments_that_are_missing_or_belong_to_nobody(files: Path, registered_case: Case) -> None:
    place = files / path_of("a" * 64)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"12345")
    assert level_of(storage.orphaned_attachments) is Level.WARNING
    row = Attachment(case=registered_case, name="a", content_type="image/png", size=5, sha256="a" * 64)
    row.added_at = clock.now()
    row.save()
    assert level_of(storage.orphaned_attachments) is Level.OK
    assert level_of(storage.missing_attachments) is Level.OK
    place.write_bytes(b"123")
    assert level_of(storage.missing_attachments) is Level.ERROR
    place.unlink()
    assert str(registered_case.pk) in found(storage.missing_attachments).says


def test_pictures_of_articles_that_are_missing_or_belong_to_nobody(files: Path, company: Any) -> None:
    place = files / path_of("b" * 64, PICTURES)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"12345")
    assert level_of(storage.orphaned_attachments) is Level.WARNING
    row = Picture(sha256="b" * 64, content_type="image/png", size=5, width=20, height=20)
    row.added_by, row.added_at = company.handler, clock.now()
    row.save()
    assert level_of(storage.orphaned_attachments) is Level.OK
    assert level_of(storage.missing_pictures) is Level.OK
    place.unlink()
    assert level_of(storage.missing_pictures) is Level.ERROR


def test_tables_that_are_older_or_newer_than_the_program() -> None:
    assert level_of(database.migrations) is Level.OK
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("mfa", "0003_authenticator_type_uniq")
    assert "1 changes to the tables wait, the first is mfa.0003" in found(database.migrations).says
    recorder.record_applied("cases", "0099_from_tomorrow")
    assert "cases.0099_from_tomorrow" in found(database.migrations).says


@pytest.mark.parametrize(("ahead", "level"), [(0, "ok"), (5, "warning"), (-90, "error")])
def test_clocks_that_differ(monkeypatch: pytest.MonkeyPatch, ahead: int, level: str) -> None:
    monkeypatch.setattr(database, "time", SimpleNamespace(time=lambda: time.time() + ahead))
    assert level_of(database.clocks) == level


def test_cases_that_cannot_be_found_until_they_are_indexed_anew(registered_case: Case) -> None:
    assert level_of(database.search_index) is Level.OK
    SearchDocument.objects.all().delete()
    search.put("case", registered_case.pk + 7, "ein Fall, den es nicht gibt")
    assert "1 of 1 cases cannot be found, and 1 can be found" in found(database.search_index).says
    call_command("reindex", stdout=StringIO())
    assert level_of(database.search_index) is Level.OK
    assert list(search.matching("case", "电饭锅")) == [registered_case.pk]


def test_a_trail_that_somebody_changed(registered_case: Case) -> None:
    assert level_of(database.audit_trail) is Level.OK
    with connection.cursor() as cursor:
        for statement in guards.drop_statements(connection.vendor):
            cursor.execute(statement)
        cursor.execute("UPDATE audit_auditentry SET reason = 'x'")
    assert f"case:{registered_case.pk}" in found(database.audit_trail).says


def test_a_worker_that_stopped(at_work: None) -> None:
    assert level_of(work.worker) is Level.OK
    WorkerBeat.objects.update(seen_at=clock.now() - timedelta(minutes=5))
    assert level_of(work.worker) is Level.ERROR


@pytest.mark.parametrize(("minutes", "level"), [(0, "ok"), (5, "warning"), (60, "error")])
def test_jobs_that_wait(minutes: int, level: str, enqueue_one: Callable[[], Job]) -> None:
    enqueue_one()
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        assert level_of(work.waiting) == level


def test_jobs_that_were_given_up(enqueue_one: Callable[[], Job]) -> None:
    assert level_of(work.given_up) is Level.OK
    enqueue_one()
    Job.objects.update(state=JobState.DEAD)
    assert "offer_waiting_cases" in found(work.given_up).says


@pytest.fixture
def enqueue_one() -> Callable[[], Any]:
    return lambda: jobs.enqueue("amends.casework.cases.actions.offering.offer_waiting_cases")
