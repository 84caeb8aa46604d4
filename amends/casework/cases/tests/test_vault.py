"""Files from outside: looked at, kept once, never half."""

from __future__ import annotations

import errno
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from PIL import Image

from amends.casework.cases.vault import Kept, keep, kind_of, open_kept, safe_name
from amends.foundation.kernel.errors import Invalid, TooLarge


def picture(kind: str = "PNG") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (4, 4)).save(kept, kind)
    return kept.getvalue()


def archive() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        file.writestr("a.txt", "a")
    return kept.getvalue()


def send(name: str, content: bytes) -> Kept:
    return keep(name, io.BytesIO(content), len(content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("GIF"), "image/gif"),
        (picture("WEBP"), "image/webp"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"ID3\x04", "audio/mpeg"),
        (b"OggS\x00", "audio/ogg"),
        (b"\x1aE\xdf\xa3", "audio/webm"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"\x00\x00\x00\x18ftypM4A \x00", "audio/mp4"),
        (b"\x00\x00\x00\x18ftypisom\x00", "video/mp4"),
        (b"\x00\x00\x00\x18ftypheic\x00", "image/heic"),
        (picture("BMP"), None),
        (b"<html><script>alert(1)</script>", None),
        (archive(), None),
        (b"MZ\x90\x00", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", None),
        (picture("PNG")[:40], None),
        (b"\xff\xd8\xff\xe0", None),
    ],
)
def test_a_file_is_what_its_bytes_are(content: bytes, kind: str | None) -> None:
    assert kind_of(io.BytesIO(content)) == kind


@pytest.mark.parametrize(("name", "content"), [("照片.jpg", b"<html>hello</html>"), ("a.png", archive())])
def test_a_file_with_a_wrong_label_is_refused_by_name(files: Path, name: str, content: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        send(name, content)
    assert name in str(refusal.value.message)
    assert not files.exists()


def test_an_empty_file_is_refused(files: Path) -> None:
    with pytest.raises(Invalid):
        send("a.png", b"")


def test_a_file_of_50_megabytes_is_refused_before_it_is_read(files: Path) -> None:
    class Unread(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("a file that is too large is not read")

    with pytest.raises(TooLarge) as refusal:
        keep("film.mp4", Unread(), 50 * 1024 * 1024)
    assert "20 MB" in str(refusal.value.message)


def test_the_same_bytes_are_kept_once(files: Path) -> None:
    first, second = send("a.png", picture()), send("b.png", picture())
    assert (first.sha256, first.name, second.name) == (second.sha256, "a.png", "b.png")
    assert [path.name for path in files.rglob("*") if path.is_file()] == [first.sha256]
    with open_kept(first.sha256) as kept:
        assert kept.read() == picture()


def test_a_full_disk_leaves_nothing_half_stored(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = FileSystemStorage._save

    def half(self: FileSystemStorage, name: str, content: Any) -> str:
        real(self, name, io.BytesIO(b"half") if not hasattr(content, "chunks") else content)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half)
    with pytest.raises(OSError, match="No space"):
        send("a.png", picture())
    assert [path for path in files.rglob("*") if path.is_file()] == []
    monkeypatch.setattr(FileSystemStorage, "_save", real)
    with open_kept(send("a.png", picture()).sha256) as kept:
        assert kept.read() == picture()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("照片 1.jpg", "照片 1.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.png", "b.png"),
        ("<script>.png", "script.png"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("\x00.png", "png"),
        ("..", "file"),
        ("", "file"),
        ("长" * 300 + ".png", ("长" * 300 + ".png")[-120:]),
    ],
)
def test_a_name_is_shown_without_tricks(name: str, shown: str) -> None:
    assert safe_name(name) == shown
