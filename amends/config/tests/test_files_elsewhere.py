"""Files in a store that is no folder of ours: kept whole, opened, compared, and said not to be in a backup."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

from amends.casework.cases.actions import open_original, verify_case_files
from amends.casework.cases.actions.looking_into import look_into
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.vault import keep, path_of
from amends.casework.knowledge.actions import add_picture
from amends.casework.knowledge.vault import opened, redrawn, throw_away
from amends.config import env
from amends.config.operations.backup.files import broken_attachments, kept_files
from amends.config.operations.doctor import storage
from amends.config.operations.doctor.findings import Level
from amends.foundation.kernel.shelf import PICTURES, elsewhere, folder, is_there, is_whole, remove


class FarStore(Storage):
    """Speaks as django-storages does: names and bytes, no paths; an object of a name replaces the one before."""

    objects: ClassVar[dict[str, bytes]] = {}
    saved: ClassVar[list[str]] = []
    bucket_name = "evidence-of-the-house"

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        if name not in self.objects:
            raise FileNotFoundError(name)
        return ContentFile(self.objects[name], name)

    def _save(self, name: str, content: File[Any]) -> str:
        self.saved.append(name)
        self.objects[name] = content.read()
        return name

    def delete(self, name: str) -> None:
        self.objects.pop(name, None)

    def exists(self, name: str) -> bool:
        return name in self.objects

    def size(self, name: str) -> int:
        return len(self.objects[name])


@pytest.fixture
def far(settings: Any) -> type[FarStore]:
    FarStore.objects.clear()
    FarStore.saved.clear()
    store = {"BACKEND": f"{__name__}.FarStore"}
    settings.STORAGES = {**settings.STORAGES, "default": store, "previews": store}
    return FarStore


@pytest.fixture
def case(far: Any, company: Any, register: Callable[..., Case], photo: bytes) -> Case:
    case = register(files=[keep("a.jpg", io.BytesIO(photo), len(photo))])
    Case.objects.filter(pk=case.pk).update(owner=company.handler)
    return case


def test_bytes_go_there_once_and_come_back_as_they_were(
    far: type[FarStore], case: Case, company: Any, photo: bytes
) -> None:
    file = Attachment.objects.get(case=case)
    assert far.saved == [path_of(file.sha256)]
    keep("b.jpg", io.BytesIO(photo), len(photo))
    assert far.saved == [path_of(file.sha256)]
    look_into(file.pk)
    with open_original(attachment_id=file.pk, by=company.handler).file as kept:
        assert kept.read() == photo
    assert is_whole(file.sha256)
    assert verify_case_files(case_id=case.pk, by=company.handler) == (1, [])
    remove(file.sha256)
    assert not is_there(file.sha256)


def test_the_backup_says_that_it_does_not_hold_them(far: type[FarStore], case: Case, tmp_path: Any) -> None:
    assert (folder(), elsewhere()) == (None, "evidence-of-the-house")
    assert list(kept_files()) == []
    assert list(broken_attachments(tmp_path)) == []
    far.objects.clear()
    assert list(broken_attachments(tmp_path)) == [Attachment.objects.get(case=case).sha256]


def test_the_doctor_says_so_too_and_finds_what_is_missing_there(far: type[FarStore], case: Case) -> None:
    (said,) = storage.place_of_files()
    assert (said.level, "evidence-of-the-house" in said.says) == ("warning", True)
    assert [one.level for one in storage.missing_attachments()] == ["ok"]
    far.objects.clear()
    assert [one.level for one in storage.missing_attachments()] == ["error"]


def test_pictures_of_articles_lie_there_too(far: type[FarStore], company: Any, photo: bytes) -> None:
    picture = redrawn(io.BytesIO(photo), len(photo))
    row = add_picture(picture=picture, by=company.handler)
    assert far.saved == [path_of(row.sha256, PICTURES)]
    assert [one.level for one in storage.missing_pictures()] == ["ok"]
    with opened(row.sha256) as kept:
        assert kept.read() == picture.data
    throw_away(row.sha256)
    assert [one.level for one in storage.missing_pictures()] == ["error"]


def test_a_folder_of_ours_is_nothing_to_warn_of(files: Any) -> None:
    assert [one.level for one in storage.place_of_files()] == [Level.OK]


def test_the_settings_of_a_store_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_S3_ENDPOINT", "http://127.0.0.1:9000")
    found = env.s3("bucket", "previews")
    assert found["OPTIONS"]["endpoint_url"] == "http://127.0.0.1:9000"
    assert (found["OPTIONS"]["bucket_name"], found["OPTIONS"]["location"]) == ("bucket", "previews")
    assert found["OPTIONS"]["access_key"] is None


def test_the_doctor_names_what_does_not_match_and_what_waits(
    company: Any, register: Callable[..., Case], files: Any, photo: bytes, settings: Any
) -> None:
    register(files=[keep("a.jpg", io.BytesIO(photo), len(photo))])
    assert [one.level for one in storage.changed_attachments()] == ["ok"]
    Attachment.objects.update(broken_at="2026-01-01T00:00Z")
    assert [one.level for one in storage.changed_attachments()] == ["error"]
    settings.AMENDS_SCAN = "tcp:127.0.0.1:1"
    Attachment.objects.update(scan="waiting", added_at="2026-01-01T00:00Z")
    assert [one.level for one in storage.virus_scanner()] == ["warning"]
    settings.AMENDS_SCAN = "nonsense"
    assert [one.level for one in storage.virus_scanner()] == ["error"]
