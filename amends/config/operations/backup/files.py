"""The folder of attachments: what of it goes into a backup, and how restored files come to their places."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from amends.casework.cases.models import Attachment
from amends.casework.knowledge.models import Picture
from amends.config.operations.backup.opening import FILE, Member
from amends.config.operations.backup.writing import CHUNK
from amends.foundation.kernel import shelf
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.shelf import path_of

# What is being written at this moment, and belongs to nobody yet.
UNFINISHED = "attachments/incoming"


def folder() -> Path:
    return shelf.folder() or settings.VAR / "files"


def kept_files() -> Iterator[tuple[str, Path]]:
    """Every file with its name in a backup, in the order of those names; none that lies in another store."""
    if shelf.elsewhere():
        return
    top = folder()
    for path in sorted_files(top):
        name = path.relative_to(top).as_posix()
        if not FILE.fullmatch(f"files/{name}"):
            raise Refused(
                _("“%(name)s” lies among the attachments and is none. Move it elsewhere and start again.")
                % {"name": name}
            )
        yield f"files/{name}", path


def sorted_files(top: Path) -> Iterator[Path]:
    """Folder by folder, so that a million files need no list of a million names; no link is followed."""
    if not top.is_dir() or top == folder() / UNFINISHED:
        return
    with os.scandir(top) as entries:
        # A folder's name is compared as it will be followed: by a slash.
        ordered = sorted(entries, key=lambda one: one.name + ("/" if one.is_dir() else ""))
    for entry in ordered:
        if entry.is_dir(follow_symlinks=False):
            yield from sorted_files(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


class Staged:
    """Restored files beside their places until everything else is well; what is put in place can be taken away again."""

    def __init__(self) -> None:
        top = folder()
        self.top = top.with_name(f"{top.name}.restoring")
        # What a restore left that was killed.
        shutil.rmtree(self.top, ignore_errors=True)
        self.top.mkdir(parents=True)
        self.placed: list[Path] = []

    def take(self, member: Member) -> str:
        """Keeps a member and gives its SHA-256."""
        place = self.top / member.name.removeprefix("files/")
        place.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with place.open("xb") as file:
            while data := member.read(CHUNK):
                digest.update(data)
                file.write(data)
        return digest.hexdigest()

    def place(self) -> None:
        """Attachments stand under their hash, so one that is there already is the same; nothing else goes away."""
        # One call for all of them: a call for each file would take most of the time of a restore.
        os.sync()
        for source in sorted_files(self.top):
            if shelf.elsewhere():
                # An object under its hash does no harm, whatever becomes of the restore.
                with source.open("rb") as file:
                    shelf.store(file, source.name, source.relative_to(self.top).parts[0])
                continue
            target = folder() / source.relative_to(self.top)
            new = not target.exists()
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            if new:
                self.placed.append(target)
        os.sync()

    def undo(self) -> None:
        for path in self.placed:
            path.unlink(missing_ok=True)
            for parent in path.parents:
                if parent == folder().parent or any(parent.iterdir()):
                    break
                parent.rmdir()

    def close(self) -> None:
        shutil.rmtree(self.top, ignore_errors=True)


def broken_attachments(top: Path, *, limit: int | None = None) -> Iterator[str]:
    """The SHA-256 of every attachment on record whose file is missing under `top` or holds something else."""
    recorded = Attachment.objects.there().order_by().values_list("sha256", flat=True).distinct()
    yield from broken_under(top, recorded[:limit] if limit else recorded, shelf.EVIDENCE)


def broken_pictures(top: Path) -> Iterator[str]:
    """The same for the pictures of articles."""
    recorded = Picture.objects.order_by().values_list("sha256", flat=True).distinct()
    yield from broken_under(top, recorded, shelf.PICTURES)


def broken_under(top: Path, recorded: QuerySet[Any, str], room: str) -> Iterator[str]:
    for sha256 in recorded.iterator():
        try:
            with (top / path_of(sha256, room)).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == sha256:
                    continue
        except FileNotFoundError:
            if shelf.elsewhere() and shelf.is_there(sha256, room):
                continue
        yield sha256
